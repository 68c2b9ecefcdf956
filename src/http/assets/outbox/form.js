// The log form: what is saved is written to the phone first and sent second.

import * as store from "./store.js";
import { copyOf } from "./keep.js";
import { attempt, send } from "./send.js";
import { ago, clock, make, say } from "./say.js";

/** How long somebody waits on the form for the server; it is sent from the outbox then. */
const PATIENCE = 6_000;

/** Takes the form over. `trouble` says that this phone keeps nothing. */
export async function start(form, user, isKept, trouble) {
  const reference = decodeURIComponent(location.pathname.split("/")[2]);
  const query = new URLSearchParams(location.search);
  const page = { form, user, reference, trouble, edited: undefined };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(page).catch((error) => tell(form, say("not-kept"), error));
  });
  if (trouble) tell(form, say("keeps-nothing"));
  if (isKept) await showAge(form, user);
  if (isKept && query.has("kind")) fill(form, [["kind", query.get("kind")]]);
  if (!trouble && query.has("edit")) {
    const item = await store.find(query.get("edit"));
    if (item?.user === user && item.fields) edit(page, item);
  }
  form.dataset.ready = "";
}

function edit(page, item) {
  page.edited = item;
  fill(page.form, item.fields);
  if (item.fix) showMistakes(page.form, item.fix);
}

async function showAge(form, user) {
  const copy = await copyOf(location.pathname, user);
  const at = copy?.headers.get("x-kept-at");
  form.before(make("p", say("kept-copy", at ? ago(at) : ""), { class: "asof", "data-age": at ?? "" }));
}

/** Puts values into the form, and nothing else. */
function fill(form, values) {
  for (const control of form.elements) {
    if (!control.name || control.type === "hidden") continue;
    const own = values.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === "radio" || control.type === "checkbox") {
      if (own.length > 0) control.checked = own.includes(control.value);
      if (control.checked) control.closest("details")?.setAttribute("open", "");
    } else if (own.length > 0) {
      control.value = own[0];
    }
  }
}

/** What was typed, without what says nothing. */
function typed(form) {
  const pairs = [...new FormData(form)].filter(([name, value]) => name !== "id" && typeof value === "string");
  return pairs.filter(([, value]) => value.trim() !== "");
}

const text = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** The report as somebody would read it out: for an SMS where nothing else gets through. */
function lines(form, captured) {
  const seen = [];
  for (const control of form.elements) {
    const isChoice = control.type === "radio" || control.type === "checkbox";
    if (!control.name || control.type === "hidden" || !control.value.trim() || (isChoice && !control.checked)) continue;
    if (control.name !== "kind" && control.offsetParent === null) continue;
    const group = text(control.closest("fieldset")?.querySelector("legend"));
    if (isChoice) {
      const label = text(control.closest("label")?.querySelector("span")?.firstChild) || text(control.closest("label"));
      const moment = control.name === "when" && control.value === "now" ? ` (${captured})` : "";
      seen.push([control.type === "radio" ? group : "", label + moment]);
    } else {
      const chosen = control.tagName === "SELECT" ? text(control.selectedOptions[0]) : control.value.trim();
      seen.push([text(control.labels?.[0]), chosen]);
    }
  }
  return seen;
}

/** An id of version 4. `crypto.randomUUID` is missing where there is no TLS. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Local time with its offset, as the phone has it. */
function captured(now) {
  const offset = -now.getTimezoneOffset();
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  const local = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, -1);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

async function save(page) {
  const { form, user, reference, edited } = page;
  clearMistakes(form);
  const fields = typed(form);
  const kind = fields.find(([name]) => name === "kind")?.[1];
  if (!kind) return showMistakes(form, { title: say("fix-one"), errors: [{ field: "kind", detail: say("required") }] });
  const now = new Date();
  // What the server has under this id already is another report: what was changed since is one of its own.
  const isTaken = edited?.fix?.code === "same_event_other_content";
  const known = isTaken ? undefined : edited;
  if (isTaken) page.id = page.captured = undefined;
  const item = {
    id: known?.id ?? (page.id ??= newId()),
    user,
    convoy: reference,
    kind,
    fields,
    lines: lines(form, now.toLocaleString(document.documentElement.lang)),
    captured: known?.captured ?? (page.captured ??= captured(now)),
    state: "waiting",
    tries: 0,
  };
  const button = form.querySelector("button.primary");
  button.disabled = true;
  try {
    await (page.trouble ? postPlainly(page, item) : keepAndSend(page, item));
    if (isTaken && !page.trouble) await store.remove(edited.id);
  } finally {
    button.disabled = false;
  }
}

async function keepAndSend(page, item) {
  try {
    await store.save(item);
  } catch (error) {
    tell(page.form, say(error?.name === "QuotaExceededError" ? "phone-full" : "keeps-nothing"));
    return postPlainly(page, item);
  }
  tell(page.form, say("kept-now"));
  navigator.storage?.persist?.().catch(() => undefined);
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.sync?.register("outbox").catch(() => undefined);
  await Promise.race([send(item.user, true), new Promise((done) => setTimeout(done, PATIENCE))]);
  const { state, fix } = (await store.find(item.id)) ?? {};
  if (state === "fixing") {
    page.edited = { ...item, fix };
    return showMistakes(page.form, fix);
  }
  location.assign(state === "sent" ? savedAt(item) : `/outbox?kept=${item.id}`);
}

const savedAt = (item) => `/convoys/${encodeURIComponent(item.convoy)}?saved=${item.id}`;

/** Straight to the server, with everything left standing in the form until it has it. */
async function postPlainly(page, item) {
  const { state, fix } = await attempt(item);
  if (state === "sent") return location.assign(savedAt(item));
  if (state === "fixing") return showMistakes(page.form, fix);
  tell(page.form, say(state === "signin" ? "not-signed-in" : "not-kept"));
}

function tell(form, sentence) {
  form.parentElement.querySelector(":scope > .told")?.remove();
  const told = make("p", sentence, { class: "asof told", role: "alert", tabindex: "-1" });
  form.before(told);
  told.scrollIntoView({ block: "nearest" });
}

function clearMistakes(form) {
  for (const old of document.querySelectorAll("main .summary, main .told")) old.remove();
  for (const old of form.querySelectorAll(".error")) old.remove();
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  }
}

/** As the server shows mistakes: all of them above the form, each beside its field too. */
function showMistakes(form, { title, detail, errors, skew }) {
  clearMistakes(form);
  const summary = make("div", "", { class: "summary", role: "alert", tabindex: "-1", id: "errors" });
  const list = make("ul");
  summary.append(make("h2", title), ...(errors.length > 0 ? [list] : [make("p", detail)]));
  if (clock(skew)) summary.append(make("p", clock(skew)));
  for (const { field, name, detail: sentence } of errors) {
    const entry = make("li");
    const control = field && form.querySelector(`#${CSS.escape(field)}`);
    entry.append(control ? make("a", name ? `${name}: ${sentence}` : sentence, { href: `#${field}` }) : sentence);
    list.append(entry);
    if (control) beside(control, field, sentence);
  }
  form.before(summary);
  summary.focus();
}

function beside(control, field, sentence) {
  const error = make("span", sentence, { class: "error", id: `${field}-error` });
  const described = [`${field}-error`, ...(document.getElementById(`${field}-hint`) ? [`${field}-hint`] : [])];
  control.closest("details")?.setAttribute("open", "");
  if (control.type === "radio") control.closest("fieldset").querySelector("legend").after(error);
  else control.before(error);
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", described.join(" "));
}
