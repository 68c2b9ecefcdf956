// The outbox: what only this phone has, what the server has from it, and how to leave nothing here.

import * as store from "./store.js";
import { clear, forms } from "./keep.js";
import { send } from "./send.js";
import { ago, ask, clock, count, make, say, time } from "./say.js";

const place = (name) => document.querySelector(`[data-${name}]`);
/** Drawn one after the other, the last state last. */
let drawing = Promise.resolve();

export async function start(user) {
  const draw = () => (drawing = drawing.then(() => show(user)).catch((error) => console.warn("outbox", error)));
  place("outbox").hidden = false;
  if (location.pathname !== "/outbox") place("no-network").hidden = false;
  place("send").addEventListener("click", async () => {
    await store.changeAll(user, "signin", (item) => ({ ...item, state: "waiting" }));
    await send(user, true);
  });
  place("clear").addEventListener("submit", (event) => clearPhone(event));
  store.watch(draw);
  await draw();
}

async function show(user) {
  const items = await store.list(user);
  const unsent = items.filter((item) => item.state !== "sent");
  const sent = items.filter((item) => item.state === "sent").reverse();
  fill(place("unsent-list"), unsent.map(unsentItem));
  fill(place("sent-list"), sent.map(sentItem));
  place("none-unsent").hidden = unsent.length > 0;
  place("none-sent").hidden = sent.length > 0;
  place("send").hidden = unsent.length === 0;
  place("sign-in").hidden = !unsent.some((item) => item.state === "signin");
  const skew = sent.map((item) => clock(item.skew)).find(Boolean) ?? "";
  place("clock").hidden = !skew;
  place("clock").textContent = skew;
  await showForms(user);
}

/** Whoever uses the keyboard stays where they were; where that is gone, at least in the page's content. */
function fill(list, entries) {
  const key = list.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  list.replaceChildren(...entries);
  if (!key) return;
  const again = list.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (again) again.focus();
  else document.getElementById("main").focus({ preventScroll: true });
}

async function showForms(user) {
  const kept = await forms(user);
  place("forms").hidden = kept.length === 0;
  fill(
    place("forms-list"),
    kept.map(({ path, at }) => {
      const entry = make("li");
      const link = make("a", "", { href: path, class: "tall", "data-key": `form ${path}` });
      link.append(make("bdi", decodeURIComponent(path.split("/")[2])));
      entry.append(link, " ", make("span", ago(at), { class: "quiet" }));
      return entry;
    }),
  );
}

const kindOf = (item) => say(`kind-${item.kind}`) || item.kind;

function unsentItem(item) {
  const entry = make("li", "", { class: "card item", "data-state": item.state, "data-id": item.id });
  const head = make("p", "", { class: "head" });
  head.append(make("b", kindOf(item)), " ", make("bdi", item.convoy), " ", make("span", say(`state-${item.state}`), { class: "chip" }));
  const when = make("p", "", { class: "quiet" });
  when.append(say("written", ""), " ", make("time", time(item.captured), { datetime: item.captured }));
  entry.append(head, when);
  if (item.fix) entry.append(...mistakes(item));
  entry.append(buttons(item));
  return entry;
}

function mistakes({ fix }) {
  const sentences = fix.errors.map(({ name, detail }) => (name ? `${name}: ${detail}` : detail));
  const all = [...(sentences.length > 0 ? sentences : [fix.detail]), clock(fix.skew)].filter(Boolean);
  return all.map((sentence) => make("p", sentence, { class: "error" }));
}

function buttons(item) {
  const row = make("div", "", { class: "buttons" });
  const href = `/convoys/${encodeURIComponent(item.convoy)}/log?edit=${item.id}`;
  const edit = make("a", say("edit"), { class: "button", href, "data-key": `edit ${item.id}` });
  const copy = make("button", say("copy"), { type: "button", "data-key": `copy ${item.id}` });
  const drop = make("button", say("delete"), { type: "button", "data-key": `delete ${item.id}` });
  copy.addEventListener("click", () => copyItem(item, copy));
  drop.addEventListener("click", async () => {
    if (await ask(say("ask-delete"), say("go-delete"), make("p", kindOf(item), { class: "quiet" }))) await store.remove(item.id);
  });
  if (item.fix && clock(item.fix.skew)) row.append(rightTime(item));
  row.append(...(item.state === "sending" ? [copy] : [edit, copy, drop]));
  return row;
}

/** The person, and nobody else, sets a time right that the phone's wrong clock has given. */
function rightTime(item) {
  const right = new Date(Date.parse(item.captured) - item.fix.skew).toISOString();
  const button = make("button", say("right-time", time(right)), { type: "button", "data-key": `time ${item.id}` });
  button.addEventListener("click", async () => {
    await store.change(item.id, (now) => ({ ...now, captured: right, state: "waiting", fix: undefined }));
    await send(item.user, true);
  });
  return button;
}

/** One line each, as in the form; the end of the id tells two reports apart. */
function asText(item) {
  const told = item.lines.map(([name, value]) => (name ? `${name.replace(/[?:؟\s]+$/u, "")}: ${value}` : value));
  return [item.convoy, ...told, `${time(item.captured)} #${item.id.slice(0, 8)}`].join("\n");
}

async function copyItem(item, button) {
  const text = asText(item);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = say("copied");
  } catch {
    // Without TLS there is no clipboard: the text is shown, marked, to be copied by hand.
    const area = make("textarea", "", { readonly: "", rows: "8", "aria-label": say("copy") });
    area.value = text;
    button.closest("li").append(area);
    area.select();
  }
}

function sentItem(item) {
  const entry = make("li", "", { class: "item", "data-state": "sent", "data-id": item.id });
  const moment = make("time", time(item.sent), { datetime: item.sent });
  entry.append(make("b", kindOf(item)), " ", say("received", ""), " ", moment, " ");
  if (item.review) entry.append(make("span", say("in-review"), { class: "chip" }), " ");
  const number = make("bdi", item.id.slice(0, 8), { class: "quiet", dir: "ltr" });
  entry.append(number);
  return entry;
}

async function clearPhone(event) {
  event.preventDefault();
  const form = event.target;
  const unsent = await store.countAllUnsent().catch(() => 0);
  if (unsent > 0 && !(await ask(say("ask-clear", count(unsent)), say("go-clear")))) return;
  await clear();
  form.submit();
}
