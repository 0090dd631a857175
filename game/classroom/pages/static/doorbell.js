/* The doorbell: hears that something changed, fetches the page again, and puts in what differs.
   Forms work without it; with it they are sent in place, and sent again until the room answers. */
"use strict";
(() => {
  const body = document.body, banner = document.getElementById("banner");
  const voice = document.getElementById("voice");
  const bell = body.dataset.bell, page = body.dataset.page;
  const SILENCE = 25000, LEAST = 300, MOST = 4000, POLL = 20, TWICE = 1000;
  let version = "", left = null, running = false, since = performance.now(), said = null;
  let socket = null, heard = performance.now(), fails = 0, polls = false, wanted = false, busy = false;
  let pending = 0;

  const pause = () => Math.min(MOST, LEAST * 2 ** fails) * (0.7 + 0.6 * Math.random());
  const wait = ms => new Promise(done => setTimeout(done, ms));

  /* -- what the bell says ------------------------------------------------------------------- */
  function take(text) {
    heard = performance.now();
    fails = 0;
    if (!pending) banner.hidden = true;
    const told = JSON.parse(text);
    if (told.beat) return;
    left = told.left; running = told.running; since = performance.now();
    tell();
    if (told.v !== version) { const first = !version; version = told.v; if (!first) refresh(); }
  }

  function listen() {
    if (!bell || socket || polls) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    let opened = false;
    try { socket = new WebSocket(`${scheme}//${location.host}${bell}`); } catch (_) { poll(); return; }
    const mine = socket;
    const slow = setTimeout(() => { if (!opened) mine.close(); }, 5000);
    mine.onopen = () => { opened = true; clearTimeout(slow); };
    mine.onmessage = event => take(event.data);
    mine.onclose = () => {
      clearTimeout(slow);
      if (socket !== mine) return;
      socket = null;
      fails += 1;
      // A proxy that lets no socket through: ask by long poll, and try a socket again later.
      if (!opened && fails > 1) poll(); else setTimeout(listen, pause());
    };
  }

  async function poll() {
    if (polls) return;
    polls = true;
    const until = performance.now() + 60000;
    while (performance.now() < until) {
      try {
        const answer = await fetch(`${bell}?after=${encodeURIComponent(version)}&wait=${POLL}`);
        if (!answer.ok) throw new Error();
        take(await answer.text());
      } catch (_) { fails += 1; missing(); await wait(pause()); }
    }
    polls = false;
    listen();
  }

  function missing() {
    if (performance.now() - heard > 6000 || pending) {
      banner.textContent = banner.dataset.waiting;
      banner.hidden = false;
    }
  }

  function wake() {
    if (!bell) return;
    if (socket && performance.now() - heard > SILENCE / 2) { const old = socket; socket = null; old.close(); }
    listen();
    refresh();
  }

  /* -- the page ------------------------------------------------------------------------------ */
  async function refresh() {
    if (!page) return;
    if (busy) { wanted = true; return; }
    busy = true;
    try {
      const answer = await fetch(page, { headers: { "x-regions": "1" } });
      if (answer.ok) { put(new DOMParser().parseFromString(await answer.text(), "text/html")); heard = performance.now(); if (!pending) banner.hidden = true; }
    } catch (_) { fails += 1; missing(); setTimeout(refresh, pause()); }
    busy = false;
    if (wanted) { wanted = false; refresh(); }
  }

  const holds = region => {
    const focus = document.activeElement;
    return region.contains(focus) && focus.matches("input:not([type=hidden]),textarea,select");
  };
  const plain = html => html.replace(/name="key" value="[0-9a-f]*"/g, "").replace(/ open=""/g, "").replace(/data-left="[^"]*"[^>]*>[^<]*/g, "");

  function put(fresh) {
    const focus = document.activeElement && document.activeElement.id;
    const main = document.querySelector("main"), other = fresh.querySelector("main");
    const names = root => [...root.querySelectorAll("[data-region]")].map(one => one.dataset.region).join();
    const open = new Set([...document.querySelectorAll("details[open][id]")].map(one => one.id));
    if (names(document) !== names(fresh) && !(main && holds(main))) {
      document.body.dataset.stage = "";
      for (const part of ["header", "main", "footer"]) swap(document.querySelector(`body > ${part}`), fresh.querySelector(`body > ${part}`));
    } else {
      for (const region of document.querySelectorAll("[data-region]")) {
        const next = fresh.querySelector(`[data-region="${region.dataset.region}"]`);
        if (next && !holds(region) && plain(region.innerHTML) !== plain(next.innerHTML)) swap(region, next);
      }
    }
    for (const id of open) { const one = document.getElementById(id); if (one) one.open = true; }
    if (focus && document.activeElement === document.body) { const one = document.getElementById(focus); if (one) one.focus({ preventScroll: true }); }
    mark(); tell();
  }

  function swap(old, next) {
    if (old && next) old.replaceWith(document.adoptNode(next));
    else if (old) old.remove();
    else if (next) body.insertBefore(document.adoptNode(next), voice);
  }

  /* -- acts: sent until the room answers, under one key -------------------------------------- */
  const sent = new WeakMap();

  /* A press: under a new key, unless the same was sent a moment ago by an impatient hand. */
  function pressOf(form, data) {
    data.delete("key");
    const what = data.toString(), last = sent.get(form), now = performance.now();
    if (last && last.what === what && (last.waits || now - last.at < TWICE)) { last.at = now; return last; }
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const key = [...bytes].map(one => one.toString(16).padStart(2, "0")).join("");
    const press = { what, key, at: now, waits: true, before: last && last.answered };
    press.answered = new Promise(done => { press.answer = () => { press.waits = false; done(); }; });
    sent.set(form, press);
    return press;
  }

  async function send(form, button) {
    const data = new URLSearchParams(new FormData(form));
    if (button && button.name) data.set(button.name, button.value);
    const press = pressOf(form, data);
    data.set("key", press.key);
    pending += 1;
    if (button) button.setAttribute("aria-busy", "true");
    await press.before;  // of two taps in one form the later one stands
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await fetch(form.action, { method: "POST", body: data, headers: { accept: "application/json" } });
        if (answer.status === 429 || answer.status >= 500) throw new Error();
        const told = await answer.json();
        pending -= 1; press.answer();
        show(told);
        if (told.ok && form.hasAttribute("data-clear")) form.querySelectorAll("textarea,input:not([type=hidden])").forEach(one => { one.value = ""; });
        if (told.ok && form.hasAttribute("data-reload")) { location.reload(); return; }
        if (document.activeElement && form.contains(document.activeElement) && !document.activeElement.matches("button")) document.activeElement.blur();
        break;
      } catch (_) { heard = 0; missing(); await wait(Math.min(MOST, LEAST * 2 ** tries) * (0.7 + 0.6 * Math.random())); }
    }
    if (button) button.removeAttribute("aria-busy");
    refresh();
  }

  function show(told) {
    const saved = document.getElementById("saved");
    if (told.ok && saved && told.saved) saved.textContent = banner.dataset.saved.replace("{time}", told.saved);
    if (told.ok) { banner.hidden = true; return; }
    banner.textContent = told.problem;
    banner.hidden = false;
    setTimeout(() => { if (!pending) banner.hidden = true; }, 6000);
  }

  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.hasAttribute("data-plain")) return;
    event.preventDefault();
    if (form.dataset.ask && !window.confirm(form.dataset.ask)) return;
    send(form, event.submitter);
  });

  /* -- the clock ----------------------------------------------------------------------------- */
  function write(seconds) {
    const whole = Math.ceil(seconds), two = number => String(number).padStart(2, "0");
    if (whole >= 3600) return `${Math.floor(whole / 3600)}:${two(Math.floor(whole % 3600 / 60))}:${two(whole % 60)}`;
    return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
  }
  function tell() {
    const shown = document.querySelector("[data-left]");
    if (!shown || left === null) return;
    const now = Math.max(0, left - (running ? (performance.now() - since) / 1000 : 0));
    const text = write(now);
    if (shown.textContent !== text) shown.textContent = text;
    shown.classList.toggle("low", now <= 30 && running);
    for (const at of [120, 60, 30, 10]) {
      if (running && Math.ceil(now) === at && said !== at) { said = at; voice.textContent = banner.dataset.minutes.replace("{time}", write(at)); }
    }
  }

  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

  /* -- tabs and keys ------------------------------------------------------------------------- */
  function mark() {
    const here = location.hash || "#orders";
    for (const link of document.querySelectorAll("nav.tabs a")) {
      if (link.getAttribute("href") === here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
  }
  document.addEventListener("keydown", event => {
    if (!body.classList.contains("desk") || event.target.matches("input,textarea,select,button,a,summary")) return;
    const id = event.key === " " ? "pause" : event.key === "Enter" ? "close" : "";
    const button = id && document.getElementById(id);
    if (button) { event.preventDefault(); button.click(); }
  });

  try { take(body.dataset.version || "{\"beat\":1}"); } catch (_) { /* a page without a bell */ }
  window.addEventListener("hashchange", mark);
  for (const name of ["online", "pageshow"]) window.addEventListener(name, wake);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  setInterval(() => { tell(); if (bell && performance.now() - heard > SILENCE) { heard = performance.now() - SILENCE + 4000; wake(); missing(); } }, 250);
  mark();
  listen();
})();
