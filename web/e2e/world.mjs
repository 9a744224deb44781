// A server of one's own with people and data, and a browser that signs in.
//
//   const world = await openWorld();          // tenon serve --sample: people of every role, data, cases
//   const world = await openWorld({ sample: false });   // from the first start, through the API; people as below
//   const page = await world.signIn("zj.analyst", { language: "zh" });
//   await world.check(page, "breakpoints");   // axe: nothing serious; a picture in e2e/shots
//
// TENON: path of the program, build/release/tenon if it is not set. The page is web/dist, behind a small front, so that
// a change of it needs no new program; with PAGE=program it is the one in the program.
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const root = new URL("../../", import.meta.url).pathname;
const dist = join(root, "web/dist");
const shots = new URL("./shots/", import.meta.url).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function totp(secret, at = Date.now()) {
  const bits = [...secret]
    .map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = digest[19] & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// A code that was not used before: each is good once, so who signs in twice in half a minute takes the next one, which the
// server takes too, and who does it a third time waits.
const usedCodes = new Map();
async function nextCode(secret) {
  const step = Math.max(Math.floor(Date.now() / 30_000), (usedCodes.get(secret) ?? 0) + 1);
  usedCodes.set(secret, step);
  const early = (step - 1) * 30_000 - Date.now();
  if (early > 0) await new Promise((done) => setTimeout(done, early));
  return totp(secret, step * 30_000);
}

// The server on a free port or the one it had; where it is, and what it printed of accounts.
async function startServer(folder, sample, port = 0) {
  const program = process.env.TENON ?? join(root, "build/release/tenon");
  const world = sample ? ["--sample", join(root, "data")] : [];
  const options = ["serve", ...world, "--db", join(folder, "tenon.db"), "--port", String(port), "--log", "none"];
  options.push("--account-rate", "0", "--address-rate", "0");
  const child = spawn(program, options, { stdio: ["ignore", "pipe", "inherit"] });
  const found = { child, port: 0, text: "" };
  await new Promise((done, fail) => {
    child.on("exit", (code) => fail(new Error(`${program} ended with ${code}`)));
    child.stdout.on("data", (part) => {
      found.text += part;
      const where = /https?:\/\/[^/]*:(\d+)\//.exec(found.text);
      if (where) {
        found.port = Number(where[1]);
        done();
      }
    });
  });
  return found;
}

// Everybody of the sample world, as the server prints them.
function samplePeople(text) {
  const password = /password of all accounts: (\S+)/.exec(text)[1];
  const lines = [...text.matchAll(/^ {2}(\S+) .*?(?: {2}TOTP (\S+))?$/gm)];
  return Object.fromEntries(lines.map(([, name, secret]) => [name, { name, password, secret }]));
}

class Client {
  constructor(base) {
    this.base = base;
  }
  async ask(method, path, body) {
    const headers = { "Content-Type": "application/json", "Accept-Language": "en" };
    if (this.cookie) headers.Cookie = this.cookie;
    if (this.csrf) headers["X-CSRF-Token"] = this.csrf;
    const response = await fetch(this.base + path, { method, headers, body: body && JSON.stringify(body) });
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith("tenon_session="));
    if (cookie) this.cookie = cookie.split(";")[0];
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
  async enter(name, password) {
    this.csrf = (await this.ask("POST", "/api/v1/sign-in", { name, password })).csrf_token;
    this.name = name;
    this.password = `Own-${name}-Word-77`.replace(name, Buffer.from(name).toString("hex").slice(0, 9));
    await this.ask("POST", "/api/v1/me/password", { current: password, new: this.password });
    if ((await this.ask("GET", "/api/v1/me")).reach === "enrol") {
      this.secret = (await this.ask("POST", "/api/v1/me/second-factor", {})).secret;
      await this.ask("POST", "/api/v1/me/second-factor/confirmation", { code: totp(this.secret) });
    }
    return this;
  }
}

async function fill(server) {
  const base = `http://127.0.0.1:${server.port}`;
  const people = {};
  const add = async (name, password) => {
    people[name] = await new Client(base).enter(name, password);
  };
  const [, name, password] = /account: (\S+) .*password: (\S+)/.exec(server.text);
  const first = await new Client(base).enter(name, password);
  const seats = [
    ["wang.system", "system_administrator"],
    ["li.security", "security_administrator"],
    ["chen.security", "security_administrator"],
    ["zhao.audit", "audit_administrator"],
  ];
  const named = await first.ask("POST", "/api/v1/setup/administrators", {
    organisation: { id: "centre", kind: "centre", name_zh: "长三角产业链研究中心", name_en: "Joint research centre" },
    people: seats.map(([name, role]) => ({ name, full_name: name, role })),
  });
  for (const one of named.items) await add(one.name, one.one_time_password);
  const system = people["wang.system"];
  await system.ask("POST", "/api/v1/organisations", {
    id: "bureau-33",
    kind: "bureau",
    name_zh: "浙江省经信厅",
    name_en: "Zhejiang bureau",
    region_code: "330000",
  });
  const appoint = async (name, organisation, role, region) => {
    const issued = await system.ask("POST", "/api/v1/accounts", {
      name,
      full_name: name,
      organisation_id: organisation,
    });
    const grant = { account_id: issued.account_id, role_id: role, clearance: "restricted", reason: "needed" };
    if (region) grant.region_code = region;
    const asked = await people["li.security"].ask("POST", "/api/v1/grants", grant);
    await people["chen.security"].ask("POST", `/api/v1/approvals/${asked.id}/decision`, { approve: true });
    await people["li.security"].ask("POST", `/api/v1/approvals/${asked.id}/carry-out`);
    await add(name, issued.one_time_password);
  };
  await appoint("zhou.centre", "centre", "centre_analyst");
  const data = join(root, "data/delta");
  const names = readdirSync(data).filter((name) => name.endsWith(".csv") && name !== "build_report.csv");
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(data, name), "utf8")]));
  const centre = people["zhou.centre"];
  await centre.ask("POST", "/api/v1/datasets/delta/versions", { files, note: "first" });
  const job = await centre.ask("POST", "/api/v1/jobs", {
    kind: "analyze",
    request: { dataset: "delta", scope: "YRD", record: true },
  });
  for (let i = 0; ; ++i) {
    const { state } = await centre.ask("GET", `/api/v1/jobs/${job.id}`);
    if (state === "done") break;
    if (i > 300 || (state !== "queued" && state !== "running")) throw new Error(`analysis: ${state}`);
    await new Promise((done) => setTimeout(done, 200));
  }
  await appoint("sun.analyst", "bureau-33", "bureau_analyst", "330000");
  // Somebody whose password is still the one for one use.
  const fresh = await system.ask("POST", "/api/v1/accounts", {
    name: "new.person",
    full_name: "新人",
    organisation_id: "bureau-33",
  });
  people["new.person"] = { name: "new.person", password: fresh.one_time_password };
  return people;
}

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

// The built page as a server gives it out: files, compressed, index.html for paths of the page, everything under /api passed on. It
// also cuts the connection when a test wants it.
function startFront(port, state) {
  const packed = new Map();
  const isCut = (path) => state.cut === true || (state.cut === "events" && path === "/api/v1/events");
  const front = createServer((ask, answer) => {
    const path = new URL(ask.url, "http://x").pathname;
    if (isCut(path)) {
      ask.socket.destroy();
      return;
    }
    if (path.startsWith("/api") || process.env.PAGE === "program") {
      const host = `127.0.0.1:${port}`;
      const headers = { ...ask.headers, host };
      if (headers.origin) headers.origin = `http://${host}`;
      const passed = httpRequest({ host: "127.0.0.1", port, path: ask.url, method: ask.method, headers }, (got) => {
        if (state.cut === "answers" && ask.method !== "GET") return ask.socket.destroy();
        answer.writeHead(got.statusCode, got.headers);
        got.pipe(answer);
      });
      passed.on("error", () => answer.destroy());
      answer.on("close", () => passed.destroy());
      ask.pipe(passed);
      return;
    }
    const send = (file) => {
      if (!packed.has(file)) packed.set(file, gzipSync(readFileSync(join(dist, file)), { level: 9 }));
      const content = packed.get(file);
      answer.writeHead(200, {
        "content-type": types[extname(file)] ?? "application/octet-stream",
        "content-encoding": "gzip",
        "content-length": content.length,
      });
      answer.end(content);
    };
    try {
      send(path === "/" ? "index.html" : normalize(path));
    } catch {
      send("index.html");
    }
  });
  return new Promise((done) => front.listen(0, "127.0.0.1", () => done(front)));
}

export async function openWorld({ sample = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tenon-web-"));
  mkdirSync(shots, { recursive: true });
  let server = await startServer(folder, sample);
  const people = sample ? samplePeople(server.text) : await fill(server);
  const state = { cut: false };
  const front = await startFront(server.port, state);
  const base = `http://127.0.0.1:${front.address().port}`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const faults = [];

  async function open(path, { language = "zh", theme = "light", width = 1366, height = 768, userAgent } = {}) {
    const context = await browser.newContext({
      ...(userAgent && { userAgent }),
      viewport: { width, height },
      locale: language === "zh" ? "zh-CN" : "en-US",
    });
    await context.addInitScript(
      ([kept]) => localStorage.getItem("tenon.settings") ?? localStorage.setItem("tenon.settings", kept),
      [JSON.stringify({ language, theme })],
    );
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("request", (ask) => {
      if (!ask.url().startsWith(base) && !/^(data|blob):/.test(ask.url())) faults.push(`request to ${ask.url()}`);
    });
    await page.goto(base + path);
    return page;
  }
  async function stop() {
    if (server.child.exitCode !== null) return;
    server.child.removeAllListeners("exit");
    server.child.kill("SIGTERM");
    await new Promise((done) => server.child.once("exit", done));
  }
  return {
    base,
    people,
    /** What went wrong in pages so far: exceptions, and requests to anywhere else. */
    faults,
    get server() {
      return server;
    },
    open,
    /** A page of somebody who is signed in; options as of open, and path. */
    async signIn(name, options = {}) {
      const page = await open("/", options);
      const { password, secret } = people[name];
      const data = { name, password, ...(secret && { code: await nextCode(secret) }) };
      const answer = await page.context().request.post(`${base}/api/v1/sign-in`, { data });
      if (!answer.ok()) throw new Error(`${name}: ${await answer.text()}`);
      await page.goto(base + (options.path ?? "/"));
      return page;
    },
    /** What axe finds serious, as lines; also takes a picture where it is given a name. */
    async check(page, shot) {
      if (shot) await page.screenshot({ path: join(shots, `${shot}.png`) });
      if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
          resultTypes: ["violations"],
        }),
      );
      return violations
        .filter((one) => one.impact === "serious" || one.impact === "critical")
        .map(
          (one) =>
            `${one.id}: ${one.nodes
              .slice(0, 3)
              .map((node) => node.target.join(" "))
              .join(" | ")}`,
        );
    },
    /** Cuts the page off from the server, from its events alone ("events") or from what it answers to changes
     * ("answers"), or lets it back. */
    cutOff(cut) {
      state.cut = cut;
      if (cut === true || cut === "events") front.closeAllConnections();
    },
    /** Ends the server; start() brings it back on the same port with what it had stored. */
    stop,
    async start() {
      server = await startServer(folder, false, server.port);
    },
    async close() {
      await browser.close();
      front.closeAllConnections();
      front.close();
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}
