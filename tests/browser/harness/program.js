// The real program with its demonstration data, on a database and a port of its own.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const binary = resolve(root, process.env.CONVOY_BINARY ?? "target/debug/convoy");
export const isDebug = binary.includes("/debug/");
export const PASSWORD = "demonstration only";

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export class Program {
  /** Without `demo` the database is empty, and nobody has an account. `settings` are given by the environment. */
  static async start({ demo = true, settings = {} } = {}) {
    const program = new Program();
    program.settings = settings;
    program.folder = mkdtempSync(join(tmpdir(), "convoy-browser-"));
    program.database = `sqlite:${program.folder}/test.sqlite`;
    program.port = await freePort();
    program.base = `http://127.0.0.1:${program.port}`;
    program.words = ["serve", ...(demo ? ["--demo"] : []), "--bind", `127.0.0.1:${program.port}`, "--database", program.database];
    await program.begin();
    if (demo) program.token = program.tokenOf("coordinator", ["events:write", "convoys:read", "convoys:read_exact"]);
    return program;
  }

  async begin() {
    this.child = spawn(binary, this.words, { cwd: this.folder, env: { ...process.env, ...this.settings }, stdio: ["ignore", "pipe", "pipe"] });
    this.log = "";
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on("data", (data) => (this.log += data));
    await this.up();
  }

  /** Ends as a machine does that loses its power. */
  async kill() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.kill("SIGKILL");
    await ended;
  }

  async up() {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      if (this.child.exitCode !== null) break;
      const answer = await fetch(`${this.base}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`the program did not come up:\n${this.log}`);
  }

  run(...words) {
    return execFileSync(binary, [...words, "--database", this.database], { cwd: this.folder, encoding: "utf8" });
  }

  tokenOf(role, scopes) {
    const email = `${role}@demo.example`;
    const words = ["token", "create", "--email", email, "--json", ...scopes.flatMap((scope) => ["--scope", scope])];
    return JSON.parse(this.run(...words)).token;
  }

  /** Asks the API as a coordinator. */
  async api(method, path, body) {
    const headers = { authorization: `Bearer ${this.token}`, "content-type": "application/json" };
    const answer = await fetch(`${this.base}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  /** Somebody with an account besides those of the demonstration, of an organisation that is new or not. */
  person(email, role, organisation) {
    const file = join(this.folder, "password");
    writeFileSync(file, PASSWORD);
    this.run("user", "add", "--email", email, "--name", email, "--organisation", organisation, "--role", role, "--password-file", file);
  }

  /** Logs what happened to a convoy; answers when the program has it. */
  async happened(reference, event) {
    const id = crypto.randomUUID();
    return this.api("PUT", `/convoys/${reference}/events/${id}`, { occurred_at: new Date().toISOString(), ...event });
  }

  /** Registers a convoy that has not left, and sends the logger with it. */
  async convoy(reference) {
    await this.register(reference);
    this.run("share", "assign", "--convoy", reference, "--email", "logger@demo.example");
    return reference;
  }

  /** Registers a convoy that has not left; `more` of its plan. */
  async register(reference, more = {}) {
    await this.api("POST", "/convoys", {
      reference,
      lead: "sarc",
      time_zone: "Asia/Damascus",
      trucks: { count: 6 },
      cargo: [{ item: "Flour", unit: "bag", quantity: 48_613, sector: "food_security" }],
      stops: [
        { role: "origin", place: "hama" },
        { role: "checkpoint", place: "aqrab-checkpoint" },
        { role: "destination", place: "aqrab", target_population: 31_337 },
      ],
      ...more,
    });
    return reference;
  }

  async events(reference) {
    return (await this.api("GET", `/convoys/${reference}/events`)).items;
  }

  /** What the ledger has of an event besides the event itself. */
  ledger(id) {
    const script =
      "import sqlite3,sys,json\n" +
      "rows=sqlite3.connect(sys.argv[1]).execute('SELECT occurred_at,captured_at,skew_ms FROM ledger WHERE entry_id=?',(bytes.fromhex(sys.argv[2]),)).fetchall()\n" +
      "print(json.dumps(rows))";
    const file = this.database.slice("sqlite:".length);
    const rows = JSON.parse(execFileSync("python3", ["-c", script, file, id.replaceAll("-", "")], { encoding: "utf8" }));
    return rows.map(([occurred_at, captured_at, skew_ms]) => ({ occurred_at, captured_at, skew_ms }));
  }

  async stop() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
