// What people do for themselves and for each other: tokens, second factor, files, signatures of provinces.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openWorld, totp } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

test("a token does what it may until it is revoked", { timeout: 60_000 }, async () => {
  const page = await world.signIn("sh.analyst", { language: "en", path: "/me" });
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Name/).fill("nightly export");
  await dialog.locator('[title="dataset.read"]').click();
  assert.deepEqual(await world.check(page, "new-token-en"), []);
  await page.keyboard.press("Control+Enter");
  const secret = (await page.locator("[data-secret]").textContent()).trim();
  const ask = (path) => fetch(world.base + path, { headers: { Authorization: `Bearer ${secret}` } });
  assert.equal((await ask("/api/v1/datasets")).status, 200);
  assert.equal((await ask("/api/v1/cases")).status, 403);
  await page.getByRole("button", { name: "Handed over, close" }).click();
  const row = page.getByRole("row", { name: /nightly export/ });
  await row.getByRole("button", { name: "Revoke" }).click();
  await row.getByRole("button", { name: "Revoke" }).waitFor({ state: "hidden" });
  assert.equal((await ask("/api/v1/datasets")).status, 401);
  await page.context().close();
});

test("a second factor is enrolled, asked for, and a recovery code stands in for it once", {
  timeout: 90_000,
}, async () => {
  const page = await world.signIn("zj.analyst", { path: "/me" });
  await page.getByRole("button", { name: "登记动态口令" }).click();
  const dialog = page.getByRole("dialog");
  await page.keyboard.press("Control+Enter");
  const secret = (await dialog.locator("code").textContent()).replaceAll(" ", "");
  assert.deepEqual(await world.check(page, "second-factor"), []);
  await dialog.getByLabel("六位数字").fill("000000");
  await page.keyboard.press("Control+Enter");
  await dialog.getByRole("alert").waitFor();
  await dialog.getByLabel("六位数字").fill(totp(secret));
  await page.keyboard.press("Control+Enter");
  const [code] = (await page.locator("[data-secret]").textContent()).trim().split(/\s+/);
  await page.getByRole("button", { name: "已交付，关闭" }).click();
  await page.getByText("已启用动态口令").waitFor();
  await page.context().close();
  const enter = async (given) => {
    const again = await world.open("/me");
    await again.getByLabel("账号", { exact: true }).fill("zj.analyst");
    await again.getByLabel("密码", { exact: true }).fill(world.people["zj.analyst"].password);
    await again.getByRole("button", { name: "登录" }).click();
    await again.getByLabel("动态口令", { exact: true }).fill(given);
    await again.keyboard.press("Enter");
    return again;
  };
  const first = await enter(code);
  await first.getByText("已启用动态口令").waitFor();
  await first.context().close();
  const second = await enter(code);
  await second.getByRole("alert").waitFor();
  await second.context().close();
});

test("a file of a case comes back as it was", { timeout: 60_000 }, async () => {
  const page = await world.signIn("js.analyst", { path: "/cases/BP-102" });
  const content = Buffer.from("检测报告\u0000\u0001 1,2,3\n", "utf8");
  await page
    .getByLabel("上传")
    .and(page.locator("input"))
    .setInputFiles({ name: "检测报告.csv", mimeType: "text/csv", buffer: content });
  const link = page.getByRole("link", { name: "检测报告.csv" });
  await link.waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  assert.equal(download.suggestedFilename(), "检测报告.csv");
  assert.deepEqual(readFileSync(await download.path()), content);
  await page.context().close();
});

test("a role is asked for by what it may do", { timeout: 60_000 }, async () => {
  const page = await world.signIn("admin.security", { language: "en", path: "/admin/roles" });
  await page.getByRole("button", { name: "Ask for a new role" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Chinese name/).fill("链长办公室");
  await dialog.getByLabel(/^English name/).fill("Chain chief's office");
  await dialog.getByLabel(/^Id/).fill("auditor");
  await dialog.getByText("There is a role with this id").waitFor();
  await dialog.getByLabel(/^Id/).fill("chief_office");
  await dialog.getByLabel(/^Begin from a role/).selectOption("read_only");
  await dialog.getByText(/^[1-9]\d* of \d+ permissions chosen/).waitFor();
  await dialog.getByLabel(/^Reason/).fill("prepares meetings");
  assert.deepEqual(await world.check(page, "new-role-en"), []);
  await page.keyboard.press("Control+Enter");
  await page.getByText("prepares meetings").waitFor();
  await page.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
