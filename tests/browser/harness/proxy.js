// The road between the browser and the program: it can be cut, hang, lose replies, or answer by itself.

import { createServer, request } from "node:http";
import { connect } from "node:net";

export class Road {
  static async to(program) {
    const road = new Road();
    road.program = program;
    road.open = new Set();
    /** Reports that got through to the program, each as its form. */
    road.passed = [];
    road.pass();
    road.server = createServer((incoming, outgoing) => road.carry(incoming, outgoing));
    road.server.on("connection", (socket) => {
      socket.on("error", () => undefined);
      if (road.isCut) return void socket.destroy();
      road.open.add(socket);
      socket.on("close", () => road.open.delete(socket));
    });
    await new Promise((done) => road.server.listen(0, "127.0.0.1", done));
    // A test that fails on its way leaves it open: that keeps nobody waiting.
    road.server.unref();
    road.base = `http://127.0.0.1:${road.server.address().port}`;
    return road;
  }

  /** Everything gets through, as it is. */
  pass() {
    this.isCut = false;
    this.hangs = () => false;
    this.losesReply = () => false;
    this.answers = () => undefined;
    this.rewrite = undefined;
  }

  /** Nothing gets through, and what was open is torn. */
  cut() {
    this.isCut = true;
    for (const socket of this.open) socket.destroy();
  }

  /** Waits until all that was sent while it is cut is torn: connections are taken in the order in which they came. */
  async quiet() {
    const last = connect(this.server.address().port, "127.0.0.1");
    last.on("error", () => undefined).resume();
    await new Promise((done) => last.on("close", done));
  }

  carry(incoming, outgoing) {
    if (this.isCut) return void incoming.socket.destroy();
    const chunks = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("error", () => undefined);
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const asked = { method: incoming.method, path: incoming.url, body: body.toString(), headers: incoming.headers };
      if (this.hangs(asked)) return;
      const own = this.answers(asked);
      if (own) {
        outgoing.writeHead(own.status, own.headers ?? {});
        return void outgoing.end(own.body ?? "");
      }
      this.forward(asked, body, outgoing);
    });
  }

  forward(asked, body, outgoing) {
    const headers = { ...asked.headers };
    if (this.rewrite) delete headers["accept-encoding"];
    const { port } = this.program;
    const path = this.rewrite?.path?.(asked.path) ?? asked.path;
    const onward = request({ host: "127.0.0.1", port, method: asked.method, path, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        if (asked.method === "POST" && asked.path.includes("/log")) {
          this.passed.push({ ...asked, status: answer.statusCode, form: new URLSearchParams(asked.body) });
        }
        if (this.losesReply(asked)) {
          // Broken off within the answer: at a break before it browsers send again by themselves.
          outgoing.writeHead(answer.statusCode, { "content-type": "application/json", "content-length": "999" });
          outgoing.flushHeaders();
          return void setTimeout(() => outgoing.socket?.destroy(), 50);
        }
        let content = Buffer.concat(chunks);
        if (this.rewrite) content = Buffer.from(this.rewrite.body(asked.path, content.toString()));
        const answered = { ...answer.headers };
        delete answered["transfer-encoding"];
        answered["content-length"] = content.length;
        if (asked.method === "HEAD" || answer.statusCode === 304 || answer.statusCode === 204) delete answered["content-length"];
        outgoing.writeHead(answer.statusCode, answered);
        outgoing.end(content);
      });
    });
    onward.on("error", () => outgoing.socket?.destroy());
    onward.end(body);
  }

  async close() {
    // A browser opens connections in advance, and keeps one that carries nothing for minutes.
    this.server.on("connection", (socket) => socket.destroy());
    const closed = new Promise((done) => this.server.close(done));
    this.cut();
    await closed;
  }
}
