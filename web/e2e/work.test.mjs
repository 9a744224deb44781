import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorld, totp } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

// What a signed-in page asks of the API with its own session.
async function ask(page, method, path, data, headers = {}) {
  const me = await (await page.context().request.get(`${world.base}/api/v1/me`)).json();
  const answer = await page.context().request.fetch(world.base + path, {
    method,
    data,
    headers: { "X-CSRF-Token": me.csrf_token, ...headers },
  });
  const text = await answer.text();
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`);
  return text ? JSON.parse(text) : undefined;
}
// A product that no case is about.
async function freeProduct(page) {
  const ranking = await ask(page, "GET", "/api/v1/datasets/delta/ranking");
  const { items } = await ask(page, "GET", "/api/v1/cases?limit=1000");
  const taken = new Set(items.map((one) => one.subject_id));
  return ranking.rows.find((row) => row.subject_kind === "product" && !taken.has(`delta/product/${row.id}`)).id;
}

const looks = [
  ["zh", "light"],
  ["en", "dark"],
];
for (const [language, theme] of looks) {
  test(`cases open in every picture, ${language} ${theme}`, { timeout: 120_000 }, async () => {
    const page = await world.signIn("js.analyst", { language, theme, path: "/cases" });
    await page.getByRole("grid").waitFor();
    await page.getByRole("row", { name: /BP-102/ }).waitFor();
    await page.waitForFunction(() => /\d+ (项在办|open)/.test(document.querySelector("h1").textContent));
    assert.deepEqual(await world.check(page, `cases-${language}-${theme}`), []);
    for (const view of ["board", "lanes", "calendar"]) {
      await page.goto(`${world.base}/cases?view=${view}`);
      await page.locator("[data-card]").first().waitFor();
      assert.deepEqual(await world.check(page, `cases-${view}-${language}-${theme}`), []);
    }
    await page.goto(`${world.base}/cases/BP-107`);
    await page.getByRole("heading", { name: language === "zh" ? "可办" : "What you can do" }).waitFor();
    assert.deepEqual(await world.check(page, `case-${language}-${theme}`), []);
    await page.goto(`${world.base}/my`);
    await page.getByRole("link", { name: "BP-102" }).first().waitFor();
    assert.deepEqual(await world.check(page, `my-${language}-${theme}`), []);
    await page.context().close();
  });
  test(`governance, notifications, account and help open, ${language} ${theme}`, { timeout: 120_000 }, async () => {
    const page = await world.signIn("js.director", { language, theme, path: "/governance" });
    await page.getByRole("row", { name: /ICIC/ }).waitFor();
    assert.deepEqual(await world.check(page, `governance-${language}-${theme}`), []);
    for (const [path, words] of [
      ["/governance/BIOM", language === "zh" ? "材料清单" : "Checklist of documents"],
      ["/me", language === "zh" ? "我的会话" : "My sessions"],
      ["/help", language === "zh" ? /^术语表/ : /^Glossary/],
    ]) {
      await page.goto(world.base + path);
      await page.getByRole("heading", { name: words, level: 2 }).waitFor();
      assert.deepEqual(await world.check(page, `${path.replaceAll("/", "-")}-${language}-${theme}`), []);
    }
    await page.goto(`${world.base}/notifications`);
    await page.getByRole("heading", { level: 1, name: language === "zh" ? /未读通知/ : /unread/ }).waitFor();
    assert.deepEqual(await world.check(page, `notifications-${language}-${theme}`), []);
    await page.context().close();
  });
}

test("an officer of Zhejiang hands a case to Shanghai with a due date, by keyboard alone", {
  timeout: 60_000,
}, async () => {
  const page = await world.signIn("zj.analyst", { path: "/cases" });
  const product = await freeProduct(page);
  const made = await ask(page, "POST", "/api/v1/cases", {
    type: "break_point_case",
    id: "BP-hand-over",
    subject: { kind: "break_point", id: `delta/product/${product}` },
  });
  assert.equal(made.case, "BP-hand-over");
  await page.goto(`${world.base}/cases?q=hand-over`);
  await page.getByRole("row", { name: /BP-hand-over/ }).waitFor();
  await page.evaluate(() => {
    window.mouse = [];
    for (const kind of ["mousedown", "pointerdown", "touchstart"])
      addEventListener(kind, (event) => window.mouse.push(kind + event.target.tagName), true);
  });
  // Keys: j, m, (Shanghai is the first choice), Tab, Tab, the day typed as one word, Ctrl+Enter.
  const keys = [];
  const press = async (key) => {
    keys.push(key);
    await page.keyboard.press(key);
  };
  await press("j");
  await press("m");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "上海" }).waitFor();
  await dialog.getByLabel(/截止日期/).waitFor();
  assert.equal(await dialog.getByRole("radio", { name: "上海" }).isChecked(), true);
  await page.waitForFunction(() => document.activeElement?.matches("input[type=radio]"));
  await press("Tab");
  await press("Tab");
  await page.keyboard.type("下周五");
  keys.push("typing");
  await press("Control+Enter");
  await dialog.waitFor({ state: "hidden" });
  assert.ok(keys.length <= 10, keys.join(" "));
  assert.deepEqual(await page.evaluate(() => window.mouse), []);

  const seen = await ask(page, "GET", "/api/v1/cases/BP-hand-over");
  const owners = seen.people.filter((one) => one.relation === "owner");
  assert.equal(owners.length, 1);
  assert.equal(owners[0].organisation, "bureau-sh");
  assert.match(seen.fields.find((one) => one.field === "target_day").values[0], /^\d{4}-\d\d-\d\d$/);
  const rows = await ask(page, "GET", "/api/v1/cases?subject_kind=break_point&limit=1000");
  assert.ok(rows.items.find((one) => one.id === "BP-hand-over").unanswered_since);
  await page
    .getByText(/上海.*接收 今天起/)
    .first()
    .waitFor();
  await page.context().close();

  // The line in the audit chain, found by person, thing and action.
  const auditor = await world.signIn("auditor", {
    path: "/admin/audit?object=BP-hand-over&user=zj.analyst&action=case.act",
  });
  await auditor
    .getByRole("row", { name: /case\.act.*BP-hand-over/ })
    .first()
    .waitFor();
  await auditor.context().close();

  // Shanghai takes it up, and the clock stops.
  const shanghai = await world.signIn("sh.analyst", { path: "/cases/BP-hand-over" });
  await shanghai.getByRole("button", { name: "接收" }).click();
  await shanghai.getByText("已接收").first().waitFor();
  await shanghai.waitForFunction(
    () => ![...document.querySelectorAll("button")].some((one) => one.textContent === "接收"),
  );
  const after = await ask(shanghai, "GET", "/api/v1/cases?subject_kind=break_point&limit=1000");
  assert.equal(after.items.find((one) => one.id === "BP-hand-over").unanswered_since, null);
  await shanghai.context().close();
});

test("a case is opened from a break point, and taken a step further by its form", { timeout: 60_000 }, async () => {
  const page = await world.signIn("zj.analyst", { language: "en", path: "/cases" });
  const product = await freeProduct(page);
  await page.goto(`${world.base}/cases?new=product:${product}`);
  await page.getByRole("button", { name: "Open the case" }).waitFor();
  await page.waitForFunction(
    (id) => [...document.querySelectorAll("select")].some((one) => one.value.endsWith(id)),
    product,
  );
  await page.getByRole("combobox").first().focus();
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/cases\/C-/);
  await page.getByRole("heading", { name: "What you can do" }).waitFor();
  const id = decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1));
  const seen = await ask(page, "GET", `/api/v1/cases/${id}`);
  assert.deepEqual(seen.subject, { kind: "break_point", id: `delta/product/${product}` });
  // Why a step is closed stands there in words.
  await page.getByText("What cannot be done now, and why").click();
  await page.getByText("there is no owner yet").first().waitFor();
  // Fields of the type are filled by the form that the type describes.
  await page.keyboard.press("f");
  await page.getByLabel("Progress").fill("asked three suppliers");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("cell", { name: "asked three suppliers" }).waitFor();
  await page.context().close();
});

test("who was second sees both states and loses nothing", { timeout: 60_000 }, async () => {
  const page = await world.signIn("js.analyst", { path: "/cases/BP-107" });
  await page.getByRole("heading", { name: "内容" }).waitFor();
  await page.keyboard.press("f");
  await page.getByLabel("进展").fill("我的进展");
  const before = await ask(page, "GET", "/api/v1/cases/BP-107");
  await ask(
    page,
    "POST",
    "/api/v1/cases/BP-107/acts",
    { act: "fill", fields: { progress: ["别人的进展"] } },
    {
      "If-Match": `"r${before.sequence}"`,
    },
  );
  await page.keyboard.press("Control+Enter");
  const conflict = page.getByRole("alert").filter({ hasText: "没有保存任何内容" });
  await conflict.waitFor();
  await conflict.getByText("别人的进展").first().waitFor();
  await conflict.getByText("我的进展").waitFor();
  await conflict.getByRole("button", { name: "在新状态上保存我的" }).click();
  await page.getByRole("cell", { name: "我的进展", exact: true }).waitFor();
  const end = await ask(page, "GET", "/api/v1/cases/BP-107");
  assert.deepEqual(end.fields.find((one) => one.field === "progress").values, ["我的进展"]);
  await page.context().close();
});

test("a change of governance names who must sign again", { timeout: 60_000 }, async () => {
  const page = await world.signIn("js.director", { path: "/governance/DISP" });
  await page.getByRole("heading", { name: "材料清单" }).waitFor();
  await page.keyboard.press("f");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("产业链图谱 状态").selectOption("draft");
  await dialog.getByLabel("产业链图谱 期限").fill("2026-01-31");
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("row", { name: /产业链图谱.*草稿.*2026-01-31 逾期/ }).waitFor();
  const answer = await ask(page, "GET", "/api/v1/governance/DISP?dataset=delta");
  assert.equal(answer.revision, 1);
  assert.equal(answer.overdue, 1);
  await page.context().close();
});

test("a role is asked for, approved by a second person and carried out", { timeout: 90_000 }, async () => {
  const first = await world.signIn("admin.security", { path: "/admin/roles" });
  await first.getByRole("grid").waitFor();
  await first.keyboard.press("c");
  const dialog = first.getByRole("dialog");
  await dialog.getByLabel(/^账号/).selectOption("ah.analyst");
  await dialog.getByLabel(/^角色/).selectOption("bureau_director");
  await dialog.getByLabel(/^地区/).selectOption("340000");
  await dialog.getByRole("region", { name: "将获得的权限" }).getByText("新增").waitFor();
  await dialog.getByLabel(/^理由/).fill("代理负责人");
  assert.deepEqual(await world.check(first, "ask-grant"), []);
  await first.keyboard.press("Control+Enter");
  await first.getByText("代理负责人").waitFor();
  const second = await world.signIn("admin.security2", { path: "/admin/approvals" });
  await second.getByRole("button", { name: "批准" }).click();
  await second.getByRole("dialog").getByLabel("意见").waitFor();
  await second.keyboard.press("Control+Enter");
  // Who has decided has nothing left to do with it.
  await second.getByRole("heading", { level: 1, name: "没有等您审批或执行的申请" }).waitFor();
  await second.context().close();
  await first.goto(`${world.base}/admin/approvals`);
  await first.getByRole("button", { name: "执行" }).click();
  await first
    .getByText(/已执行/)
    .first()
    .waitFor();
  const grants = await ask(first, "GET", "/api/v1/grants?account=ah.analyst");
  assert.ok(grants.items.some((one) => one.role_id === "bureau_director"));
  await first.context().close();
});

test("an account is made, and its password shown once", { timeout: 60_000 }, async () => {
  const page = await world.signIn("admin.system", { language: "en", theme: "dark", path: "/admin/users" });
  await page.getByRole("grid").waitFor();
  assert.deepEqual(await world.check(page, "users-en-dark"), []);
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Sign-in name/).fill("qian.wei");
  await dialog.getByLabel(/^Full name/).fill("Qian Wei");
  await dialog.getByLabel(/^Organisation/).selectOption("bureau-zj");
  await page.keyboard.press("Control+Enter");
  const password = await page.locator("[data-secret]").textContent();
  assert.match(password, /^[A-Z0-9-]{12,}$/i);
  await page.getByRole("button", { name: "Handed over, close" }).click();
  await page.getByRole("row", { name: /qian\.wei/ }).waitFor();
  assert.equal(await page.locator("[data-secret]").count(), 0);
  for (const path of ["organisations", "jobs", "health"]) {
    await page.goto(`${world.base}/admin/${path}`);
    await page.getByRole("navigation", { name: "Pages of administration" }).waitFor();
    await page.waitForTimeout(600);
    assert.deepEqual(await world.check(page, `admin-${path}`), []);
  }
  await page.context().close();
});

test("the audit chain is said to be whole; filters live in the address", { timeout: 60_000 }, async () => {
  const page = await world.signIn("admin.audit", { path: "/admin/audit" });
  await page.getByRole("heading", { level: 1, name: /审计链完整：\d+ 条/ }).waitFor();
  await page.getByRole("grid").waitFor();
  assert.deepEqual(await world.check(page, "audit-zh"), []);
  await page.getByRole("button", { name: "sign_in", exact: true }).first().click();
  await page.waitForURL(/action=sign_in/);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role="row"]')].slice(1).every((row) => row.textContent.includes("sign_in")),
  );
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes("action"));
  await page.context().close();
});

test("the API page sends what is filled in, with one's own rights", { timeout: 60_000 }, async () => {
  const page = await world.signIn("zj.analyst", { language: "en", path: "/help/api?op=list_cases" });
  await page.getByRole("heading", { level: 2, name: /\/api\/v1\/cases/ }).waitFor();
  assert.deepEqual(await world.check(page, "api-page"), []);
  await page.keyboard.press("Control+Enter");
  const answer = page.locator('[data-answer="200"]');
  await answer.waitFor();
  assert.match(await answer.textContent(), /BP-101/);
  await page.goto(`${world.base}/help/api?op=list_accounts`);
  await page.getByRole("heading", { level: 2, name: /\/api\/v1\/accounts/ }).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.locator('[data-answer="403"]').waitFor();
  await page.context().close();
});

test("codes of an authenticator are what the server takes", () => assert.match(totp("GEZDGNBVGY3TQOJQ"), /^\d{6}$/));
test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
