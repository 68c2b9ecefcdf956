// What opens without a network: the outbox, and the log forms of the user's own open convoys. The server makes such
// copies with nothing more in them than logging needs (`?keep=1`); a copy is kept with the files that it names.

import * as store from "./store.js";

export const CACHE = "kept";
export const LONGEST = 7 * 24 * 3600 * 1000;
const OFTEN = 3600 * 1000;
const SOON = 600 * 1000;
const isForm = (path) => /^\/convoys\/[^/]+\/log$/.test(path);
export const isKept = (path) => path === "/outbox" || isForm(path);

/** The copy of a page, unless it is another user's or too old. */
export async function copyOf(path, user) {
  if (!globalThis.caches) return undefined;
  const cache = await caches.open(CACHE);
  const copy = await cache.match(path);
  if (!copy) return undefined;
  const age = Math.abs(Date.now() - Date.parse(copy.headers.get("x-kept-at")));
  if (copy.headers.get("x-kept-for") === user && age < LONGEST) return copy;
  await cache.delete(path);
  return undefined;
}

/** Fetches a page's copy anew; drops it where there is none for this user any more. */
async function keep(cache, path, user) {
  const response = await fetch(`${path}?keep=1`, { redirect: "manual", cache: "no-store" });
  if ([403, 404, 410].includes(response.status)) await cache.delete(path);
  if (response.status !== 200) return;
  const text = await response.text();
  if (!text.includes("data-kept")) return;
  for (const address of assets(text)) {
    if (!(await cache.match(address))) await cache.add(address);
  }
  const headers = { "content-type": "text/html; charset=utf-8", "x-kept-at": new Date().toISOString(), "x-kept-for": user };
  await cache.put(path, new Response(text, { headers }));
}

const assets = (text) => new Set([...text.matchAll(/"(\/assets\/[^"#]+)/g)].map(([, address]) => address));

/** The log forms that this phone has, with the moment when each was fetched. */
export async function forms(user) {
  if (!globalThis.caches || !(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  const paths = (await cache.keys()).map((request) => new URL(request.url).pathname).filter(isForm);
  const copies = await Promise.all(paths.map(async (path) => ({ path, copy: await copyOf(path, user) })));
  return copies.filter(({ copy }) => copy).map(({ path, copy }) => ({ path, at: copy.headers.get("x-kept-at") }));
}

/** Fetches what has to be here, at most once an hour, and at once after a change of version, language or user. */
export async function refresh(user, version, opened) {
  if (!globalThis.caches || !navigator.serviceWorker) return;
  const mark = `${version} ${document.documentElement.lang} ${user}`;
  const last = await store.read("fetched");
  const isFresh = last?.mark === mark && Math.abs(Date.now() - last.at) < OFTEN;
  const cache = await caches.open(CACHE);
  if (isFresh) {
    const copy = opened && (await copyOf(opened, user));
    const isOld = copy && Date.now() - Date.parse(copy.headers.get("x-kept-at")) > SOON;
    if (opened && (!copy || isOld)) await keep(cache, opened, user);
    return;
  }
  const response = await fetch("/outbox/forms", { headers: { accept: "application/json" }, redirect: "manual" });
  if (!response.ok) return;
  const { convoys } = await response.json();
  const own = convoys.map((reference) => `/convoys/${encodeURIComponent(reference)}/log`);
  const here = (await forms(user)).map(({ path }) => path);
  for (const path of new Set(["/outbox", ...own, ...here, ...(opened ? [opened] : [])])) await keep(cache, path, user);
  await dropFiles(cache);
  await store.note("fetched", { mark, at: Date.now() });
}

/** Files of an earlier version go once no copy names them. */
async function dropFiles(cache) {
  const paths = (await cache.keys()).map((request) => new URL(request.url).pathname);
  const texts = await Promise.all(paths.filter(isKept).map(async (path) => (await cache.match(path)).text()));
  const named = new Set(texts.flatMap((text) => [...assets(text)]));
  for (const path of paths) if (!isKept(path) && !named.has(path)) await cache.delete(path);
}

/** No copy stays. */
export async function forget() {
  await store.note("fetched", null).catch(() => undefined);
  if (globalThis.caches) for (const name of await caches.keys()) await caches.delete(name);
}

/** Nothing stays: copies, reports, the worker. What the server has to forget, it is told by a form. */
export async function clear() {
  await forget();
  await store.destroy();
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  for (const worker of workers) await worker.unregister();
  document.cookie = "style=; path=/; max-age=0";
}
