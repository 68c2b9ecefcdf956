// Without a mouse and without a screen to touch: everything is reached in the order in which it is read, shows that it is,
// and is not covered; and whoever has only keys logs what happened.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { choose, close, kept, launch, leave, NARROW, openForm, press, settled, signIn, until, WIDE } from "./harness/browser.js";
import { PASSWORD, Program } from "./harness/program.js";
import { Road } from "./harness/proxy.js";

const CONVOY = "SY-2026-KEYS";
const PAGES = [
  "/", "/?view=map", `/convoys/${CONVOY}`, `/convoys/${CONVOY}/log`, `/convoys/${CONVOY}/log?kind=blocked`, "/convoys/new",
  "/outbox", "/reviews", "/reports?from=2016-01-01&to=2030-01-01", "/exports", "/import", "/me",
];

let program, browser;

before(async () => {
  program = await Program.start();
  browser = await launch();
  await program.convoy(CONVOY);
  await program.happened(CONVOY, { kind: "delivered", place: "aqrab", on_refusal: "review" });
});
after(async () => {
  await close(browser);
  await program?.stop();
});

/** Notes what the keyboard has to reach. Of a group of radio buttons it enters one, and moves on with the arrows. */
const want = (page) =>
  page.evaluate(() => {
    const group = (it) => [...document.querySelectorAll(`[name="${CSS.escape(it.name)}"]`)].filter((other) => other.form === it.form);
    const isSeen = (it) => it.checkVisibility({ visibilityProperty: true });
    const entered = (all) => all.find((other) => other.checked) ?? all.find(isSeen);
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    globalThis.wanted = new Set(all.filter((it) => isSeen(it) && it.type !== "hidden" && !it.disabled && (it.type !== "radio" || entered(group(it)) === it)));
    globalThis.last = null;
    return globalThis.wanted.size;
  });

/** What is wrong with how the element looks that has the focus now, and how many are still to be reached. */
const stop = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    const wrong = [];
    if (globalThis.wanted.delete(at)) {
      const name = at.outerHTML.slice(0, 120);
      const style = getComputedStyle(at);
      // A link within a drawing is marked by its frame.
      const frame = at instanceof SVGElement ? at.querySelector("rect") : null;
      const isMarked = frame ? parseFloat(getComputedStyle(frame).strokeWidth) >= 4 : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      if (!isMarked) wrong.push(`not marked: ${name}`);
      if (globalThis.last && !(globalThis.last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)) wrong.push(`out of order: ${name}`);
      globalThis.last = at;
      // Its first line, for a link may be broken into several.
      const [box] = (frame ?? at).getClientRects();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const top = document.elementFromPoint(x, y);
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) wrong.push(`out of sight at ${Math.round(x)}, ${Math.round(y)}: ${name}`);
      else if (!top || !(at.contains(top) || top.contains(at))) wrong.push(`covered by ${top?.outerHTML.slice(0, 60)}: ${name}`);
    }
    return { wrong, left: globalThis.wanted.size };
  });

/** Goes through a page by Tab alone. */
async function walk(page, where, found) {
  const count = await want(page);
  let left = count;
  for (let pressed = 0; pressed < count + 15 && left > 0; pressed += 1) {
    await page.keyboard.press("Tab");
    const seen = await stop(page);
    left = seen.left;
    found.push(...seen.wrong.map((wrong) => `${where}: ${wrong}`));
  }
  const missed = await page.evaluate(() => [...globalThis.wanted].map((it) => it.outerHTML.slice(0, 120)));
  found.push(...missed.map((name) => `${where}: not reached: ${name}`));
  return count;
}

for (const [language, viewport] of [["en", WIDE], ["ar", NARROW]]) {
  test(`the keyboard alone reaches everything, in order and in sight: ${language}, ${viewport.width} px`, { timeout: 180_000 }, async () => {
    const found = [];
    const stranger = await browser.newContext({ locale: language, viewport, reducedMotion: "reduce" });
    const door = await stranger.newPage();
    await door.goto(`${program.base}/sign-in`);
    assert.ok((await walk(door, "/sign-in", found)) > 5);
    await stranger.close();
    const { context, page } = await signIn(browser, program.base, "coordinator", { language, viewport, reducedMotion: "reduce" });
    for (const path of PAGES) {
      await page.goto(`${program.base}${path}`);
      // Until all is drawn that its scripts draw.
      await page.waitForSelector("body[data-ready]");
      assert.ok((await walk(page, path, found)) > 5, path);
    }
    await leave(context);
    assert.deepEqual(found, []);
  });
}

/** The control: what must be found is found. */
test("the walk by keyboard bites", async () => {
  const context = await browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  await page.setContent(`<html><body><a href="/a" tabindex="2">a</a><a href="/b" tabindex="1">b</a>
    <a href="/c" style="outline: none">c</a><button style="position: absolute; inset-inline-start: -500px">d</button>
    <button style="position: absolute; inset-block-end: 5px">e</button>
    <div style="position: fixed; inset-block-end: 0; block-size: 50%; inline-size: 100%"></div><a href="/f" onfocus="this.blur()">f</a><a href="/g" tabindex="-1">g</a></body></html>`);
  const found = [];
  await walk(page, "control", found);
  for (const wrong of ["out of order", "not marked", "out of sight", "covered", "not reached"]) {
    assert.ok(found.some((sentence) => sentence.includes(wrong)), `${wrong}: ${found.join("\n")}`);
  }
  await leave(context);
});

test("the first key press offers the way past the top of the page, and leads there", async () => {
  const { context, page } = await signIn(browser, program.base, "coordinator", { viewport: NARROW, reducedMotion: "reduce" });
  for (const path of ["/", `/convoys/${CONVOY}/log`, "/reports"]) {
    await page.goto(`${program.base}${path}`);
    await page.keyboard.press("Tab");
    const box = await page.locator(".skip:focus").boundingBox();
    assert.ok(box && box.y >= 0 && box.height >= 24, `${path}: it is seen`);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.matches("main *")), `${path}: what comes next is in the page's content`);
  }
  await leave(context);
});

/** Presses Tab until the element has the focus. */
async function tabTo(page, selector) {
  for (let pressed = 0; pressed < 150; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
  }
  throw new Error(`${selector} is not reached`);
}

for (const javaScriptEnabled of [true, false]) {
  test(`with keys alone somebody signs in and logs what happened, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async () => {
    const reference = await program.convoy(`SY-2026-KEYS-${javaScriptEnabled ? "JS" : "PLAIN"}`);
    const context = await browser.newContext({ locale: "en", viewport: NARROW, javaScriptEnabled });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    await page.goto(`${program.base}/sign-in`);
    await tabTo(page, "#email");
    await page.keyboard.type("logger@demo.example");
    await tabTo(page, "#password");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");
    await tabTo(page, `main a[href="/convoys/${reference}"]`);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === `/convoys/${reference}`);
    await tabTo(page, 'a.button[href*="kind=dispatched"]');
    await page.keyboard.press("Enter");
    await page.waitForSelector(javaScriptEnabled ? "form.log[data-ready]" : "form.log");
    // What the address named is chosen; places are chosen by arrows; the note is typed.
    await tabTo(page, "[name=kind][value=dispatched]:checked");
    await tabTo(page, "[name=place]");
    await page.keyboard.press("Space");
    const place = () => page.inputValue("[name=place]:checked");
    const first = await place();
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await place(), first);
    await page.keyboard.press("ArrowUp");
    assert.equal(await place(), first);
    await tabTo(page, "#note");
    await page.keyboard.type("Left by the north gate");
    await tabTo(page, "form.log button.primary");
    await page.keyboard.press("Enter");
    await page.waitForURL(/saved=/);
    const [event] = await program.events(reference);
    assert.deepEqual([event.kind, event.note], ["dispatched", "Left by the north gate"]);
    await leave(context);
  });
}

test("a question is asked and answered with keys, and the focus goes back to where it was", async () => {
  const road = await Road.to(program);
  const { context, page } = await signIn(browser, road.base, "logger");
  await openForm(page, road.base, CONVOY);
  await settled(page);
  road.cut();
  await choose(page, "kind", "note");
  await press(page);
  await page.waitForSelector("[data-unsent-list] li");
  await tabTo(page, "[data-key^='delete ']");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  // Nothing behind the question is reached.
  for (let pressed = 0; pressed < 6; pressed += 1) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest("dialog") !== null));
  }
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" });
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-key^='delete ']")), "back on the button");
  assert.equal((await kept(page)).length, 1);
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await tabTo(page, "dialog button[value=go]");
  await page.keyboard.press("Enter");
  await until(async () => (await kept(page)).length === 0, "deleted");
  await page.waitForFunction(() => document.querySelector("[data-unsent-list] li") === null && document.activeElement.id === "main");
  // What is drawn anew, for another tab has written something down, has the focus again.
  await tabTo(page, "[data-forms-list] a");
  const other = await context.newPage();
  await openForm(other, road.base, CONVOY);
  await choose(other, "kind", "note");
  await press(other);
  await page.waitForSelector("[data-unsent-list] li");
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-forms-list] a")), "the link has the focus");
  await leave(context);
  await road.close();
});
