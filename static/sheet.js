/* Keeps the day's sheet up to date while it lies open: asks for its rows now and then and sets those that changed. Whoever
   has the keyboard in a row keeps it there, what is open stays open, and nothing is asked while nobody can see the page.
   Asking is no sign of anybody: the sign-in ends as if the page lay still. Nothing newer than 2018 (no ?. and no ??). */
"use strict";

(() => {
  const EVERY = 20_000;
  const PATIENCE = 3; // answers that fail before it says so

  const sheet = document.querySelector("[data-sheet]");
  const state = document.querySelector("[data-sheet-state]");
  const announcer = document.querySelector("[data-announcer]");
  if (!sheet || !window.fetch) {
    return;
  }
  let failures = 0;

  const rowsOf = (part) => [...part.querySelectorAll("tbody > tr[id]")];
  const hasFocus = (node) => node.contains(document.activeElement);

  // The same control in the new cell, so that the keyboard stays on it.
  const counterpart = (cell) => {
    const { key } = document.activeElement.dataset;
    return key ? cell.querySelector(`[data-key="${key}"]`) : cell.querySelector("a");
  };

  const renewCells = (row, fresh) => {
    const cells = [...row.children];
    [...fresh.children].forEach((cell, place) => {
      const old = cells[place];
      if (old.outerHTML === cell.outerHTML) {
        return;
      }
      if (!hasFocus(old)) {
        old.replaceWith(cell);
        return;
      }
      const next = counterpart(cell);
      if (next) {
        old.replaceWith(cell);
        next.focus({ preventScroll: true });
      }
    });
    row.className = fresh.className;
    if (fresh.dataset.said) {
      row.dataset.said = fresh.dataset.said;
    }
  };

  const renewTable = (part, fresh) => {
    const body = part.querySelector("tbody");
    const old = new Map(rowsOf(part).map((row) => [row.id, row]));
    const kept = [...fresh.querySelectorAll("tbody > tr")].map((row) => {
      const known = row.id && old.get(row.id);
      if (!known) {
        return row;
      }
      if (known.outerHTML !== row.outerHTML) {
        renewCells(known, row);
      }
      return known;
    });
    const now = [...body.children];
    if (now.length !== kept.length || now.some((row, place) => row !== kept[place])) {
      const leaves = now.find((row) => hasFocus(row) && !kept.includes(row));
      const active = document.activeElement;
      body.replaceChildren ? body.replaceChildren(...kept) : kept.forEach((row) => body.append(row));
      if (leaves) {
        document.querySelector("#main").focus({ preventScroll: true });
      } else if (body.contains(active)) {
        active.focus({ preventScroll: true });
      }
    }
  };

  const renewDetails = (part, fresh) => {
    const open = part.querySelector("details");
    const next = fresh.querySelector("details");
    if (open && next) {
      next.open = open.open;
    }
    if (!hasFocus(part)) {
      part.replaceChildren(...fresh.childNodes);
    }
  };

  const renew = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    // A page that has just come must not take the keyboard away.
    fresh.querySelectorAll("[autofocus]").forEach((control) => control.removeAttribute("autofocus"));
    sheet.querySelectorAll("[autofocus]").forEach((control) => control.removeAttribute("autofocus"));
    const said = new Set([...sheet.querySelectorAll("[data-said]")].map((row) => row.dataset.said));
    const came = [...fresh.querySelectorAll("[data-said]")].map((row) => row.dataset.said).filter((text) => !said.has(text));
    sheet.querySelectorAll("[data-part]").forEach((part) => {
      const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!other || part.outerHTML === other.outerHTML) {
        return;
      }
      if (part.dataset.part === "standing") {
        renewTable(part, other);
      } else if (part.dataset.part === "cancelled") {
        renewDetails(part, other);
      } else {
        part.textContent = other.textContent;
      }
    });
    if (came.length) {
      announcer.textContent = came.join("、");
    }
  };

  const stop = () => {
    clearInterval(timer);
    state.textContent = sheet.dataset.stopped;
    state.hidden = false;
  };

  const ask = () => {
    if (document.hidden) {
      return;
    }
    fetch(sheet.dataset.sheet, { credentials: "same-origin", redirect: "manual" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)))
      .then((html) => {
        failures = 0;
        renew(html);
      })
      .catch((answer) => {
        failures += 1;
        // Led to the sign-in, or told that nobody is signed in: it will not get better by asking.
        if (failures >= PATIENCE || answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) {
          stop();
        }
      });
  };

  const timer = setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("sheet:renew", ask);
})();
