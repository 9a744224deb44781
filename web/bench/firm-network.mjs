// How long a network of 100,000 firms takes from the click to the picture:
//
//   node web/bench/firm-network.mjs [FIRMS] [DEGREE]      TENON: as for web/e2e/world.mjs; after npm run build
//
// The links are those of `tenon generate`, put on the products and regions of data/delta; three firms of five are in
// Jiangsu, so that its bureau sees most links. Headless Chromium draws without a graphics card.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { openWorld } from "../e2e/world.mjs";

const root = new URL("../../", import.meta.url).pathname;
const tenon = process.env.TENON ?? join(root, "build/release/tenon");
const firms = process.argv[2] ?? "102000";
const degree = process.argv[3] ?? "3";

const folder = mkdtempSync(join(tmpdir(), "tenon-bench-"));
const delta = join(root, "data/delta");
const dataset = join(folder, "large");
const lines = (file) => readFileSync(join(delta, file), "utf8").trim().split("\n").slice(1);
const write = (file, header, rows) => writeFileSync(join(dataset, file), `${[header, ...rows].join("\n")}\n`);

function makeDataset() {
  const edges = join(folder, "edges.csv");
  execFileSync(tenon, ["generate", "--firms", firms, "--degree", degree, "--out", edges], { stdio: "ignore" });
  cpSync(delta, dataset, { recursive: true });
  for (const file of ["shares.csv", "facts.csv", "fact_uses.csv"])
    writeFileSync(join(dataset, file), readFileSync(join(delta, file), "utf8").split("\n", 1)[0].concat("\n"));
  const products = lines("products.csv").map((line) => line.split(",", 1)[0]);
  const cities = lines("regions.csv")
    .map((line) => line.split(",", 1)[0])
    .filter((code) => /^3[1-4]\d\d00$/.test(code) && (!code.endsWith("0000") || code === "310000"));
  const jiangsu = cities.filter((code) => code.startsWith("32"));
  const others = cities.filter((code) => !code.startsWith("32"));
  const hash = (id) => [...id].reduce((sum, c) => (Math.imul(sum, 31) + c.charCodeAt(0)) >>> 0, 7);
  const city = (id) => {
    const h = hash(id);
    const list = h % 5 < 3 ? jiangsu : others;
    return list[Math.floor(h / 5) % list.length];
  };
  const sector = (code) => products[Number(code.slice(1)) % products.length];
  const sells = new Map();
  const supplies = readFileSync(edges, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [from, to, value, of, at] = line.split(",");
      sells.set(from, sector(of));
      if (!sells.has(to)) sells.set(to, sector(at));
      return `${from},${to},${sector(of)},${value},,generated`;
    });
  const ids = [...sells.keys()].sort();
  write(
    "firms.csv",
    "firm_id,name_zh,name_en,uscc,region_code,gbt4754,annual_output_cny,role,control_code,control_note,parent_id,synthetic,source",
    ids.map((id) => `${id},示例企业${id}（虚构）,Example ${id} (fictional),,${city(id)},,,supplier,CHN,,,1,generated`),
  );
  write(
    "capabilities.csv",
    readFileSync(join(delta, "capabilities.csv"), "utf8").split("\n", 1)[0],
    ids.map((id) => `${id},${sells.get(id)},${city(id)},,,qualified,,,,,,generated,,S`),
  );
  write("supplies.csv", "supplier_id,customer_id,product_id,annual_value_cny,inventory_days,source", supplies);
}

const seconds = (from) => (performance.now() - from) / 1000;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const list = (values) => `${median(values).toFixed(2)} s (${values.map((one) => one.toFixed(2)).join(", ")})`;
const view = "/api/v1/datasets/large/firm-network";

const world = await openWorld();
try {
  makeDataset();
  const { spawnargs } = world.server.child;
  const db = spawnargs[spawnargs.indexOf("--db") + 1];
  execFileSync(tenon, ["import", dataset, "--db", db], { stdio: "ignore" });
  const page = await world.signIn("js.analyst", { path: "/chains?ds=large", width: 1920, height: 1080 });
  console.log(`load of the machine: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores`);
  const ask = async (what, path) => {
    const begun = performance.now();
    const answer = await page.request.get(world.base + path);
    const { length } = await answer.body();
    console.log(
      `${what}: ${seconds(begun).toFixed(2)} s, ${(length / 1e6).toFixed(1)} MB before gzip, ${answer.status()}`,
    );
  };
  await ask("first answer, columns, version not yet loaded", `${view}/columns`);
  await ask("first answer, JSON, version loaded", view);

  // What the page has in hand: the reference reads JSON, as pages usually do.
  const received = (path, isJson) =>
    page.evaluate(
      async ([path, isJson]) => {
        const begun = performance.now();
        const answer = await fetch(path, { cache: "no-store" });
        await (isJson ? answer.json() : answer.arrayBuffer());
        return (performance.now() - begun) / 1000;
      },
      [path, isJson],
    );
  const repeat = async (what) => {
    const times = [];
    for (let i = 0; i < 5; ++i) times.push(await what());
    return times;
  };
  console.log(`kept answer in the page, columns: ${list(await repeat(() => received(`${view}/columns`, false)))}`);
  console.log(`kept answer in the page, JSON, parsed: ${list(await repeat(() => received(view, true)))}`);

  const client = await page.context().newCDPSession(page);
  // Of the page's main thread, whatever else the machine does.
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () =>
    (await client.send("Performance.getMetrics")).metrics.find((one) => one.name === "TaskDuration").value;
  const browser = await page.context().browser().newBrowserCDPSession();
  // Where there is no graphics card, its work is done by a process of the browser.
  const graphics = async () =>
    (await browser.send("SystemInfo.getProcessInfo")).processInfo.find((one) => one.type === "GPU").cpuTime;
  const drawn = async (path) => {
    await page.goto(`${world.base}/chains?ds=large`);
    await page.getByRole("navigation").first().waitFor();
    await page.waitForTimeout(2000);
    const before = [await worked(), await graphics()];
    const begun = performance.now();
    await page.evaluate((to) => {
      history.pushState(null, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    }, path);
    await page.locator("[data-drawn]").waitFor({ timeout: 240_000 });
    const wall = seconds(begun);
    const own = Number(await page.locator("[data-drawn]").getAttribute("data-drawn"));
    return { wall, own, page: (await worked()) - before[0], graphics: (await graphics()) - before[1] };
  };
  const say = (what, runs) =>
    console.log(
      `${what}: from the click to the picture ${list(runs.map((one) => one.wall))}; of it drawing ${median(runs.map((one) => one.own)).toFixed(2)} s; processor: page ${median(runs.map((one) => one.page)).toFixed(2)} s, drawing ${median(runs.map((one) => one.graphics)).toFixed(2)} s`,
    );
  say("firms and the largest links", await repeat(() => drawn("/firm-network?ds=large")));
  await page.screenshot({ path: join(root, "web/e2e/shots/firm-network-large.png") });

  // Dragging for two seconds.
  const frames = page.evaluate(async () => {
    const times = [];
    const end = performance.now() + 2000;
    while (performance.now() < end) times.push(await new Promise(requestAnimationFrame));
    return times.length / 2;
  });
  await page.mouse.move(900, 600);
  await page.mouse.down();
  const until = performance.now() + 2000;
  for (let i = 0; performance.now() < until; ++i) await page.mouse.move(900 + 80 * Math.sin(i / 9), 600);
  await page.mouse.up();
  console.log(`while it is dragged: ${(await frames).toFixed(0)} frames a second`);
  say("firms and all links", [await drawn("/firm-network?ds=large&links=1")]);
  await page.screenshot({ path: join(root, "web/e2e/shots/firm-network-all-links.png") });
  console.log(`load of the machine: ${loadavg()[0].toFixed(1)}`);
} finally {
  await world.close();
  rmSync(folder, { recursive: true });
}
