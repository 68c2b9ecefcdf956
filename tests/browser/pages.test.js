// Every page, in every language, at both widths: axe finds nothing, nothing scrolls sideways at 320 px, nothing is asked
// of another site, and no page is heavier than the budget. Pages are found in the table of routes, so that a new one is
// looked at without being listed here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { after, before, test } from "node:test";

import { begunConvoy, close, LANGUAGES, launch, signIn, WIDE } from "./harness/browser.js";
import { complaints, examine, inOtherMedia, sideways, THOROUGH } from "./harness/look.js";
import { Program } from "./harness/program.js";

const CONVOYS = ["SY-2016-SOUTH-HAMA", "SY-2026-PAGES"];
const OF_STEPS = "/convoys/new/{draft}/{step}";
const STEPS = ["route", "dates", "trucks", "cargo", "paste", "people", "organisations", "check"];
/** Of no use to a browser that has no such link, or no page at all. */
const NOT_LOOKED_AT = [
  "/sign-in/code", "/sign-in/open-id", "/sign-in/open-id/back", "/welcome/{secret}", "/link/{secret}", "/assets/{file}",
  "/favicon.ico", "/worker.js", "/manifest.webmanifest", "/outbox/forms", "/import/{id}/annotated",
  "/convoys/new/{draft}", "/api/docs/{file}",
];
/** Kilobytes, compressed, of the page itself. */
const budget = (path) => (path === "/" ? 25 : /\/log$|\/new(\/|$)|^\/sign-in/.test(path) ? 15 : 60);

let program, browser, every, draft;
const people = {};

before(async () => {
  program = await Program.start({ settings: { CONVOY_WEBHOOK_ALLOW: "hooks.example" } });
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
  await program.api("PUT", `/convoys/SY-2026-PAGES/crew/${crypto.randomUUID()}`, { truck: "1", name: "سائق", phone: "+963 11 555 0100", plate: "12-109" });
  await Promise.all([aFileAndADraft(), aWebhook()]);
  await program.api("POST", "/access-windows", { from: new Date().toISOString(), announced_by: "…", places: ["aqrab"], parties: [{ name: "…", answer: "accepted" }], source: { kind: "media" } });
});
after(async () => {
  await close(browser);
  await program?.stop();
});

/** A file that waits to be taken in, with a row that is wrong; and a convoy that was begun. */
async function aFileAndADraft() {
  const { page } = await somebody("coordinator", "en");
  const template = await (await page.request.get(`${program.base}/import/template/convoys.csv`)).text();
  await page.goto(`${program.base}/import`);
  await page.setInputFiles("#file", { name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(`${template.trim()}\nX\n`) });
  await page.click("main button.primary");
  await page.waitForURL(/\/import\/[0-9a-f]/);
  draft = new URL(await begunConvoy(page, program.base)).pathname;
}

async function aWebhook() {
  const { page } = await somebody("admin", "en");
  await page.goto(`${program.base}/admin/webhooks`);
  await page.fill("#organisation", "*");
  await page.fill("#url", "https://hooks.example/convoys");
  await page.locator("[name=types]").first().check();
  await page.click("main button.primary");
  await page.waitForSelector(`a[href^="/admin/webhooks/"]`);
}

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

/** Every page that can be had, with who can have it: looked for once. */
const everyPage = () => (every ??= findPages());

async function findPages() {
  const pages = [{ role: "nobody", path: "/sign-in" }];
  const wanted = patterns().filter((pattern) => pattern !== "/sign-in");
  const links = new Set();
  const missing = [];
  for (const step of STEPS) await take(`${draft}/${step}`, OF_STEPS);
  const simple = wanted.filter((pattern) => !/\{(?!reference)/.test(pattern));
  for (const pattern of simple) {
    const paths = pattern.includes("{reference}") ? CONVOYS.map((convoy) => pattern.replace("{reference}", convoy)) : [pattern];
    for (const path of paths) await take(path, pattern);
  }
  // What else an address has in it is found where pages link to it.
  for (const pattern of wanted.filter((pattern) => !simple.includes(pattern) && pattern !== OF_STEPS)) {
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
  const found = [];
  await Promise.all(
    LANGUAGES.map(async (language) => {
      for (const { role, path } of pages) {
        const { page } = await somebody(role, language);
        const strange = watch(page);
        await page.goto(`${program.base}${path}`);
        // The library that shows the document is another's: only what it asks for is looked at.
        if (path !== "/api/docs") {
          found.push(...(await examine(page, `${path} in ${language}`, language === THOROUGH)));
          // Paper is the same in every language.
          if (language === "fr") found.push(...(await inOtherMedia(page, path)));
        }
        found.push(...strange());
      }
    }),
  );
  assert.ok(pages.length > 20);
  assert.deepEqual(found, []);
  assert.deepEqual(missing, [], "pages that nobody found: what they are about has to be made before, or they are no pages");
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
  const shared = new Set(["/worker.js", "/manifest.webmanifest"]);
  for (const path of ["/", "/map", "/convoys/SY-2026-PAGES/log", "/outbox?keep=1"]) {
    const text = await (await page.request.get(`${program.base}${path}`)).text();
    for (const [address] of text.matchAll(/\/assets\/[^"#]+/g)) shared.add(address);
  }
  let sum = 0;
  for (const address of shared) sum += (await look({ context: { cookies: async () => [] } }, address)).bytes;
  t.diagnostic(`${shared.size} shared files, ${sum} bytes compressed`);
  assert.ok(shared.size >= 12 && sum < 40 * 1024, `${shared.size} files, ${sum} bytes`);
  assert.deepEqual(heavy, []);
});
