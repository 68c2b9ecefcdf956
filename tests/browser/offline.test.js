// Nothing that is logged on a phone is lost, and nothing is stored twice, whatever the network does. Each test has a
// phone of its own and a road to the program that it breaks in its own way.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { choose, close, kept, launch, leave, openForm, press, settled, signIn, until } from "./harness/browser.js";
import { Program } from "./harness/program.js";
import { Road } from "./harness/proxy.js";

let program, browser, road, number = 0;
let context, page, convoy;

before(async () => {
  program = await Program.start();
  browser = await launch();
});
after(async () => {
  await close(browser);
  await program?.stop();
});
beforeEach(async () => {
  road = await Road.to(program);
  convoy = await program.convoy(`SY-2026-${(number += 1)}`);
  ({ context, page } = await signIn(browser, road.base, "logger"));
});
afterEach(async () => {
  await leave(context);
  await road?.close();
});

const form = (query) => openForm(page, road.base, convoy, query);
const states = async (at = page) => (await kept(at)).map((item) => item.state);
/** Without the marks that keep a value's direction from its sentence. */
const plain = (text) => text.replace(/[\u2068\u2069]/g, "");
const stored = (count) => until(async () => (await program.events(convoy)).length === count, `${count} events stored`);

/** Writes a note down, and presses Save. */
async function writeNote(text, at = page) {
  await choose(at, "kind", "note");
  await at.fill("#note", text);
  await press(at);
}

async function atTheOutbox(at = page) {
  await at.waitForURL(/\/outbox/);
  await at.waitForSelector("[data-outbox]:not([hidden])");
}

/** On the form, with everything on the phone that has to be. */
async function ready() {
  await form();
  await settled(page);
}

test("with a network a report goes out at once, and the phone keeps none of its content", async () => {
  await ready();
  await writeNote("The gate is open");
  await page.waitForURL(/saved=/);
  await stored(1);
  const [item] = await kept(page);
  assert.deepEqual(Object.keys(item).sort(), ["id", "kind", "order", "review", "sent", "skew", "state", "user"]);
  assert.equal((await program.events(convoy))[0].id, item.id);
  assert.ok((await program.events(convoy))[0].captured_at, "the time of writing travels along");
});

test("a form opens from the phone with the network cut, says so and how old it is, and keeps the report", async () => {
  await ready();
  await page.goto(`${road.base}/`);
  road.cut();
  await page.goto(`${road.base}/convoys/${convoy}/log?kind=blocked`);
  await page.waitForSelector("form.log[data-ready]");
  assert.equal(await page.locator("body[data-kept]").count(), 1);
  const age = page.locator("[data-age]");
  assert.ok(Date.now() - Date.parse(await age.getAttribute("data-age")) < 60_000);
  assert.match(await age.textContent(), /No network.*this minute|No network.*now|No network.*ago/);
  assert.ok(await page.isChecked("[name=kind][value=blocked]"), "the kind of the address is chosen");
  await page.check("[name=cause][value=hostilities]");
  await press(page);
  await atTheOutbox();
  assert.deepEqual(await states(), ["waiting"]);
  assert.equal(await page.locator("[data-unsent]").textContent(), "1");
  // The control: nothing of it is on the server, so that what arrives below comes from the phone.
  assert.equal((await program.events(convoy)).length, 0);
  road.pass();
  await page.click("[data-send]");
  await stored(1);
});

test("a page that is not kept opens as the outbox, which says that there is no network", async () => {
  await ready();
  road.cut();
  await page.goto(`${road.base}/`);
  await page.waitForSelector("[data-no-network]:not([hidden])");
  assert.equal(await page.locator("[data-forms-list] a").first().getAttribute("href"), `/convoys/${convoy}/log`);
  assert.equal(await page.locator(".rows").count(), 0, "no board");
});

test("two reports are queued, the tab is closed, the network returns, and each is stored once, in order", async () => {
  await ready();
  road.cut();
  for (const text of ["first", "second"]) {
    await form();
    await writeNote(text);
    await atTheOutbox();
  }
  await page.close();
  // What the closed tab had on its way would arrive after all, with nobody left to hear the answer.
  await road.quiet();
  road.pass();
  page = await context.newPage();
  await page.goto(`${road.base}/`);
  await stored(2);
  assert.deepEqual((await program.events(convoy)).map((event) => event.note), ["first", "second"]);
  await until(async () => (await states()).every((state) => state === "sent"), "all sent");
  const passed = road.passed.map(({ status, form }) => [status, form.get("note")]);
  // On a machine that is busy the one that the closed tab had on its way arrives even later; whoever did not hear of it asks once.
  if (passed[1]?.[0] === 200) assert.deepEqual(passed.splice(1, 1), [[200, "first"]]);
  assert.deepEqual(passed, [[201, "first"], [201, "second"]]);
});

test("a reply that is lost after the commit is asked for again, and the report is stored once", async () => {
  await ready();
  let lost = 0;
  road.losesReply = (asked) => asked.method === "POST" && asked.path.endsWith("/log") && (lost += 1) === 1;
  await writeNote("once");
  await atTheOutbox();
  await stored(1);
  await page.click("[data-send]").catch(() => undefined);
  await until(async () => (await states())[0] === "sent", "sent");
  assert.deepEqual(road.passed.map((passed) => passed.status), [201, 200]);
  assert.equal((await program.events(convoy)).length, 1);
});

test("a server that hangs for a minute is given up after half of one, and the report is sent again", { timeout: 120_000 }, async () => {
  await ready();
  let asked = 0;
  road.hangs = ({ method, path }) => method === "POST" && path.endsWith("/log") && (asked += 1) > 0;
  let began = Date.now();
  await writeNote("patience");
  await atTheOutbox();
  assert.ok(Date.now() - began < 20_000, "nobody waits on the form for a server that hangs");
  // The tab that had begun has left the form; the outbox asks anew.
  await until(() => asked === 2, "asked again");
  began = Date.now();
  assert.deepEqual(await states(), ["sending"]);
  await until(async () => (await kept(page))[0].tries === 1, "given up", 45_000);
  assert.ok(Math.abs(Date.now() - began - 30_000) < 8_000, "after 30 s");
  // What another tab or the worker has begun meanwhile is torn, rather than waited for.
  road.cut();
  road.pass();
  await page.click("[data-send]").catch(() => undefined);
  await stored(1);
});

test("a session that ends in the middle of the queue pauses it, and signing in sends the rest", async () => {
  await ready();
  road.cut();
  for (const text of ["one", "two", "three"]) {
    await form();
    await writeNote(text);
    await atTheOutbox();
  }
  road.pass();
  const over = { status: 401, headers: { "content-type": "application/problem+json" }, body: '{"code":"unauthenticated","title":"","detail":""}' };
  const tried = new Set();
  road.answers = ({ method, path, body }) => {
    if (method !== "POST" || !path.endsWith("/log")) return undefined;
    tried.add(new URLSearchParams(body).get("note"));
    return tried.size > 1 ? over : undefined;
  };
  await page.click("[data-send]");
  await until(async () => (await states()).join() === "sent,signin,signin", "paused after the first");
  await page.waitForSelector("[data-sign-in]:not([hidden])");
  assert.equal((await program.events(convoy)).length, 1);
  // Whoever else wants to send meanwhile may ask for the second once more.
  assert.deepEqual([...tried], ["one", "two"], "what follows is not tried");
  road.pass();
  await page.goto(`${road.base}/outbox`);
  await stored(3);
  assert.deepEqual((await program.events(convoy)).map((event) => event.note), ["one", "two", "three"]);
});

test("two tabs and the worker that send at once send nothing twice", async () => {
  await ready();
  road.cut();
  for (const text of ["a", "b", "c", "d"]) {
    await form();
    await writeNote(text);
    await atTheOutbox();
  }
  const other = await context.newPage();
  await other.goto(`${road.base}/outbox`);
  await atTheOutbox(other);
  road.pass();
  const worker = context.serviceWorkers()[0];
  const sync = worker.evaluate(() => self.dispatchEvent(Object.assign(new ExtendableEvent("sync"), { tag: "outbox" })));
  await Promise.all([page.click("[data-send]"), other.click("[data-send]"), sync]);
  await stored(4);
  await until(async () => (await states()).every((state) => state === "sent"), "all sent");
  const ids = road.passed.map((passed) => passed.form.get("id"));
  assert.equal(new Set(ids).size, 4);
  assert.equal(ids.length, 4, "each went out once");
});

test("the worker sends by itself when no page is open", async () => {
  await ready();
  road.cut();
  await writeNote("from the worker");
  await atTheOutbox();
  const worker = context.serviceWorkers()[0];
  await page.goto("about:blank");
  road.pass();
  await worker.evaluate(() => self.dispatchEvent(Object.assign(new ExtendableEvent("sync"), { tag: "outbox" })));
  await stored(1);
});

test("a new version of the form sends what the old one queued, and takes the old one's place on the phone", async () => {
  await ready();
  road.cut();
  await writeNote("written on the old form");
  await atTheOutbox();
  // Another version: other addresses of every file, and a form with a field that the old one lacked.
  road.pass();
  const renewed = (text) => text.replaceAll(/(\/assets\/[a-z]+-)([0-9a-f]{12})\./g, "$1new$2.");
  road.rewrite = {
    path: (path) => path.replace(/(\/assets\/[a-z]+-)new/, "$1"),
    body: (path, text) =>
      renewed(text).replace(/data-version="/, 'data-version="new').replace('<input type="hidden" name="id"', '<input type="hidden" name="of_the_new_form" value="1"><input type="hidden" name="id"'),
  };
  await page.goto(`${road.base}/convoys/${convoy}/log`);
  await stored(1);
  await settled(page);
  const addresses = await page.evaluate(async () => (await (await caches.open("kept")).keys()).map((request) => new URL(request.url).pathname));
  assert.ok(addresses.some((address) => address.includes("-new")));
  assert.ok(!addresses.some((address) => /-[0-9a-f]{12}\./.test(address)), "the old version's files are gone");
  road.cut();
  await page.goto(`${road.base}/convoys/${convoy}/log`);
  assert.equal(await page.locator("[name=of_the_new_form]").count(), 1);
});

function wrongClock(shift) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [Real.now() + shift] : given));
    }
    static now() {
      return Real.now() + shift;
    }
  };
}

for (const [hours, told] of [[-3, /behind/], [3, /ahead/]]) {
  test(`a phone whose clock is ${Math.abs(hours)} hours ${hours < 0 ? "behind" : "ahead"} is told so, and no time is rewritten`, async () => {
    await context.addInitScript(wrongClock, hours * 3_600_000);
    await form();
    await writeNote("by a wrong clock");
    await page.waitForURL(/saved=/);
    assert.match(await page.textContent(".clock"), told);
    const [event] = await program.events(convoy);
    const [{ captured_at, skew_ms, occurred_at }] = program.ledger(event.id);
    assert.ok(Math.abs(skew_ms - hours * 3_600_000) < 60_000, `${skew_ms}`);
    assert.ok(Math.abs(captured_at / 1000 - (Date.now() + hours * 3_600_000)) < 120_000);
    assert.equal(occurred_at, captured_at, "just now is when the phone says that it was");
    await page.goto(`${road.base}/outbox`);
    assert.match(await page.textContent("[data-clock]:not([hidden])"), told);
  });
}

test("a phone that lives days ahead is refused and told, and the person, nobody else, sets the time right", async () => {
  await context.addInitScript(wrongClock, 72 * 3_600_000);
  await form();
  await writeNote("from the day after tomorrow");
  await page.waitForSelector(".summary");
  assert.match(await page.textContent(".summary"), /ahead/);
  assert.deepEqual(await states(), ["fixing"]);
  assert.equal((await program.events(convoy)).length, 0);
  await page.goto(`${road.base}/outbox`);
  await page.click("[data-key^='time ']");
  await stored(1);
  const [event] = await program.events(convoy);
  assert.ok(Math.abs(Date.parse(event.occurred_at) - Date.now()) < 120_000);
});

/** Writes until the browser takes not even a few bytes more; answers why. */
function fill() {
  return new Promise((done, failed) => {
    const request = indexedDB.open("filler", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("all", { autoIncrement: true });
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      const write = (size) => {
        const change = request.result.transaction("all", "readwrite");
        change.objectStore("all").add(crypto.getRandomValues(new Uint8Array(size)));
        change.oncomplete = () => write(size);
        change.onabort = () => (size > 16 ? write(size >> 1) : (request.result.close(), done(change.error.name)));
      };
      write(65_536);
    };
  });
}

test("a phone that is full says so before anything is lost, and the report goes straight to the server", async () => {
  const origin = road.base;
  const small = { prepare: async (page) => (await page.context().newCDPSession(page)).send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 3_000_000 }) };
  await leave(context);
  ({ context, page } = await signIn(browser, origin, "logger", small));
  await ready();
  assert.equal(await page.evaluate(fill), "QuotaExceededError", "the control: the browser itself refuses");
  // Neither kept nor sent: it stays in the form.
  road.cut();
  await writeNote("no room");
  await page.waitForSelector(".told >> text=neither sent nor kept");
  assert.equal(await page.inputValue("#note"), "no room");
  assert.deepEqual(await kept(page), []);
  road.pass();
  await press(page);
  await page.waitForURL(/saved=/);
  await stored(1);
});

test("where the browser keeps nothing, the form says so at once and posts plainly", async () => {
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("private", "SecurityError");
    };
  });
  await form();
  assert.match(await page.textContent(".told"), /keeps nothing/);
  await writeNote("in private");
  await page.waitForURL(/saved=/);
  await stored(1);
});

test("what the server finds wrong stands beside its field, is kept, and is stored once put right", async () => {
  await ready();
  await choose(page, "kind", "blocked");
  await page.fill("#note", "why?");
  await choose(page, "when", "day");
  await page.fill("#day_time", "25:99");
  await press(page);
  await page.waitForSelector(".summary a[href='#date']");
  assert.equal(await page.getAttribute("#date", "aria-invalid"), "true");
  assert.deepEqual(await states(), ["fixing"]);
  await page.goto(`${road.base}/outbox`);
  await page.click("[data-key^='edit ']");
  await page.waitForSelector("form.log[data-ready]");
  assert.equal(await page.inputValue("#note"), "why?");
  assert.ok(await page.isChecked("[name=kind][value=blocked]"));
  await page.check("[name=when][value=now]");
  await page.check("[name=cause][value=hostilities]");
  await press(page);
  await page.waitForURL(/saved=/);
  await stored(1);
});

test("a form without a kind is told so on the phone itself", async () => {
  await ready();
  road.cut();
  await press(page);
  await page.waitForSelector(".summary a[href='#kind']");
  assert.deepEqual(await kept(page), []);
});

test("an item can be copied as text and, once asked, deleted", async () => {
  await ready();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: road.base });
  road.cut();
  await writeNote("read this out");
  await atTheOutbox();
  await page.click("[data-key^='copy ']");
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(text.startsWith(convoy) && text.includes("read this out"), text);
  await page.click("[data-key^='delete ']");
  await page.click("dialog button[value=stay]");
  assert.equal((await kept(page)).length, 1);
  await page.click("[data-key^='delete ']");
  await page.click("dialog button[value=go]");
  await until(async () => (await kept(page)).length === 0, "deleted");
});

test("signing out warns of what is not sent; another user neither sees nor sends it, and it is not lost", async () => {
  await ready();
  road.cut();
  await writeNote("mine");
  await atTheOutbox();
  road.pass();
  // The item's own road is closed, so that it stays unsent while everything else works.
  road.answers = ({ method, path }) => (method === "POST" && path.endsWith("/log") ? { status: 503 } : undefined);
  await page.goto(`${road.base}/me`);
  await page.waitForSelector("[data-unsent]:not([hidden])");
  await page.click(".who button");
  assert.match(plain(await page.textContent("dialog")), /not sent yet: 1/);
  await page.click("dialog button[value=stay]");
  assert.ok(page.url().endsWith("/me"));
  await page.click(".who button");
  await page.click("dialog button[value=go]");
  await page.waitForURL(/sign-in/);
  assert.deepEqual(await page.evaluate(() => caches.keys()), [], "no form stays on the phone");
  road.pass();
  const passed = road.passed.length;
  await signInAs("coordinator");
  await page.goto(`${road.base}/outbox`);
  await atTheOutbox();
  assert.equal(await page.locator("[data-unsent-list] li").count(), 0);
  await new Promise((done) => setTimeout(done, 500));
  assert.equal(road.passed.length, passed, "it is not sent in another's name");
  assert.deepEqual(await states(), ["waiting"]);
  await page.click(".who button");
  await page.waitForURL(/sign-in/);
  await signInAs("logger");
  await page.goto(`${road.base}/outbox`);
  await page.click("[data-send]");
  await stored(1);
});

test("the server takes nothing that another person wrote", async () => {
  const { user } = await page.evaluate(() => ({ user: document.body.dataset.user }));
  const other = await signIn(browser, road.base, "coordinator");
  const answer = await other.page.evaluate(
    async ([convoy, user]) => {
      const body = new URLSearchParams({ id: crypto.randomUUID(), by: user, kind: "note", note: "x" });
      const response = await fetch(`/convoys/${convoy}/log`, { method: "POST", body, headers: { accept: "application/json" } });
      return [response.status, (await response.json()).code];
    },
    [convoy, user],
  );
  await leave(other.context);
  assert.deepEqual(answer, [401, "other_user"]);
  assert.equal((await program.events(convoy)).length, 0);
});

async function signInAs(role) {
  await page.goto(`${road.base}/sign-in`);
  await page.click(`form:has([value="${role}@demo.example"]) button`);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

test("a hotel's page that answers everything is no receipt", async () => {
  await ready();
  road.answers = ({ method, path }) =>
    method === "POST" && path.endsWith("/log") ? { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Welcome</h1>" } : undefined;
  /** It may be on its way anew while somebody looks: another tab, or the worker, takes its turn. */
  const waits = (tries) => async () => (await kept(page)).every((item) => item.state === "waiting" && item.tries >= tries);
  await writeNote("not a receipt");
  await atTheOutbox();
  await until(waits(1), "it waits");
  road.answers = ({ method, path }) => (method === "POST" && path.endsWith("/log") ? { status: 404, body: "nginx" } : undefined);
  await page.click("[data-send]");
  await until(waits(2), "nor is a proxy's refusal a verdict");
  road.pass();
  await page.click("[data-send]");
  await stored(1);
});

test("a server that is busy is left alone for as long as it asks", async () => {
  await ready();
  let asked = 0;
  road.answers = ({ method, path }) =>
    method === "POST" && path.endsWith("/log") ? ((asked += 1), { status: 429, headers: { "retry-after": "2" } }) : undefined;
  await writeNote("busy");
  await atTheOutbox();
  await page.click("[data-send]");
  await new Promise((done) => setTimeout(done, 300));
  assert.equal(asked, 1, "not even the button hurries it");
  road.pass();
  await new Promise((done) => setTimeout(done, 2_000));
  await page.click("[data-send]");
  await stored(1);
});

test("after clearing the phone no cache, database, worker or cookie is left, and the session is over", async () => {
  await ready();
  road.cut();
  await writeNote("lost knowingly");
  await atTheOutbox();
  road.pass();
  road.answers = ({ method, path }) => (method === "POST" && path.endsWith("/log") ? { status: 503 } : undefined);
  const session = (await context.cookies()).find((cookie) => cookie.name === "session");
  // The control: there is something to clear.
  assert.ok(session && (await page.evaluate(async () => (await caches.keys()).length + (await indexedDB.databases()).length)) >= 2);
  await page.goto(`${road.base}/outbox`);
  await atTheOutbox();
  await page.click("[data-clear] button");
  assert.match(plain(await page.textContent("dialog")), /: 1\./);
  await page.click("dialog button[value=go]");
  await page.waitForURL(/sign-in/);
  const left = await page.evaluate(async () => [
    await caches.keys(),
    (await indexedDB.databases()).map(({ name }) => name),
    (await navigator.serviceWorker.getRegistrations()).length,
  ]);
  assert.deepEqual(left, [[], [], 0]);
  assert.deepEqual(await context.cookies(), []);
  const answer = await fetch(`${program.base}/me`, { headers: { cookie: `session=${session.value}` }, redirect: "manual" });
  assert.equal(answer.status, 303, "the session does not work any more");
});

test("a phone that is seized has the form's stops and nothing else of the convoy", async () => {
  await form();
  await page.check("[name=kind][value=dispatched]");
  await press(page);
  await page.waitForURL(/saved=/);
  await form();
  await settled(page);
  const { texts, addresses } = await page.evaluate(async () => {
    const cache = await caches.open("kept");
    const all = await cache.matchAll();
    const keys = (await cache.keys()).map((request) => new URL(request.url).pathname);
    const html = all.filter((response) => response.headers.get("content-type").startsWith("text/html"));
    return { texts: await Promise.all(html.map((response) => response.text())), addresses: keys };
  });
  const pages = addresses.filter((address) => !address.startsWith("/assets/")).sort();
  assert.ok(pages.includes("/outbox") && pages.includes(`/convoys/${convoy}/log`));
  assert.ok(pages.every((address) => address === "/outbox" || /^\/convoys\/[^/]+\/log$/.test(address)), pages.join());
  for (const text of texts) {
    for (const secret of ["Demo logger", "31,337", "31337", "48,613", "48613", "status in_transit", "data-user"]) {
      assert.ok(!text.includes(secret), `${secret} is kept`);
    }
  }
  // The control: the page itself has them.
  const open = await page.content();
  assert.ok(open.includes("Demo logger") && open.includes("48,613"));
});

test("a viewer's phone keeps nothing", async () => {
  const viewer = await signIn(browser, road.base, "viewer");
  await viewer.page.waitForLoadState("networkidle");
  const left = await viewer.page.evaluate(async () => [
    await caches.keys(),
    (await indexedDB.databases()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
  ]);
  await leave(viewer.context);
  assert.deepEqual(left, [[], 0, 0]);
});
