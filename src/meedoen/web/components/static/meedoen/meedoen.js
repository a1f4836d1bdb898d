// SPDX-License-Identifier: EUPL-1.2
// Small comforts; every page works without them, and a button shows itself only when it does something.
// Which theme and letters a visitor wants is kept by the server (the page "Beter lezen"); the switches
// of the gallery change only the page in front of you.
(() => {
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  const isOn = (key) =>
    key === "letters"
      ? root.dataset.letters === "large"
      : root.dataset.theme === "dark" || (!root.dataset.theme && prefersDark.matches);

  const showState = () => {
    for (const button of document.querySelectorAll("[data-switch]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isOn(button.dataset.switch)));
    }
    for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  };

  const turn = (key) => {
    if (key === "theme") root.dataset.theme = isOn(key) ? "light" : "dark";
    else if (isOn(key)) delete root.dataset.letters;
    else root.dataset.letters = "large";
    showState();
  };

  // Paper has nothing to press: what is folded prints open, and folds again afterwards.
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("main details:not([open])")) {
      fold.dataset.foldAgain = "";
      fold.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const fold of document.querySelectorAll("[data-fold-again]")) {
      delete fold.dataset.foldAgain;
      fold.open = false;
    }
  });

  // A page that the browser kept in memory is asked for again: the story on it may be closed by now.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  document.addEventListener("DOMContentLoaded", () => {
    showState();
    // After a mistake in a form, start reading at the summary.
    document.querySelector("[data-take-focus]")?.focus();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-switch], [data-print]");
    if (!button) return;
    if (button.dataset.switch) turn(button.dataset.switch);
    else window.print();
  });
})();
