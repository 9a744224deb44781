import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const read = (page, path) => page.evaluate(async (url) => (await fetch(url)).json(), `/api/v1/datasets/delta${path}`);

for (const [language, theme] of [
  ["zh", "light"],
  ["en", "dark"],
]) {
  // What needs attention and how fresh the data is, without a click.
  test(`a duty officer reads counts, a change and the data's date at once, ${language} ${theme}`, async () => {
    const page = await world.signIn("js.director", { language, theme });
    await page.waitForURL(/\/overview/);
    const answer = page.locator("h1");
    await answer.filter({ hasText: /\d/ }).waitFor();
    const view = await read(page, "/overview");
    const { red, orange, yellow } = view.counts;
    const said = await answer.textContent();
    assert.ok(
      said.startsWith(language === "zh" ? `${red} 红 ${orange} 橙 ${yellow} 黄` : `${red} red, ${orange} orange`),
    );
    assert.match(said, language === "zh" ? /较 v1：升级 \d+/ : /Since v1: \d+ worse/);
    assert.ok(
      said.includes(language === "zh" ? `${view.cases.overdue} 项任务逾期` : `${view.cases.overdue} tasks overdue`),
    );
    // The date of the data stands apart from that of the page, and both are named.
    const times = page.locator("time[datetime]");
    assert.equal(await times.first().getAttribute("datetime"), view.about.imported_at);
    assert.ok(await page.getByText(language === "zh" ? /^数据入库/ : /^Data stored/).isVisible());
    assert.ok(await page.getByText(language === "zh" ? /^页面刷新/ : /^Page refreshed/).isVisible());
    assert.equal(await page.locator("[data-code]").count(), 41);
    assert.deepEqual(await world.check(page, `overview-${language}-${theme}`), []);
    await page.context().close();
  });

  test(`the map by keyboard, ${language} ${theme}`, async () => {
    const page = await world.signIn("js.analyst", { language, theme, path: "/overview?sel=320500" });
    const suzhou = page.locator('[data-code="320500"]');
    await suzhou.waitFor();
    await suzhou.focus();
    await page.keyboard.press("ArrowRight");
    const focused = () => page.evaluate(() => document.activeElement.dataset.code);
    assert.equal(await focused(), "310000");
    const spoken = await page.locator('[data-code="310000"]').getAttribute("aria-label");
    assert.match(
      spoken,
      language === "zh"
        ? /^上海，平均暴露度 0\.\d\d（.+），第 \d+ \/ \d+，最严重级别 红$/
        : /^Shanghai, Mean exposure 0\.\d\d \(.+\), rank \d+ of \d+, worst level Red$/,
    );
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(), "320500");
    // The measure changes by its digit.
    await page.keyboard.press("5");
    await page.waitForURL(/metric=makers/);
    const view = await read(page, "/cities/320500");
    const makers = view.city.metrics.find((one) => one.id === "makers").value;
    await page.locator(`[data-code="320500"][aria-label*=" ${makers} "]`).waitFor();
    assert.deepEqual(await world.check(page, `overview-city-${language}-${theme}`), []);
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.search.includes("sel="));
    await page.locator('[data-code="320500"]').focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/cities\/320500/);
    await page.getByRole("grid").first().waitFor();
    assert.ok((await page.locator("h1").textContent()).includes(String(makers)));
    assert.deepEqual(await world.check(page, `city-${language}-${theme}`), []);
    await page.context().close();
  });
}

test("the server's tiles are ours, and one measure has one set of classes whatever is filtered", async () => {
  const page = await world.signIn("js.analyst", { path: "/overview" });
  await page.locator("[data-code]").first().waitFor();
  const { cities } = await read(page, "/cities");
  for (const city of cities) {
    const style = await page.locator(`[data-code="${city.code}"]`).getAttribute("style");
    const [row, column] = [city.tile_row + 1, city.tile_column + 1];
    assert.ok(new RegExp(`grid-(area|row): ${row}( / ${column})?`).test(style), `${city.code}: ${style}`);
  }
  const shades = () => page.locator("[data-code]").evaluateAll((all) => all.map((one) => one.dataset.shade).join());
  const before = await shades();
  await page.getByRole("button", { name: "浙江", exact: true }).click();
  await page.waitForURL(/prov=330000/);
  assert.equal(await shades(), before);
  assert.equal(await page.locator("[data-code][data-dimmed]").count(), 30);
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector("[data-code][data-dimmed]"));
  await page.context().close();
});

test("a change leads to its break point", async () => {
  const page = await world.signIn("js.analyst", { path: "/overview" });
  const changes = page.getByRole("region", { name: "变化", exact: true });
  await changes.getByRole("link").first().click();
  await page.waitForURL(/\/breakpoints\/product\//);
  await page.context().close();
});

test("the next visit says what changed since the last one", async () => {
  const page = await world.signIn("js.analyst", { path: "/overview" });
  await page.getByText("您在本浏览器第一次打开总览").waitFor();
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.startsWith("tenon.visits.js.analyst."));
    const kept = JSON.parse(localStorage.getItem(key));
    kept.current.at -= 86_400_000;
    kept.current.version = 1;
    kept.current.red -= 6;
    localStorage.setItem(key, JSON.stringify(kept));
  });
  await page.reload();
  await page.getByText(/自您上次来访（.+）：数据 v1 → v2、红 \+6。/).waitFor();
  await page.context().close();
});

test("who may not see cases is told so, and sees the rest", async () => {
  const page = await world.signIn("reader", { path: "/overview" });
  await page.locator("[data-code]").first().waitFor();
  assert.ok(!(await page.locator("h1").textContent()).includes("逾期"));
  assert.ok((await page.getByText("您看不到任务").count()) >= 1);
  assert.deepEqual(await world.check(page, "overview-reader"), []);
  await page.context().close();
});

test("figures that one may not see are locked, not empty", async () => {
  const page = await world.signIn("reader");
  await page.route("**/api/v1/datasets/*/cities", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "urn:tenon:problem:not_permitted",
        title: "没有权限",
        status: 403,
        code: "not_permitted",
      }),
    }),
  );
  await page.goto(`${world.base}/overview`);
  await page.locator('[data-code="310000"][aria-label*="无权限"]').waitFor();
  assert.equal(await page.locator("[data-code][data-shade]").count(), 0);
  await page.context().close();
});

test("a lost connection marks every tile and keeps its value", { timeout: 60_000 }, async () => {
  const page = await world.signIn("js.analyst", { path: "/overview" });
  const tile = page.locator('[data-code="310000"]');
  await tile.waitFor();
  const shade = await tile.getAttribute("data-shade");
  await page.getByText("实时", { exact: true }).waitFor();
  world.cutOff(true);
  try {
    await page.locator('[data-code="310000"][aria-label$="断开前的数据"]').waitFor({ timeout: 40_000 });
    assert.equal(await tile.getAttribute("data-shade"), shade);
  } finally {
    world.cutOff(false);
  }
  await page.locator('[data-code="310000"]:not([aria-label$="断开前的数据"])').waitFor({ timeout: 40_000 });
  await page.context().close();
});

test("boundaries come only when asked for, carry the notice, and give way to an official file", async () => {
  const page = await world.signIn("js.analyst", { path: "/overview" });
  const asked = [];
  page.on("request", (one) => asked.push(one.url()));
  await page.locator("[data-code]").first().waitFor();
  assert.ok(!asked.some((url) => url.includes("RealMap")));
  await page.getByRole("button", { name: "地图", exact: true }).click();
  await page.getByText("没有审图号").waitFor();
  assert.ok(asked.some((url) => url.includes("RealMap")));
  assert.equal(await page.locator("svg [data-code]").count(), 41);
  await page.locator('svg [data-code="320500"]').focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.code), "310000");
  assert.deepEqual(await world.check(page, "overview-map"), []);

  const { cities } = await read(page, "/cities");
  const features = cities.map(({ code }, i) => {
    const [x, y] = [115 + (i % 7), 28 + Math.floor(i / 7)];
    const ring = [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
      [x, y],
    ];
    return {
      type: "Feature",
      properties: { adcode: Number(code) },
      geometry: { type: "Polygon", coordinates: [ring] },
    };
  });
  const file = (list) => ({
    name: "official.geojson",
    mimeType: "application/geo+json",
    buffer: Buffer.from(JSON.stringify({ type: "FeatureCollection", features: list })),
  });
  await page.getByRole("button", { name: "导入官方边界" }).click();
  const dialog = page.getByRole("dialog");
  const broken = structuredClone(features);
  broken[2].geometry.coordinates[0].pop();
  await dialog.locator("input[type=file]").setInputFiles(file(broken.slice(0, -1)));
  await dialog.getByText(/official\.geojson 第 3 个要素（\d{6} .+）：有的环没有闭合/).waitFor();
  await dialog.getByText(/文件中没有这座城市/).waitFor();
  assert.deepEqual(await world.check(page, "overview-import"), []);
  const use = dialog.getByRole("button", { name: "使用此边界" });
  assert.ok(await use.isDisabled());
  await dialog.locator("input[type=file]").setInputFiles(file(features));
  await dialog.getByText("检查通过：41 城齐全").waitFor();
  // A file alone is not enough: the number has to be typed, and to look like one.
  assert.ok(await use.isDisabled());
  await dialog.getByLabel("审图号").fill("2024-1");
  assert.ok(await use.isDisabled());
  await dialog.getByLabel("审图号").fill("GS(2024)0650号");
  await use.click();
  await page.getByText("审图号：GS(2024)0650号").waitFor();
  await page.reload();
  await page.getByText("审图号：GS(2024)0650号").waitFor();
  await page.getByRole("button", { name: "删除导入的边界" }).click();
  await page.getByText("没有审图号").waitFor();
  await page.context().close();
});

test("the wall view is laid out for the screen, without scaling, and is left by Escape", async () => {
  const page = await world.signIn("js.director", { path: "/overview?wall=1", width: 3840, height: 2160 });
  const tile = page.locator('[data-code="310000"]');
  await tile.waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "32px");
  const transforms = await page.evaluate(
    () =>
      [...document.querySelectorAll("main *:not(svg *)")].filter((one) =>
        getComputedStyle(one).transform.includes("matrix("),
      ).length,
  );
  assert.equal(transforms, 0);
  await tile.click();
  await page.getByRole("link", { name: "进入城市" }).waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual(await world.check(page, "overview-wall"), []);
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("wall"));
  await page.waitForFunction(() => getComputedStyle(document.documentElement).fontSize === "16px");
  await page.context().close();
});

test("slides go through the measures, and stop when told to", async () => {
  const page = await world.signIn("js.analyst", { path: "/overview" });
  await page.locator("[data-code]").first().waitFor();
  await page.clock.install();
  await page.getByRole("button", { name: "幻灯" }).click();
  await page.mouse.move(5, 5);
  await page.clock.runFor(12_500);
  await page.waitForURL(/metric=exposed_products/);
  await page.getByRole("button", { name: "暂停" }).click();
  await page.clock.runFor(30_000);
  assert.match(page.url(), /metric=exposed_products/);
  await page.getByRole("button", { name: "下一项" }).click();
  await page.waitForURL(/metric=concentration/);
  await page.getByRole("button", { name: "结束幻灯" }).click();
  await page.context().close();
});

test("a city: evidence of a measure, makers of one product, back by Escape", async () => {
  const page = await world.signIn("js.analyst", { language: "en", path: "/cities/320500" });
  await page.getByRole("grid").first().waitFor();
  const view = await read(page, "/cities/320500");
  await page.keyboard.press("j");
  await page.waitForURL(/sel=/);
  const first = view.products[0];
  await page.getByRole("heading", { name: `Makers of ${first.name_en}` }).waitFor();
  const makers = page.getByRole("grid", { name: /Makers/ });
  assert.equal(Number(await makers.getAttribute("aria-rowcount")) - 1, first.makers.length);
  await makers.getByText(first.makers[0].name_en).first().waitFor();
  const share = page.getByRole("row", { name: /Recorded share/ });
  await share.getByRole("button").click();
  await page.getByRole("dialog").getByText(view.recorded_shares[0].scope).first().waitFor();
  assert.deepEqual(await world.check(page, "city-evidence"), []);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await page.waitForURL(/\/overview\?.*sel=320500/);
  await page.context().close();
});

test("a city that is none says so", async () => {
  const page = await world.signIn("js.analyst", { path: "/cities/999999" });
  await page.getByRole("heading", { name: "没有这一页" }).waitFor();
  await page.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));

test("one chain alone: figures, changes and map follow, the classes stay", async () => {
  const page = await world.signIn("js.analyst", { path: "/overview" });
  await page.locator("[data-code]").first().waitFor();
  const limits = () => page.getByText(/^≥ /).allTextContents();
  const before = await limits();
  await page.locator("button[aria-haspopup]", { hasText: /^链/ }).click();
  await page.getByRole("checkbox", { name: "超导", exact: true }).click();
  await page.waitForURL(/chain=SCON/);
  const view = await read(page, "/overview?chain=SCON");
  const { red, orange, yellow } = view.counts;
  await page
    .locator("h1")
    .filter({ hasText: `超导：${red} 红 ${orange} 橙 ${yellow} 黄` })
    .waitFor();
  const { cities } = await read(page, "/cities?chain=SCON");
  const known = cities.filter((city) => city.metrics.find((one) => one.id === "exposure").value !== null);
  await page.waitForFunction((n) => document.querySelectorAll("[data-code][data-shade]").length === n, known.length);
  assert.deepEqual(await limits(), before);
  assert.deepEqual(await world.check(page, "overview-chain"), []);
  await page.goBack();
  await page
    .locator("h1")
    .filter({ hasText: /^\d+ 红/ })
    .waitFor();
  await page.context().close();
});

test("my tasks are those that name me, and backup coverage says why it is unknown or of what it is made", async () => {
  const page = await world.signIn("js.analyst", { path: "/overview" });
  const tasks = page.getByRole("region", { name: "我的待办", exact: true });
  await tasks.getByRole("listitem").first().waitFor();
  const me = await page.evaluate(async () => (await fetch("/api/v1/me")).json());
  const { items } = await page.evaluate(async () => (await fetch("/api/v1/cases?open=true&limit=1000")).json());
  const isMine = ({ person, organisation, region }) =>
    person
      ? person === me.account.id
      : organisation
        ? organisation === me.organisation.id
        : region === me.organisation.region_code;
  const mine = items.filter((row) => row.people.some(isMine));
  assert.ok(mine.length > 0 && mine.length < items.length);
  assert.ok((await tasks.textContent()).includes(`${mine.length} 项 · 逾期`));
  const figure = page.getByText("备份覆盖率", { exact: true }).locator("..");
  await figure.getByText("本单位还没有备份登记册").waitFor();
  // An empty register carries nothing: the figure is then there, with its definition.
  const put = await page.context().request.put(`${world.base}/api/v1/datasets/delta/backup-register`, {
    data: "id,product,maker,status,reserved_cny_a_year,ready_days\n",
    headers: {
      "Content-Type": "application/octet-stream",
      "If-Match": '"r0"',
      "X-CSRF-Token": me.csrf_token,
      "Idempotency-Key": crypto.randomUUID(),
      Origin: world.base,
    },
  });
  assert.equal(put.status(), 200, await put.text());
  await page.reload();
  const value = figure.getByRole("button", { name: /^\d+%$/ });
  await value.click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("红橙产品", { exact: true }).waitFor();
  assert.ok((await drawer.textContent()).includes(await value.textContent()));
  await page.context().close();
});
