// Sends what waits: one at a time, in order, by whichever tab or worker gets to it first. The id of a report never
// changes, so that sending it twice stores it once.

import * as store from "./store.js";

const DEADLINE = 30_000;
const LONGEST_PAUSE = 300;

/** Runs work that only one tab or worker may do at a time. Tells it whether nobody else can be doing it. */
function alone(work) {
  // Without locks (plain HTTP, old browsers) each item is on a lease instead.
  return navigator.locks ? navigator.locks.request("outbox", () => work(true)) : work(false);
}

let running;

/** Sends all that waits of a user. `pressed` says that a person asked for it, who need not wait for a back-off. */
export function send(user, pressed = false) {
  if (!user) return Promise.resolve();
  if (running && !pressed) return running;
  const run = alone((isAlone) => sendAll(user, pressed, isAlone));
  running = run;
  const over = () => {
    if (running === run) running = undefined;
  };
  run.then(over, over);
  return run;
}

async function sendAll(user, pressed, isAlone) {
  await store.tidy();
  const pause = await store.read(`pause ${user}`);
  if (pause && pause.until > Date.now() && pause.until - Date.now() < pause.seconds * 1000 + 60_000) {
    if (!pressed || pause.asked) return;
  }
  const passed = new Set();
  for (;;) {
    const item = await store.claim(user, passed, isAlone, DEADLINE + 10_000);
    if (!item) return;
    const { state, stop, pass, unreached, seconds, ...rest } = await attempt(item);
    if (state === "sent") {
      await store.change(item.id, () => ({ id: item.id, user, order: item.order, kind: item.kind, state, ...rest }));
      await store.note(`pause ${user}`, null);
      continue;
    }
    await store.change(item.id, (now) => ({ ...now, state, tries: item.tries + 1, fix: rest.fix }));
    if (state === "signin") await store.changeAll(user, "waiting", (other) => ({ ...other, state }));
    // What fails by itself lets other convoys pass, and at last those behind it.
    if (pass) passed.add(item.tries < 5 ? item.convoy : item.id);
    if (state === "waiting" && !unreached) await rest_for(user, item.tries, seconds);
    if (stop) return;
  }
}

/** Nothing is sent for a while: longer each time, or for as long as the server asks. */
async function rest_for(user, tries, asked) {
  const seconds = asked ?? Math.min(LONGEST_PAUSE, 5 * 2 ** Math.min(tries, 6)) * (0.8 + 0.4 * Math.random());
  await store.note(`pause ${user}`, { until: Date.now() + seconds * 1000, seconds, asked: asked !== undefined });
}

/** Sends one item, and says what becomes of it. Nothing that is answered makes it go away but its own receipt. */
export async function attempt(item) {
  let response;
  let answer;
  const hangs = new AbortController();
  const timer = setTimeout(() => hangs.abort(), DEADLINE);
  try {
    response = await fetch(`/convoys/${encodeURIComponent(item.convoy)}/log`, {
      method: "POST",
      headers: { accept: "application/json" },
      body: body(item),
      redirect: "manual",
      cache: "no-store",
      signal: hangs.signal,
    });
    answer = await response.json().catch((error) => {
      // What is no JSON is an answer of a kind; what broke off on the way is none.
      if (!(error instanceof SyntaxError)) throw error;
    });
  } catch {
    // No network: it is tried again at the next occasion, and needs no rest before.
    return { state: "waiting", stop: true, unreached: true };
  } finally {
    clearTimeout(timer);
  }
  return outcome(item, response, answer);
}

function body(item) {
  const body = new URLSearchParams(item.fields);
  body.set("id", item.id);
  body.set("by", item.user);
  body.set("captured_at", item.captured);
  body.set("sent_at", new Date().toISOString());
  return body;
}

function outcome(item, response, answer) {
  // Only the receipt for this very report is one: hotels and proxies answer 200 to anything.
  if (response.ok && answer?.id === item.id) {
    return { state: "sent", sent: new Date().toISOString(), review: answer.state === "in_review", skew: answer.skew_ms };
  }
  const isOurs = (response.headers.get("content-type") ?? "").startsWith("application/problem+json") && answer;
  const status = response.status;
  if (isOurs && (status === 401 || answer.code === "second_factor_required")) return { state: "signin", stop: true };
  if (status === 429 || status === 503) return { state: "waiting", stop: true, seconds: after(response) };
  // What neither has said, a server on the way has: it is no verdict on the report.
  if (!isOurs || status >= 500 || status === 408) return { state: "waiting", pass: true };
  const { title, detail, code, errors = [], skew_ms: skew } = answer;
  return { state: "fixing", fix: { title, detail, code, errors, skew } };
}

function after(response) {
  const text = response.headers.get("retry-after");
  if (!text) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), 3600) : undefined;
}
