// Keeps the board that is looked at as it stands. The page is whole without this: here is only that it need not be asked
// for again. One stream tells that something changed; the part of the page is then fetched, which the server makes once
// for all who see the same, and is set in place without moving what somebody looks at, types into or has opened.

const main = document.getElementById("main");
const said = document.getElementById("live");
const sentences = JSON.parse(said.dataset.said);

const SOON = 150; // ms between two requests: of several changes of one moment the first is shown at once, the others together
const EVERY = 60_000; // lengths of time go on by themselves
const LONGEST = 60_000; // between two tries

let stream = null;
let tries = 0;
let retry = 0;
let soon = 0;
let last = -SOON; // when it was asked for last
let tag = main.dataset.tag || "";
let asking = false;
let again = false;
let heard = new Set(); // convoys that the stream has told of since the last refresh
let touched = false; // what to look for was typed or chosen, and not asked for yet

function listen() {
  clearTimeout(retry);
  if (stream || document.hidden) return;
  stream = new EventSource("/api/v1/live");
  stream.addEventListener("open", () => {
    // What happened while nobody listened.
    if (tries > 0) later();
    tries = 0;
  });
  stream.addEventListener("change", ({ data }) => {
    heard.add(JSON.parse(data).reference);
    later();
  });
  // Another page of the same person took its place: not to be taken back at once.
  stream.addEventListener("replaced", () => (tries = 7));
  stream.addEventListener("error", () => {
    rest();
    tries += 1;
    const wait = Math.min(LONGEST, 500 * 2 ** tries);
    retry = setTimeout(listen, wait * (0.5 + Math.random() / 2));
  });
}

function rest() {
  stream?.close();
  stream = null;
}

function later() {
  soon ||= setTimeout(refresh, Math.max(0, last + SOON - performance.now()));
}

async function refresh() {
  clearTimeout(soon);
  soon = 0;
  if (document.hidden) return;
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  last = performance.now();
  const changed = heard;
  heard = new Set();
  try {
    const address = new URL(location.href);
    address.searchParams.set("part", "main");
    address.hash = "";
    const headers = tag ? { "if-none-match": tag } : {};
    const answer = await fetch(address, { headers, credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (answer.status === 200) {
      tag = answer.headers.get("etag") || "";
      put(await answer.text(), changed);
    } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      // Signed out elsewhere: the page says so itself.
      location.reload();
    }
  } catch {
    // No network: the stream tries again, and what is shown says of when it is.
  } finally {
    asking = false;
    if (again) {
      again = false;
      later();
    }
  }
}

const rows = (root) => new Map([...root.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));

/** How an element is found again: what it is called, and which it is of those that are called so. */
function nameOf(element) {
  const address = element.getAttribute("href");
  const details = element.matches("summary") ? element.parentElement.className : "";
  let name = null;
  if (element.id) name = `#${CSS.escape(element.id)}`;
  else if (address) name = `[href="${CSS.escape(address)}"]`;
  else if (details) name = `details[class="${CSS.escape(details)}"] > summary`;
  return name && { name, number: [...main.querySelectorAll(name)].indexOf(element) };
}

function focusAgain({ name, number }) {
  const all = main.querySelectorAll(name);
  (all[number] ?? all[0])?.focus({ preventScroll: true });
  // What is not there any more leaves the focus to the page's content, not to its beginning.
  if (!main.contains(document.activeElement)) main.focus({ preventScroll: true });
}

/** What tells an element from its siblings, in the page that stands as in the fresh one. */
function keyOf(node) {
  const name = node.dataset?.row ?? (node.id || node.getAttribute?.("aria-labelledby") || node.className || "");
  return `${node.nodeName} ${name}`;
}

/** What somebody types in, or has typed and not asked for yet, stays: the keyboard of a phone would go away with it. */
const isInUse = (element) => element.matches(".filters") && (touched || element.contains(document.activeElement));

/**
 * Makes `old` say what `fresh` says, and answers which of the two is to stand there. What says the same already is left as it is, so
 * that neither is it laid out and painted anew nor does it lose the focus: of a long board a phone draws the rows that changed.
 */
function settle(old, fresh) {
  if (old.isEqualNode(fresh)) return old;
  const isSplit = old.nodeName === fresh.nodeName && old.firstElementChild && fresh.firstElementChild && !old.dataset.row;
  if (!isSplit) return fresh;
  if (isInUse(old)) return old;
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  settleChildren(old, fresh);
  return old;
}

function settleChildren(old, fresh) {
  const free = new Map();
  for (const node of old.childNodes) {
    const key = keyOf(node);
    if (!free.has(key)) free.set(key, []);
    free.get(key).push(node);
  }
  let next = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    const same = free.get(keyOf(node))?.shift();
    const stands = same ? settle(same, node) : node;
    if (same && stands !== same) {
      if (next === same) next = same.nextSibling;
      same.remove();
    }
    if (stands === next) next = next.nextSibling;
    else old.insertBefore(stands, next);
  }
  for (const node of [...free.values()].flat()) node.remove();
}

/** Sets fresh content in place, and says of how many convoys it tells something new. */
function put(html, heard) {
  const fresh = new DOMParser().parseFromString(`<main>${html}</main>`, "text/html").querySelector("main");
  const before = rows(main);
  const after = rows(fresh);
  const changed = [...after.keys()].filter((key) => before.get(key)?.dataset.now !== after.get(key).dataset.now);
  const gone = [...before.keys()].filter((key) => !after.has(key));
  const focused = main.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  const opened = [...main.querySelectorAll("details")].map((details) => [details.className, details.open]);
  // The row at the top of the window stays where it is.
  const anchor = [...before.values()].find((row) => row.getBoundingClientRect().bottom > 0);
  const top = anchor?.getBoundingClientRect().top;
  for (const [name, open] of opened) {
    const details = name && fresh.querySelector(`details[class="${CSS.escape(name)}"]`);
    if (details) details.open = open;
  }
  settleChildren(main, fresh);
  const stays = anchor && rows(main).get(anchor.dataset.row);
  if (stays && top < innerHeight) scrollBy({ top: stays.getBoundingClientRect().top - top, behavior: "instant" });
  if (focused && !main.contains(document.activeElement)) focusAgain(focused);
  // Where one leaves a part of the board another moves up in it, of which there is nothing new to say.
  const count = [...changed, ...gone].filter((key) => heard.size === 0 || heard.has(key)).length;
  if (count > 0) said.textContent = sentences[Math.min(count, sentences.length) - 1];
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    rest();
  } else {
    later();
    listen();
  }
});
main.addEventListener("input", (event) => (touched ||= event.target.closest(".filters") !== null));
addEventListener("pagehide", rest);
addEventListener("pageshow", listen);
setInterval(refresh, EVERY);
listen();
