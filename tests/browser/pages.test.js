// Every page, in every language, at both widths: axe finds nothing, nothing scrolls sideways at 320 px, nothing is asked
// of another site, and no page is heavier than the budget. Pages are found in the table of routes, so that a new one is
// looked at without being listed here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { after, before, test } from "node:test";

import { choose, LANGUAGES, launch, openForm, press, settled, signIn, WIDE } from "./harness/browser.js";
import { complaints, examine, inOtherMedia, sideways } from "./harness/look.js";
import { Program } from "./harness/program.js";
import { Road } from "./harness/proxy.js";

const CONVOYS = ["SY-2016-SOUTH-HAMA", "SY-2026-PAGES"];
/** Of no use to a browser that has no such link, or no page at all. */
const NOT_LOOKED_AT = [
  "/sign-in/code", "/sign-in/open-id", "/sign-in/open-id/back", "/welcome/{secret}", "/link/{secret}", "/assets/{file}",
  "/favicon.ico", "/worker.js", "/manifest.webmanifest", "/outbox/forms",
];
/** Kilobytes, compressed, of the page itself. */
const budget = (path) => (path === "/" ? 25 : /\/log$|\/new$|^\/sign-in/.test(path) ? 15 : 60);

let program, browser;
const people = {};

before(async () => {
  program = await Program.start();
  browser = await launch();
  await program.convoy("SY-2026-PAGES");
  for (const event of [
    { kind: "dispatched", place: "hama" },
    { kind: "checkpoint_reached", place: "aqrab-checkpoint", note: "…" },
    { kind: "blocked", place: "aqrab-checkpoint", details: { cause: "hostilities", held_by: "…" } },
    { kind: "delivered", place: "aqrab", on_refusal: "review" },
  ]) {
    await program.happened("SY-2026-PAGES", event);
  }
});
after(async () => {
  await browser?.close();
  await program?.stop();
});

/** Somebody of a role, signed in once a language. */
async function somebody(role, language) {
  const key = `${role} ${language}`;
  people[key] ??= role === "nobody" ? newcomer(language) : signIn(browser, program.base, role, { language, viewport: WIDE });
  return people[key];
}

async function newcomer(language) {
  const context = await browser.newContext({ locale: language, viewport: WIDE });
  return { context, page: await context.newPage() };
}

/** The addresses of pages in the table of routes. */
function patterns() {
  const table = readFileSync(new URL("../../src/http/routes.rs", import.meta.url), "utf8");
  const pages = table.slice(table.indexOf("fn pages()"), table.indexOf("fn probes()"));
  const found = [...pages.matchAll(/Route::get\(\s*"([^"]+)"/g)].map(([, pattern]) => pattern);
  assert.ok(found.length > 20, `only ${found.length} pages found`);
  return found.filter((pattern) => !NOT_LOOKED_AT.includes(pattern));
}

/** What one person finds at an address: a page, or not. */
async function look(person, path) {
  const cookies = (await person.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  return new Promise((done, failed) => {
    const headers = { cookie: cookies, accept: "text/html", "accept-encoding": "gzip" };
    const asked = request(`${program.base}${path}`, { headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk) => (bytes += chunk.length));
      answer.on("end", () => done({ status: answer.statusCode, type: answer.headers["content-type"] ?? "", bytes }));
    });
    asked.on("error", failed).end();
  });
}

/** Every page that can be had, with who can have it. */
async function everyPage() {
  const pages = [{ role: "nobody", path: "/sign-in" }];
  const wanted = patterns().filter((pattern) => pattern !== "/sign-in");
  const links = new Set();
  const missing = [];
  const simple = wanted.filter((pattern) => !/\{(?!reference)/.test(pattern));
  for (const pattern of simple) {
    const paths = pattern.includes("{reference}") ? CONVOYS.map((convoy) => pattern.replace("{reference}", convoy)) : [pattern];
    for (const path of paths) await take(path, pattern);
  }
  // What else an address has in it is found where pages link to it.
  for (const pattern of wanted.filter((pattern) => !simple.includes(pattern))) {
    const fits = new RegExp(`^${pattern.replace(/\{[^}]+\}/g, "[^/?]+")}$`);
    const link = [...links].find((link) => fits.test(link) && !wanted.includes(link));
    if (link) await take(link, pattern);
    else missing.push(pattern);
  }
  return { pages, missing };

  async function take(path, pattern) {
    for (const role of ["coordinator", "admin", "logger"]) {
      const person = await somebody(role, "en");
      const { status, type } = await look(person, path);
      if (status !== 200) continue;
      if (!type.startsWith("text/html")) return;
      pages.push({ role, path });
      await person.page.goto(`${program.base}${path}`);
      const found = await person.page.$$eval("a[href^='/']", (all) => all.map((a) => a.getAttribute("href").split(/[?#]/)[0]));
      for (const link of found) links.add(link);
      return;
    }
    missing.push(pattern);
  }
}

test("axe finds nothing on any page, none scrolls sideways, and none asks another site for anything", { timeout: 480_000 }, async (t) => {
  const { pages, missing } = await everyPage();
  t.diagnostic(`${pages.length} pages: ${pages.map(({ path }) => path).join(" ")}`);
  if (missing.length > 0) t.diagnostic(`nobody found: ${missing.join(" ")}`);
  const found = [];
  await Promise.all(
    LANGUAGES.map(async (language) => {
      for (const { role, path } of pages) {
        const { page } = await somebody(role, language);
        const strange = watch(page);
        await page.goto(`${program.base}${path}`);
        // The library that shows the document is another's: only what it asks for is looked at.
        if (path !== "/api/docs") {
          found.push(...(await examine(page, `${path} in ${language}`)));
          // Colours and paper are the same in every language.
          if (language === "fr") found.push(...(await inOtherMedia(page, path)));
        }
        found.push(...strange());
      }
    }),
  );
  assert.ok(pages.length > 20);
  assert.deepEqual(found, []);
});

/** What a page asks of others, what its policy forbids, and what its scripts stumble over. */
function watch(page) {
  const strange = [];
  const asked = (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== program.base && !["data:", "blob:"].includes(protocol)) strange.push(`${page.url()} asks ${request.url()}`);
  };
  const said = (message) => message.text().includes("Content Security Policy") && strange.push(`${page.url()}: ${message.text()}`);
  const failed = (error) => strange.push(`${page.url()}: ${error.message}`);
  page.on("request", asked).on("console", said).on("pageerror", failed);
  return () => (page.off("request", asked).off("console", said).off("pageerror", failed), strange);
}

/** The controls: what must be found is found. */
test("axe and the measure of width bite", async () => {
  const { page } = await newcomer("en");
  await page.setContent("<html><body><img src='data:,'><div style='inline-size: 2000px'>x</div></body></html>");
  assert.match((await complaints(page, "control")).join(), /image-alt/);
  assert.equal((await sideways(page, "control")).length, 1);
});

test("errors, empty lists, questions and what opens without a network are as good", { timeout: 240_000 }, async () => {
  const found = [];
  await Promise.all(LANGUAGES.map((language) => states(language, found)));
  assert.deepEqual(found, []);
});

async function states(language, found) {
  const road = await Road.to(program);
  const { base } = road;
  const note = async (page, where) => found.push(...(await examine(page, `${where} in ${language}`)));
  const stranger = await newcomer(language);
  await stranger.page.goto(`${base}/sign-in`);
  await stranger.page.fill("#email", "nobody@example.org");
  await stranger.page.fill("#password", "not the password");
  await stranger.page.click("form.card button.primary");
  await stranger.page.waitForSelector(".summary");
  await note(stranger.page, "sign-in with a mistake");
  const reader = await signIn(browser, base, "coordinator", { language });
  for (const path of ["/nothing-here", "/?text=nothing-has-this-text", "/convoys/NO-SUCH-CONVOY"]) {
    await reader.page.goto(`${base}${path}`);
    await note(reader.page, path);
  }
  await reader.page.goto(`${base}/convoys/new`);
  await reader.page.click("main button.primary");
  await reader.page.waitForSelector(".summary");
  await note(reader.page, "/convoys/new with mistakes");
  const { context, page } = await signIn(browser, base, "logger", { language });
  await openForm(page, base, "SY-2026-PAGES", "?kind=blocked");
  await page.check("[name=when][value=day]");
  // Past the script, as where there is none: axe itself needs one.
  await page.evaluate(() => document.querySelector("form.log").submit());
  await page.waitForSelector(".summary");
  await note(page, "the log form with mistakes as the server shows them");
  await openForm(page, base, "SY-2026-PAGES", "?kind=blocked");
  await page.check("[name=when][value=day]");
  await press(page);
  await page.waitForSelector(".summary");
  await note(page, "the log form with mistakes as the script shows them");
  await offline(page, road, note);
  await Promise.all([stranger.context.close(), reader.context.close(), context.close()]);
  await road.close();
}

async function offline(page, road, note) {
  await page.goto(`${road.base}/outbox`);
  await settled(page);
  await page.waitForSelector("[data-unsent-list] li");
  await note(page, "the outbox with something to fix");
  await page.click("[data-key^='delete ']");
  await note(page, "the question before deleting");
  await page.click("dialog button[value=stay]");
  road.cut();
  await openForm(page, road.base, "SY-2026-PAGES");
  await note(page, "the form without a network");
  await choose(page, "kind", "note");
  await press(page);
  await page.waitForURL(/\/outbox/);
  await page.waitForSelector("[data-unsent-list] li:nth-child(2)");
  await note(page, "the outbox without a network");
  await page.goto(`${road.base}/`);
  await page.waitForSelector("[data-no-network]:not([hidden])");
  await note(page, "the board without a network");
  road.pass();
}

test("no page is heavier than its budget, and what all pages share weighs little once", { timeout: 120_000 }, async (t) => {
  const { pages } = await everyPage();
  const heavy = [];
  for (const language of LANGUAGES) {
    for (const { role, path } of pages) {
      const { bytes } = await look(await somebody(role, language), path);
      if (bytes > budget(path) * 1024) heavy.push(`${path} in ${language}: ${bytes} bytes`);
    }
  }
  // Stylesheet and scripts have addresses that change with their content and are asked for once a version, so that a
  // returning reader has them: they are weighed by themselves, all together, once.
  const { page } = await somebody("logger", "en");
  await openForm(page, program.base, "SY-2026-PAGES");
  const shared = new Set([...(await page.content()).matchAll(/\/assets\/[^"]+/g)].map(([address]) => address));
  const kept = await (await page.request.get(`${program.base}/outbox?keep=1`)).text();
  for (const [address] of kept.matchAll(/\/assets\/[^"]+/g)) shared.add(address);
  let sum = 0;
  for (const address of shared) sum += (await look({ context: { cookies: async () => [] } }, address)).bytes;
  t.diagnostic(`${shared.size} shared files, ${sum} bytes compressed`);
  assert.ok(shared.size >= 9 && sum < 40 * 1024, `${shared.size} files, ${sum} bytes`);
  assert.deepEqual(heavy, []);
});
