import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const selected = (page) => new URL(page.url()).searchParams.get("sel");

for (const [language, theme] of [
  ["zh", "light"],
  ["en", "dark"],
]) {
  test(`the chains and one of them by keyboard, ${language} ${theme}`, async () => {
    const page = await world.signIn("zj.analyst", { language, theme, path: "/chains" });
    await page.locator("tbody tr").nth(8).waitFor();
    assert.match(
      await page.locator("h1").textContent(),
      language === "zh" ? /^9 条链，\d+ 个产品；\d+ 红 \d+ 橙/ : /^9 chains, \d+ products; \d+ red and \d+ orange/,
    );
    assert.deepEqual(await world.check(page, `chains-${language}-${theme}`), []);

    for (let i = 0; i < 4; ++i) {
      await page.keyboard.press("j");
      await page.locator(`tbody tr:nth-child(${i + 1})[data-selected]`).waitFor();
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/chains\/DISP/);
    const box = (id) => page.locator(`[data-id="${id}"]`);
    await box("DISP-06").waitFor();
    assert.deepEqual(await world.check(page, `chain-${language}-${theme}`), []);
    const before = await box("DISP-06").getAttribute("transform");

    await box("DISP-06").click();
    assert.equal(selected(page), "DISP-06");
    await page.getByText(language === "zh" ? /偏光片：上游 2 · 下游 \d+/ : /Polariser: 2 upstream · \d+/).waitFor();
    await page.getByRole("complementary").getByRole("heading", { level: 2 }).first().waitFor();
    assert.equal(await box("DISP-06").getAttribute("transform"), before, "the panel moves no box");
    assert.equal(await box("DISP-04").getAttribute("data-dim"), null);
    assert.equal(await box("DISP-12").getAttribute("data-dim"), "true", "what is not on the path is dimmed");
    assert.deepEqual(await world.check(page, `chain-selected-${language}-${theme}`), []);

    await page.keyboard.press("u");
    await page.locator('[data-id="DISP-32"][data-dim]').waitFor();
    await page.keyboard.press("u");
    await page.locator('[data-id="DISP-32"]:not([data-dim])').waitFor();
    await box("DISP-06").focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => /sel=DISP-0[45]/.test(location.search));
    // The focus follows the selection.
    await page.locator('[data-id="DISP-04"]:focus, [data-id="DISP-05"]:focus').waitFor();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => /sel=DISP-06/.test(location.search));
    await page.keyboard.press("p");
    await page.getByText(language === "zh" ? "已钉选 1/5" : "1 of 5 pinned").waitFor();

    await page.keyboard.press("Enter");
    await page.waitForURL(/\/products\/DISP-06/);
    await page.getByRole("figure").waitFor();
    assert.deepEqual(await world.check(page, `product-${language}-${theme}`), []);
    await page.context().close();
  });

  test(`the other views, ${language} ${theme}`, async () => {
    const page = await world.signIn("js.analyst", { language, theme, path: "/chain-links" });
    await page.locator("table button").first().click();
    await page.waitForURL(/cell=/);
    assert.match(await page.locator("h1").textContent(), /61/);
    assert.deepEqual(await world.check(page, `chain-links-${language}-${theme}`), []);

    await page.goto(`${world.base}/paths?to=DISP-32`);
    const way = page.locator("button[aria-pressed]").last();
    await way.waitFor();
    await way.click();
    await page.waitForURL(/way=/);
    // The rest is dimmed.
    await page.locator("[data-dim]").first().waitFor();
    assert.deepEqual(await world.check(page, `paths-${language}-${theme}`), []);

    await page.goto(`${world.base}/flows`);
    await page.getByRole("figure").waitFor();
    assert.match(await page.locator("h1").textContent(), /%/);
    assert.deepEqual(await world.check(page, `flows-${language}-${theme}`), []);
    await page.getByRole("button", { name: language === "zh" ? "以表格查看" : "As table" }).click();
    assert.ok((await page.locator("figure tbody tr").count()) > 10);

    await page.goto(`${world.base}/firms/R-9ea05132ff`);
    await page.locator("tbody tr").first().waitFor();
    assert.deepEqual(await world.check(page, `firm-${language}-${theme}`), []);
    await page.context().close();
  });
}

// T2: find 偏光片 by its initials, see what leads to it, and which city has most of its firms; five clicks at most.
test("偏光片 by pinyin initials: its upstream and the city with most firms", async () => {
  const page = await world.signIn("zj.analyst", { path: "/chains" });
  await page.locator("h1").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("pgp");
  await page
    .getByRole("option", { name: /^偏光片/ })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/products\/DISP-06/);
  const upstream = page.getByRole("list", { name: "上游" });
  await upstream.waitFor();
  assert.deepEqual(await upstream.getByRole("link").allTextContents(), ["PVA膜", "TAC膜"]);
  const api = await page.request.get(`${world.base}/api/v1/datasets/delta/products/DISP-06`);
  const firms = new Map();
  for (const maker of (await api.json()).makers)
    if (maker.is_in_scope) firms.set(maker.region_zh, (firms.get(maker.region_zh) ?? new Set()).add(maker.firm_id));
  const most = Math.max(...[...firms.values()].map((one) => one.size));
  const answer = await page.locator("h1").textContent();
  for (const [city, one] of firms)
    assert.equal(answer.includes(city.replace("市", "")), one.size === most, `${city} in “${answer}”`);
  await page.context().close();
});

test("from one chain into another, and back by the crumb", async () => {
  const page = await world.signIn("zj.analyst", { path: "/chains/DISP" });
  await page.getByRole("link", { name: /来自集成电路/ }).click();
  await page.waitForURL(/\/chains\/ICIC\?.*from=DISP/);
  await page.getByRole("link", { name: "新型显示", exact: true }).click();
  await page.waitForURL(/\/chains\/DISP/);
  await page.context().close();
});

test("two versions side by side, a colour, a filter and the table twin live in the address", async () => {
  const page = await world.signIn("zj.analyst", { path: "/chains/ICIC" });
  await page.getByLabel("与版本比较").selectOption("1");
  await page.getByText(/与 v1 相比/).waitFor();
  await page.getByLabel("着色").selectOption("exposure");
  assert.match(page.url(), /cmp=1/);
  assert.match(page.url(), /col=exposure/);
  await page.getByRole("button", { name: "沿链表格" }).click();
  await page.getByRole("grid").waitFor();
  await page.goBack();
  await page.locator("[data-id]").first().waitFor();
  await page.context().close();
});

test("the firm network: only what one may see, as picture or table", async () => {
  const page = await world.signIn("js.analyst", { path: "/firm-network" });
  await page.locator("[data-drawn]").waitFor({ timeout: 60_000 });
  const shown = Number((await page.locator("h1").textContent()).match(/([\d,]+) 家/)[1].replace(",", ""));
  const list = await page.request.get(`${world.base}/api/v1/datasets/delta/firm-network`);
  assert.equal(shown, (await list.json()).firms.id.length);
  assert.deepEqual(await world.check(page, "firm-network"), []);
  const tag = list.headers().etag;
  const again = await page.request.get(`${world.base}/api/v1/datasets/delta/firm-network`, {
    headers: { "If-None-Match": tag },
  });
  assert.equal(again.status(), 304);
  await page.getByRole("button", { name: "表格", exact: true }).click();
  await page.getByRole("grid").waitFor();
  await page.keyboard.press("j");
  await page.getByRole("complementary").getByText("供方").first().waitFor();
  assert.deepEqual(await world.check(page, "firm-network-table"), []);
  await page.context().close();
});

test("a firm of the network: found by name, shown with its partners, pointed at, looked at more closely", async () => {
  const page = await world.signIn("js.analyst", { path: "/firm-network" });
  await page.locator("[data-drawn]").waitFor({ timeout: 60_000 });
  const list = await (await page.request.get(`${world.base}/api/v1/datasets/delta/firm-network`)).json();
  const name = list.firms.name_zh[list.links.to[0]];
  await page.getByLabel("找企业").pressSequentially(name);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary");
  await panel.getByRole("heading", { name }).first().waitFor();
  await panel.getByText("供方").first().waitFor();
  const ring = page.locator("[data-selected]:not(button)");
  const box = await ring.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  assert.equal(await page.locator("[data-over]").textContent(), name);
  await page.mouse.move(10, 10);
  await page.locator("[data-over]").waitFor({ state: "detached" });
  // Nearer by a half: from one tier to the next it is half as far again.
  const tier = async (n) => (await page.getByText(`层 ${n}`, { exact: true }).boundingBox()).x;
  const apart = (await tier(5)) - (await tier(4));
  await page.getByRole("application").press("+");
  await page.waitForFunction(
    ([apart, language]) => {
      const [a, b] = [4, 5].map((n) =>
        [...document.querySelectorAll("span")].find((one) => one.textContent === `${language} ${n}`),
      );
      return a && b && b.getBoundingClientRect().x - a.getBoundingClientRect().x > 1.4 * apart;
    },
    [apart, "层"],
  );
  assert.deepEqual(await world.check(page, "firm-network-selected"), []);
  await page.context().close();
});

test("the firm network without WebGL is a table that says why", async () => {
  const page = await world.signIn("js.analyst", { path: "/chains" });
  await page.context().addInitScript(() => {
    const made = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
      return kind.startsWith("webgl") ? null : made.call(this, kind, ...more);
    };
  });
  await page.goto(`${world.base}/firm-network`);
  await page.getByText("此浏览器没有 WebGL").waitFor();
  await page.getByRole("grid").waitFor();
  await page.context().close();
});

test("the centre sees sums, and says why the firm network is closed to it", async () => {
  const page = await world.signIn("centre", { path: "/flows" });
  await page.getByRole("figure").waitFor();
  await page.getByText(/每组至少三家供方/).waitFor();
  await page.goto(`${world.base}/firm-network`);
  await page.getByText("supply.read_firm_level").waitFor();
  await page.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
