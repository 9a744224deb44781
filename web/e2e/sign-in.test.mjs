import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorld, totp } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld({ sample: false });
});
after(() => world.close());

const words = {
  zh: { name: "账号", password: "密码", submit: "登录", code: "动态口令" },
  en: { name: "Account", password: "Password", submit: "Sign in", code: "Code" },
};

for (const language of ["zh", "en"]) {
  const t = words[language];
  test(`sign in with the keyboard, ${language}`, async () => {
    const page = await world.open("/breakpoints?lv=red", { language });
    await page.getByLabel(t.name, { exact: true }).waitFor();
    assert.deepEqual(await world.check(page, `sign-in-${language}`), []);
    await page.keyboard.type("sun.analyst");
    await page.keyboard.press("Tab");
    await page.keyboard.type("not the password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.getByLabel(t.password, { exact: true }).fill(world.people["sun.analyst"].password);
    await page.keyboard.press("Enter");
    // Straight to where the link led.
    await page.getByRole("grid").waitFor();
    assert.match(page.url(), /\/breakpoints\?lv=red/);
    await page.context().close();
  });
}

test("an administrator gives a code", async () => {
  const { password, secret } = world.people["wang.system"];
  const page = await world.open("/");
  await page.getByLabel("账号", { exact: true }).fill("wang.system");
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  const code = page.getByLabel("动态口令", { exact: true });
  await code.waitFor();
  // The code of the enrolment was good once; the next one is of the next half minute.
  await code.fill(totp(secret, Date.now() + 30_000));
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "wang.system" }).waitFor();
  await page.context().close();
});

test("a password for one use is changed first", async () => {
  const page = await world.open("/");
  await page.getByLabel("账号", { exact: true }).fill("new.person");
  await page.getByLabel("密码", { exact: true }).fill(world.people["new.person"].password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "设置自己的密码" }).waitFor();
  assert.deepEqual(await world.check(page, "new-password"), []);
  await page.getByLabel("新密码", { exact: true }).fill("short");
  await page.getByLabel("再输一次新密码").fill("short");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.getByLabel("新密码", { exact: true }).fill("Better-Than-Before-42");
  await page.getByLabel("再输一次新密码").fill("Better-Than-Before-42");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /新人/ }).waitFor();
  await page.context().close();
});

test("too many failures wait, and say how long", async () => {
  const page = await world.open("/", { language: "en" });
  await page.getByLabel("Account", { exact: true }).fill("nobody.here");
  const wait = page.getByText(/Try again in \d+ (s|min)/);
  for (let i = 0; i < 12 && !(await wait.isVisible()); ++i) {
    await page.getByLabel("Password", { exact: true }).fill(`wrong ${i}`);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.waitForTimeout(150);
  }
  assert.ok(await page.getByRole("button", { name: "Sign in" }).isDisabled());
  await page.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
