import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

const uses = new URL("../../data/delta/fact_uses.csv", import.meta.url).pathname;

let world;
let link;
let seen;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const asked = async (page, path) => (await page.context().request.get(world.base + path)).json();

// The figures of the rows on the screen, by their place in the list. Names and units are in the reader's language.
async function figures(page) {
  await page.locator('[role="row"][aria-selected="true"]').waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[role="grid"] [role="row"]')]
        .slice(1)
        .map((row) => [row.ariaRowIndex, row.textContent.match(/[01]\.\d\d/g)?.join(" ")]),
    ),
  );
}
// Screens differ in height: what both show is compared.
function shared(a, b) {
  const places = Object.keys(a).filter((place) => place in b);
  assert.ok(places.length > 5, `${places.length} rows on both screens`);
  return [a, b].map((rows) => places.map((place) => rows[place]));
}

// Another version of the dataset: half of the published figures are not used any more, so that products are judged anew.
async function publish(note) {
  const page = await world.signIn("centre");
  const { csrf_token } = await asked(page, "/api/v1/me");
  const lines = readFileSync(uses, "utf8").trimEnd().split("\n");
  const files = { "fact_uses.csv": `${[lines[0], ...lines.slice(1).filter((_, i) => i % 2 === 0)].join("\n")}\n` };
  const answer = await page.context().request.post(`${world.base}/api/v1/datasets/delta/versions`, {
    headers: { "X-CSRF-Token": csrf_token },
    data: { files, note },
  });
  assert.equal(answer.status(), 200, await answer.text());
  await page.context().close();
}

test("an analyst shares what is on the screen, with the version fixed", { timeout: 60_000 }, async () => {
  const page = await world.signIn("zj.analyst", { path: "/breakpoints?lv=red,orange&sel=product:ICIC-08" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("grid").waitFor();
  await page.getByRole("button", { name: "分享" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("固定 v2（推荐）").waitFor();
  // Who can open it: the permission by name, and the roles that hold it.
  await dialog.getByText(/break_point\.read.*审计/).waitFor();
  assert.deepEqual(await world.check(page, "share-dialog"), []);
  const shown = dialog.getByRole("textbox", { name: "链接" });
  const fixed = await shown.inputValue();
  await dialog.getByRole("radio", { name: /始终最新/ }).check();
  assert.ok(!/[?&]v=/.test(await shown.inputValue()));
  await dialog.getByRole("radio", { name: /固定 v2/ }).check();
  await dialog.getByRole("checkbox", { name: "保留筛选和所选" }).uncheck();
  assert.ok(!/lv=|sel=/.test(await shown.inputValue()));
  await dialog.getByRole("checkbox", { name: "保留筛选和所选" }).check();
  await dialog.getByRole("button", { name: "复制链接" }).click();
  await dialog.waitFor({ state: "hidden" });
  link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, fixed);
  assert.match(link, /\/breakpoints\?ds=delta&lv=orange,red&sel=product:ICIC-08&v=2$|lv=red,orange/);
  seen = await figures(page);
  await page.context().close();
});

test("a colleague opens it after a newer version came, in English: the same figures, and what differs", {
  timeout: 120_000,
}, async () => {
  await publish("half of the figures set aside");
  const page = await world.signIn("ah.analyst", {
    language: "en",
    theme: "dark",
    width: 1920,
    height: 1080,
    path: link.replace(world.base, ""),
  });
  await page.getByText("Fixed at v2").waitFor();
  await page.getByText("v3 is there").waitFor();
  const [now, then] = shared(await figures(page), seen);
  assert.deepEqual(now, then);
  const sentence = await page.locator("h1").textContent();
  // Filters and selection came along.
  await page.getByRole("button", { name: /^Level.*Red/ }).waitFor();
  assert.match(await page.locator('[role="row"][aria-selected="true"]').textContent(), /ICIC/);
  assert.deepEqual(await world.check(page, "shared-en-dark"), []);

  await page.getByRole("button", { name: "See differences" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/with another level/).waitFor();
  const [a, b] = await Promise.all(
    [2, 3].map((version) => asked(page, `/api/v1/datasets/delta/ranking?version=${version}`)),
  );
  const levels = new Map(a.rows.map((row) => [row.subject_kind + row.id, row.level]));
  const other = b.rows.filter((row) => levels.get(row.subject_kind + row.id) !== row.level).length;
  assert.ok(other > 0);
  await dialog.getByText(`${other} with another level`).waitFor();
  assert.deepEqual(await world.check(page, "version-diff"), []);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });

  // A product that one goes on to is of the same version; a page that has none is current.
  await page.goto(`${world.base}/products/ICIC-08?v=2`);
  await page.getByText("Fixed at v2").waitFor();
  await page.getByText("Data of").waitFor();
  await page.getByRole("link", { name: "Overview" }).click();
  await page.waitForURL(/\/overview\?v=2/);
  await page.getByRole("link", { name: "Cases" }).click();
  await page.waitForURL((url) => url.pathname === "/cases" && url.search === "");
  await page.goto(`${world.base}/cases?v=2`);
  await page.getByText(/does not go by versions/).waitFor();
  await page.getByRole("button", { name: "Remove it" }).click();
  await page.waitForURL((url) => url.search === "");

  await page.goto(link);
  await page.getByRole("button", { name: "Go to the newest" }).click();
  await page.waitForURL((url) => !url.searchParams.has("v"));
  await page.getByText("Fixed at v2").waitFor({ state: "hidden" });
  await page.locator("h1", { hasText: sentence }).waitFor({ state: "hidden" });
  await page.context().close();
});

test("while a version is fixed nothing is saved; one that is not there is said to be none", {
  timeout: 60_000,
}, async () => {
  const page = await world.signIn("centre", { path: "/data/gaps?v=2" });
  await page.getByRole("button", { name: "提出数据" }).first().click();
  await page.getByText("正在看固定的 v2，不能保存").first().waitFor();
  await page.goto(`${world.base}/breakpoints?v=99`);
  await page.getByText("没有 v99；最新版本是 v3").waitFor();
  await page.getByRole("button", { name: "转到最新版本" }).click();
  await page.getByRole("grid").waitFor();
  await page.context().close();
});

test("a version that comes while one looks at a fixed one is told at once", { timeout: 60_000 }, async () => {
  const page = await world.signIn("js.analyst", { path: "/overview?v=3" });
  await page.getByText("固定在 v3，也是最新版本").waitFor();
  const centre = await world.signIn("centre");
  const me = await asked(centre, "/api/v1/me");
  const answer = await centre.context().request.post(`${world.base}/api/v1/datasets/delta/undo`, {
    headers: { "X-CSRF-Token": me.csrf_token },
    data: { to: 2, note: "they were right" },
  });
  assert.equal(answer.status(), 200, await answer.text());
  await page.getByText("v4 已发布").waitFor();
  await page.context().close();
  await centre.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
