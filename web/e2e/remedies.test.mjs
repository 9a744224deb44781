import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const longest = 900_000;

for (const [language, theme] of [
  ["zh", "light"],
  ["en", "dark"],
]) {
  test(`classes, the decision, and measures of one point, ${language} ${theme}`, { timeout: longest }, async () => {
    const page = await world.signIn("js.analyst", { language, theme, path: "/remedies" });
    await page.getByRole("grid").waitFor();
    assert.match(
      await page.locator("h1").textContent(),
      language === "zh" ? /^\d+ 个断点：补链 \d+、固链 \d+、强链 \d+。/ : /^\d+ break points: supplement \d+/,
    );
    await page.keyboard.press("j");
    await page.waitForURL(/sel=/);
    await page.getByRole("heading", { name: language === "zh" ? "判断" : "Decision" }).waitFor();
    assert.deepEqual(await world.check(page, `remedies-${language}-${theme}`), []);
    const tac = language === "zh" ? "TAC膜" : /TAC film/;
    await page
      .getByRole("grid")
      .getByText(tac, { exact: language === "zh" })
      .click();
    await page.getByRole("button", { name: language === "zh" ? "评估措施" : "Evaluate measures" }).click();
    const table = page.getByRole("region", { name: language === "zh" ? "措施" : "Measures", exact: true });
    await table.waitFor({ timeout: longest - 60_000 });
    assert.equal(await table.getByRole("row").count(), 11);
    // Ranked measures come first and carry an interval where the runs gave one.
    assert.match(await table.getByRole("row").nth(1).textContent(), /^1/);
    assert.match(await table.getByRole("row").nth(1).textContent(), /[\d,.]+–[\d,.]+/);
    assert.deepEqual(await world.check(page, `remedies-measures-${language}-${theme}`), []);
    await page.context().close();
  });
}

// Task T7: a brief with figures and a chart, all with their sources; frozen with its version; sent for review.
test("T7: a brief is made, frozen on its version, downloaded, and in review", { timeout: longest }, async () => {
  const page = await world.signIn("js.analyst", { path: "/remedies" });
  await page.getByRole("grid").getByText("TAC膜", { exact: true }).click();
  await page.getByRole("link", { name: "写专报" }).click();
  await page.waitForURL(/\/briefs\/new\?.*for=product/);
  await page.getByRole("button", { name: "生成专报" }).click();
  const paper = page.locator("iframe");
  await paper.waitFor({ timeout: longest - 60_000 });
  const content = page.frameLocator("iframe");
  await content.getByRole("heading", { level: 1 }).waitFor();
  assert.ok((await content.locator("figure").count()) >= 1);
  assert.match(await page.locator("main").textContent(), /\d+ 张表、[1-9]\d* 幅图、[1-9]\d* 条脚注/);
  const notes = Number(/(\d+) 条来源脚注/.exec(await page.locator("h1").textContent())[1]);
  assert.ok(notes >= 3);
  assert.deepEqual(await world.check(page, "brief-new"), []);

  for (const [form, start] of [
    ["DOCX", "PK"],
    ["PDF", "%P"],
    ["HTML", "<!"],
  ]) {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: `下载 ${form}` }).click(),
    ]);
    assert.equal(
      readFileSync(await file.path())
        .subarray(0, 2)
        .toString(),
      start,
    );
    assert.match(file.suggestedFilename(), new RegExp(`TAC膜.*\\.${form.toLowerCase()}$`));
  }

  await page.getByRole("button", { name: /^冻结 v\d+$/ }).click();
  await page.waitForURL(/\/briefs\/\d+/);
  await page.getByText("已冻结，未送审").first().waitFor();
  const id = /briefs\/(\d+)/.exec(page.url())[1];
  const kept = await (await page.request.get(`${world.base}/api/v1/briefs/${id}`)).json();
  assert.equal(kept.record.classification, "restricted");
  const record = JSON.parse(kept.text);
  assert.ok(record.dataset.version >= 1);
  assert.ok(record.html.includes("TAC膜"));
  await page.getByRole("button", { name: "送审" }).click();
  await page.locator("h1", { hasText: "（待审）" }).waitFor();
  const cases = await (
    await page.request.get(`${world.base}/api/v1/cases?type=approval&subject_kind=brief&subject=${id}`)
  ).json();
  assert.deepEqual(
    cases.items.map((one) => one.state),
    ["asked"],
  );
  assert.deepEqual(await world.check(page, "brief"), []);
  await page.goto(`${world.base}/briefs`);
  await page.getByRole("link", { name: /TAC膜/ }).waitFor();
  assert.deepEqual(await world.check(page, "briefs"), []);
  await page.context().close();

  // Another organisation does not see it: it names firms.
  const other = await world.signIn("zj.analyst", { path: "/briefs" });
  const refused = (await other.request.get(`${world.base}/api/v1/briefs/${id}`)).status();
  assert.ok(refused === 403 || refused === 404, String(refused));
  await other.context().close();
});

// Task T7 as a writer has it: own words, two numbers of the data, charts; frozen, sent for review.
test("T7: a brief is written with two figures and a chart, frozen, and in review", { timeout: longest }, async () => {
  const page = await world.signIn("js.analyst", { path: "/briefs/new?for=product:DISP-05" });
  await page.getByRole("button", { name: "先写正文" }).click();
  await page.waitForURL(/\/briefs\/\d+/);
  const id = /briefs\/(\d+)/.exec(page.url())[1];
  const box = (name) => page.getByRole("textbox", { name });
  await box("1 结论").click();
  await page.keyboard.type("TAC膜断供风险突出，综合得分 ");
  await page.getByRole("button", { name: /^插入 TAC膜 综合得分/ }).click();
  await page.keyboard.type("，恢复难度 ");
  await page.getByRole("button", { name: /^插入 TAC膜 恢复难度/ }).click();
  await page.keyboard.type("。");
  assert.match(await box("1 结论").textContent(), /^TAC膜断供风险突出，综合得分 0\.\d+（.*），恢复难度 .*。$/);

  // A typed number is told; taken out again, nothing is.
  await box("2 判断依据").click();
  await page.keyboard.type("约 48% 来自境外，2024年");
  await page.getByText("手写的数字没有来源：48%。").waitFor();
  await box("2 判断依据").fill("来源以境外为主");
  assert.equal(await page.getByText(/手写的数字没有来源/).count(), 0);
  await box("1 结论").click();
  await page.keyboard.press("End");
  await page.keyboard.type("长".repeat(80));
  await page
    .getByText(/超出 \d+ 字/)
    .first()
    .waitFor();
  for (let i = 0; i < 80; ++i) await page.keyboard.press("Backspace");
  await page.getByRole("button", { name: "添加批注" }).first().click();
  await page.getByRole("textbox", { name: "批注：1 结论" }).fill("口径请核对");
  await page.keyboard.press("Enter");
  assert.deepEqual(await world.check(page, "brief-draft"), []);

  // Reloaded before it is saved: what was typed is there.
  await page.reload();
  await page.getByText("有没有保存的修改").waitFor();
  assert.match(await box("1 结论").textContent(), /恢复难度 .*。$/);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("口径请核对").waitFor();
  await page.getByRole("button", { name: "成文" }).click();
  await page.locator("iframe").waitFor({ timeout: longest - 60_000 });
  const paper = page.frameLocator("iframe");
  await paper.getByRole("heading", { name: /结论/ }).first().waitFor();
  assert.ok((await paper.locator("figure").count()) >= 1);
  await page.getByRole("button", { name: /^冻结于 v\d+$/ }).click();
  await page.getByText("已冻结，未送审").first().waitFor();
  const kept = await (await page.request.get(`${world.base}/api/v1/briefs/${id}`)).json();
  const record = JSON.parse(kept.text);
  assert.equal(record.draft, false);
  assert.equal(Object.keys(record.figures).length, 2);
  assert.match(record.words.conclusion, /\{\{DISP-05\/score\}\}.*\{\{DISP-05\/recovery\}\}/);
  assert.match(record.html, /TAC膜断供风险突出，综合得分 0\.\d+/);
  assert.match(record.html, /计算：TAC膜综合得分/);
  await page.getByRole("button", { name: "送审" }).click();
  await page.locator("h1", { hasText: "（待审）" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "改回草稿" }).count(), 0);
  await page.getByRole("button", { name: "与上一版比较" }).first().click();
  await page.getByText("文字相同").waitFor();
  await page.mouse.move(0, 0);
  assert.deepEqual(await world.check(page, "brief-written"), []);
  await page.context().close();
});

test("two writers, and newer data: both are shown before anything is lost", { timeout: longest }, async () => {
  const page = await world.signIn("centre", { language: "en", path: "/briefs/new?for=product:DISP-03&lang=en" });
  await page.getByRole("button", { name: "Write the text first" }).click();
  await page.waitForURL(/\/briefs\/\d+/);
  const id = /briefs\/(\d+)/.exec(page.url())[1];
  const box = page.getByRole("textbox", { name: "1 Conclusion" });
  await box.click();
  await page.keyboard.type("Made at home to ");
  await page
    .getByRole("button", { name: /^Insert .*2020/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText(/^Saved/).waitFor();

  const { csrf_token } = await (await page.request.get(`${world.base}/api/v1/me`)).json();
  const headers = { "X-CSRF-Token": csrf_token };
  const one = await page.request.get(`${world.base}/api/v1/briefs/${id}`);
  await box.click();
  await page.keyboard.press("End");
  await page.keyboard.type(" and mine");
  const { text, name } = await one.json();
  const theirs = JSON.parse(text);
  theirs.words.basis = "theirs";
  const put = await page.request.put(`${world.base}/api/v1/briefs/${id}`, {
    headers: { ...headers, "If-Match": one.headers().etag, "Idempotency-Key": crypto.randomUUID() },
    data: { name, text: JSON.stringify(theirs) },
  });
  assert.equal(put.status(), 200, await put.text());
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Somebody saved revision 3 while you were writing.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Save", exact: true }).isDisabled());
  assert.deepEqual(await world.check(page, "brief-conflict"), []);
  await page.getByRole("button", { name: "Take what was saved" }).click();
  await page.waitForFunction(() => document.querySelectorAll('[role="textbox"]')[1]?.textContent === "theirs");

  const facts = readFileSync(new URL("../../data/delta/facts.csv", import.meta.url), "utf8");
  const row = "DISP-03,localisation_rate,20,50,";
  assert.ok(facts.includes(row));
  const made = await page.request.post(`${world.base}/api/v1/datasets/delta/versions`, {
    headers: { ...headers, "Idempotency-Key": crypto.randomUUID() },
    data: { files: { "facts.csv": facts.replace(row, "DISP-03,localisation_rate,30,50,") }, note: "newer" },
  });
  assert.equal(made.status(), 200, await made.text());
  await page.getByText(/Data v\d+ is there: 1 figures? in the text changed/).waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "See differences" }).click();
  assert.deepEqual(await world.check(page, "brief-newer"), []);
  const before = await box.textContent();
  await page.getByRole("button", { name: /^Update to v\d+$/ }).click();
  assert.notEqual(await box.textContent(), before);
  await page.context().close();
});

test("who may read briefs but not write can look and not freeze", { timeout: 60_000 }, async () => {
  const page = await world.signIn("reader", { path: "/remedies" });
  await page.locator("h1").waitFor();
  assert.equal(await page.getByRole("button", { name: /冻结/ }).count(), 0);
  await page.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
