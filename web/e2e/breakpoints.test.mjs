import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

for (const [language, theme] of [
  ["zh", "light"],
  ["en", "dark"],
]) {
  test(`the list by keyboard, ${language} ${theme}`, async () => {
    const page = await world.signIn("zj.analyst", { language, theme, path: "/breakpoints" });
    const grid = page.getByRole("grid");
    await grid.waitFor();
    assert.match(
      await page.locator("h1").textContent(),
      language === "zh" ? /^\d+ 个红、\d+ 个橙/ : /^\d+ red, \d+ orange/,
    );
    assert.equal(await page.locator("html").getAttribute("lang"), language === "zh" ? "zh-CN" : "en");
    assert.deepEqual(await world.check(page, `breakpoints-${language}-${theme}`), []);

    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const chosen = (row) => page.locator(`[role="row"][aria-selected="true"][aria-rowindex="${row}"]`);
    await chosen(3).waitFor();
    await page.keyboard.press("k");
    await chosen(2).waitFor();
    await page.waitForURL(/sel=product/);
    await page.getByRole("heading", { name: language === "zh" ? /^证据 \d+/ : /^Evidence \d+/ }).waitFor();
    assert.deepEqual(await world.check(page, `breakpoints-selected-${language}-${theme}`), []);

    await page.keyboard.press("e");
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await world.check(page, `evidence-${language}-${theme}`), []);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    await page.keyboard.press("Enter");
    await page.waitForURL(/\/breakpoints\/product\//);
    await page.getByRole("figure").waitFor();
    assert.deepEqual(await world.check(page, `breakpoint-${language}-${theme}`), []);
    await page.context().close();
  });
}

test("filters live in the address, and Back undoes them", async () => {
  const page = await world.signIn("zj.analyst", { path: "/breakpoints?lv=orange" });
  await page.getByRole("grid").waitFor();
  const rows = async () => Number(await page.getByRole("grid").getAttribute("aria-rowcount")) - 1;
  const orange = await rows();
  assert.ok(orange > 0);
  await page.locator("button[aria-haspopup]", { hasText: "措施" }).click();
  await page.getByRole("checkbox", { name: /补链/ }).click();
  await page.waitForURL(/rem=supplement/);
  await page.waitForFunction(
    (count) => document.querySelector('[role="grid"]').ariaRowCount !== count,
    String(orange + 1),
  );
  const fewer = await rows();
  assert.ok(fewer > 0 && fewer < orange);
  await page.goBack();
  await page.waitForFunction(
    (count) => document.querySelector('[role="grid"]').ariaRowCount === String(count + 1),
    orange,
  );
  await page.context().close();
});

test("the loss of a product is simulated on its page, and kept as a run", { timeout: 180_000 }, async () => {
  const page = await world.signIn("zj.analyst", { path: "/breakpoints/product/ICIC-08" });
  await page.getByRole("button", { name: /^推演失去.+ 90 天$/ }).click();
  await page
    .getByText(
      /^失去.+ 90 天 → 第 \d+ 天最严重，全部产线产出 −[\d.<]+%（80%：[\d.<]+%–[\d.<]+%）；波及 \d+ 个产品、\d+ 个城市。$/,
    )
    .waitFor({ timeout: 120_000 });
  assert.equal(
    await page
      .getByRole("link", { name: "到推演台改条件" })
      .getAttribute("href")
      .then((to) => decodeURIComponent(to)),
    "/lab?shock=product:ICIC-08",
  );
  assert.deepEqual(await world.check(page, "breakpoint-what-if"), []);
  await page.getByRole("button", { name: "存为推演" }).click();
  await page.waitForURL(/\/lab\/runs\/\d+/);
  await page.locator("h1", { hasText: /最严重/ }).waitFor();
  await page.context().close();
});

test("a range, weights on trial, and several rows for one brief, in English", async () => {
  const page = await world.signIn("centre", { language: "en", path: "/breakpoints" });
  const grid = page.getByRole("grid");
  await grid.waitFor();
  const rows = async () => Number(await grid.getAttribute("aria-rowcount")) - 1;
  const all = await rows();
  await page.locator("button[aria-haspopup]", { hasText: /^Exposure/ }).click();
  await page.getByRole("spinbutton", { name: "Exposure At least" }).fill("0.8");
  await page.waitForURL(/e=0.8-1/);
  await page.waitForFunction(
    (count) => document.querySelector('[role="grid"]').ariaRowCount !== count,
    String(all + 1),
  );
  const fewer = await rows();
  assert.ok(fewer > 0 && fewer < all);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove “Exposure”" }).click();
  await page.waitForFunction(
    (count) => document.querySelector('[role="grid"]').ariaRowCount === count,
    String(all + 1),
  );

  // By drawing on the scale of the header: the upper half.
  const scale = page.getByTitle("Importance: drag for a range");
  const box = await scale.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1, box.y + 6, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/i=0\.\d+-1/);
  await page.waitForFunction((most) => Number(document.querySelector('[role="grid"]').ariaRowCount) - 1 < most, all);
  await page.goBack();

  await page.getByRole("button", { name: "Try weights" }).click();
  const panel = page.getByRole("region", { name: "Weights" });
  await panel.getByText("The weights of the method: 25 / 40 / 35").waitFor();
  await panel.getByRole("spinbutton", { name: "Importance 0–100" }).fill("90");
  await panel.getByText(/\d+ products? changes? level/).waitFor();
  await page.getByText("Weights on trial, 90 / 40 / 35", { exact: false }).waitFor();
  assert.deepEqual(await world.check(page, "breakpoints-weights"), []);
  await panel.getByRole("button", { name: "Weights of the method" }).click();
  await panel.getByText("The weights of the method: 25 / 40 / 35").waitFor();
  await panel.getByRole("button", { name: "Close" }).click();

  await page
    .getByRole("checkbox", { name: /^Pick / })
    .nth(0)
    .check();
  await page
    .getByRole("checkbox", { name: /^Pick / })
    .nth(1)
    .check();
  await page.getByRole("link", { name: "One brief of them" }).click();
  await page.waitForURL(/\/briefs\/new\?.*for=product/);
  assert.match(decodeURIComponent(page.url()), /for=product:[^,&]+,[^,&]+/);
  await page.context().close();
});

test("what is not there, and what one may not see, says so", async () => {
  const page = await world.signIn("zj.analyst", { path: "/no-such-page" });
  await page.getByRole("heading", { name: "没有这一页" }).waitFor();
  await page.goto(`${world.base}/breakpoints/product/no-such-product`);
  await page.getByText(/请求编号/).waitFor();
  await page.context().close();
  const other = await world.signIn("admin.system", { path: "/breakpoints" });
  await other.getByText("缺少权限：break_point.read").waitFor();
  await other.context().close();
});

test("a lost server is said loudly, and noticed to be back", { timeout: 60_000 }, async () => {
  const page = await world.signIn("zj.analyst", { path: "/breakpoints" });
  await page.getByText("实时", { exact: true }).waitFor();
  world.cutOff(true);
  await page.getByText(/已断开/).waitFor({ timeout: 40_000 });
  world.cutOff(false);
  await page.getByText("实时", { exact: true }).waitFor({ timeout: 40_000 });
  await page.context().close();
});

test("nothing broke and nothing was asked of other places", () => assert.deepEqual(world.faults, []));
