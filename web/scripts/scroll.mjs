// How smoothly a table of many rows scrolls: node scripts/scroll.mjs [ROWS] (after build; TENON as for the tests).
//
// Firms are made up and imported as a dataset of their own; then the table is scrolled by wheel, and at once from end to
// end, while the time between frames is taken.
import { readFileSync } from "node:fs";
import { openWorld } from "../e2e/world.mjs";

const count = Number(process.argv[2] ?? 100_000);
const slow = Number(process.env.CPU_SLOWDOWN ?? 1);
const data = new URL("../../data/delta/", import.meta.url).pathname;
const read = (name) => readFileSync(data + name, "utf8");
const firms = ["firm_id,name_zh,name_en,region_code,synthetic,source"];
for (let i = 0; i < count; ++i) firms.push(`F-${i},测试企业${i}（合成）,Made-up firm ${i} (synthetic),330100,1,scroll`);

const world = await openWorld();
try {
  const page = await world.signIn("centre", { width: 1366, height: 768 });
  const { csrf_token } = await (await page.context().request.get(`${world.base}/api/v1/me`)).json();
  const files = {
    "firms.csv": `${firms.join("\n")}\n`,
    ...Object.fromEntries(
      ["regions.csv", "chains.csv", "products.csv", "inputs.csv"].map((name) => [name, read(name)]),
    ),
  };
  const begun = Date.now();
  const answer = await page.context().request.post(`${world.base}/api/v1/datasets/scroll/versions`, {
    headers: { "X-CSRF-Token": csrf_token, "Idempotency-Key": crypto.randomUUID() },
    data: { files, note: "scroll" },
    timeout: 300_000,
  });
  if (!answer.ok()) throw new Error(await answer.text());
  console.log(`import of ${count} firms: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  if (slow > 1) {
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slow });
  }
  const opened = Date.now();
  await page.goto(`${world.base}/data/tables?ds=scroll&table=firms`);
  await page.locator('[role="row"][aria-rowindex="2"]', { hasText: "F-" }).waitFor();
  console.log(`page opened, first rows drawn: ${Date.now() - opened} ms`);

  // Seconds of processor time of the page's thread, whatever else the machine does.
  const busy = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find((one) => one.name === "TaskDuration").value;
  };
  let busyBefore = 0;
  const watch = async () => {
    busyBefore = await busy();
    await page.evaluate(() => {
      globalThis.frames_ = [];
      let before = performance.now();
      const step = (now) => {
        globalThis.frames_.push(now - before);
        before = now;
        globalThis.frame_ = requestAnimationFrame(step);
      };
      globalThis.frame_ = requestAnimationFrame(step);
    });
  };
  const tell = async (name) => {
    const used = (await busy()) - busyBefore;
    const frames = await page.evaluate(() => {
      cancelAnimationFrame(globalThis.frame_);
      return globalThis.frames_.slice(1);
    });
    frames.sort((a, b) => a - b);
    const at = (part) => frames[Math.min(frames.length - 1, Math.floor(part * frames.length))].toFixed(1);
    const late = frames.filter((one) => one > 50).length;
    console.log(
      `${name}: ${frames.length} frames, median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms, ${late} above 50 ms; processor ${((1000 * used) / frames.length).toFixed(1)} ms a frame`,
    );
  };
  const box = await page.getByRole("grid").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await watch();
  for (let i = 0; i < 200; ++i) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(16);
  }
  await tell("wheel, 240 px a turn");
  await watch();
  await page.evaluate(async () => {
    const grid = document.querySelector('[role="grid"]');
    const end = grid.scrollHeight - grid.clientHeight;
    for (let i = 0; i <= 200; ++i) {
      grid.scrollTop = (end * i) / 200;
      await new Promise(requestAnimationFrame);
    }
  });
  await tell("end to end in 200 steps");
  const rested = Date.now();
  await page.waitForFunction(() => !document.querySelector('[role="grid"]').textContent.includes("读取中"));
  console.log(`rows at the end read after ${Date.now() - rested} ms`);
  const memory = await page.evaluate(() => Math.round(performance.memory.usedJSHeapSize / 1e6));
  console.log(`JavaScript heap ${memory} MB`);
} finally {
  await world.close();
}
