// Pictures of the outbox and the form that opens without a network, for the documents: node pictures.js FOLDER

import { choose, launch, NARROW, openForm, press, settled, signIn, WIDE } from "./harness/browser.js";
import { Program } from "./harness/program.js";
import { Road } from "./harness/proxy.js";

const folder = process.argv[2] ?? ".";
const program = await Program.start();
const browser = await launch();
for (const [language, viewport, name] of [["en", NARROW, "phone-en"], ["ar", NARROW, "phone-ar"], ["en", WIDE, "en"], ["ar", WIDE, "ar"]]) {
  const road = await Road.to(program);
  const convoy = await program.convoy(`SY-2026-${name.toUpperCase()}`);
  const { context, page } = await signIn(browser, road.base, "logger", { language, viewport });
  await openForm(page, road.base, convoy);
  await settled(page);
  await choose(page, "kind", "dispatched");
  await press(page);
  await page.waitForURL(/saved=/);
  await openForm(page, road.base, convoy);
  await choose(page, "kind", "note");
  await choose(page, "when", "day");
  await page.fill("#note", "…");
  await press(page);
  await page.waitForSelector(".summary");
  road.cut();
  await page.goto(`${road.base}/convoys/${convoy}/log?kind=blocked`);
  await page.waitForSelector("[data-age]");
  await page.screenshot({ path: `${folder}/offline-form-${name}.png` });
  await page.check("[name=cause][value=hostilities]");
  await press(page);
  await page.waitForSelector("[data-unsent-list] li");
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${folder}/outbox-${name}.png`, fullPage: true });
  await page.click("[data-key^='delete ']");
  await page.screenshot({ path: `${folder}/question-${name}.png` });
  await context.close();
  await road.close();
}
await browser.close();
await program.stop();
