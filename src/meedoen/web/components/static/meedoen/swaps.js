// SPDX-License-Identifier: EUPL-1.2
// What happens around an answer that replaces a part of the page (htmx; the tag `swaps` writes the
// attributes). Nothing typed is lost, nothing goes wrong in silence, and the eye and the focus end
// where one reads on.
(() => {
  const messages = () => document.getElementById("berichten");

  const goTo = (place) => {
    const start = place.querySelector('[tabindex="-1"]') ?? place;
    place.scrollIntoView({ block: "nearest" });
    start.focus({ preventScroll: true });
  };

  // Who pressed something is brought to the words; a call that repeats by itself takes no focus.
  const show = ({ detail }) => {
    if (detail.requestConfig?.elt.dataset.then) goTo(messages());
  };

  // Our own sentence, for when there is none from the server; said once, also when a call repeats.
  const write = (kind, answer) => {
    if (messages().querySelector(`[data-said="${kind}"]`)) return;
    const template = document.querySelector(`template[data-say="${kind}"]`);
    const words = template.content.cloneNode(true);
    words.firstElementChild.dataset.said = kind;
    // Of a fault of ours also the number that leads to it.
    const number = answer?.status >= 500 && answer.getResponseHeader("X-Request-ID");
    if (number && template.dataset.number) {
      const told = document.createElement("p");
      told.textContent = template.dataset.number.replace("{number}", number.replace("-", " "));
      words.querySelector(".md-alert__words").append(told);
    }
    messages().replaceChildren(words);
  };
  const say = (kind, failure) => {
    write(kind, failure.detail.xhr);
    show(failure);
  };

  // An answer without the part that was asked for is another page: the part stays as it is.
  addEventListener("htmx:beforeSwap", ({ detail }) => {
    const part = detail.requestConfig.elt.getAttribute("hx-select");
    if (!part || !detail.shouldSwap || detail.isError) return;
    const answer = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
    detail.shouldSwap = answer.querySelector(part) !== null;
    detail.isError = !detail.shouldSwap;
  });

  // A mistake in the form comes first, then what the server says, then the place the form names.
  addEventListener("htmx:afterSettle", ({ target, detail }) => {
    const form = detail.requestConfig?.elt;
    if (!form?.dataset.then || detail.failed || !target.matches(form.getAttribute("hx-select"))) return;
    const spoken = messages().textContent.trim() ? messages() : null;
    goTo(target.querySelector(".md-errors") ?? spoken ?? document.getElementById(form.dataset.then) ?? target);
    const { pathname, search } = new URL(detail.xhr.responseURL);
    if (pathname === location.pathname) history.replaceState(history.state, "", pathname + search);
  });

  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    addEventListener(failure, (event) => say("unreachable", event));
  }
  for (const failure of ["htmx:responseError", "htmx:swapError"]) {
    addEventListener(failure, (event) => {
      if (document.getElementById("geweigerd")) show(event);
      else say("went_wrong", event);
    });
  }
  // Calls are answered again: what we said about it is over.
  addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful) document.querySelector("#berichten [data-said]")?.remove();
  });

  // Where there is no network, the browser's own page would take the place of a form with what was
  // typed. The browser may think so wrongly: so ask first, and send when there is an answer.
  const asking = new WeakSet();
  const sure = new WeakSet();
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (navigator.onLine || event.defaultPrevented || sure.has(form)) return;
    event.preventDefault();
    if (asking.has(form)) return;
    asking.add(form);
    const question = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(10_000) };
    const there = await fetch("/robots.txt", question).catch(() => null);
    asking.delete(form);
    if (there) {
      sure.add(form);
      form.requestSubmit(event.submitter);
      sure.delete(form);
    } else {
      write("unreachable");
      goTo(messages());
    }
  });

  // htmx notes the address of a page in its tab, as older versions of ours kept the whole page; a
  // shared desk keeps neither.
  addEventListener("DOMContentLoaded", () => {
    for (const kept of ["htmx-current-path-for-history", "htmx-history-cache"]) {
      sessionStorage.removeItem(kept);
    }
  });
})();
