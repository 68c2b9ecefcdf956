// A board that is held open without a browser. It does what `board.js` does: one stream, and after each change the part of
// the page, with the tag that it has. A machine that tests bears hundreds of these, and a score of browsers.

import { Agent, request } from "node:http";
import { gunzipSync } from "node:zlib";

/** As in `board.js`: between two requests. */
const SOON = 150;

/** Which rows stand how in an answer. Many get the same one: it is read once, for the machine that tests has other things to do. */
const read = new Map();

function rowsOf(bytes, encoding) {
  const key = bytes.toString("latin1");
  if (!read.has(key)) {
    const text = (encoding === "gzip" ? gunzipSync(bytes) : bytes).toString();
    read.set(key, [...text.matchAll(/<li class="row ([a-z_]+)" data-row="([^"]+)"/g)].map(([, status, row]) => `${row} ${status}`));
  }
  return read.get(key);
}

export class Watcher {
  /** `cookie` of a session, `language` of the reader. Answers when it would be told of a change. */
  static async open(base, { cookie, language }) {
    const watcher = new Watcher();
    Object.assign(watcher, { base, tag: "", asking: false, again: false, made: 0, asked: 0, soon: 0, last: -SOON, seen: new Map() });
    watcher.headers = { cookie, "accept-language": language, "accept-encoding": "gzip" };
    // As each browser has connections of its own.
    watcher.agent = new Agent({ keepAlive: true });
    await watcher.refresh();
    await watcher.listen();
    return watcher;
  }

  listen() {
    return new Promise((done, failed) => {
      const headers = { ...this.headers, accept: "text/event-stream" };
      this.stream = request(`${this.base}/api/v1/live`, { headers, agent: this.agent }, (answer) => {
        if (answer.statusCode !== 200) return failed(new Error(`the stream answered ${answer.statusCode}`));
        answer.setEncoding("utf8").on("data", (text) => {
          if (text.includes(": now")) done();
          if (text.includes("event: change")) this.later();
        });
        answer.on("error", () => undefined);
      });
      this.stream.on("error", failed);
      this.stream.end();
    });
  }

  later() {
    this.soon ||= setTimeout(() => this.refresh(), Math.max(0, this.last + SOON - performance.now()));
  }

  async refresh() {
    clearTimeout(this.soon);
    this.soon = 0;
    if (this.asking) return void (this.again = true);
    this.asking = true;
    this.last = performance.now();
    const { status, tag, rows } = await this.part();
    this.asked += 1;
    if (status === 200) {
      this.made += 1;
      this.tag = tag;
      this.note(rows);
    }
    this.asking = false;
    if (this.again) {
      this.again = false;
      this.later();
    }
  }

  /** Asked anew where the program had closed, in the same moment, the connection that it was asked by: as a browser does. */
  part() {
    return new Promise((done, failed) => {
      const headers = { ...this.headers, ...(this.tag ? { "if-none-match": this.tag } : {}) };
      const asked = request(`${this.base}/?part=main`, { headers, agent: this.agent }, (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("end", () => {
          const bytes = Buffer.concat(chunks);
          done({ status: answer.statusCode, tag: answer.headers.etag ?? "", rows: rowsOf(bytes, answer.headers["content-encoding"]) });
        });
      });
      asked.on("error", (error) => (asked.reusedSocket && error.code === "ECONNRESET" ? done(this.part()) : failed(error))).end();
    });
  }

  /** When each row was first seen to stand so. */
  note(rows) {
    for (const row of rows) if (!this.seen.has(row)) this.seen.set(row, Date.now());
  }

  close() {
    clearTimeout(this.soon);
    this.stream.on("error", () => undefined).destroy();
    this.agent.destroy();
  }
}
