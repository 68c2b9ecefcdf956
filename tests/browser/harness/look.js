// What is asked of a page as it stands: axe finds nothing, and nothing scrolls sideways.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { NARROW, WIDE } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** What axe has to say; `rules` narrows it to those. */
export async function complaints(page, where, rules) {
  await page.evaluate(axe);
  const asked = { runOnly: rules ?? TAGS, resultTypes: ["violations"] };
  const { violations } = await page.evaluate((asked) => globalThis.axe.run(document, asked), asked);
  return violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.slice(0, 2).map((node) => `${node.html.slice(0, 160)} (${node.failureSummary.split("\n")[1]?.trim()})`).join(" | ")}`);
}

export async function sideways(page, where) {
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  return inner > outer ? [`${where}: ${inner} px wide in ${outer}`] : [];
}

/** At both widths, and at the narrowest. */
export async function examine(page, where) {
  const found = [];
  for (const viewport of [WIDE, NARROW]) {
    await page.setViewportSize(viewport);
    found.push(...(await complaints(page, `${where} at ${viewport.width}`)));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  found.push(...(await sideways(page, `${where} at 320`)));
  await page.setViewportSize(WIDE);
  return found;
}
