import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const answer = (page) => page.locator("h1");
const solved = (page, words = /精确求解：差距/) => page.getByText(words).waitFor({ timeout: 300_000 });

for (const [language, theme] of [
  ["zh", "light"],
  ["en", "dark"],
]) {
  test(`the desk answers, ${language} ${theme}`, { timeout: 900_000 }, async () => {
    const page = await world.signIn("js.analyst", { language, theme, path: "/backup" });
    await solved(page, language === "zh" ? /精确求解：差距/ : /Solved exactly: gap/);
    await page.getByRole("figure").waitFor({ timeout: 400_000 });
    assert.match(
      await answer(page).textContent(),
      language === "zh"
        ? /^年预算 3,000 万元：覆盖率 [\d.]+% → [\d.]+%（\d+ → \d+ \/ \d+ 个产品）/
        : /^CNY 30 m a year: coverage [\d.]+% → [\d.]+% \(\d+ → \d+ of \d+ products\)/,
    );
    await page.getByRole("button", { name: language === "zh" ? "以表格查看" : /table/i }).click();
    assert.ok((await page.getByRole("figure").getByRole("row").count()) >= 8);
    assert.deepEqual(await world.check(page, `backup-table-${language}-${theme}`), []);
    await page.getByRole("button", { name: language === "zh" ? "以图查看" : /chart/i }).click();
    const region = page.getByRole("region", { name: language === "zh" ? /^方案/ : /^Plan/ });
    await region.getByRole("button").first().click();
    const candidates = page.getByRole("region", { name: language === "zh" ? "候选" : "Candidates" });
    await candidates.waitFor({ timeout: 30_000 });
    // Reasons and counter-reasons of each are there, and every figure opens what stands behind it.
    const count = await candidates.getByRole("rowheader").count();
    assert.ok(count > 0);
    for (const word of language === "zh" ? ["理由", "反对理由"] : ["For", "Against"])
      assert.equal(await candidates.getByText(word, { exact: true }).count(), count);
    const figures = candidates
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader") })
      .first();
    const cells = figures.getByRole("cell");
    for (const at of [1, 2, 3, 4, 5]) {
      await cells.nth(at).getByRole("button").click();
      const drawer = page.getByRole("dialog");
      await drawer.getByRole("table").waitFor();
      assert.ok((await drawer.getByRole("row").count()) >= 2);
      await page.keyboard.press("Escape");
      await drawer.waitFor({ state: "hidden" });
    }
    assert.deepEqual(await world.check(page, `backup-${language}-${theme}`), []);
    await page.context().close();
  });
}

const words = {
  zh: {
    each: "每省 ≥ 1",
    budget: "年预算",
    amount: "3000",
    sentence: /^年预算 3,000 万元：覆盖率 ([\d.]+)% → ([\d.]+)%.*再加 500 万元：[+−]?[\d.]+ 个百分点/,
    point: /点值，方法不给区间/,
    province: /至少一个备份$/,
    accept: "采纳方案",
    confirm: /^保存并建 \d+ 件任务$/,
    cases: "任务",
  },
  en: {
    each: "≥ 1 a province",
    budget: "Budget a year",
    amount: "30",
    sentence: /^CNY 30 m a year: coverage ([\d.]+)% → ([\d.]+)%.*CNY 5 m more: [+−]?[\d.]+ pp/,
    point: /Point values, the method gives no interval/,
    province: /^at least one backup in /,
    accept: "Accept the plan",
    confirm: /^Keep and open \d+ cases?$/,
    cases: "Cases",
  },
};

// Task T6: the best plan for 3,000 万元 with a backup in each province, what 500 万元 more buys, and accepted with cases.
// Products with an open case get no second one, so the second language looks at others. The method gives no interval, and
// the page says so.
async function bestPlan(language, query) {
  const t = words[language];
  const page = await world.signIn("js.analyst", { language, path: `/backup?b=2000${query}` });
  await solved(page, language === "zh" ? /精确求解：差距/ : /Solved exactly: gap/);
  await page.getByRole("checkbox", { name: t.each }).click();
  await page.waitForURL(/prov=each/);
  const box = page.getByRole("textbox", { name: t.budget, exact: true });
  await box.fill(t.amount);
  await box.press("Enter");
  await page.waitForFunction(
    (sentence) => new RegExp(sentence).test(document.querySelector("h1").textContent),
    t.sentence.source,
    { timeout: 300_000 },
  );
  const [, before, after] = t.sentence.exec(await answer(page).textContent()).map(Number);
  assert.ok(after > before && after <= 100);
  assert.match(await page.locator("main").textContent(), t.point);
  const provinces = page.getByRole("button", { name: t.province, pressed: true });
  assert.equal(await provinces.count(), 4);
  for (const one of await provinces.all()) assert.match(await one.textContent(), /[1-9]\d*$/);
  assert.deepEqual(await world.check(page, `backup-provinces-${language}`), []);

  await page.getByRole("button", { name: t.accept }).click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: t.confirm });
  await confirm.waitFor();
  const cases = Number(/\d+/.exec(await confirm.textContent())[0]);
  assert.ok(cases > 0);
  assert.deepEqual(await world.check(page, `backup-accept-${language}`), []);
  await confirm.click();
  await page.waitForURL(/\/backup\/plans\/\d+/, { timeout: 60_000 });
  await page.getByRole("heading", { name: t.cases, exact: true }).waitFor();
  const [, kept] = t.sentence.exec(await answer(page).textContent());
  assert.equal(Number(kept), before);
  const id = page.url().match(/plans\/(\d+)/)[1];
  const { text, record: facts } = await (await page.request.get(`${world.base}/api/v1/plans/${id}`)).json();
  const record = JSON.parse(text);
  assert.equal(facts.classification, "restricted");
  assert.equal(record.summary.budget_cny_a_year, 30_000_000);
  assert.deepEqual(record.options.provinces, ["each"]);
  const where = new Set(record.lines.flatMap((line) => line.backups.map((backup) => backup.province_code)));
  for (const code of ["310000", "320000", "330000", "340000"]) assert.ok(where.has(code), code);
  assert.equal(record.summary.cases.length, cases);
  const first = await (await page.request.get(`${world.base}/api/v1/cases/${record.summary.cases[0]}`)).json();
  assert.equal(first.type, "break_point_case");
  assert.deepEqual(await world.check(page, `backup-plan-${language}`), []);
  return page;
}

test("T6 in English: a plan for a sum, with a backup in each province", { timeout: 900_000 }, async () => {
  const page = await bestPlan("en", "&lv=yellow");
  await page.context().close();
});

test("T6: a plan for a sum, what more money buys, accepted with cases; then drills", { timeout: 900_000 }, async () => {
  const page = await bestPlan("zh", "");

  // A drill from it: every step judged, a finding noted, the result kept.
  await page.getByRole("link", { name: "新建演练" }).click();
  await page.getByRole("button", { name: "开始 1", exact: true }).click();
  const steps = await page.getByRole("button", { name: /^通过 \d+$/ }).count();
  assert.ok(steps > 2);
  for (let i = 1; i <= steps; ++i) await page.getByRole("button", { name: `通过 ${i}`, exact: true }).click();
  await page.getByRole("textbox", { name: "问题记录 2", exact: true }).fill("联系人已更换");
  // The same plan in the model, beside the checklist.
  await page.getByRole("button", { name: "运行模型演练" }).click();
  const engine = page.getByText(/^断供 90 天：\d+ 个产品中 \d+ 个通过。$/);
  await engine.waitFor({ timeout: 300_000 });
  const [, drills, passed] = /(\d+) 个产品中 (\d+) 个通过/.exec(await engine.textContent()).map(Number);
  assert.ok(drills > 0 && passed <= drills);
  assert.equal(await page.getByRole("region", { name: "模型演练" }).getByRole("row").count(), drills + 1);
  assert.deepEqual(await world.check(page, "drill-new"), []);
  await page.reload();
  // What was run is there again.
  await engine.waitFor();
  assert.equal(await page.getByRole("textbox", { name: "问题记录 2", exact: true }).inputValue(), "联系人已更换");
  await page.getByRole("button", { name: "结束并存档" }).click();
  await page.waitForURL(/\/drills\/\d+/);
  await page
    .getByText(/联系人已更换/)
    .first()
    .waitFor();
  assert.match(await answer(page).textContent(), new RegExp(`^通过，有问题：${steps} 步中 ${steps} 步通过`));
  await page.getByText(`模型演练：${drills} 个产品中 ${passed} 个通过`).waitFor();
  assert.deepEqual(await world.check(page, "drill"), []);
  await page.goto(`${world.base}/drills`);
  await page.getByRole("grid").getByText("通过，有问题").waitFor();
  await page.context().close();
});

test("the budget by keyboard; what changed is told", { timeout: 900_000 }, async () => {
  const page = await world.signIn("zj.analyst", { path: "/backup?b=1000" });
  await solved(page);
  await page.getByRole("figure").waitFor({ timeout: 400_000 });
  for (let i = 0; i < 4; ++i) await page.keyboard.press("+");
  await page.waitForURL(/b=1400/);
  await page.keyboard.press("-");
  await page.waitForURL(/b=1300/);
  await page.waitForFunction(() => /^年预算 1,300 万元：.*再加/.test(document.querySelector("h1").textContent), {
    timeout: 300_000,
  });
  await page
    .getByText(/比 1,000 万元 时 \+\d+ −\d+|与 1,000 万元 时相同|比 1,400 万元 时|与 1,400 万元 时相同/)
    .waitFor();
  // The slider is a control of its own: dragging shows steps that were solved ahead, at once.
  const slider = page.getByRole("slider");
  await slider.focus();
  const at = Date.now();
  await page.keyboard.press("Home");
  await page.getByText("拖动时显示阶梯上已解出的方案").waitFor();
  assert.match(await answer(page).textContent(), /^年预算 0 万元/);
  assert.ok(Date.now() - at < 1500);
  await page.context().close();
});

test("what no money would cover is put down to the constraint, not to the budget", { timeout: 900_000 }, async () => {
  const page = await world.signIn("zj.analyst", { path: "/backup?min=3" });
  await solved(page);
  await page.getByText("不满足约束（分散、本地、家数、锁定、禁用）").waitFor();
  await page.context().close();
});

test("a maker banned and locked is out and in, and the change is told", { timeout: 900_000 }, async () => {
  const page = await world.signIn("zj.analyst", { path: "/backup?b=3000&prov=each" });
  await solved(page);
  const list = page.getByRole("region", { name: /^方案/ });
  const ban = list.getByRole("button", { name: /^禁用 / }).first();
  const name = (await ban.getAttribute("aria-label")).replace("禁用 ", "");
  await ban.click();
  await page.waitForURL(/ban=/);
  await page.getByText(/比改动约束前 \+\d+ −\d+/).waitFor({ timeout: 300_000 });
  await page
    .getByRole("button", { name: `取消 ${name}` })
    .or(page.getByRole("button", { name: /^取消 / }))
    .first()
    .waitFor();
  const pair = new URL(page.url()).searchParams.get("ban");
  assert.match(pair, /^[^:]+:[^:]+$/);
  await page.goto(`${world.base}/backup?b=3000&lock=${pair}&for=product:${pair.split(":")[0]}`);
  await solved(page);
  const candidates = page.getByRole("region", { name: "候选" });
  await candidates.getByText("在方案中").waitFor({ timeout: 60_000 });
  const row = candidates.getByRole("row").filter({ hasText: "在方案中" });
  assert.equal(await row.getByRole("button", { name: /^锁定/ }).getAttribute("aria-pressed"), "true");
  await row.getByRole("button", { name: /^锁定/ }).click();
  await page.waitForFunction(() => !location.search.includes("lock="));
  await page.context().close();
});

test("no plan: what to give up and what is enough", { timeout: 900_000 }, async () => {
  const page = await world.signIn("zj.analyst", { path: "/backup?b=16&prov=each" });
  await page.getByText("求解器已证明没有方案同时满足下面的约束").waitFor({ timeout: 300_000 });
  assert.match(
    await answer(page).textContent(),
    /^年预算 16 万元：这些约束下没有方案。满足全部约束至少要每年 \d+ 万元。$/,
  );
  assert.ok((await page.getByRole("button", { name: /^放弃“/ }).count()) > 0);
  assert.equal(await page.getByRole("button", { name: "采纳方案" }).count(), 0);
  assert.deepEqual(await world.check(page, "backup-none"), []);
  await page.getByRole("button", { name: /^把预算提高到 \d+ 万元$/ }).click();
  await solved(page);
  await page.waitForFunction(() => /覆盖率/.test(document.querySelector("h1").textContent));
  await page.context().close();
});

test("the register: template, faults by row, nothing half-written, then kept", { timeout: 400_000 }, async () => {
  const page = await world.signIn("zj.analyst", { path: "/backup/register" });
  await page.getByText("本单位还没有登记册").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载模板" }).click(),
  ]);
  const bytes = readFileSync(await file.path());
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  const ranking = await (await page.request.get(`${world.base}/api/v1/datasets/delta/ranking`)).json();
  const product = ranking.rows.find((row) => row.subject_kind === "product").id;
  const head = "id,product,stock_days,reserved_cny_a_year,ready_days,grade,source";
  const upload = (rows) =>
    page
      .locator('input[type="file"]')
      .setInputFiles({ name: "r.csv", mimeType: "text/csv", buffer: Buffer.from(`${head}\n${rows.join("\n")}\n`) });
  const faults = page.getByRole("region", { name: /处错误/ });
  const row = (number) => faults.getByRole("row", { name: new RegExp(`^${number} `) });
  await upload([`a,${product},20,,,M,test`, `b,${product},many,,,M,test`, `c,${product},-1,,,M,test`]);
  await page.getByText("2 处错误，一行也没有写入").waitFor();
  assert.match(await row(3).textContent(), /stock_days.*many/);
  assert.match(await row(4).textContent(), /stock_days.*-1/);
  // Names are looked up once the values can be read.
  await upload([`a,${product},20,,,M,test`, "b,no such product,20,,,M,test"]);
  await page.getByText("1 处错误，一行也没有写入").waitFor();
  assert.match(await row(3).textContent(), /no such product/);
  assert.equal((await page.request.get(`${world.base}/api/v1/datasets/delta/backup-register`)).status(), 404);
  assert.deepEqual(await world.check(page, "register-faults"), []);
  await upload([`a,${product},20,,,M,test`]);
  await page.getByText("检查通过：1 条，还没有写入").waitFor();
  assert.equal((await page.request.get(`${world.base}/api/v1/datasets/delta/backup-register`)).status(), 404);
  await page.getByRole("button", { name: "保存登记册" }).click();
  await page.getByRole("grid").waitFor();
  assert.match(await answer(page).textContent(), /^登记 1 条/);
  assert.deepEqual(await world.check(page, "register"), []);
  await page.context().close();
});

test("who may not plan sees plans and candidates, but no solver", { timeout: 60_000 }, async () => {
  const page = await world.signIn("js.chief", { path: "/backup" });
  await page.getByText(/缺少 backup.plan/).waitFor();
  assert.equal(await page.getByRole("slider").count(), 0);
  assert.equal(await page.getByRole("button", { name: "采纳方案" }).count(), 0);
  await page.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
