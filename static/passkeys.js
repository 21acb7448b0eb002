/* Signing in with a passkey, and making one, where the browser can; the password works without. Texts come from the page. */
"use strict";

(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) {
    return;
  }

  const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const textOf = (buffer) => buffer
    && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  // By hand: parseCreationOptionsFromJSON and toJSON are younger than the phones of many seekers.
  const readOptions = (options) => {
    options.challenge = bytesOf(options.challenge);
    if (options.user) {
      options.user.id = bytesOf(options.user.id);
    }
    [...(options.excludeCredentials ?? []), ...(options.allowCredentials ?? [])].forEach((one) => {
      one.id = bytesOf(one.id);
    });
    return options;
  };

  const write = ({ id, rawId, type, response }) => JSON.stringify({
    id,
    rawId: textOf(rawId),
    type,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      userHandle: textOf(response.userHandle),
    },
  });

  const askForOptions = async (form) => {
    const answer = await fetch(form.dataset.optionsFrom, { method: "POST", body: new FormData(form) });
    if (!answer.ok) {
      throw new Error(`options: ${answer.status}`);
    }
    return answer.json();
  };

  const askDevice = async (form) => {
    if (form.dataset.passkey === "make") {
      return navigator.credentials.create({ publicKey: readOptions(JSON.parse(form.dataset.options)) });
    }
    return navigator.credentials.get({ publicKey: readOptions(await askForOptions(form)) });
  };

  const prepare = (form) => {
    const words = form.querySelector("[data-passkey-words]");
    const button = form.querySelector("[data-passkey-start]");
    form.hidden = false;
    button.addEventListener("click", async () => {
      words.textContent = "";
      button.setAttribute("aria-disabled", "true");
      try {
        form.elements.credential.value = write(await askDevice(form));
        form.submit();
      } catch {
        // Broken off, none there, or the network: browsers do not tell which, and neither does the page.
        words.textContent = form.dataset.failed;
        button.removeAttribute("aria-disabled");
      }
    });
  };

  document.querySelectorAll("form[data-passkey]").forEach(prepare);
  document.querySelectorAll("[data-with-passkeys]").forEach((part) => {
    part.hidden = false;
  });
  document.querySelectorAll("[data-without-passkeys]").forEach((part) => {
    part.hidden = true;
  });
})();
