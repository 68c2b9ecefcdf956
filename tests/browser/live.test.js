// A board that is open shows what happens, within a second, also where two hundred are; and it takes nothing out of the
// hands of whoever looks at it, types into it or has opened something on it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { close, LANGUAGES, launch, leave, NARROW, signIn, until, WIDE } from "./harness/browser.js";
import { freePort, isDebug, Program } from "./harness/program.js";
import { Watcher } from "./harness/watcher.js";

const ROLES = ["coordinator", "logger", "viewer"];
/** In which order convoys that a viewer sees too go. */
const MOVES = [
  ["dispatched", "dispatched", { place: "hama" }],
  ["checkpoint_reached", "at_checkpoint", { place: "aqrab-checkpoint" }],
  ["blocked", "blocked", { place: "aqrab-checkpoint", details: { cause: "hostilities" } }],
  ["turned_back", "turned_back", { details: { reason: "…" } }],
];
const MODERATE = { sensitivity: "moderate" };
const BROWSERS = 20;
const BOARDS = 200;
/** What a change may take, in ms, from the answer to whoever logged it until it is seen. A debug build is slower. */
const SOON = isDebug ? 5_000 : 1_000;

let program, browser, figures;

before(async () => {
  figures = `127.0.0.1:${await freePort()}`;
  program = await Program.start({ settings: { CONVOY_METRICS_BIND: figures } });
  browser = await launch();
  for (let number = 100; number < 120; number += 1) await program.register(`SY-2026-${number}`, MODERATE);
});
after(async () => {
  await close(browser);
  await program?.stop();
});

const row = (reference) => `[data-row="${reference}"]`;

/** Opens the board, and waits until it listens: whatever is recorded from then on reaches it. */
async function openBoard(page) {
  const listens = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/live"));
  await page.goto(`${program.base}/`);
  await listens;
}

/** Waits until a row stands so. */
const stands = (page, reference, status) => page.waitForSelector(`${row(reference)}.${status}`, { state: "attached", timeout: 5_000 });

const topOf = (page, reference) => page.locator(row(reference)).evaluate((element) => element.getBoundingClientRect().top);

test("what somebody looks at stays where it is, and keeps the focus", async () => {
  const { context, page } = await signIn(browser, program.base, "coordinator", { viewport: NARROW, reducedMotion: "reduce" });
  await openBoard(page);
  const looked = "SY-2026-110";
  await page.locator(`${row(looked)} a`).focus();
  await page.locator(row(looked)).evaluate((element) => scrollTo({ top: element.getBoundingClientRect().top + scrollY - 100, behavior: "instant" }));
  const before = await topOf(page, looked);
  assert.ok(Math.abs(before - 100) < 2, "the control: it was scrolled to");
  await page.locator("[data-row]").evaluateAll((all) => all.forEach((element) => (element.stood = true)));
  // One that stood below comes to stand above, so that everything would move.
  await program.happened("SY-2026-119", { kind: "dispatched", place: "hama" });
  await stands(page, "SY-2026-119", "dispatched");
  assert.ok((await topOf(page, "SY-2026-119")) < before, "the control: it has moved");
  const after = await topOf(page, looked);
  assert.ok(Math.abs(after - before) < 2, `the row moved from ${before} to ${after}`);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), `/convoys/${looked}`);
  // A phone draws anew what has changed, and nothing else.
  const drawn = await page.locator("[data-row]").evaluateAll((all) => all.filter(({ stood }) => !stood).map(({ dataset }) => dataset.row));
  assert.ok(drawn.includes("SY-2026-119"), `drawn anew: ${drawn}`);
  assert.ok(drawn.length <= 2, `besides the row that has moved, and the one that moved up for it, drawn anew: ${drawn}`);
  await leave(context);
});

test("what is typed, chosen and opened stays, and the focus with it", async () => {
  const { context, page } = await signIn(browser, program.base, "coordinator", { viewport: WIDE });
  await openBoard(page);
  await page.locator("details.filters > summary").click();
  await page.locator("details.finished > summary").click();
  await page.selectOption("#sector", "health");
  await page.locator("#q").pressSequentially("Hama");
  await page.keyboard.press("ArrowLeft");
  await program.happened("SY-2026-118", { kind: "dispatched", place: "hama" });
  await stands(page, "SY-2026-118", "dispatched");
  // The person goes on typing where they were.
  await page.keyboard.type("x");
  assert.equal(await page.inputValue("#q"), "Hamxa");
  assert.equal(await page.inputValue("#sector"), "health");
  assert.ok(await page.locator("details.finished").evaluate((details) => details.open));
  // What was opened keeps the focus too, and so does what stands several times on the page.
  for (const [at, kind, status, event] of [
    ["details.finished > summary", "checkpoint_reached", "at_checkpoint", { place: "aqrab-checkpoint" }],
    [".tiles li:last-child a", "checkpoint_cleared", "in_transit", { place: "aqrab-checkpoint" }],
    [".views li:last-child a", "arrived", "at_destination", { place: "aqrab" }],
  ]) {
    await page.locator(at).focus();
    await program.happened("SY-2026-118", { kind, ...event });
    await stands(page, "SY-2026-118", status);
    assert.ok(await page.locator(at).evaluate((element) => element === document.activeElement), `${at} has the focus`);
    assert.equal(await page.inputValue("#q"), "Hamxa", "also while something else has the focus");
  }
  await leave(context);
});

/** What a board shows, and what the program would answer as a whole. */
const shownAndFresh = (page) =>
  page.evaluate(async () => {
    const address = new URL(location.href);
    address.searchParams.set("part", "main");
    const html = await (await fetch(address, { cache: "no-store" })).text();
    const fresh = new DOMParser().parseFromString(`<main>${html}</main>`, "text/html").querySelector("main");
    return [document.getElementById("main"), fresh].map((main) => main.innerHTML);
  });

test("what was put in place piece by piece is what the program answers as a whole, in every view", { timeout: 120_000 }, async () => {
  const { context, page } = await signIn(browser, program.base, "coordinator", { viewport: WIDE, language: "ar" });
  const others = [];
  let compared = 0;
  for (const [number, view] of ["/", "/?view=table", "/?view=wall", "/?status=moving,blocked", "/map"].entries()) {
    const [goes, ends] = [await program.register(`SY-2026-GOES-${number}`, MODERATE), await program.register(`SY-2026-ENDS-${number}`, MODERATE)];
    const listens = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/live"));
    await page.goto(`${program.base}${view}`);
    await listens;
    // Rows come, are drawn anew, move to another part of the board, and go.
    for (const [reference, kind, event] of [...MOVES.slice(0, 3).map(([kind, , event]) => [goes, kind, event]), [ends, "cancelled", { details: { reason: "…" } }]]) {
      const settles = page.waitForResponse((answer) => answer.url().includes("part=main"));
      await program.happened(reference, { kind, ...event });
      await settles;
      await page.waitForTimeout(200);
      const [shown, fresh] = await shownAndFresh(page);
      compared += 1;
      if (shown !== fresh) others.push(`${view} after ${kind}: ${difference(shown, fresh)}`);
    }
  }
  assert.equal(compared, 20);
  // One may fall on the turn of a minute, which lengths of time go by.
  assert.ok(others.length <= 1, others.join("\n"));
  await leave(context);
});

/** From where on two texts differ. */
function difference(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 80), at + 120)} instead of ${other.slice(Math.max(0, at - 80), at + 120)}`;
}

test("whoever cannot see it is told politely, once, in their language", async () => {
  for (const [number, language] of LANGUAGES.entries()) {
    const { context, page } = await signIn(browser, program.base, "logger", { language });
    await openBoard(page);
    const said = page.locator("#live");
    assert.equal(await said.getAttribute("role"), "status");
    const [one] = JSON.parse(await said.getAttribute("data-said"));
    await said.evaluate((element) => {
      globalThis.sentences = [];
      new MutationObserver(() => globalThis.sentences.push(element.textContent)).observe(element, { childList: true });
    });
    // It leaves the part of those that are planned, where another one, of which nothing is new, moves up.
    const reference = `SY-2026-${113 + number}`;
    const shown = await page.locator("[data-row]").count();
    await program.happened(reference, { kind: "dispatched", place: "hama" });
    await stands(page, reference, "dispatched");
    assert.equal(await page.locator("[data-row]").count(), shown + 1, "the control: another has moved up");
    assert.deepEqual(await page.evaluate(() => globalThis.sentences), [one]);
    await leave(context);
  }
});

test("after the program was away the board catches up by itself", { timeout: 60_000 }, async () => {
  const { context, page } = await signIn(browser, program.base, "coordinator");
  await openBoard(page);
  await program.kill();
  await program.begin();
  // Logged at once: the page listens again only later, and has to ask what it missed.
  await program.happened("SY-2026-117", { kind: "dispatched", place: "hama" });
  await page.waitForSelector(`${row("SY-2026-117")}.dispatched`, { state: "attached" });
  await leave(context);
});

test("a board that is not looked at asks nothing, and is right when it is shown again", async () => {
  const { context, page } = await signIn(browser, program.base, "coordinator");
  await openBoard(page);
  const hide = (hidden) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  let asked = 0;
  page.on("request", (request) => request.url().includes("part=main") && (asked += 1));
  await program.happened("SY-2026-116", { kind: "dispatched", place: "hama" });
  await page.waitForTimeout(1_000);
  assert.equal(asked, 0);
  await hide(false);
  await stands(page, "SY-2026-116", "dispatched");
  await leave(context);
});

/** How many boards the program has made so far. */
async function made() {
  const text = await (await fetch(`http://${figures}/metrics`)).text();
  return Number(text.match(/^convoy_boards_made_total (\d+)/m)?.[1]);
}

/** When a browser's board first showed a row to stand so. */
const observe = (page, reference) =>
  page.evaluate((reference) => {
    globalThis.shown = {};
    new MutationObserver(() => {
      const row = document.querySelector(`[data-row="${reference}"]`);
      for (const status of row?.classList ?? []) globalThis.shown[status] ??= Date.now();
    }).observe(document.getElementById("main"), { childList: true, subtree: true });
  }, reference);

test("on two hundred open boards a change is seen within a second of its answer", { timeout: 180_000 }, async (t) => {
  const reference = await program.register("SY-2026-CROWD", MODERATE);
  const people = [];
  // Of each session so many boards at a time as one may have.
  for (const role of [...ROLES, ...ROLES]) {
    for (const language of LANGUAGES) {
      const { context } = await signIn(browser, program.base, role, { language });
      const state = await context.storageState();
      people.push({ language, state, cookie: state.cookies.map(({ name, value }) => `${name}=${value}`).join("; ") });
      await leave(context);
    }
  }
  const pages = [];
  for (let number = 0; number < BROWSERS; number += 1) {
    const { language, state } = people[number % people.length];
    const context = await browser.newContext({ locale: language, viewport: number % 2 ? NARROW : WIDE, storageState: state });
    const page = await context.newPage();
    await openBoard(page);
    await observe(page, reference);
    pages.push(page);
  }
  const watchers = [];
  for (let number = 0; number < BOARDS - BROWSERS; number += 1) watchers.push(await Watcher.open(program.base, people[number % people.length]));
  // What is on its way from setting this up.
  await new Promise((done) => setTimeout(done, 1_500));
  const answered = {};
  const asked = () => watchers.reduce((sum, { asked }) => sum + asked, 0);
  const [before, madeBefore, began] = [asked(), await made(), Date.now()];
  for (const [kind, status, event] of MOVES) {
    await program.happened(reference, { kind, ...event });
    answered[status] = Date.now();
    await until(() => watchers.every(({ seen }) => seen.has(`${reference} ${status}`)), `all watchers see ${status}`);
    for (const page of pages) await stands(page, reference, status);
  }
  const worst = [];
  const shown = await Promise.all(pages.map((page) => page.evaluate(() => globalThis.shown)));
  for (const [, status] of MOVES) {
    const late = (times) => times.map((at) => Math.max(0, at - answered[status])).sort((one, other) => one - other);
    const browsers = late(shown.map((times) => times[status]));
    const all = late([...shown.map((times) => times[status]), ...watchers.map(({ seen }) => seen.get(`${reference} ${status}`))]);
    const figures = (times) => `median ${times[times.length >> 1]} ms, worst ${times.at(-1)} ms`;
    t.diagnostic(`${status}: ${all.length} boards ${figures(all)}; the ${browsers.length} in browsers ${figures(browsers)}`);
    assert.equal(all.filter(Number.isFinite).length, BOARDS, "each has shown it");
    worst.push(all.at(-1));
  }
  // One in four may fall into a moment in which the machine does something else.
  worst.sort((one, other) => one - other);
  assert.ok(worst.at(-2) < SOON, `at the worst, in ms, of each change: ${worst}`);
  assert.equal(asked() - before, MOVES.length * watchers.length, "each board asks once a change");
  // One a change, role and language, and as many where a minute began: not one a reader.
  const kinds = ROLES.length * LANGUAGES.length;
  const most = kinds * (MOVES.length + 1 + Math.ceil((Date.now() - began) / 60_000));
  const count = (await made()) - madeBefore;
  t.diagnostic(`${count} boards were made for ${MOVES.length * BOARDS} that were shown`);
  assert.ok(count >= MOVES.length && count <= most, `${count} boards were made, at the most ${most} should be`);
  for (const watcher of watchers) watcher.close();
  await Promise.all(pages.map((page) => page.context().close()));
});
