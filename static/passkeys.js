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

  // Nothing else of the form: a password may stand in it.
  const askForOptions = async (part, form) => {
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
    const answer = await fetch(part.dataset.optionsFrom, { method: "POST", body });
    if (!answer.ok) {
      throw new Error(`options: ${answer.status}`);
    }
    return answer.json();
  };

  const askDevice = async (part, form) => {
    if (part.dataset.passkey === "make") {
      return navigator.credentials.create({ publicKey: readOptions(JSON.parse(part.dataset.options)) });
    }
    return navigator.credentials.get({ publicKey: readOptions(await askForOptions(part, form)) });
  };

  const prepare = (part) => {
    const form = part.closest("form");
    const words = part.querySelector("[data-passkey-words]");
    const button = part.querySelector("[data-passkey-start]");
    part.hidden = false;
    // Back from the next page: what was sent is used up, and a code may be typed now.
    addEventListener("pageshow", () => {
      form.elements.credential.value = "";
      button.removeAttribute("aria-disabled");
    });
    // Enter in a field of the form presses the button, too.
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      if (button.hasAttribute("aria-disabled")) {
        return;
      }
      words.textContent = "";
      button.setAttribute("aria-disabled", "true");
      try {
        form.elements.credential.value = write(await askDevice(part, form));
        form.submit();
      } catch {
        // Broken off, none there, or the network: browsers do not tell which, and neither does the page.
        words.textContent = part.dataset.failed;
        button.removeAttribute("aria-disabled");
      }
    });
  };

  document.querySelectorAll("[data-passkey]").forEach(prepare);
  document.querySelectorAll("[data-with-passkeys]").forEach((part) => {
    part.hidden = false;
  });
  document.querySelectorAll("[data-without-passkeys]").forEach((part) => {
    part.hidden = true;
  });
})();
