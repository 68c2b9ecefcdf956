// How soon something is seen on a bad network: 50 kbit/s, and half a second until each answer begins.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { close, launch, leave, NARROW, signIn } from "./harness/browser.js";
import { Program } from "./harness/program.js";

/** What the worker fetches would come by another, quick network. */
const NO_WORKER = { serviceWorkers: "block" };
const SLOW = { offline: false, latency: 500, downloadThroughput: 50_000 / 8, uploadThroughput: 50_000 / 8 };
/** In ms; of the log form. */
const SOON = 2_000;

let program, browser;

before(async () => {
  program = await Program.start();
  browser = await launch();
  await program.convoy("SY-2026-PAINT");
});
after(async () => {
  await close(browser);
  await program?.stop();
});

/** A phone on which nothing of ours is, with the cookies of somebody who is signed in. */
async function freshPhone(language, cookies) {
  const context = await browser.newContext({ locale: language, viewport: NARROW, ...NO_WORKER });
  await context.addCookies(cookies);
  return { context, page: await context.newPage() };
}

/** When the first text or picture was seen, in ms from when the page was asked for. */
async function firstPaint(page, path) {
  const slow = await page.context().newCDPSession(page);
  await slow.send("Network.enable");
  await slow.send("Network.emulateNetworkConditions", SLOW);
  await page.goto(`${program.base}${path}`, { waitUntil: "commit" });
  const at = await page.evaluate(
    () =>
      new Promise((done) => {
        const seen = (list) => list.getEntriesByName("first-contentful-paint").forEach(({ startTime }) => done(Math.round(startTime)));
        new PerformanceObserver(seen).observe({ type: "paint", buffered: true });
      }),
  );
  await slow.detach();
  return at;
}

for (const language of ["en", "ar"]) {
  test(`the log form is seen within two seconds on a bad network, in ${language}`, { timeout: 90_000 }, async (t) => {
    const { context: known, page: there } = await signIn(browser, program.base, "logger", { language, ...NO_WORKER });
    // All but the one that says that the stylesheet is there.
    const cookies = (await known.cookies()).filter(({ name }) => name !== "style");
    assert.ok(cookies.some(({ name }) => name === "session"));
    const form = "/convoys/SY-2026-PAINT/log";
    const took = {};
    const measure = async (path) => {
      const { context, page } = await freshPhone(language, path === "/sign-in" ? [] : cookies);
      took[path] = await firstPaint(page, path);
      await leave(context);
    };
    await measure(form);
    // The others are told and not judged: each phone has a network of its own.
    await Promise.all(["/", "/convoys/SY-2026-PAINT", "/sign-in"].map(measure));
    // Whoever was on any page of this version before has the stylesheet.
    took.again = await firstPaint(there, form);
    await known.close();
    t.diagnostic(JSON.stringify(took));
    assert.ok(took.again < SOON, `with the files of another page: ${took.again} ms`);
    assert.ok(took[form] < SOON, `on a phone that has nothing: ${took[form]} ms`);
  });
}
