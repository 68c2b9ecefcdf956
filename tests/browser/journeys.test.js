// What people do from the first page to the last, in each language, on a phone and at a desk, with scripts and without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { begunConvoy, close, LANGUAGES, launch, leave, NARROW, signIn, until, WIDE } from "./harness/browser.js";
import { Program } from "./harness/program.js";

let program, browser;

before(async () => {
  program = await Program.start();
  browser = await launch();
});
after(async () => {
  await close(browser);
  await program?.stop();
});

// Each language on each width, with a script and without, and every two of these together at least once: how wide a page is and
// what a script does to it are looked at for every page by other tests. A phone in Arabic does without a script as well.
for (const [place, language] of LANGUAGES.entries()) {
  for (const viewport of [NARROW, WIDE]) {
    const withScript = (viewport === NARROW) === (place % 2 === 0);
    const both = language === "ar" && viewport === NARROW;
    for (const javaScriptEnabled of both ? [true, false] : [withScript]) {
      const how = `${language}, ${viewport.width} px, ${javaScriptEnabled ? "with" : "without"} JavaScript`;
      test(`from signing in to reading the report: ${how}`, { timeout: 120_000 }, async () => {
        const reference = `J-${language}-${viewport.width}-${javaScriptEnabled ? "JS" : "PLAIN"}`.toUpperCase();
        const { context, page } = await signIn(browser, program.base, "coordinator", { language, viewport, javaScriptEnabled });
        try {
          await walk(new Journey(page, reference, javaScriptEnabled), language);
        } finally {
          await leave(context);
        }
      });
    }
  }
}

async function walk(journey, language) {
  const { page, reference } = journey;
  assert.equal(await page.getAttribute("html", "lang"), language);
  assert.equal(await page.getAttribute("html", "dir"), language === "ar" ? "rtl" : "ltr");
  await journey.register();
  await journey.log("dispatched");
  await journey.log("checkpoint_reached");
  await journey.log("blocked", async () => {
    await page.check("[name=cause][value=hostilities]");
    await page.fill("#held_by", "12");
  });
  await journey.log("incident_reported", () => page.selectOption("#act", "shooting"));
  for (const [claim, kind] of [["7 shots from the north", "media"], ["No shots", "local_authority"]]) {
    await journey.log("account_recorded", async () => {
      await page.fill("#claim", claim);
      await page.selectOption("#source_kind", kind);
      await page.fill("#source_name", "Radio");
      await page.selectOption("#reliability", "C");
      await page.selectOption("#credibility", "3");
    });
  }
  await page.goto(`${program.base}/convoys/${reference}`);
  assert.equal(await page.locator(".accounts .account").count(), 2, "both accounts stand side by side");
  await journey.log("turned_back", () => page.fill("#reason", "—"));
  assert.equal((await program.api("GET", `/convoys/${reference}/status`)).status, "turned_back");
  // What does not fit any more is kept for review, and somebody decides.
  await journey.log("checkpoint_cleared");
  await page.goto(`${program.base}/reviews`);
  const review = page.locator(".review-card", { hasText: reference });
  assert.equal(await review.count(), 1);
  await review.locator("[id^='d-']").fill("…");
  await review.locator("button[value=dismiss]").click();
  await until(async () => (await program.events(reference)).some((event) => event.kind === "review_dismissed"), "settled");
  await page.goto(`${program.base}/reviews`);
  assert.equal(await page.locator(".review-card", { hasText: reference }).count(), 0);
  await journey.readReports();
}

class Journey {
  constructor(page, reference, hasScripts) {
    Object.assign(this, { page, reference, hasScripts });
  }

  /** A place stands in a list to choose from, or is typed where there are many. */
  async place(id, key) {
    const field = this.page.locator(`#${id}`);
    if ((await field.getAttribute("list")) === null) await field.selectOption(key);
    else await field.fill(key);
  }

  /** Goes on to the next step, which is to be this one. */
  async next(step) {
    await this.page.click("main form button.primary");
    await this.page.waitForURL((url) => url.pathname.endsWith(`/${step}`));
  }

  async register() {
    const { page } = this;
    await begunConvoy(page, program.base);
    // The first try lacks a destination: what was typed has to stay.
    await page.fill("#reference", this.reference);
    await page.click("main form button.primary");
    await page.waitForSelector(".summary");
    assert.equal(await page.inputValue("#reference"), this.reference);
    await this.place("origin", "hama");
    await page.selectOption("#stop_role-1", "checkpoint");
    await this.place("stop_place-1", "aqrab-checkpoint");
    await page.selectOption("#stop_role-2", "destination");
    await this.place("stop_place-2", "aqrab");
    await this.next("dates");
    await page.fill("#time_zone", "Asia/Damascus");
    await this.next("trucks");
    await page.fill("#trucks", "6");
    await this.next("cargo");
    await page.click("button[value=paste]");
    await page.fill("#paste", "Flour\tfood_security\t600\tbag\tAqrab");
    await page.click("button[value=look]");
    await page.waitForSelector("table");
    await page.click("button[value=add]");
    await page.waitForURL(/\/cargo$/);
    assert.equal(await page.inputValue("#cargo_item-1"), "Flour");
    await this.next("people");
    await this.next("organisations");
    await page.selectOption("#lead", "sarc");
    await this.next("check");
    await page.click("main form button.primary");
    await page.waitForURL((url) => url.pathname === `/convoys/${this.reference}`);
  }

  /** Fills the form of a kind, as far as it asks for more than the kind, and saves. */
  async log(kind, fill) {
    const { page } = this;
    await page.goto(`${program.base}/convoys/${this.reference}/log?kind=${kind}`);
    if (this.hasScripts) await page.waitForSelector("form.log[data-ready]");
    assert.ok(await page.isChecked(`[name=kind][value=${kind}]`));
    await fill?.();
    await page.click("form.log button.primary");
    await page.waitForURL(/saved=/);
    const kinds = (await program.events(this.reference)).map((event) => event.kind);
    assert.equal(kinds.at(-1), kind);
  }

  /** At the end somebody asks what all of it comes to: from the top of a page to the figures, and to a file of them. */
  async readReports() {
    const { page } = this;
    // The page may be among the further ones.
    await page.click(".pages .further summary");
    await page.click(".pages a[href='/reports']");
    await page.waitForURL(/\/reports$/);
    await page.fill("#from", "2016-01-01");
    await page.fill("#to", "2030-12-31");
    await page.click(".reports-form button.primary");
    await page.waitForURL(/from=2016-01-01/);
    assert.equal(await page.inputValue("#to"), "2030-12-31", "what was asked for stays");
    const { totals } = await (await page.request.get(`${program.base}/api/v1/reports/access?from=2016-01-01&to=2030-12-31`)).json();
    const digits = async (at) => Number((await page.locator(at).first().innerText()).replace(/\D/g, ""));
    const convoys = await digits(".figures dd");
    assert.ok(convoys >= 8 && convoys <= totals.convoys, `${convoys} of ${totals.convoys}: those of the real cases and of this journey`);
    for (const code of ["months", "causes"]) {
      const table = page.locator(`[aria-labelledby="t-${code}"] table`);
      assert.ok((await table.locator("tbody tr").count()) > 0, `${code}: figures stand in a table`);
      const labels = await table.locator("td").evaluateAll((all) => all.map((cell) => cell.dataset.label));
      assert.ok(labels.every(Boolean), `${code}: on a phone each cell says what it is`);
    }
    const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(inner <= outer, `${inner} px wide in ${outer}`);
    const file = await page.locator(".files a[href*='.csv']").first().getAttribute("href");
    const answer = await page.request.get(new URL(file, page.url()).href);
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()["content-type"], /^text\/csv/);
    assert.ok((await answer.text()).split("\n").length > 2, "a heading and figures");
  }
}
