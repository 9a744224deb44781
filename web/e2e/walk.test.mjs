// Every page of every area, opened by people of different roles: it says its sentence, or which permission is missing;
// nothing fails, nothing raw is shown, and axe finds nothing serious on any page in either language.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

const pages = new URL("../src/pages/", import.meta.url).pathname;

/** The areas as they define themselves: permissions, any of which opens the area, and paths. */
function areasOf() {
  return readdirSync(pages, { withFileTypes: true })
    .filter((one) => one.isDirectory() && readdirSync(pages + one.name).includes("area.ts"))
    .map(({ name }) => {
      const text = readFileSync(`${pages}${name}/area.ts`, "utf8");
      const permissions = /\bpermission: (\[[^\]]*\]|"[^"]*")/.exec(text)?.[1] ?? "";
      return {
        name,
        permissions: [...permissions.matchAll(/"([^"]+)"/g)].map(([, id]) => id),
        paths: [...text.matchAll(/\bpath: "([^"]+)"/g)].map(([, path]) => path),
      };
    });
}

let world;
const places = [];
before(async () => {
  world = await openWorld();
  const page = await world.signIn("centre");
  const read = async (path) => (await page.context().request.get(`${world.base}/api/v1${path}`)).json();
  const firstOf = async (path) => (await read(path)).items[0]?.id;
  const { rows } = await read("/datasets/delta/ranking");
  const product = rows.find((row) => row.subject_kind === "product" && row.made_in.length > 0);
  const { items: firms } = await read("/datasets/delta/tables/firms?limit=1");
  const samples = {
    "/chains/:chain": product.chain_id,
    "/governance/:chain": product.chain_id,
    "/breakpoints/:kind/:id": ["product", product.id],
    "/products/:id": product.id,
    "/firms/:id": firms[0].id,
    "/cities/:code": "320500",
    "/cases/:id": "BP-102",
    "/data/versions/:v": "2",
    "/lab/runs/:id": await firstOf("/runs?limit=1"),
    "/backup/plans/:id": await firstOf("/plans?limit=1"),
    "/drills/:id": await firstOf("/drills?limit=1"),
    "/briefs/:id": await firstOf("/briefs?limit=1"),
  };
  for (const area of areasOf()) {
    for (const path of area.paths) {
      // What the sample world has none of is asked for all the same: the page says that it is not there.
      const sample = samples[path] ?? "1";
      const values = [sample].flat();
      let i = 0;
      const address = path.replace(/:\w+/g, () => encodeURIComponent(values[i++] ?? "1"));
      places.push({ area, path, address, isThere: !path.includes(":") || samples[path] !== undefined });
    }
  }
  await page.context().close();
});
after(() => world.close());

const looked = new Set();
const words = {
  zh: { closed: "缺少权限：", failed: /没有读到|页面出错/, lost: "没有这一页" },
  en: { closed: "Missing permission: ", failed: /Could not read|This page failed/, lost: "There is no such page" },
};
// What a program says where it forgot what people say.
const raw = /\b(undefined|NaN|Infinity)\b|\[object |\$\{/;

// Goes to a page without loading the program again; what was on the screen before is marked.
async function go(page, address) {
  await page.evaluate((to) => {
    // The first page of an area may have led here already.
    if (location.pathname === to) return;
    for (const one of document.querySelectorAll("#content h1, #content h2")) one.dataset.walked = "";
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
}
// Whether the page is another one, has what it asked for, and says it.
const isAtRest = (isOpen) => {
  const content = document.querySelector("#content");
  const headings = [...content.querySelectorAll("h1, h2")];
  const isNew = isOpen
    ? headings.length > 0 && !headings.some((one) => "walked" in one.dataset)
    : !content.querySelector("h1");
  return isNew && headings[0]?.textContent.trim() && content.querySelector('[aria-busy="true"]') === null;
};

async function walk(name, language, { theme, others = false }) {
  const page = await world.signIn(name, { language, theme, path: "/no-such-page" });
  await page.locator("#content :is(h1, h2)").first().waitFor();
  const { permissions } = await (await page.context().request.get(`${world.base}/api/v1/me`)).json();
  const found = [];
  let at = "";
  let refused = [];
  let there = true;
  const asking = new Set();
  page.on("console", (message) => {
    // The browser reports refusals of its own accord; they are looked at below.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      found.push(`${at}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => found.push(`${at}: ${error.message}`));
  const counts = (ask) => ask.url().includes("/api/") && !ask.url().endsWith("/events");
  page.on("request", (ask) => counts(ask) && asking.add(ask));
  page.on("requestfinished", (ask) => asking.delete(ask));
  page.on("requestfailed", (ask) => asking.delete(ask));
  page.on("response", (answer) => {
    if (answer.status() < 400) return;
    // A job that ended on its own just before the page that one leaves stopped it.
    if (answer.status() === 409 && /\/jobs\/\d+\/cancel$/.test(answer.url())) return;
    refused.push(answer.status());
    // Who has no register yet is told so by a 404.
    if (answer.status() === 404 && (!there || /\/backup-register(\/coverage)?(\?|$)/.test(answer.url()))) return;
    if (answer.status() !== 403) found.push(`${at}: ${answer.status()} ${answer.url().slice(world.base.length)}`);
  });
  const say = words[language];
  for (const { area, path, address, isThere } of places) {
    if (others && looked.has(`${language} ${path}`)) continue;
    at = address;
    refused = [];
    there = isThere;
    const isOpen = area.permissions.length === 0 || area.permissions.some((id) => permissions.includes(id));
    await go(page, address);
    const until = Date.now() + 20_000;
    const rests = async () => (await page.evaluate(isAtRest, isOpen)) && asking.size === 0;
    let quiet = 0;
    while (quiet < 2 && Date.now() < until) {
      quiet = (await rests()) ? quiet + 1 : 0;
      await new Promise((done) => setTimeout(done, 40));
    }
    if (quiet < 2) {
      found.push(`${at}: does not come to rest ${[...asking].map((ask) => ask.url())}`);
      continue;
    }
    const { text, sentence } = await page.evaluate(() => {
      const copy = document.querySelector("#content").cloneNode(true);
      for (const one of copy.querySelectorAll("pre, textarea, style")) one.remove();
      return { text: copy.textContent, sentence: document.querySelector("#content h1")?.textContent.trim() ?? "" };
    });
    if (!isOpen) {
      for (const id of area.permissions) if (!text.includes(id)) found.push(`${at}: does not name ${id}`);
      if (!text.includes(say.closed)) found.push(`${at}: does not say that a permission is missing`);
      if (refused.length > 0) found.push(`${at}: is closed and got ${refused}`);
      continue;
    }
    const isGone = text.includes(say.lost);
    if (isThere === isGone)
      found.push(`${at}: ${isGone ? "says that it is not there" : "does not say that it is not there"}`);
    if (sentence.length < 2 && !isGone && !refused.includes(403)) found.push(`${at}: no sentence`);
    if (say.failed.test(text)) found.push(`${at}: ${say.failed.exec(text)[0]}`);
    const slip = raw.exec(text);
    if (slip) found.push(`${at}: shows ${text.slice(Math.max(0, slip.index - 40), slip.index + 40)}`);
    // Part of an open area may ask for more than the area does, and says for what.
    if (text.includes(say.closed) || refused.includes(403)) {
      const missing = [...text.matchAll(new RegExp(`${say.closed}([a-z_]+\\.[a-z_]+)`, "g"))].map(([, id]) => id);
      if (missing.length === 0) found.push(`${at}: a permission is missing, and which one is not said`);
      for (const id of missing) if (permissions.includes(id)) found.push(`${at}: misses ${id}, which is held`);
      continue;
    }
    if (looked.has(`${language} ${path}`)) continue;
    looked.add(`${language} ${path}`);
    for (const line of await world.check(page)) found.push(`${at}: ${line}`);
  }
  await page.context().close();
  return found;
}

for (const [name, language, options] of [
  ["js.analyst", "zh", { theme: "light" }],
  ["firm", "en", { theme: "dark" }],
  ["auditor", "zh", { theme: "dark" }],
  ["institute", "en", { theme: "light" }],
  ["admin.system", "zh", { theme: "light" }],
  ["admin.security", "en", { theme: "dark" }],
]) {
  test(`every page, as ${name} in ${language}`, { timeout: 600_000 }, async () => {
    assert.deepEqual(await walk(name, language, options), []);
  });
}
test("what nobody was shown so far, in both languages", { timeout: 600_000 }, async () => {
  for (const name of ["centre", "js.director", "admin.audit", "admin.security2"]) {
    assert.deepEqual(await walk(name, "en", { theme: "light", others: true }), [], name);
    assert.deepEqual(await walk(name, "zh", { theme: "dark", others: true }), [], name);
  }
  const left = places.flatMap(({ path, isThere }) =>
    ["zh", "en"].filter((language) => isThere && !looked.has(`${language} ${path}`)).map((one) => `${one} ${path}`),
  );
  assert.deepEqual(left, []);
});
test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
