import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

const root = new URL("../../", import.meta.url).pathname;
const fileOf = (name) => readFileSync(`${root}data/delta/${name}`, "utf8");
const chosen = (name, text) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.isBuffer(text) ? text : Buffer.from(text),
});

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

// The numbers of versions that the server has.
async function versions(page) {
  const answer = await page.context().request.get(`${world.base}/api/v1/datasets/delta/versions`);
  return (await answer.json()).items;
}
async function choose(page, ...files) {
  await page.locator('input[type="file"]').first().setInputFiles(files);
}
// An import by somebody else, through the API.
async function importElsewhere(page, files, note) {
  const { csrf_token } = await (await page.context().request.get(`${world.base}/api/v1/me`)).json();
  const answer = await page.context().request.post(`${world.base}/api/v1/datasets/delta/versions`, {
    headers: { "X-CSRF-Token": csrf_token, "Idempotency-Key": crypto.randomUUID() },
    data: { files, note },
  });
  assert.equal(answer.status(), 200, await answer.text());
}
const withName = (text, from, to) => {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
};

// Bytes of a text, by turning the two-byte codes of the table round.
function inGb18030(text) {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map();
  for (let a = 0x81; a <= 0xfe; ++a) {
    for (let b = 0x40; b <= 0xfe; ++b) {
      if (b !== 0x7f) codes.set(decoder.decode(Uint8Array.from([a, b])), [a, b]);
    }
  }
  return Buffer.from(
    [...text].flatMap((c) => {
      const bytes = c < "\u0080" ? [c.charCodeAt(0)] : codes.get(c);
      // What has no two-byte code is not what is tried here.
      return bytes ?? [63];
    }),
  );
}

const places = [
  ["/data", /现为 v\d+：\d+ 张表/, /v\d+ is in use: \d+ tables/],
  ["/data/versions", /共 \d+ 个版本/, /\d+ versions; v\d+ is in use/],
  ["/data/versions/2", /v2 比前一版本新增/, /v2 added/],
  ["/data/gaps", /还缺数据，共 \d+ 项/, /lack data, \d+ things/],
  ["/data/sources", /条公开数字出自 \d+ 个来源/, /published figures come from \d+ sources/],
  ["/data/tables?table=firms", /企业：v\d+ 共 [\d,]+ 行/, /Firms: [\d,]+ rows in v\d+/],
  ["/data/import", /先试运行/, /a dry run shows/],
];
for (const [language, theme, name] of [
  ["zh", "light", "centre"],
  ["en", "dark", "centre"],
]) {
  test(`every page opens, ${language} ${theme}`, async () => {
    const page = await world.signIn(name, { language, theme });
    for (const [path, zh, en] of places) {
      await page.goto(world.base + path);
      await page.locator("h1", { hasText: language === "zh" ? zh : en }).waitFor();
      // What stands beside the answer is read as well: nothing is being loaded any more.
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      const shot = path.slice(1).replace(/\W+/g, "-");
      assert.deepEqual(await world.check(page, `${shot}-${language}`), [], path);
    }
    await page.context().close();
  });
}

test("six planted faults are found at their lines; nothing is written before it is submitted", async () => {
  const page = await world.signIn("centre", { path: "/data/import" });
  const before = (await versions(page)).length;
  // 200 rows more than there are.
  const kept = fileOf("firms.csv").trimEnd().split("\n");
  const first = kept.length + 1;
  const rows = Array.from(
    { length: 200 },
    (_, i) => `T-${i + 1},测试企业${i + 1},Test firm ${i + 1},,330100,C3973,,supplier,CHN,,,0,test`,
  );
  const set = (line, change) => {
    const cells = rows[line - first].split(",");
    change(cells);
    rows[line - first] = cells.join(",");
  };
  set(first + 37, (cells) => {
    cells[3] = "91310000132200821X"; // the check character does not fit
  });
  set(first + 58, (cells) => {
    cells[0] = "T-10"; // twice
  });
  set(first + 90, (cells) => {
    cells[6] = "12万元"; // a unit
  });
  set(first + 120, (cells) => {
    cells[1] = ""; // missing
  });
  const gb = inGb18030(`${kept.join("\n")}\n${rows.join("\n")}\n`);
  const capabilities = `${fileOf("capabilities.csv").trimEnd()}\nR-00135daa97,NO-SUCH-1,330500,,,qualified,,,,,,test,,M\n`;
  const unknownAt = capabilities.trimEnd().split("\n").length;
  await choose(page, chosen("企业名单.csv", gb), chosen("capabilities.csv", capabilities), chosen("list.xlsx", "PK"));
  await page.getByText("GB18030", { exact: true }).waitFor();
  await page.getByText("工作簿：请另存为 CSV").waitFor();
  await page.getByText(/未提交的表保持 v\d+ 的内容不变/).waitFor();
  assert.deepEqual(await world.check(page, "data-import-files"), []);
  await page.getByRole("button", { name: "试运行" }).click();
  await page.getByRole("heading", { name: "问题" }).waitFor();
  const lineOf = async (words) => {
    const row = page.getByRole("row").filter({ hasText: words }).first();
    return Number((await row.locator("td").nth(1).textContent()).replace(/,/g, ""));
  };
  assert.equal(await lineOf("第 18 位校验码不符"), first + 37);
  assert.equal(await lineOf(`编号与第 ${first + 9} 行重复`), first + 58);
  assert.equal(await lineOf("改为 120000"), first + 90);
  assert.equal(await lineOf("此处必须有值"), first + 120);
  assert.equal(await lineOf("在 products.csv 中找不到"), unknownAt);
  assert.match(await page.locator("h1").textContent(), /不可入 5 行。先改好不可入的行/);
  assert.ok(await page.getByRole("button", { name: "去提交" }).isDisabled());
  assert.deepEqual(await world.check(page, "data-import-faults"), []);

  // The file with remarks has them on the rows, in the encoding in which it came.
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载带批注的 企业名单.csv" }).click();
  const annotated = new TextDecoder("gb18030").decode(readFileSync(await (await saved).path())).split("\n");
  assert.match(annotated[0], /,批注 remarks$/);
  assert.match(annotated[first + 37 - 1], /^T-38,.*uscc: 第 18 位校验码不符/);

  // Mended where they stand, one row left out; undone and done again.
  const cell = (column) => page.getByRole("textbox", { name: new RegExp(`行 ${column} 的新值`) });
  await cell("uscc").fill("91350100M000100Y43");
  await cell("uscc").press("Enter");
  await cell("firm_id").fill("T-900");
  await cell("firm_id").press("Enter");
  await cell("name_zh").fill("补名企业");
  await cell("name_zh").press("Enter");
  await page.getByRole("button", { name: "改为 120000" }).click();
  const unknown = page.getByRole("row").filter({ hasText: "capabilities.csv" });
  await unknown.getByRole("button", { name: "略过此行" }).click();
  await unknown.first().getByRole("button", { name: "撤销" }).click();
  await unknown.first().getByRole("button", { name: "略过此行" }).click();
  await page.getByRole("heading", { name: "您的改动：改 4 处，略过 1 行" }).waitFor();
  assert.deepEqual(await world.check(page, "data-import-mended"), []);

  // A reload loses nothing.
  await page.reload();
  await page.getByRole("button", { name: "重新试运行" }).first().click();
  await page.locator("h1", { hasText: "不可入 0 行" }).waitFor();
  await page.getByText("另略过 1 行，不提交").waitFor();
  await page.getByText("没有问题。").waitFor();
  assert.deepEqual(await world.check(page, "data-import-clean"), []);
  assert.equal((await versions(page)).length, before);
  await page.getByRole("button", { name: "去提交" }).click();
  await page.getByLabel("事由").fill("新增企业");
  await page.getByRole("button", { name: "提交为新版本" }).click();
  await page.locator("h1", { hasText: "已生效" }).waitFor();
  const [made] = await versions(page);
  assert.equal(made.files["firms.csv"].added, 200);

  // The same files once more: nothing is asked again.
  await page.getByRole("button", { name: "再导入一批" }).click();
  await choose(page, chosen("企业名单 (2).csv", gb), chosen("capabilities.csv", capabilities));
  await page.getByText("沿用您上次的 4 处决定，没有再问。").waitFor();
  await page.getByText("沿用您上次的 1 处决定，没有再问。").waitFor();
  await page.getByRole("button", { name: "试运行" }).click();
  await page.locator("h1", { hasText: `与现用的 v${made.version} 完全相同` }).waitFor();
  assert.equal(await page.getByRole("textbox", { name: /的新值/ }).count(), 0);
  assert.deepEqual(await world.check(page, "data-import-again"), []);
  await page.context().close();
});

test("columns in Chinese are matched, others by hand; a reload keeps the file until it is removed", async () => {
  const page = await world.signIn("centre", { path: "/data/import" });
  await choose(page, chosen("产品清单.csv", "产品编号,中文名,英文名,链,环节\nZZ-1,试,Try,AICH,中游\n"));
  await page.getByText("还缺必需的列：产业链编号").waitFor();
  await page.getByLabel("链", { exact: true }).selectOption("chain_id");
  await page.getByText("对列: 5/5 列已对上").waitFor();
  assert.deepEqual(await world.check(page, "data-import-columns"), []);
  await page.reload();
  await page.getByText("上次没有提交的文件和改动还在，已恢复。").waitFor();
  await page.getByText("对列: 5/5 列已对上").waitFor();
  await page.getByRole("button", { name: "移除 产品清单.csv" }).click();
  await page.reload();
  await page.getByRole("button", { name: /选择文件$/ }).waitFor();
  assert.equal(await page.getByText("产品清单.csv").count(), 0);
  await page.context().close();
});

test("the templates are a dataset without a fault; many cells of one kind are mended at once", async () => {
  const page = await world.signIn("centre", { language: "en", path: "/data/import" });
  const files = [];
  for (const name of ["Products", "Inputs", "Firms", "Capabilities", "Supplies between firms", "Market shares"]) {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name, exact: true }).click();
    const file = await saved;
    files.push(chosen(file.suggestedFilename(), readFileSync(await file.path())));
  }
  for (const name of ["Published figures", "Uses of figures", "Chains", "Regions"]) {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name, exact: true }).click();
    const file = await saved;
    files.push(chosen(file.suggestedFilename(), readFileSync(await file.path())));
  }
  await choose(page, ...files);
  await page.getByRole("button", { name: "Dry run" }).click();
  await page.locator("h1", { hasText: "0 to look at · 0 out" }).waitFor();

  const firms = files[2].buffer
    .toString("utf8")
    .replaceAll(",250000000,", ",25千万元,")
    .replaceAll(",800000000,", ",8亿元,");
  await page.getByRole("link", { name: "Choose files" }).click();
  await choose(page, chosen("firms.csv", firms));
  await page.getByRole("button", { name: "Dry run" }).click();
  await page.getByRole("button", { name: "Take all 2 suggestions" }).click();
  await page.getByRole("heading", { name: "Your mends: 2 cells changed, 0 rows left out" }).waitFor();
  await page.getByRole("button", { name: "Run again" }).first().click();
  await page.locator("h1", { hasText: "0 to look at · 0 out" }).waitFor();
  await page
    .getByRole("button", { name: /^Undo firms\.csv/ })
    .first()
    .click();
  assert.equal(await page.getByRole("heading", { name: /Your mends/ }).count(), 0);
  await page.context().close();
});

test("a good import: dry run, reason, new version, analysis; the same content again says so", async () => {
  const page = await world.signIn("centre", { path: "/data/import" });
  const [{ version: newest }] = await versions(page);
  const products = withName(fileOf("products.csv"), "HBM高带宽存储", "HBM高带宽存储器");
  await choose(page, chosen("products.csv", products));
  await page.getByRole("button", { name: "试运行" }).click();
  await page.locator("h1", { hasText: "改动 1 行" }).waitFor();
  assert.deepEqual(await world.check(page, "data-import-report"), []);
  await page.getByRole("button", { name: "去提交" }).click();
  await page.getByRole("button", { name: "提交为新版本" }).click();
  await page.getByText("请写明事由").waitFor();
  await page.getByLabel("事由").fill("更正名称");
  // The server goes away: what was written and chosen stays.
  world.cutOff(true);
  await page.getByText(/已断开/).waitFor({ timeout: 60_000 });
  assert.ok(await page.getByRole("button", { name: "提交为新版本" }).isDisabled());
  assert.equal(await page.getByLabel("事由").inputValue(), "更正名称");
  world.cutOff(false);
  await page.getByText("实时", { exact: true }).waitFor({ timeout: 60_000 });
  assert.deepEqual(await world.check(page, "data-import-submit"), []);
  await page.getByRole("button", { name: "提交为新版本" }).click();
  await page.locator("h1", { hasText: `v${newest + 1} 已生效` }).waitFor();
  const [made] = await versions(page);
  assert.deepEqual([made.version, made.note, made.files["products.csv"].changed], [newest + 1, "更正名称", 1]);

  const record = page.getByRole("button", { name: "重算断点" });
  if (await record.isVisible()) {
    await record.click();
    await page.getByText("计算完成，已记入登记册。").waitFor({ timeout: 60_000 });
  } else {
    await page.getByText("缺少权限：break_point.configure").waitFor();
  }
  await page.getByRole("button", { name: "再导入一批" }).click();
  await choose(page, chosen("products.csv", products));
  await page.getByRole("button", { name: "试运行" }).click();
  await page.getByText(`这些文件的内容 v${newest + 1} 里已经有了`).waitFor();
  assert.ok(await page.getByRole("button", { name: "去提交" }).isDisabled());
  await page.context().close();
});

test("a version that came in between makes the report stale; nothing typed is lost", async () => {
  const page = await world.signIn("centre", { language: "en", path: "/data/import" });
  const [{ version: newest }] = await versions(page);
  await choose(page, chosen("products.csv", withName(fileOf("products.csv"), "High-bandwidth memory", "HBM stacks")));
  await page.getByRole("button", { name: "Dry run" }).click();
  await page.getByRole("button", { name: "Go on to submit" }).click();
  await page.getByLabel("Reason").fill("an English name");
  await importElsewhere(
    page,
    { "chains.csv": withName(fileOf("chains.csv"), "Civil aviation", "Civil aircraft") },
    "meanwhile",
  );
  await page.getByText(`The report was made on v${newest}, and a newer version is in use now`).waitFor();
  assert.ok(await page.getByRole("button", { name: "Submit as a new version" }).isDisabled());
  assert.deepEqual(await world.check(page, "data-import-stale"), []);
  await page.getByRole("button", { name: "Run again" }).first().click();
  await page.getByRole("button", { name: "Go on to submit" }).click();
  assert.equal(await page.getByLabel("Reason").inputValue(), "an English name");
  await page.getByRole("button", { name: "Submit as a new version" }).click();
  await page.locator("h1", { hasText: `v${newest + 2} is in use` }).waitFor();
  await page.context().close();
});

test("back to an older version, as a new one", async () => {
  const page = await world.signIn("centre", { language: "en", path: "/data/versions" });
  const [{ version: newest }] = await versions(page);
  await page.getByRole("link", { name: "v2", exact: true }).click();
  await page.getByRole("button", { name: "Go back to v2" }).click();
  const ok = page.getByRole("dialog").getByRole("button", { name: "Go back" });
  assert.ok(await ok.isDisabled());
  await page.getByLabel("Reason").fill("those changes were a mistake");
  await ok.click();
  await page.waitForURL(new RegExp(`/data/versions/${newest + 1}`));
  await page.getByText("content of v2 again").waitFor();
  assert.equal((await versions(page))[0].restores, 2);
  await page.context().close();
});

test("gaps by keyboard: a filter, a row, its product; data on one are proposed as a case", async () => {
  const page = await world.signIn("centre", { language: "en", path: "/data/gaps?lv=red" });
  await page.getByRole("grid").waitFor();
  assert.match(await page.locator('[role="row"][aria-rowindex="2"]').textContent(), /Red/);
  const propose = page.getByRole("button", { name: "Propose data" }).first();
  if (await propose.isVisible()) {
    await propose.click();
    await page.getByLabel("New value").fill("62");
    await page.getByRole("textbox", { name: /^Source/ }).fill("a published report");
    assert.deepEqual(await world.check(page, "data-gap-proposal"), []);
    await page.getByRole("dialog").getByRole("button", { name: "Propose" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    const cases = await page.context().request.get(`${world.base}/api/v1/cases?type=data_change_request`);
    assert.equal((await cases.json()).items.length, 1);
  }
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/(products|breakpoints)\//);
  await page.context().close();
});

test("sources: figures of one, used ones alone, by the address", async () => {
  const page = await world.signIn("zj.analyst", { path: "/data/sources?use=used" });
  await page.getByRole("grid").waitFor();
  await page.keyboard.press("j");
  const panel = page.getByRole("complementary");
  await panel.waitFor();
  assert.ok((await panel.getByText("参与计算").count()) > 0);
  assert.equal(await panel.getByText("未参与计算").count(), 0);
  assert.deepEqual(await world.check(page, "data-sources-panel"), []);
  await page.context().close();
});

test("tables are read page by page as one scrolls", async () => {
  const page = await world.signIn("zj.analyst", { path: "/data/tables?table=capabilities" });
  const grid = page.getByRole("grid");
  await grid.waitFor();
  await grid.focus();
  await grid.press("End");
  const last = page.locator(`[role="row"][aria-rowindex="${await grid.getAttribute("aria-rowcount")}"]`);
  await last.waitFor();
  await page.waitForFunction(() => !document.querySelector('[role="grid"]').textContent.includes("读取中"));
  assert.match(await last.textContent(), /[A-Z]{4}-\d\d/);
  await page.getByRole("textbox", { name: "产品编号" }).fill("ICIC-08");
  await page.keyboard.press("Enter");
  await page.waitForURL(/product=ICIC-08/);
  await page.locator("h1", { hasText: "符合条件的" }).waitFor();
  await page.context().close();
});

test("who may only check runs dry and is told who submits", async () => {
  const page = await world.signIn("institute", { path: "/data/import" });
  await choose(page, chosen("products.csv", withName(fileOf("products.csv"), "HBM", "HBMx")));
  await page.getByRole("button", { name: "试运行" }).click();
  await page.getByText("您可以试运行，不能提交。").waitFor();
  assert.equal(await page.getByRole("button", { name: "去提交" }).count(), 0);
  assert.deepEqual(await world.check(page, "data-import-check-only"), []);
  await page.context().close();
});

test("who may not import sees which permission is missing; who may not read sees that", async () => {
  const reader = await world.signIn("reader", { path: "/data/import" });
  await reader.getByText("缺少权限：dataset.check").waitFor();
  assert.deepEqual(await world.check(reader, "data-import-reader"), []);
  await reader.goto(`${world.base}/data`);
  await reader.locator("h1", { hasText: "现为" }).waitFor();
  assert.equal(await reader.getByRole("button", { name: "导入数据" }).count(), 0);
  await reader.context().close();
  const system = await world.signIn("admin.system", { path: "/data" });
  await system.getByText("缺少权限：dataset.read").waitFor();
  await system.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
