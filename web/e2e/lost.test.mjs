// The server goes away and comes back, its events stop, a session ends: it is said at once, and nothing typed is lost.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

const chains = new URL("../../data/delta/chains.csv", import.meta.url).pathname;
const soon = { timeout: 30_000 };
const back = { timeout: 20_000 };

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

async function ask(page, method, path, data) {
  const me = await (await page.context().request.get(`${world.base}/api/v1/me`)).json();
  const answer = await page.context().request.fetch(world.base + path, {
    method,
    data,
    headers: { "X-CSRF-Token": me.csrf_token },
  });
  const text = await answer.text();
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`);
  return text ? JSON.parse(text) : undefined;
}
const comments = async (page, id, text) =>
  (await ask(page, "GET", `/api/v1/cases/${id}`)).entries.filter((one) => one.text === text).length;
const comment = (page) => page.getByRole("textbox", { name: "内容", exact: true });
const isSent = (page) =>
  page.waitForFunction(() => document.querySelector('textarea[aria-label="内容"]')?.value === "");
const send = (page) => page.getByRole("button", { name: "发出", exact: true });

test("a comment, a scenario and an import outlive a restart of the server, and are written once", {
  timeout: 180_000,
}, async () => {
  const words = "断线前写了一半";
  const onCase = await world.signIn("js.analyst", { path: "/cases/BP-107" });
  await comment(onCase).fill(words);
  const onLab = await world.signIn("centre", { path: "/lab" });
  await onLab.getByRole("button", { name: "新建" }).click();
  await onLab.getByLabel("情景名称").fill("断线推演");
  const onImport = await world.signIn("centre", { path: "/data/import" });
  const text = readFileSync(chains, "utf8");
  assert.ok(text.includes("Civil aviation"));
  await onImport
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: "chains.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text.replace("Civil aviation", "Civil aircraft")),
    });
  await onImport.getByRole("button", { name: "试运行" }).click();
  await onImport.getByRole("button", { name: "去提交" }).click();
  await onImport.getByLabel("事由").fill("更名");
  const before = (await ask(onImport, "GET", "/api/v1/datasets/delta/versions")).items.length;

  await world.stop();
  const pages = [onCase, onLab, onImport];
  await Promise.all(pages.map((page) => page.getByText(/已断开，.* 起/).waitFor(soon)));
  assert.ok(await send(onCase).isDisabled());
  assert.ok(await onLab.getByRole("button", { name: "运行" }).isDisabled());
  assert.ok(await onImport.getByRole("button", { name: "提交为新版本" }).isDisabled());
  for (const page of [onLab, onImport]) await page.getByText("与服务器断开，暂时不能保存").first().waitFor();
  // One goes on typing meanwhile.
  await comment(onCase).fill(`${words}，接着写`);
  assert.deepEqual(await world.check(onCase, "lost-case"), []);

  await world.start();
  await Promise.all(pages.map((page) => page.getByText("实时", { exact: true }).waitFor(back)));
  assert.equal(await comment(onCase).inputValue(), `${words}，接着写`);
  assert.equal(await onLab.getByLabel("情景名称").inputValue(), "断线推演");
  assert.equal(await onImport.getByLabel("事由").inputValue(), "更名");
  await send(onCase).click();
  await isSent(onCase);
  assert.equal(await comments(onCase, "BP-107", `${words}，接着写`), 1);
  await onImport.getByRole("button", { name: "提交为新版本" }).click();
  await onImport.locator("h1", { hasText: "已生效" }).waitFor();
  assert.equal((await ask(onImport, "GET", "/api/v1/datasets/delta/versions")).items.length, before + 1);
  for (const page of pages) await page.context().close();
});

test("where the answer was lost, the same comment again is the same comment", { timeout: 120_000 }, async () => {
  const words = "只应有一条";
  const page = await world.signIn("js.analyst", { path: "/cases/BP-107" });
  await comment(page).fill(words);
  world.cutOff("answers");
  await send(page).click();
  await page.getByText("连不上服务器").first().waitFor(soon);
  assert.equal(await comment(page).inputValue(), words);
  world.cutOff(false);
  assert.equal(await comments(page, "BP-107", words), 1);
  await page.getByText("实时", { exact: true }).waitFor(back);
  // The state on the screen is the new one by now, and still nothing is written twice.
  await page.getByText(words, { exact: true }).first().waitFor();
  await send(page).click();
  await isSent(page);
  assert.equal(await comments(page, "BP-107", words), 1);
  await page.context().close();
});

test("events that stop alone are said as loudly; what is asked is still answered", { timeout: 120_000 }, async () => {
  const page = await world.signIn("js.analyst", { language: "en", theme: "dark", path: "/cases/BP-107" });
  await page.getByText("Live", { exact: true }).waitFor();
  world.cutOff("events");
  await page.getByText(/Live updates stopped at/).waitFor(soon);
  assert.deepEqual(await world.check(page, "silent-en-dark"), []);
  const other = await world.signIn("js.director", { path: "/cases/BP-107" });
  await comment(other).fill("没有事件时写的");
  await send(other).click();
  await isSent(other);
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByText("没有事件时写的", { exact: true }).first().waitFor();
  world.cutOff(false);
  await page.getByText("Live", { exact: true }).waitFor(back);
  await page.context().close();
  await other.context().close();
});

test("a session that an administrator ends: one signs in over the page and goes on", { timeout: 120_000 }, async () => {
  const words = "会话结束前写的";
  const page = await world.signIn("zj.analyst", { path: "/cases/BP-102" });
  await comment(page).fill(words);
  const security = await world.signIn("admin.security");
  await ask(security, "DELETE", "/api/v1/accounts/zj.analyst/sessions");
  await security.context().close();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("会话已结束，请重新登录").waitFor(soon);
  assert.deepEqual(await world.check(page, "sign-in-again"), []);
  assert.equal(await comment(page).inputValue(), words);
  assert.equal(await dialog.getByLabel("账号", { exact: true }).inputValue(), "zj.analyst");
  await dialog.getByLabel("密码", { exact: true }).fill(world.people["zj.analyst"].password);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("实时", { exact: true }).waitFor(back);
  assert.equal(await comment(page).inputValue(), words);
  await send(page).click();
  await isSent(page);
  assert.equal(await comments(page, "BP-102", words), 1);
  await page.context().close();
});

test("a session that ran out is noticed when one saves; somebody else starts afresh", {
  timeout: 120_000,
}, async () => {
  const page = await world.signIn("zj.analyst", { language: "en", path: "/cases/BP-102" });
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("half a thought");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Your session has ended").waitFor(soon);
  await page.getByText("Nothing was saved; what you typed is still here").waitFor();
  await dialog.getByLabel("Account", { exact: true }).fill("sh.analyst");
  await dialog.getByLabel("Password", { exact: true }).fill(world.people["sh.analyst"].password);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /上海分析员/ }).waitFor();
  await dialog.waitFor({ state: "hidden" });
  await page.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
