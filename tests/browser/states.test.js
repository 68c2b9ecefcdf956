// Pages as few see them: refused, with nothing to show yet, without scripts, without a network, and on the first day. axe
// finds nothing on them either, and they fit the narrowest screen.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";

import { begunConvoy, choose, close, LANGUAGES, launch, leave, openForm, press, settled, signIn, WIDE } from "./harness/browser.js";
import { examine, inOtherMedia, THOROUGH } from "./harness/look.js";
import { PASSWORD, Program } from "./harness/program.js";
import { Road } from "./harness/proxy.js";

const CONVOY = "SY-2026-STATES";
const NOBODY = "coordinator@new.example";

let program, browser;

before(async () => {
  program = await Program.start();
  browser = await launch();
  await program.convoy(CONVOY);
  await program.happened(CONVOY, { kind: "delivered", place: "aqrab", on_refusal: "review" });
  // Of an organisation that has no convoy yet.
  program.person(NOBODY, "coordinator", "new");
});
after(async () => {
  await close(browser);
  await program?.stop();
});

/** axe itself needs scripts: so they are allowed, and none of the page's own arrives. */
const withoutScripts = (context) => context.route(/\.js$/, (route) => route.abort());

/** In each language at once; answers what was found. */
async function inEachLanguage(look) {
  const found = [];
  await Promise.all(
    LANGUAGES.map((language) => look(language, async (page, where) => void found.push(...(await examine(page, `${where} in ${language}`, language === THOROUGH))), found)),
  );
  return found;
}

test("mistakes, and what is not there, are as good", { timeout: 180_000 }, async () => {
  const found = await inEachLanguage(async (language, note) => {
    const context = await browser.newContext({ locale: language, viewport: WIDE });
    const stranger = await context.newPage();
    await stranger.goto(`${program.base}/sign-in`);
    await stranger.fill("#email", "nobody@example.org");
    await stranger.fill("#password", "not the password");
    await stranger.click("form.card button.primary");
    await stranger.waitForSelector(".summary");
    await note(stranger, "sign-in with a mistake");
    await leave(context);
    const reader = await signIn(browser, program.base, "coordinator", { language });
    for (const path of ["/nothing-here", "/?q=nothing-has-this-text", "/convoys/NO-SUCH-CONVOY"]) {
      await reader.page.goto(`${program.base}${path}`);
      await note(reader.page, path);
    }
    const draft = await begunConvoy(reader.page, program.base);
    for (const step of ["route", "dates", "trucks"]) {
      await reader.page.goto(`${draft}/${step}`);
      await reader.page.click("main form button.primary");
      await reader.page.waitForSelector(".summary");
      await note(reader.page, `${step} of a new convoy with mistakes`);
    }
    await reader.page.goto(`${draft}/paste`);
    await reader.page.fill("#paste", "Flour;;600;bag\nRice;nothing;1,200;sackful");
    await reader.page.click("button[value=look]");
    await reader.page.waitForSelector("table");
    await note(reader.page, "pasted cargo");
    for (const step of ["cargo", "people", "organisations", "check"]) {
      await reader.page.goto(`${draft}/${step}?from=check`);
      await note(reader.page, `${step} of a new convoy`);
    }
    await leave(reader.context);
  });
  assert.deepEqual(found, []);
});

test("the outbox, its question, and what opens without a network are as good", { timeout: 180_000 }, async () => {
  const found = await inEachLanguage(async (language, note, found) => {
    const road = await Road.to(program);
    const { context, page } = await signIn(browser, road.base, "logger", { language });
    const look = async (where) => {
      await note(page, where);
      if (language === "ar") found.push(...(await inOtherMedia(page, where)));
    };
    await openForm(page, road.base, CONVOY, "?kind=blocked");
    await page.check("[name=when][value=day]");
    await press(page);
    await page.waitForSelector(".summary");
    await look("the log form with mistakes as the script shows them");
    await page.goto(`${road.base}/outbox`);
    await settled(page);
    await page.waitForSelector("[data-unsent-list] li");
    await look("the outbox with something to fix");
    await page.click("[data-key^='delete ']");
    await note(page, "the question before deleting");
    await page.click("dialog button[value=stay]");
    road.cut();
    await openForm(page, road.base, CONVOY);
    await look("the form without a network");
    await choose(page, "kind", "note");
    await press(page);
    await page.waitForURL(/\/outbox/);
    await page.waitForSelector("[data-unsent-list] li:nth-child(2)");
    await look("the outbox without a network");
    await page.goto(`${road.base}/`);
    await page.waitForSelector("[data-no-network]:not([hidden])");
    await note(page, "the board without a network");
    road.pass();
    const over = { status: 401, headers: { "content-type": "application/problem+json" }, body: '{"code":"unauthenticated","title":"","detail":""}' };
    road.answers = ({ method, path }) => (method === "POST" && path.endsWith("/log") ? over : undefined);
    await page.click("[data-send]");
    await page.waitForSelector("[data-sign-in]:not([hidden])");
    await look("the outbox when the session is over");
    await leave(context);
    await road.close();
  });
  assert.deepEqual(found, []);
});

test("whoever has no convoys yet finds pages that say so", { timeout: 180_000 }, async () => {
  const found = await inEachLanguage(async (language, note, found) => {
    const { context, page } = await signIn(browser, program.base, "coordinator", { email: NOBODY, language, viewport: WIDE });
    for (const path of ["/", "/?view=table", "/?view=map", "/?view=wall", "/map", "/reviews", "/reports?from=2016-01-01&to=2030-01-01", "/outbox", "/exports"]) {
      const answer = await page.goto(`${program.base}${path}`);
      assert.equal(answer.status(), 200, path);
      assert.equal(await page.locator("[data-row]").count(), 0, "the control: nothing is shown");
      assert.ok((await page.locator("main").innerText()).trim().length > 20, `${path} says something`);
      await note(page, `${path} with nothing to show`);
      if (language === "fr") found.push(...(await inOtherMedia(page, `${path} with nothing to show`)));
    }
    await leave(context);
  });
  assert.deepEqual(found, []);
});

test("without scripts, refused forms say what to mend and keep what was typed", { timeout: 180_000 }, async () => {
  const found = await inEachLanguage(async (language, note) => {
    const { context, page } = await signIn(browser, program.base, "coordinator", { language, viewport: WIDE });
    await withoutScripts(context);
    /** Presses the button, and looks at what comes back. */
    const refused = async (where, button) => {
      // Past what the browser itself looks at.
      await page.locator(button).first().evaluate((it) => (it.form.noValidate = true));
      await Promise.all([page.waitForNavigation(), page.locator(button).first().click()]);
      assert.equal(await page.locator("body[data-ready], form.log[data-ready]").count(), 0, "the control: no script ran");
      const links = await page.locator(".summary a").evaluateAll((all) => all.map((a) => [a.getAttribute("href"), document.querySelector(a.getAttribute("href")) !== null]));
      assert.ok(links.length > 0, `${where}: what to mend is said`);
      for (const [href, isThere] of links) assert.ok(isThere, `${where}: ${href} leads nowhere`);
      await note(page, `${where}, refused`);
    };
    await page.goto(`${program.base}/convoys/${CONVOY}/log?kind=blocked`);
    await note(page, "the log form without scripts");
    await page.check("[name=when][value=day]");
    await page.fill("#day_time", "25:99");
    await page.fill("#note", "…");
    await refused("the log form", "form.log button.primary");
    assert.equal(await page.inputValue("#day_time"), "25:99");
    assert.equal(await page.inputValue("#note"), "…");
    await page.goto(`${program.base}/reviews`);
    await refused("a decision", ".review-card button[value=dismiss]");
    await page.goto(`${program.base}/reports?from=2017-13-41&to=x`);
    await note(page, "reports of no period");
    for (const path of ["/outbox", `/convoys/${CONVOY}`, "/import"]) {
      await page.goto(`${program.base}${path}`);
      await note(page, `${path} without scripts`);
    }
    await leave(context);
  });
  assert.deepEqual(found, []);
});

/** The code of this half minute (RFC 6238), as an authenticator makes it. */
function code(secret) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/[^A-Z2-7]/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

test("the first day, from the link that the program prints to the first page, is as good", { timeout: 180_000 }, async () => {
  const fresh = await Program.start({ demo: false });
  try {
    const found = await firstDay(fresh);
    assert.deepEqual(found, []);
  } finally {
    await fresh.stop();
  }
});

async function firstDay(fresh) {
  const found = [];
  const context = await browser.newContext({ locale: "en", viewport: WIDE });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  /** As it stands, and the same page in the other languages. */
  const note = async (where, path) => {
    for (const language of path ? LANGUAGES : ["en"]) {
      if (path) await page.goto(`${fresh.base}${path}?lang=${language}`);
      if (path) assert.equal(await page.getAttribute("html", "lang"), language);
      found.push(...(await examine(page, `${where} in ${language}`, !path || language === THOROUGH)));
    }
    if (path) await page.goto(`${fresh.base}${path}?lang=en`);
  };
  const [, welcome] = fresh.log.match(/(\/welcome\/\S+)/);
  await note("welcome", welcome);
  await page.click("main button.primary");
  await page.waitForSelector(".summary");
  await note("welcome, refused");
  await page.fill("#name", "Amel");
  await page.fill("#email", "amel@new.example");
  await page.fill("#organisation", "*");
  await page.fill("#password", PASSWORD);
  await page.click("main button.primary");
  if (!page.url().includes("second-factor")) {
    await page.fill("#email", "amel@new.example");
    await page.fill("#password", PASSWORD);
    await page.click("form.card button.primary");
  }
  await page.waitForURL(/second-factor/);
  await note("a second factor", "/me/second-factor");
  await page.fill("#code", "000000");
  await page.click("main button.primary");
  await page.waitForSelector(".summary");
  await note("a second factor, refused");
  await page.fill("#code", code(await page.textContent("code.shown")));
  await page.click("main button.primary");
  await page.waitForSelector(".codes");
  await note("recovery codes");
  await page.goto(`${fresh.base}/admin/users`);
  await note("the people on the first day");
  await leave(context);
  return found;
}
