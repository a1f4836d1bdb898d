// SPDX-License-Identifier: EUPL-1.2
// What somebody types in a long field stays in the browser until it is sent (`web/kept_words.py`,
// ADR 0034). It lies there encrypted, under a key that only pages of the same story, function or
// visit get. Of one field in one page there is one such text; a form says which it holds, and a
// cookie tells which of them were taken. Without a secure context nothing is kept at all.
(() => {
  const MARK = "meedoen:";
  const TAKEN = /(?:^|;\s*)taken_([0-9a-f]{16})=(\d{13})/g;
  const A_DAY = 24 * 60 * 60 * 1000;
  const A_WHILE = 10 * 60 * 1000;
  const WAIT = 400;
  const MOST = 50_000;
  const ONWARD = `${MARK}onward`;

  const reach = (name) => {
    try {
      return window[name];
    } catch {
      return null; // Switched off in this browser.
    }
  };
  const stores = ["localStorage", "sessionStorage"].map(reach).filter(Boolean);
  if (!isSecureContext || !crypto.subtle || stores.length < 2) return;
  const [lasting, ofThisTab] = stores;
  const elsewhere = new BroadcastChannel("meedoen");
  const states = new Map();
  let closed = false;

  const bytes = (text) => new TextEncoder().encode(text);
  const fromBase64 = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const toBase64 = (data) => btoa(Array.from(new Uint8Array(data), (one) => String.fromCharCode(one)).join(""));
  const hex = (data) => Array.from(new Uint8Array(data), (one) => one.toString(16).padStart(2, "0")).join("");

  const freshName = () => hex(crypto.getRandomValues(new Uint8Array(8)));

  const namesIn = (store) => Object.keys(store).filter((name) => name.startsWith(MARK) && name !== ONWARD);
  const entryOf = (store, name) => {
    try {
      return JSON.parse(store.getItem(name));
    } catch {
      return null;
    }
  };

  // Nothing lies here longer than a day, nor after it was taken. What a visitor typed who told us
  // nothing yet goes when she walks on to another page: the next one at this computer may follow.
  const tidy = () => {
    const taken = new Map([...document.cookie.matchAll(TAKEN)].map(([, id, until]) => [id, Number(until)]));
    for (const store of stores) {
      for (const name of namesIn(store)) {
        const entry = entryOf(store, name);
        const until = taken.get(name.slice(-16)) ?? 0;
        if (!entry || entry.at <= until || Math.abs(Date.now() - entry.at) > A_DAY) store.removeItem(name);
      }
    }
    for (const id of taken.keys()) {
      document.cookie = `taken_${id}=; Max-Age=0; Path=/; SameSite=Strict${location.protocol === "https:" ? "; Secure" : ""}`;
    }
  };
  // Unless it was sent just now: then it did not arrive, and she may come back for it.
  const walkedOn = () => {
    const [how] = performance.getEntriesByType("navigation");
    const sent = Date.now() - Number(ofThisTab.getItem(ONWARD)) < A_WHILE;
    if (how?.type === "navigate" && !sent) for (const name of namesIn(ofThisTab)) ofThisTab.removeItem(name);
    if (!sent || document.querySelector("[data-keep-here]")) ofThisTab.removeItem(ONWARD);
  };

  // Whoever closes a story or logs out leaves nothing behind, in none of her tabs.
  const forget = () => {
    closed = true;
    for (const store of stores) for (const name of namesIn(store)) store.removeItem(name);
    ofThisTab.removeItem(ONWARD);
  };
  elsewhere.addEventListener("message", forget);

  const bound = (state, id, at) => bytes(`${state.place} ${id} ${at}`);
  const seal = async (state, at, told) => {
    const [{ day, key }] = state.keys;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv, additionalData: bound(state, state.id, at) };
    const data = await crypto.subtle.encrypt(how, await key, bytes(JSON.stringify(told)));
    return JSON.stringify({ at, day, iv: toBase64(iv), data: toBase64(data) });
  };
  const unseal = async (state, name) => {
    const id = name.slice(-16);
    try {
      const { at, day, iv, data } = entryOf(state.store, name);
      const { key } = state.keys.find((one) => one.day === day);
      const how = { name: "AES-GCM", iv: fromBase64(iv), additionalData: bound(state, id, at) };
      const told = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, await key, fromBase64(data))));
      return { id, at, name, ...told };
    } catch {
      return null;
    }
  };

  const nameOf = (state, id = state.id) => `${MARK}${state.place}:${id}`;
  const isAsItWas = (state) => !state.typed && state.field.value === state.field.defaultValue;

  const keep = async (state) => {
    clearTimeout(state.timer);
    state.timer = 0;
    const at = (state.at = Math.max(Date.now(), state.at + 1));
    await state.ready;
    const text = state.field.value;
    if (closed || at !== state.at || text.length > MOST) return;
    if (isAsItWas(state)) {
      state.at = 0;
      state.store.removeItem(nameOf(state));
      return;
    }
    const sealed = await seal(state, at, { text, was: state.was });
    if (closed || at !== state.at) return;
    try {
      state.store.setItem(nameOf(state), sealed);
    } catch {
      return; // Full: what lay there stays.
    }
    // This goes on from those; unless they were changed meanwhile, in another tab.
    for (const one of state.from.splice(0)) {
      if (entryOf(state.store, one.name)?.at === one.at) state.store.removeItem(one.name);
    }
  };
  const keepAll = () => {
    for (const state of states.values()) if (state.timer) keep(state);
  };

  const inWords = (at, template) => {
    const then = new Date(at);
    const time = then.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    const today = then.toDateString() === new Date().toDateString();
    return template.dataset[today ? "today" : "yesterday"].replace("{time}", time);
  };

  // A note under the field: a part that is read aloud only once it stands there.
  const note = (state, kept, inField) => {
    const template = document.getElementById("bewaarde-woorden");
    const words = template.dataset;
    const made = template.content.cloneNode(true).firstElementChild;
    const said = made.querySelector("[role=status]");
    const [use, away] = made.querySelectorAll("button");
    const beside = made.querySelector("textarea");
    said.id = `bewaard-${kept.id}`;
    for (const button of [use, away]) button.setAttribute("aria-describedby", said.id);
    if (inField) made.dataset.inField = "";
    let thrown = false;
    const show = () => {
      const sentence = inField
        ? words[thrown ? "thrown" : "putBack"]
        : words[thrown ? "thrownBeside" : "beside"];
      said.textContent = sentence.replace("{when}", inWords(kept.at, template));
      away.textContent = thrown ? words.undo : words.throw;
      beside.hidden = use.hidden = inField || thrown;
      beside.value = kept.text;
      beside.setAttribute("aria-labelledby", said.id);
    };
    away.addEventListener("click", () => {
      thrown = !thrown;
      if (thrown) {
        kept.lay = state.store.getItem(kept.name);
        state.store.removeItem(kept.name);
        state.from = state.from.filter((one) => one !== kept);
      } else if (kept.lay && !inField) state.store.setItem(kept.name, kept.lay);
      if (inField) {
        if (thrown) kept.text = state.field.value;
        state.field.value = thrown ? state.field.defaultValue : kept.text;
        keep(state);
      }
      show();
    });
    // What stood in the field changes places with it, under a name of its own.
    use.addEventListener("click", async () => {
      if (state.timer) await keep(state);
      const before = state.from.splice(0);
      if (state.at) before.push({ id: state.id, at: state.at, name: nameOf(state), text: state.field.value });
      state.id = freshName();
      state.at = 0;
      state.from.push(kept);
      state.field.value = kept.text;
      keep(state);
      for (const old of state.field.parentElement.querySelectorAll("[data-in-field]")) old.remove();
      made.remove();
      for (const one of before) note(state, one, false);
      state.field.focus();
    });
    (state.field.closest(".md-field, .md-resident-question") ?? state.field.parentElement).append(made);
    // Who cannot see the note comes upon it from the field, and it is never folded away.
    const describedBy = state.field.getAttribute("aria-describedby");
    state.field.setAttribute("aria-describedby", [describedBy, said.id].filter(Boolean).join(" "));
    for (let fold = state.field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    away.textContent = words.throw;
    setTimeout(show, 100);
  };

  const putBack = async (state) => {
    const allKept = [];
    for (const name of namesIn(state.store).filter((one) => one.startsWith(nameOf(state, "")))) {
      const kept = await unseal(state, name);
      if (kept) allKept.push(kept);
    }
    allKept.sort((one, other) => other.at - one.at);
    for (const kept of allKept) {
      const { field } = state;
      const same = kept.text === field.value;
      if (same && state.typed) {
        state.from.push(kept); // Shown again by the server, and not taken yet.
        state.was = kept.was;
      } else if (same) state.store.removeItem(kept.name);
      else if (kept === allKept[0] && isAsItWas(state) && kept.was === field.defaultValue) {
        field.value = kept.text;
        state.from.push(kept);
        note(state, kept, true);
      } else note(state, kept, false);
    }
  };

  const begin = (field) => {
    if (!field.form || states.has(field)) return;
    const [name, ...days] = field.dataset.keep.split(" ");
    const keys = [];
    for (let i = 0; i < days.length; i += 2) {
      const key = crypto.subtle.importKey("raw", fromBase64(days[i + 1]), "AES-GCM", false, ["encrypt", "decrypt"]);
      keys.push({ day: days[i], key });
    }
    const state = {
      field, keys, at: 0, timer: 0, from: [], was: field.defaultValue,
      id: freshName(),
      store: "keepHere" in field.dataset ? ofThisTab : lasting,
      typed: "keepTyped" in field.dataset,
    };
    states.set(field, state);
    const to = new URL(field.form.getAttribute("action") || location.pathname, location.href).pathname;
    const place = bytes([name, to, field.dataset.keepAbout ?? "", field.name].join("\n"));
    state.ready = crypto.subtle.digest("SHA-256", place).then((made) => {
      state.place = hex(made).slice(0, 32);
    });
    state.ready.then(() => putBack(state));
  };
  const look = async () => {
    tidy();
    // A part was replaced, with what was being typed beside what was sent.
    const gone = [...states.values()].filter((state) => !state.field.isConnected);
    for (const { field } of gone) states.delete(field);
    await Promise.all(gone.filter((state) => state.timer).map(keep));
    for (const field of document.querySelectorAll("[data-keep]")) begin(field);
  };

  document.addEventListener("input", ({ target }) => {
    const state = states.get(target);
    if (state && !state.timer) state.timer = setTimeout(keep, WAIT, state);
  });
  document.addEventListener(
    "submit",
    ({ target: form }) => {
      if ("forget" in form.dataset) {
        forget();
        elsewhere.postMessage("closed");
        return;
      }
      const held = [];
      for (const state of states.values()) {
        if (state.field.form !== form) continue;
        const from = state.from.map((one) => `${one.id}.${one.at}`);
        if (state.timer) keep(state);
        held.push(...(state.at ? [`${state.id}.${state.at}`] : []), ...from);
      }
      if (!held.length) return;
      let field = form.querySelector("input[name=kept_as]");
      if (!field) {
        field = Object.assign(document.createElement("input"), { type: "hidden", name: "kept_as" });
        form.append(field);
      }
      field.value = held.join(" ");
      if (namesIn(ofThisTab).length || form.querySelector("[data-keep-here]")) ofThisTab.setItem(ONWARD, Date.now());
    },
    true,
  );
  addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", keepAll);
  addEventListener("htmx:load", look);
  addEventListener("htmx:afterRequest", tidy);

  walkedOn();
  look();
})();
