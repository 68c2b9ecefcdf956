// On every page of whoever is signed in: counts what only this phone has, sends it, and keeps what must open without a
// network. The log form and the outbox itself have scripts of their own.

import * as store from "./store.js";
import * as kept from "./keep.js";
import { send } from "./send.js";
import { ask, clock, count, make, say } from "./say.js";

const { dataset } = document.body;
const isKept = "kept" in dataset;
const logs = "logs" in dataset || isKept;
const path = location.pathname;

/** Whose page this is. A kept copy names nobody: it is of whoever used the phone last. */
async function whose() {
  if (isKept) return (await store.read("user")) ?? "";
  const user = dataset.user ?? "";
  if ((await store.read("user")) !== user) {
    // Another person's copies go; what they wrote stays for them.
    await kept.forget();
    await store.note("user", user);
  }
  await store.changeAll(user, "signin", (item) => ({ ...item, state: "waiting" }));
  return user;
}

async function showCount(user) {
  const unsent = await store.countUnsent(user);
  for (const place of document.querySelectorAll("[data-unsent]")) {
    place.hidden = unsent === 0;
    place.textContent = count(unsent);
    place.setAttribute("aria-label", say("unsent", count(unsent)));
  }
}

function sendOften(user) {
  const now = () => send(user).catch(() => undefined);
  addEventListener("online", () => send(user, true).catch(() => undefined));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && now());
  setInterval(now, 60_000);
  return now();
}

/** Signing out leaves reports on the phone, and takes the copies away. */
function watchSignOut(user) {
  const form = document.querySelector('form[action="/sign-out"]');
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const unsent = await store.countUnsent(user).catch(() => 0);
    if (unsent > 0 && !(await ask(say("ask-sign-out", count(unsent)), say("go-sign-out")))) return;
    await kept.forget();
    await store.note("user", "").catch(() => undefined);
    form.submit();
  });
}

/** After sending, whoever has a wrong clock is told. */
async function tellClock() {
  const saved = new URLSearchParams(location.search).get("saved");
  const sentence = saved && clock((await store.find(saved))?.skew);
  if (sentence) document.querySelector("main").prepend(make("p", sentence, { class: "asof clock", role: "status" }));
}

/** Notes which stylesheet is here, so that pages need not carry what of it is seen first. */
function noteStyle() {
  const link = document.querySelector('link[rel="stylesheet"]');
  const name = link.href.split("/").at(-1);
  const note = () => (document.cookie = `style=${name}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`);
  if (link.sheet) note();
  else link.addEventListener("load", note);
}

/** Nothing is kept for those who log nothing; what somebody else left to be opened goes. */
async function leaveNothing() {
  if (!globalThis.caches || !(await caches.has(kept.CACHE))) return;
  await kept.forget();
  await store.note("user", "");
}

async function start() {
  if (!isKept) noteStyle();
  if (!logs) return leaveNothing();
  let user = dataset.user ?? "";
  let trouble;
  try {
    user = await whose();
    await showCount(user);
    await tellClock();
    store.watch(() => showCount(user));
  } catch (error) {
    trouble = error;
  }
  watchSignOut(user);
  const form = document.querySelector("form.log");
  if (form) (await import("./form.js")).start(form, user, isKept, trouble);
  if (trouble) return;
  if (document.querySelector("[data-outbox]")) await (await import("./list.js")).start(user);
  const sending = sendOften(user);
  if (isKept || !navigator.serviceWorker) return;
  await navigator.serviceWorker.register("/worker.js", { type: "module", updateViaCache: "none" });
  await sending;
  await kept.refresh(user, dataset.version, form ? path : undefined);
  document.body.dataset.ready = "";
}

start().catch((error) => console.warn("outbox", error));
