/* The key / leads to the field of the search, on every page of the desk, unless somebody is typing. Who speaks to the
   machine may switch it off on the page of the search (WCAG 2.1.4); kept in this browser alone. Read after enhance.js. */
"use strict";

(() => {
  const OFF = "no-search-key";
  const field = document.querySelector("[role=search] [type=search]");

  // Browsers that keep nothing, by their settings, throw.
  const kept = (work) => {
    try {
      return work(localStorage);
    } catch (error) {
      return null;
    }
  };
  const isOff = () => kept((storage) => storage.getItem(OFF)) !== null;

  const isTyping = (target) => target.matches("textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=file])");

  document.addEventListener("keydown", (event) => {
    const isAlone = event.key === "/" && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (field && isAlone && !isTyping(event.target) && !isOff()) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });

  document.querySelectorAll("[data-search-key]").forEach((choice) => {
    const box = choice.querySelector("input");
    choice.hidden = false;
    box.checked = !isOff();
    box.addEventListener("change", () => kept((storage) => (
      box.checked ? storage.removeItem(OFF) : storage.setItem(OFF, "yes")
    )));
  });
})();
