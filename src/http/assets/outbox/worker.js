// The worker: opens the outbox and the log forms where there is no network, and sends what waits when there is one
// again. It keeps nothing by itself; the pages decide what is kept.

import * as store from "./store.js";
import { CACHE, copyOf, isKept } from "./keep.js";
import { send } from "./send.js";

/** How long a slow network may take before the copy opens. */
const PATIENCE = 6_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.method !== "GET") return;
  if (pathname.startsWith("/assets/")) event.respondWith(file(request, pathname));
  else if (request.mode === "navigate") event.respondWith(page(request, pathname));
});

async function file(request, path) {
  const cache = (await caches.has(CACHE)) ? await caches.open(CACHE) : undefined;
  return (await cache?.match(path)) ?? fetch(request);
}

async function page(request, path) {
  const user = await store.read("user").catch(() => undefined);
  const copy = user && isKept(path) ? await copyOf(path, user) : undefined;
  const network = fetch(request);
  try {
    if (!copy) return await network;
    const slow = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    const response = await Promise.race([network, slow]);
    // A proxy whose server is away is no network either.
    return response && ![502, 503, 504].includes(response.status) ? response : copy;
  } catch (error) {
    // Any other page cannot be had: the outbox opens instead, and says so.
    const instead = copy ?? (user ? await copyOf("/outbox", user) : undefined);
    if (instead) return instead;
    throw error;
  } finally {
    network.catch(() => undefined);
  }
}

self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sync());
});

/** Fails while something waits, so that the browser calls again. */
async function sync() {
  const user = await store.read("user");
  if (!user) return;
  await send(user, true);
  const items = await store.list(user);
  if (items.some((item) => item.state === "waiting")) throw new Error("something still waits");
}
