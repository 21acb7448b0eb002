/* Small comforts on top of pages that work without any of this: no double sending, seeing a password, the time left of a
   hold and until a consultation, what was waited for, copying, a word before the session ends. All texts come from the
   page, so that they are translated with it. Old phones read it, too: nothing newer than 2018 (no ?. and no ??). */
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

  // What has the focus and goes leaves it to what stands in its place, not to the top of the page.
  const focusOn = (place, how) => {
    if (!place.matches("a[href], button, input, select, textarea")) {
      place.tabIndex = -1;
    }
    place.focus(how);
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
    if (event.submitter) {
      event.submitter.setAttribute("aria-disabled", "true");
    }
    announce(document.body.dataset.sending);
    setTimeout(() => release(form), SENDING_LASTS);
  });

  // Back from the next page: the browser may show this one as it was left. What was sent from it has been answered since,
  // so that it may no longer be true; what was typed and refused stands on the page of the refusal.
  addEventListener("pageshow", (event) => {
    const sent = document.querySelectorAll("form[data-sending]");
    if (event.persisted && sent.length) {
      location.reload();
    }
    sent.forEach(release);
  });

  // Seeing what one types as a password ----------------------------------------------------------------------------

  const offerLook = (form) => {
    const passwords = form.querySelectorAll("input[type=password]");
    const choice = [...form.querySelectorAll("[data-shows-passwords]")].pop();
    if (!choice) {
      return;
    }
    const box = choice.querySelector("input");
    const show = () => passwords.forEach((field) => {
      field.type = box.checked ? "text" : "password";
    });
    choice.hidden = false;
    box.checked = false; // Firefox ticks it again after a reload.
    box.addEventListener("change", show);
    // Browsers keep texts for other forms, passwords only where they are asked to.
    form.addEventListener("submit", () => {
      box.checked = false;
      show();
    });
  };

  document.querySelectorAll("form").forEach(offerLook);

  // Another language -----------------------------------------------------------------------------------------------

  // What is half typed comes along, but for passwords: the page is the same, in other words.
  const TYPED = "typed";
  const typedFields = () => [...document.querySelectorAll("main :is(input, textarea, select)")].filter(
    (field) => !["hidden", "password", "file"].includes(field.type),
  );

  document.querySelectorAll("[data-languages] a").forEach((link) => link.addEventListener("click", () => {
    const fields = typedFields().map((field) => [field.name, field.value, field.checked ?? null]);
    sessionStorage.setItem(TYPED, JSON.stringify({ path: location.pathname, fields }));
  }));

  const bringTyped = () => {
    const { path, fields } = JSON.parse(sessionStorage.getItem(TYPED) ?? "{}");
    sessionStorage.removeItem(TYPED);
    const here = typedFields();
    if (path !== location.pathname || fields.length !== here.length) {
      return;
    }
    here.forEach((field, place) => {
      const [name, value, checked] = fields[place];
      if (name !== field.name) {
        return;
      }
      if (["checkbox", "radio"].includes(field.type)) {
        field.checked = checked;
      } else {
        field.value = value;
      }
    });
  };

  bringTyped();

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

  // What a page answers to the last press ---------------------------------------------------------------------------

  // It has the focus, which reads it out. Browsers leave that out where the address names a part of the page, and old
  // ones always. On staff's pages the keyboard begins behind the menu: at that part, or at the heading.
  const answer = document.querySelector("[autofocus]") || document.querySelector(".flashes");
  const behindMenu = () => document.getElementById(location.hash.slice(1)) || document.querySelector("main h1");

  const begin = () => {
    if (document.activeElement && document.activeElement !== document.body) {
      return;
    }
    if (answer) {
      focusOn(answer);
    } else if (document.body.classList.contains("desk")) {
      focusOn(behindMenu(), { preventScroll: true }); // The browser has scrolled to where one was.
    }
  };

  begin();
  if (location.hash) {
    addEventListener("load", () => setTimeout(begin)); // Going to the part of the page has taken the focus away.
  }

  // Only what appears later is read out by itself; what stood there from the start is said, unless the focus says it.
  const answered = [...document.querySelectorAll(".flashes")].filter((flash) => flash !== answer);
  if (answered.length) {
    setTimeout(() => announce(answered.map((flash) => flash.textContent.trim()).join(" ")), 500);
  }

  // Copying --------------------------------------------------------------------------------------------------------

  const offerCopy = (button) => {
    const source = document.querySelector(button.dataset.copy);
    const { copied } = button.dataset;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.dataset.value || source.textContent.trim());
      } catch {
        return; // The browser refused; the value stands there to be marked by hand.
      }
      button.textContent = copied;
      announce(copied);
      setTimeout(() => {
        button.textContent = label;
      }, 3000);
    });
  };

  const offerCopies = (part) => {
    if (navigator.clipboard) {
      part.querySelectorAll("[data-copy]").forEach(offerCopy);
    }
  };

  offerCopies(document);

  // What changes while somebody looks: a meeting that is issued, the day of a consultation ----------------------------

  const RENEWED_AFTER = [5, 5, 5, 10, 10, 10, 15, 15, 20]; // seconds, then every half minute
  const RENEWED_FOR = 15 * MINUTE;

  const freshOf = async (part) => {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) {
      return null;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.getElementById(part.id);
  };

  const putIn = (fresh, part) => {
    const hadFocus = part.contains(document.activeElement);
    part.replaceWith(fresh);
    if (hadFocus) {
      focusOn(fresh.querySelector("[autofocus]") || fresh);
    }
    comfort(fresh);
  };

  // Asks until the answer says that there is nothing to wait for any more.
  const renew = (part, times = 0) => {
    const seconds = times < RENEWED_AFTER.length ? RENEWED_AFTER[times] : 30;
    setTimeout(async () => {
      if (!part.isConnected || Date.now() - loadedAt > RENEWED_FOR) {
        return;
      }
      const fresh = document.hidden ? null : await freshOf(part);
      if (fresh && !("renew" in fresh.dataset)) {
        putIn(fresh, part);
        announce(part.dataset.renew);
      } else {
        renew(part, times + 1);
      }
    }, seconds * 1000);
  };

  const renewAt = (part) => {
    const at = Date.parse(part.dataset.renewAt) - serverAhead;
    const timer = setInterval(async () => {
      if (Date.now() < at + 1000 || document.hidden) {
        return;
      }
      clearInterval(timer);
      const fresh = part.isConnected ? await freshOf(part) : null;
      if (fresh) {
        putIn(fresh, part);
        announce(fresh.querySelector("h2").textContent.trim());
      }
    }, 1000);
  };

  const countMinutes = (text) => {
    const at = Date.parse(text.dataset.minutesUntil) - serverAhead;
    const { hoursLeft, minutesLeft } = text.dataset;
    const tick = () => {
      const left = Math.max(Math.ceil((at - Date.now()) / MINUTE), 0);
      const words = left < 60 ? minutesLeft : hoursLeft.replace("{hours}", Math.floor(left / 60));
      text.textContent = words.replace("{minutes}", left % 60);
    };
    setInterval(tick, 10_000);
  };

  const each = (part, name, act) => {
    const found = [...part.querySelectorAll(`[${name}]`)];
    (part !== document && part.hasAttribute(name) ? [part, ...found] : found).forEach((one) => act(one));
  };

  const watchParts = (part) => {
    each(part, "data-renew", renew);
    each(part, "data-renew-at", renewAt);
    each(part, "data-minutes-until", countMinutes);
  };

  const comfort = (part) => {
    offerCopies(part);
    watchParts(part);
  };

  watchParts(document);

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
    let cameFrom = document.getElementById("main");
    let ownAt = loadedAt;
    let typedAt = 0;
    let over = false;
    hear(loadedAt);

    const idle = () => Date.now() - heardAt(ownAt);
    const goBack = () => (cameFrom.isConnected ? cameFrom : document.getElementById("main")).focus({ preventScroll: true });
    const tick = () => {
      const hadFocus = warning.contains(document.activeElement);
      warning.hidden = idle() < lasts - warnsBefore;
      if (hadFocus && warning.hidden) {
        goBack(); // Another tab has extended it.
      }
      if (idle() >= lasts) {
        text.textContent = warning.dataset.sessionOver;
        link.textContent = warning.dataset.sessionSignIn;
        link.href = `${warning.dataset.sessionDoor}?next=${encodeURIComponent(location.pathname + location.search)}`;
        over = true;
        clearInterval(timer);
      }
    };
    const timer = setInterval(tick, 1000);

    // Asking for any page extends the session; asked for in the background, what was typed here stays.
    const extend = async () => {
      const askedAt = Date.now();
      const answer = await fetch(link.href, { credentials: "same-origin" }).catch(() => null);
      if (answer && answer.ok && !answer.redirected) {
        ownAt = askedAt;
        hear(askedAt);
        tick();
      }
      return answer;
    };

    document.addEventListener("focusin", (event) => {
      if (!warning.contains(event.target)) {
        cameFrom = event.target;
      }
    });

    link.addEventListener("click", async (event) => {
      if (over) {
        return; // to the door
      }
      event.preventDefault();
      const answer = await extend();
      if (answer && (!answer.ok || answer.redirected)) {
        location.assign(link.href);
      } else if (answer) {
        goBack();
        announce(warning.dataset.sessionExtended);
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
