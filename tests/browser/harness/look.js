// What is asked of a page as it stands: axe finds nothing, and nothing scrolls sideways; nor in the dark, in the colours that
// somebody has forced, and on paper.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { NARROW, WIDE } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** What axe has to say; `narrowed` in axe's own words: to which rules, or without which. */
export async function complaints(page, where, narrowed) {
  await page.evaluate(axe);
  const asked = { runOnly: TAGS, resultTypes: ["violations"], ...narrowed };
  const { violations } = await page.evaluate((asked) => globalThis.axe.run(document, asked), asked);
  return violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.slice(0, 2).map((node) => `${node.html.slice(0, 160)} (${node.failureSummary.split("\n")[1]?.trim()})`).join(" | ")}`);
}

export async function sideways(page, where) {
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  return inner > outer ? [`${where}: ${inner} px wide in ${outer}`] : [];
}

/** Colours, and what stands beside what on a wide page, are the same in every language: they are examined in this one. */
export const THOROUGH = "ar";

/** At both widths, and at the narrowest; where it is not thorough, narrow and without the colours. */
export async function examine(page, where, isThorough = true) {
  const [viewports, narrowed] = isThorough ? [[WIDE, NARROW], {}] : [[NARROW], { rules: { "color-contrast": { enabled: false } } }];
  const found = [];
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    found.push(...(await complaints(page, `${where} at ${viewport.width}`, narrowed)));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  found.push(...(await sideways(page, `${where} at 320`)));
  await page.setViewportSize(WIDE);
  return found;
}

/** The same page in the dark, in forced colours and on paper. */
export async function inOtherMedia(page, where) {
  const found = [];
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await complaints(page, `${where} in the dark`, { runOnly: ["color-contrast"] })));
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  found.push(...(await unseen(page, `${where} in forced colours`)));
  await page.emulateMedia({ forcedColors: "none", media: "print" });
  // A4, between its margins.
  await page.setViewportSize({ width: 720, height: 1020 });
  found.push(...(await sideways(page, `${where} on paper`)), ...(await misprinted(page, `${where} on paper`)));
  await page.emulateMedia({ media: "screen", colorScheme: null, forcedColors: null });
  await page.setViewportSize(WIDE);
  return found;
}

/** Shapes that say how something stands, and frames of what is pressed, that cannot be told from the ground. */
const unseen = (page, where) =>
  page.evaluate((where) => {
    const ground = getComputedStyle(document.body).backgroundColor;
    const isSeen = (it) => it.checkVisibility({ visibilityProperty: true });
    const shapes = [...document.querySelectorAll(".shape")].filter((it) => isSeen(it) && getComputedStyle(it).fill === ground);
    const frames = [...document.querySelectorAll(".button, button:not(.plain), input:not([type=hidden]), select, textarea")];
    const bare = frames.filter((it) => isSeen(it) && !["checkbox", "radio", "range"].includes(it.type) && getComputedStyle(it).borderTopStyle === "none");
    return [...shapes, ...bare].map((it) => `${where}: not seen: ${it.outerHTML.slice(0, 120)}`);
  }, where);

/** What is of no use on paper, and what a closed fold keeps from it. */
const misprinted = (page, where) =>
  page.evaluate((where) => {
    const isSeen = (it) => it.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
    const useless = [...document.querySelectorAll(".skip, .top nav, .who")].filter(isSeen);
    const missing = [...document.querySelectorAll("details [data-row], details table, details li")].filter((it) => it.closest("form") === null && isSeen(it.closest("details")) && !isSeen(it));
    return [...useless.map((it) => `${where}: printed: ${it.className}`), ...missing.slice(0, 3).map((it) => `${where}: not printed: ${it.outerHTML.slice(0, 100)}`)];
  }, where);
