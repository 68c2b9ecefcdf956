// Debian's Chromium, driven by Playwright, and the people who use it.

import { chromium } from "playwright-core";

import { PASSWORD } from "./program.js";

export const NARROW = { width: 360, height: 740 };
export const WIDE = { width: 1280, height: 800 };
export const LANGUAGES = ["en", "fr", "ar"];

export function launch() {
  return chromium.launch({
    executablePath: process.env.CONVOY_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });
}

/** Closes a browser. One that has not closed within a quarter of a minute is ended: it would keep the file of tests for ever. */
export async function close(browser) {
  if (!browser) return;
  const late = setTimeout(() => {
    for (const handle of process._getActiveHandles()) {
      if (!handle.spawnfile?.includes("chrom")) continue;
      console.error(`${handle.spawnfile} has not closed, and is ended`);
      try {
        process.kill(-handle.pid, "SIGKILL");
      } catch {
        handle.kill("SIGKILL");
      }
    }
  }, 15_000);
  await browser.close().catch(() => undefined);
  clearTimeout(late);
}

/**
 * Closes what somebody has open. Chromium now and then does not answer that it has, while a worker waits for a network that is cut:
 * what was asked of the page has been answered by then, and `close` ends the browser.
 */
export async function leave(context) {
  if (!context) return;
  let late;
  const given = new Promise((done) => (late = setTimeout(done, 10_000)));
  await Promise.race([context.close().catch(() => undefined), given]);
  clearTimeout(late);
}

/** Somebody with a browser of their own, signed in. `prepare` is done with the page before it asks for anything. */
export async function signIn(browser, base, role, options = {}) {
  const { language = "en", viewport = NARROW, email = `${role}@demo.example`, prepare, ...others } = options;
  const context = await browser.newContext({ locale: language, viewport, ...others });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(`${base}/sign-in`);
  await page.fill("#email", email);
  await page.fill("#password", PASSWORD);
  await page.click("form.card button.primary");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return { context, page };
}

/** Opens the log form of a convoy, and waits until its script has it. */
export async function openForm(page, base, reference, query = "") {
  await page.goto(`${base}/convoys/${reference}/log${query}`);
  await page.waitForSelector("form.log[data-ready]");
}

/** Waits until all that must open without a network is on the phone, and the worker answers for pages. */
export async function settled(page) {
  await page.waitForSelector("body[data-ready]");
  await page.evaluate(() => navigator.serviceWorker.ready.then((ready) => ready.active.state));
  // A page that was on its way while the worker began is not the worker's yet; the next one is.
  if (await page.evaluate(() => navigator.serviceWorker.controller === null)) {
    await page.reload();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.waitForSelector("body[data-ready]");
  }
}

/** Chooses what happened, wherever it stands in the form. */
export async function choose(page, name, value) {
  await page.evaluate(([name, value]) => {
    const control = document.querySelector(`[name="${name}"][value="${value}"]`);
    control.closest("details")?.setAttribute("open", "");
  }, [name, value]);
  await page.check(`[name="${name}"][value="${value}"]`);
}

export const press = (page) => page.click("form.log button.primary");

/** The items of the outbox as the phone has them. */
export const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((done, failed) => {
        const request = indexedDB.open("outbox");
        request.onerror = () => failed(request.error);
        request.onsuccess = () => {
          const database = request.result;
          const all = database.transaction("items").objectStore("items").getAll();
          all.onsuccess = () => (database.close(), done(all.result.sort((one, other) => one.order - other.order)));
        };
      }),
  );

/** Waits until a question to the outside has the answer that it must have. */
export async function until(question, what, within = 20_000) {
  const end = Date.now() + within;
  let last;
  while (Date.now() < end) {
    last = await question();
    if (last) return last;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`not within ${within} ms: ${what}; last: ${JSON.stringify(last)}`);
}

/** Begins an empty convoy. Answers where its steps are. */
export async function begunConvoy(page, base) {
  await page.goto(`${base}/convoys/new`);
  await page.click("section[aria-labelledby=empty] button");
  await page.waitForURL(/\/route$/);
  return page.url().replace(/\/route$/, "");
}
