// SPDX-License-Identifier: EUPL-1.2
// Prints the page from its own button. Without JavaScript the browser's menu does the same.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print]");
  if (button) {
    window.print();
  }
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
}
document.addEventListener("htmx:afterSettle", () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
  }
});
