/* Small comforts on top of pages that work without any of this: no double sending, seeing a password, the time left of a
   hold, copying, a word before the session ends. All texts come from the page, so that they are translated with it. */
"use strict";

(() => {
  const MINUTE = 60_000;
  const loadedAt = Date.now();
  // The server's clock rules; a phone's may be wrong by minutes.
  const serverAhead = document.body.dataset.now ? Date.parse(document.body.dataset.now) - loadedAt : 0;

  const announcer = document.querySelector("[data-announcer]");
  const announce = (text) => {
    announcer.textContent = text;
  };

  // Double sending -------------------------------------------------------------------------------------------------

  // A lost answer must not lock the form for ever; the server recognises a repeated form by its token anyway.
  const SENDING_LASTS = 10_000;

  const release = (form) => {
    delete form.dataset.sending;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) {
      return;
    }
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    // aria-disabled, not disabled: a disabled button would be left out of what is sent.
    event.submitter?.setAttribute("aria-disabled", "true");
    announce(document.body.dataset.sending);
    setTimeout(() => release(form), SENDING_LASTS);
  });

  // Back from the next page: the browser may show this one as it was left.
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));

  // Seeing what one types as a password ----------------------------------------------------------------------------

  const offerLook = (form) => {
    const passwords = form.querySelectorAll("input[type=password]");
    const choice = [...form.querySelectorAll("[data-shows-passwords]")].at(-1);
    if (!choice) {
      return;
    }
    const box = choice.querySelector("input");
    const show = () => passwords.forEach((field) => {
      field.type = box.checked ? "text" : "password";
    });
    choice.hidden = false;
    box.addEventListener("change", show);
    // Browsers keep texts for other forms, passwords only where they are asked to.
    form.addEventListener("submit", () => {
      box.checked = false;
      show();
    });
  };

  document.querySelectorAll("form").forEach(offerLook);

  // Printing -------------------------------------------------------------------------------------------------------

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  // Time left of a hold --------------------------------------------------------------------------------------------

  const countDown = (notice) => {
    const endsAt = Date.parse(notice.dataset.countdown) - serverAhead;
    const shown = notice.querySelector("[data-countdown-text]");
    const { countdownLeft, countdownFive, countdownOne, countdownOver } = notice.dataset;
    const spoken = new Set();

    const minutesLeft = () => Math.ceil((endsAt - Date.now()) / MINUTE);
    const sayOnce = (text) => {
      if (!spoken.has(text)) {
        spoken.add(text);
        announce(text);
      }
    };
    const tick = () => {
      const minutes = minutesLeft();
      if (minutes <= 0) {
        notice.textContent = countdownOver;
        sayOnce(countdownOver);
        clearInterval(timer);
        return;
      }
      shown.textContent = countdownLeft.replace("{minutes}", minutes);
      if (minutes === 1) {
        sayOnce(countdownOne);
      } else if (minutes <= 5) {
        sayOnce(countdownFive);
      }
    };
    const timer = setInterval(tick, 1000);
    tick();
  };

  document.querySelectorAll("[data-countdown]").forEach(countDown);

  // Copying --------------------------------------------------------------------------------------------------------

  const offerCopy = (button) => {
    const source = document.querySelector(button.dataset.copy);
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.dataset.value ?? source.textContent.trim());
      } catch {
        return; // The browser refused; the value stands there to be marked by hand.
      }
      button.textContent = button.dataset.copied;
      announce(button.dataset.copied);
      setTimeout(() => {
        button.textContent = label;
      }, 3000);
    });
  };

  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach(offerCopy);
  }

  // A word before the session ends ---------------------------------------------------------------------------------

  // All tabs have one sign-in, and any of them keeps it: each writes down when it last heard from the server. Where
  // nothing can be written down, a tab knows of itself only.
  const HEARD = "madoguchi-heard-at";

  const hear = (at) => {
    try {
      localStorage.setItem(HEARD, String(Math.max(at, heardAt(0))));
    } catch {
      // The browser keeps nothing for this page.
    }
  };
  const heardAt = (own) => {
    try {
      const noted = Number(localStorage.getItem(HEARD));
      return noted <= Date.now() ? Math.max(own, noted) : own; // A clock that was put back tells of the future.
    } catch {
      return own;
    }
  };

  const watchSession = (warning) => {
    const lasts = Number(warning.dataset.sessionMinutes) * MINUTE;
    const warnsBefore = Number(warning.dataset.sessionWarningMinutes) * MINUTE;
    const text = warning.querySelector("[data-session-text]");
    const link = warning.querySelector("[data-session-extend]");
    let ownAt = loadedAt;
    let typedAt = 0;
    hear(loadedAt);

    const idle = () => Date.now() - heardAt(ownAt);
    const tick = () => {
      warning.hidden = idle() < lasts - warnsBefore;
      if (idle() >= lasts) {
        text.textContent = warning.dataset.sessionOver;
        link.hidden = true;
        clearInterval(timer);
      }
    };
    const timer = setInterval(tick, 1000);

    // Asking for any page extends the session; asked for in the background, what was typed here stays.
    const extend = async () => {
      const askedAt = Date.now();
      const answer = await fetch(link.href, { credentials: "same-origin" }).catch(() => null);
      if (answer?.ok && !answer.redirected) {
        ownAt = askedAt;
        hear(askedAt);
        tick();
      }
      return answer;
    };

    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const answer = await extend();
      if (answer && (!answer.ok || answer.redirected)) {
        location.assign(link.href);
      }
    });

    // Who types is there: a long text needs no pressing in between. The server hears of it every few minutes.
    document.addEventListener("input", () => {
      const wanted = idle() >= warnsBefore && idle() < lasts;
      if (wanted && Date.now() - typedAt >= MINUTE) {
        typedAt = Date.now();
        extend();
      }
    });
  };

  document.querySelectorAll("[data-session-minutes]").forEach(watchSession);
})();
