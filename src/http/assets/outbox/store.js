// What this phone keeps: reports until the server has them, and whose phone it is.
//
// An item is {id, user, convoy, order, kind, fields, lines, captured, state, tries, lease, fix}. Its states: waiting,
// sending, fixing (the server said what is wrong), signin (the session is over), sent. What is sent has lost its
// content: {id, user, order, kind, state, sent, review, skew} stay, for a day.

const NAME = "outbox";
const VERSION = 1;
const DAY = 24 * 3600 * 1000;
const UNSENT = ["waiting", "sending", "fixing", "signin"];

let opened;

/** The database; made where there is none. Rejects where the browser keeps nothing, as in some private windows. */
export function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("items", { keyPath: "id" });
      request.result.createObjectStore("phone");
    };
    request.onsuccess = () => {
      const forget = () => (opened = undefined);
      request.result.onclose = forget;
      request.result.onversionchange = () => (request.result.close(), forget());
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  }).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Runs `work` in one transaction that is on the disk once it resolves, or has changed nothing. */
async function within(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["items", "phone"], mode, { durability: "strict" });
    let result;
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    work(transaction.objectStore("items"), transaction.objectStore("phone"), (value) => (result = value));
  });
}

let bell;
/** Tells every tab and the worker that something has changed. */
function tell() {
  bell ??= new BroadcastChannel(NAME);
  bell.postMessage("changed");
}

/** Calls back whenever something has changed, here or in another tab. */
export function watch(changed) {
  new BroadcastChannel(NAME).onmessage = changed;
}

async function writing(work) {
  const result = await within("readwrite", work);
  tell();
  return result;
}

/** All items of a user, in the order in which they were written down. */
export function list(user) {
  return within("readonly", (items, _, done) => {
    items.getAll().onsuccess = (event) => done(inOrder(event.target.result, user));
  });
}

const inOrder = (all, user) => all.filter((item) => item.user === user).sort((one, other) => one.order - other.order);

/** How many reports of a user only this phone has. */
export async function countUnsent(user) {
  return (await list(user)).filter((item) => UNSENT.includes(item.state)).length;
}

/** How many reports only this phone has, whoever wrote them. */
export function countAllUnsent() {
  return within("readonly", (items, _, done) => {
    items.getAll().onsuccess = (event) => done(event.target.result.filter((item) => UNSENT.includes(item.state)).length);
  });
}

export function find(id) {
  return within("readonly", (items, _, done) => {
    items.get(id).onsuccess = (event) => done(event.target.result);
  });
}

/** Adds an item, or replaces what was typed in one that is edited, which keeps its place. */
export function save(item) {
  return writing((items, phone) => {
    items.get(item.id).onsuccess = ({ target: { result: known } }) => {
      if (known) {
        items.put({ ...item, order: known.order, tries: known.tries });
        return;
      }
      phone.get("order").onsuccess = ({ target: { result: last } }) => {
        const order = (last ?? 0) + 1;
        phone.put(order, "order");
        items.put({ ...item, order });
      };
    };
  });
}

/** Changes one item, unless it is gone. */
export function change(id, changed) {
  return writing((items) => {
    items.get(id).onsuccess = ({ target: { result: item } }) => {
      if (item) items.put(changed(item));
    };
  });
}

/** Changes all items of a user that are in a state. */
export function changeAll(user, state, changed) {
  return writing((items) => {
    items.getAll().onsuccess = ({ target: { result: all } }) => {
      for (const item of inOrder(all, user)) if (item.state === state) items.put(changed(item));
    };
  });
}

export function remove(id) {
  return writing((items) => items.delete(id));
}

/** Takes the first item that waits, so that nobody else takes it. `alone` says that nobody else can be sending. */
export function claim(user, passed, alone, lasts) {
  return writing((items, _, done) => {
    items.getAll().onsuccess = ({ target: { result: all } }) => {
      const now = Date.now();
      const left = (item) => item.state === "sending" && (alone || Math.abs(item.lease - now) > lasts);
      const due = (item) => item.state === "waiting" || left(item);
      const held = new Set();
      const item = inOrder(all, user).find((item) => {
        if (passed.has(item.id) || passed.has(item.convoy) || held.has(item.convoy)) return false;
        // What another tab is sending holds back what follows it.
        if (item.state === "sending" && !left(item)) held.add(item.convoy);
        return due(item);
      });
      if (!item) return;
      const taken = { ...item, state: "sending", lease: now };
      items.put(taken);
      done(taken);
    };
  });
}

/** Drops what has been sent for longer than a day. */
export function tidy() {
  return within("readwrite", (items) => {
    items.getAll().onsuccess = ({ target: { result: all } }) => {
      const old = (item) => item.state === "sent" && Math.abs(Date.now() - Date.parse(item.sent)) > DAY;
      for (const item of all) if (old(item)) items.delete(item.id);
    };
  });
}

/** A note about the phone: whose it is, until when nothing is sent, when its forms were fetched. */
export function read(name) {
  return within("readonly", (_, phone, done) => {
    phone.get(name).onsuccess = (event) => done(event.target.result);
  });
}

export function note(name, value) {
  return within("readwrite", (_, phone) => phone.put(value, name));
}

/** Nothing is left of it. */
export async function destroy() {
  if (opened) (await opened).close();
  opened = undefined;
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}
