// SPDX-License-Identifier: EUPL-1.2
// Remembers how this visitor wants to read: light or dark, ordinary or larger letters. Everything
// works without it; the buttons show themselves only when they do something.
(() => {
  const root = document.documentElement;
  const keys = ["theme", "letters"];

  const remember = (key, value) => {
    try {
      if (value) localStorage.setItem(`meedoen-${key}`, value);
      else localStorage.removeItem(`meedoen-${key}`);
    } catch {
      // A browser that keeps nothing still shows this page as chosen.
    }
  };
  const recall = (key) => {
    try {
      return localStorage.getItem(`meedoen-${key}`);
    } catch {
      return null;
    }
  };
  const apply = (key, value) => {
    if (value) root.dataset[key] = value;
    else delete root.dataset[key];
  };
  const isDark = () =>
    root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  const isOn = (key) => (key === "theme" ? isDark() : root.dataset.letters === "large");

  // In the head, before anything is drawn, so that the page does not flash.
  for (const key of keys) apply(key, recall(key));

  const showState = () => {
    for (const button of document.querySelectorAll("[data-switch]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isOn(button.dataset.switch)));
    }
  };
  const turn = (key) => {
    const value = key === "theme" ? (isDark() ? "light" : "dark") : isOn(key) ? "" : "large";
    apply(key, value);
    remember(key, value);
    showState();
  };

  document.addEventListener("DOMContentLoaded", () => {
    showState();
    document.querySelector("[data-take-focus]")?.focus();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-switch], [data-print]");
    if (!button) return;
    if (button.dataset.switch) turn(button.dataset.switch);
    else window.print();
  });
})();
