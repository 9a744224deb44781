// The scenario lab: a run is there from the start; compose, run, read, compare; text and form; by keyboard.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(async () => {
  await world.close();
  assert.deepEqual(world.faults, []);
});

const day = (page) => page.getByRole("slider").inputValue();

for (const [language, theme, name] of [
  ["zh", "light", "js.analyst"],
  ["en", "dark", "centre"],
]) {
  test(`a finished run is there on first open, ${language} ${theme}`, async () => {
    const zh = language === "zh";
    const page = await world.signIn(name, { language, theme, path: "/lab" });
    const answer = page.locator("h1", { hasText: zh ? /^第 90 天最严重/ : /^Worst on day 90/ });
    await answer.waitFor();
    assert.equal(await day(page), "90");
    const boxes = page.getByRole("group", { name: zh ? /^链图/ : /^Chain:/ });
    await boxes.waitFor();
    await page
      .getByText(zh ? "随机 20 次 · 种子 1 · 可复现" : "20 draws · seed 1 · reproducible")
      .first()
      .waitFor();
    assert.match(await answer.textContent(), zh ? /（80%：[\d.]+%–[\d.]+%）/ : /\(80%: [\d.]+%–[\d.]+%\)/);
    assert.deepEqual(await world.check(page, `lab-${language}-${theme}`), []);

    // The film by keyboard: a day, a week, play and pause.
    await page.locator("h1").click();
    await page.keyboard.press("ArrowRight");
    assert.equal(await day(page), "91");
    await page.keyboard.press("Shift+ArrowLeft");
    assert.equal(await day(page), "84");
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: zh ? "暂停" : "Pause" }).waitFor();
    await page.waitForFunction(() => Number(document.querySelector("input[type=range]").value) > 86);
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: zh ? "播放" : "Play", exact: true }).waitFor();
    // The worst box of the day, and why.
    await page.getByRole("spinbutton", { name: zh ? "天数" : "Day", exact: true }).fill("60");
    await page.locator("h1").click();
    await page.keyboard.press("j");
    await page.waitForURL(/sel=product/);
    const why = page.getByRole("region", { name: zh ? /^所选/ : /^Selected/ });
    await why.getByRole("listitem").nth(1).waitFor();
    assert.match(await why.getByRole("listitem").last().textContent(), zh ? /直接受“.+”影响/ : /hit by “.+” itself/);
    assert.deepEqual(await world.check(page, `lab-why-${language}-${theme}`), []);

    await page.getByText(zh ? "地图" : "Map", { exact: true }).click();
    await page
      .getByRole("group", { name: zh ? "地图" : "Map" })
      .getByRole("button")
      .nth(40)
      .waitFor();
    assert.deepEqual(await world.check(page, `lab-map-${language}-${theme}`), []);
    await page.context().close();
  });
}

// Adds a shock by search, at most three steps: open, type, Enter.
async function addShock(page, sought) {
  await page.getByRole("button", { name: /冲击$/ }).click();
  const field = page.getByRole("combobox", { name: /^添加冲击/ });
  await field.fill(sought);
  await page.getByRole("option").filter({ hasText: sought }).first().waitFor();
  await field.press("Enter");
}

test("an 80 % cut of photoresist for 45 days and a cut in Wuxi, read and compared with switching", async () => {
  const page = await world.signIn("js.analyst", { path: "/lab" });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.locator("h1", { hasText: /^第 90 天最严重/ }).waitFor();
  await page.getByRole("button", { name: "新建" }).click();
  await page.getByText("输入已改").waitFor();
  await addShock(page, "ArF光刻胶");
  await page.getByLabel("损失", { exact: true }).fill("80");
  await page.getByLabel("持续", { exact: true }).fill("45");
  await addShock(page, "无锡市");
  await page.getByLabel("持续", { exact: true }).fill("20");
  assert.deepEqual(await world.check(page, "lab-stale"), []);
  await page.getByRole("button", { name: "运行" }).click();
  await page.waitForURL(/run=\d+/, { timeout: 60_000 });
  const id = /run=(\d+)/.exec(page.url())[1];
  await page.getByText(`推演 #${id}`).waitFor();
  // Day and loss are said, with the interval and the seed; inputs and outputs agree again.
  await page.locator("h1", { hasText: /^第 \d+ 天最严重：产出 −[\d.]+%（80%：[\d.]+%–[\d.]+%）/ }).waitFor();
  await page.getByText("随机 20 次 · 种子 1 · 可复现").first().waitFor();
  assert.equal(await page.getByText("输入已改").count(), 0);
  const shocks = page.getByRole("list", { name: "冲击 2" });
  await shocks.getByText("供货减少 −80% · 第 0 天起 45 天").waitFor();
  await shocks.getByText("产能损失 −50% · 第 0 天起 20 天").waitFor();
  // The chain of reasons, back to the shock.
  await page.getByRole("table").getByRole("button").first().click();
  await page
    .getByRole("region", { name: /^所选/ })
    .getByText(/直接受“.*”影响/)
    .waitFor();

  // The same with suppliers that can be switched.
  await page.getByText("假设", { exact: false }).first().click();
  await page.getByRole("checkbox", { name: "允许切换" }).check();
  await page.getByText("输入已改").waitFor();
  await page.getByRole("button", { name: "运行" }).click();
  await page.waitForURL((url) => /run=\d+/.test(url.search) && !url.search.includes(`run=${id}`), { timeout: 60_000 });
  const second = /run=(\d+)/.exec(page.url())[1];
  await page
    .getByRole("checkbox", { name: /^选中比较/ })
    .nth(0)
    .check();
  await page
    .getByRole("checkbox", { name: /^选中比较/ })
    .nth(1)
    .check();
  await page.getByRole("button", { name: "比较选中 2" }).click();
  await page.waitForURL(/\/lab\/compare\?.*r=/);
  assert.ok(decodeURIComponent(page.url()).includes(`r=${id},${second}`));
  await page.locator("h1", { hasText: /B ?比 A 累计|累计损失相同/ }).waitFor();
  await page.getByText("输入只有 1 处不同。", { exact: false }).waitFor();
  const inputs = page.getByRole("table").first();
  assert.equal(await inputs.getByRole("row").count(), 2);
  assert.match(await inputs.getByRole("row").nth(1).textContent(), /允许切换供应商否是/);
  await page.getByText("B − A：损失之差").first().waitFor();
  assert.deepEqual(await world.check(page, "lab-compare"), []);

  // The run by its link, for a colleague of the same bureau, in English; it cannot be edited there.
  const colleague = await world.signIn("js.director", { language: "en", path: `/lab/runs/${id}` });
  await colleague.locator("h1", { hasText: /^Worst on day/ }).waitFor();
  assert.equal(await colleague.getByRole("button", { name: "Run", exact: true }).count(), 0);
  assert.deepEqual(await world.check(colleague, "lab-run"), []);
  await colleague.getByRole("button", { name: "Change and run again" }).click();
  await colleague.getByRole("button", { name: "Run", exact: true }).waitFor();
  await colleague.getByText("Less delivered −80%", { exact: false }).waitFor();
  await colleague.context().close();
  await page.context().close();
});

test("shocks come from other pages; are muted, duplicated, and edited as text with faults by line and column", async () => {
  const page = await world.signIn("js.analyst", { path: "/lab?shock=product:ICIC-08,city:320200" });
  await page.emulateMedia({ reducedMotion: "reduce" });
  const two = page.getByRole("list", { name: "冲击 2" });
  await two.waitFor();
  assert.equal(new URL(page.url()).searchParams.get("shock"), null);
  await page.getByRole("checkbox", { name: "启用: 无锡市" }).uncheck();
  await page.getByText("已停用，不参加推演").waitFor();
  await page.getByRole("button", { name: "复制: ArF光刻胶" }).click();
  await page.getByRole("list", { name: "冲击 3" }).waitFor();
  await page.getByRole("checkbox", { name: "启用: 无锡市" }).check();

  await page.getByText("文本", { exact: true }).click();
  const text = page.getByRole("textbox", { name: "文本" });
  const written = await text.inputValue();
  await text.fill(written.replace("loss: 50%", "loss: 150%"));
  await page.getByRole("button", { name: "运行" }).click();
  const place = page.getByRole("button", { name: /^第 \d+ 行第 \d+ 列$/ });
  await place.waitFor();
  const line = written.slice(0, written.indexOf("loss: 50%")).split("\n").length;
  assert.match(await place.textContent(), new RegExp(`^第 ${line} 行`));
  // What is wrong is said in the language of the page.
  await page.getByText("写的是“150%”，损失应大于 0、不超过 1", { exact: false }).waitFor();
  assert.deepEqual(await world.check(page, "lab-text"), []);
  // Broken text takes the form away and gives it back.
  await text.fill(`${written}\n  bad: [`);
  await page.getByText("表单", { exact: true }).click();
  await page.getByText("文本有误", { exact: false }).first().waitFor();
  await page.getByText("文本", { exact: true }).click();
  await text.fill(written);
  await page.getByText("表单", { exact: true }).click();
  await page.getByRole("list", { name: "冲击 3" }).waitFor();
  // Without a saved run of it, what was composed survives a reload.
  await page.reload();
  await page.getByRole("list", { name: "冲击 3" }).waitFor();
  await page.context().close();
});

test("the same shocks with measures: the gain is told with its interval, draw by draw", async () => {
  const page = await world.signIn("js.analyst", { path: "/lab?shock=product:ICIC-08,product:ICIC-07" });
  await page.emulateMedia({ reducedMotion: "reduce" });
  // Pins of the atlas: both products are there.
  const shocks = page.getByRole("list", { name: "冲击 2" });
  await shocks.waitFor();
  await page.getByText("措施（推演 B）").click();
  await page.getByRole("button", { name: "措施", exact: true }).click();
  await page.getByRole("button", { name: "备货", exact: true }).click();
  await page.getByRole("combobox", { name: "选产品" }).fill("ArF光刻胶");
  await page.getByRole("option").filter({ hasText: "ArF光刻胶" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("spinbutton", { name: /^备货到/ }).fill("120");
  await page.getByLabel("次数").fill("40");
  await page.getByLabel("种子").fill("7");
  assert.deepEqual(await world.check(page, "lab-measures"), []);
  await page.getByRole("button", { name: "运行" }).click();
  await page.waitForURL(/run=\d+/, { timeout: 120_000 });
  const id = /run=(\d+)/.exec(page.url())[1];
  const answer = await page.context().request.get(`${world.base}/api/v1/runs/${id}/result`);
  const mean = (await answer.json()).draws.difference.mean_lost_output;
  const verdict = `B 平均${mean.value > 0 ? "多" : "少"}损失`;
  await page
    .getByText(new RegExp(`^${verdict} .+（均值的 95% 区间 .+）$`))
    .first()
    .waitFor({ timeout: 30_000 });
  const sure = mean.high < 0 ? "增益明确" : mean.low > 0 ? "B 更差" : "区间含 0";
  await page.getByText(sure).waitFor();
  await page.getByText(/^单次之差 80%：.+；40 次中 \d+% B 更少$/).waitFor();
  await page.getByText("随机 40 次 · 种子 7 · 可复现").first().waitFor();
  assert.deepEqual(await world.check(page, "lab-effect"), []);
  // Its measures come back with it, unchanged.
  assert.equal(await page.getByText("输入已改").count(), 0);
  await page.getByRole("list", { name: "措施（推演 B）" }).getByText("备到 120 天", { exact: false }).waitFor();

  const english = await world.signIn("js.director", { language: "en", path: `/lab/compare?r=${id},${id}b` });
  await english
    .locator("h1", { hasText: /^B loses .+ (less|more) on average \(95% interval of the mean .+\)$/ })
    .waitFor();
  const inputs = english.getByRole("table").first();
  assert.equal(await inputs.getByRole("row").count(), 2);
  assert.match(await inputs.getByRole("row").nth(1).textContent(), /Days of stock .+120/);
  assert.deepEqual(await world.check(english, "lab-compare-paired"), []);
  await english.context().close();
  await page.context().close();
});

test("a run can be stopped, and leaves nothing behind", async () => {
  const page = await world.signIn("zj.analyst", { path: "/lab" });
  await page.locator("h1", { hasText: /最严重/ }).waitFor();
  const before = await page.getByRole("checkbox", { name: /^选中比较/ }).count();
  await page.getByText("同时算切换与不切换，直接比较").click();
  await page.getByText("假设", { exact: false }).first().click();
  await page.getByLabel("推演天数").fill("20000");
  await page.getByRole("button", { name: "运行" }).click();
  await page.getByRole("button", { name: "取消", exact: true }).click();
  await page.getByText("已取消，没有保留结果").waitFor({ timeout: 30_000 });
  assert.equal(await page.getByRole("checkbox", { name: /^选中比较/ }).count(), before);
  await page.context().close();
});

test("whoever may only read sees runs and no way to make them", async () => {
  const page = await world.signIn("reader", { path: "/lab" });
  await page.locator("h1", { hasText: /最严重/ }).waitFor();
  assert.equal(await page.getByRole("button", { name: "运行" }).count(), 0);
  assert.deepEqual(await world.check(page, "lab-reader"), []);
  await page.goto(`${world.base}/lab/runs/999999`);
  await page.getByText("没有这一页").waitFor();
  await page.context().close();
});
