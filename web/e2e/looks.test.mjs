import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openWorld } from "./world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const paths = ["/overview", "/chains", "/chains/ICIC", "/breakpoints", "/lab", "/remedies", "/cases", "/data"];

async function show(page, path) {
  await page.goto(world.base + path);
  await page.locator("h1").filter({ hasText: /\d/ }).waitFor();
}
// How far the document, and the page within the frame, are wider than their room.
const overflow = (page) =>
  page.evaluate(() => {
    const main = document.querySelector("#content");
    const root = document.documentElement;
    return [root.scrollWidth - root.clientWidth, main.scrollWidth - main.clientWidth];
  });

for (const [width, height, language] of [
  [1280, 720, "en"],
  [3840, 2160, "zh"],
]) {
  test(`nothing is wider than a window of ${width}`, { timeout: 240_000 }, async () => {
    const page = await world.signIn("js.analyst", { width, height, language });
    for (const path of paths) {
      await show(page, path);
      assert.deepEqual(await overflow(page), [0, 0], path);
    }
    await page.context().close();
  });
}

test("at twice the size everything of the frame stays in sight", { timeout: 60_000 }, async () => {
  const page = await world.signIn("js.analyst", { width: 683, height: 384, path: "/overview" });
  await page.getByText("实时", { exact: true }).waitFor();
  const inSight = async (one) => {
    const box = await one.boundingBox();
    return box !== null && box.x >= 0 && box.x + box.width <= 683;
  };
  assert.ok(await inSight(page.getByRole("button", { name: "江苏分析员（示例）" })));
  assert.ok(await inSight(page.getByText("实时", { exact: true })));
  await page.context().close();
});

// Levels as the page draws them: the outline, the word beside it, and how light the fill is from 0 to 1.
const levelsOf = (page) =>
  page.locator("[data-level]").evaluateAll((all) =>
    all.map((one) => {
      const path = [...one.querySelectorAll("path")].at(-1);
      const [r, g, b] = /\d+, \d+, \d+/
        .exec(getComputedStyle(path).fill)[0]
        .split(", ")
        .map((part) => (part / 255) ** 2.2);
      const lightness = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      return { level: one.dataset.level, shape: path.getAttribute("d"), word: one.textContent, lightness };
    }),
  );

test("a browser below the floor is told which one is needed", { timeout: 60_000 }, async () => {
  const page = await world.open("/overview", { userAgent: "Mozilla/5.0 (Windows NT 10.0) Chrome/86.0.4240.198" });
  await page.getByText("当前浏览器 / This browser: Chromium 86").waitFor();
  await page.getByText("需要 Chromium 109 或更新的内核").waitFor();
  await page.getByText("Chromium 109 or newer is needed").waitFor();
  await page.context().close();
  // It has to be read where nothing newer than ECMAScript 5 is.
  const script = readFileSync(new URL("../public/old-browser.js", import.meta.url), "utf8");
  assert.doesNotMatch(script.replace(/^\s*\/\/.*$/gm, ""), /=>|`|\b(let|const|class)\b/);
});

test("on paper: no navigation, all rows, light, levels by shape and word", { timeout: 180_000 }, async () => {
  const page = await world.signIn("js.analyst", { theme: "dark" });
  await show(page, "/breakpoints");
  const nav = page.getByRole("navigation", { name: "主导航" });
  assert.ok(await nav.isVisible());
  const before = await page.getByRole("row").count();
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await nav.isVisible()));
  assert.ok(!(await page.getByRole("button", { name: "导出 CSV" }).isVisible()));
  await page.waitForFunction(() => document.documentElement.dataset.theme === "light");
  await page.waitForFunction((n) => document.querySelectorAll("[role=row]").length > n, before + 300);
  // The page is as tall as its rows, not as the window.
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight > 390 * 28));
  // Without colours: one shape and a word for each level, shapes that differ, and darker for worse.
  const words = { red: "红", orange: "橙", yellow: "黄", blue: "蓝" };
  const shapes = new Map();
  const lightness = new Map();
  for (const { level, shape, word, lightness: light } of await levelsOf(page)) {
    assert.ok(word.includes(words[level]), `${level}: ${word}`);
    assert.equal(shapes.get(level) ?? shape, shape, level);
    shapes.set(level, shape);
    lightness.set(level, light);
  }
  assert.deepEqual([...shapes.keys()].sort(), Object.keys(words).sort());
  assert.equal(new Set(shapes.values()).size, 4);
  const order = Object.keys(words).map((level) => lightness.get(level));
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  );
  await page.emulateMedia({ media: null });
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await page.context().close();
});
