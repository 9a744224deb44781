// node web/bench/first-view.mjs [PATHS]: how long from opening a page to its answer, with nothing kept, in Chromium on the same
// machine as the server; and what comes over the network until then. Medians of five. TENON: the program. PAGE=dist: the
// page in web/dist instead of the one in the program.
process.env.PAGE ??= "program";
const { openWorld } = await import("../e2e/world.mjs");

const asked = process.argv.slice(2);
const pages = asked.length > 0 ? asked : ["/overview", "/chains/ICIC", "/breakpoints", "/lab", "/cases"];
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const world = await openWorld();
try {
  for (const path of pages) {
    const times = [];
    let scripts = 0;
    let answers = 0;
    for (let round = 0; round < 5; ++round) {
      // A browser that has seen nothing: signing in leaves only the cookie.
      const signed = await world.signIn("js.analyst", { path: "/no-such-page" });
      const cookies = await signed.context().cookies();
      await signed.context().close();
      const page = await world.open("/mark.svg");
      await page.context().addCookies(cookies);
      scripts = answers = 0;
      page.on("response", async (response) => {
        const size = Number(response.headers()["content-length"] ?? 0);
        if (/\.js$/.test(new URL(response.url()).pathname)) scripts += size;
        if (/\/api\//.test(response.url())) answers += size;
      });
      const begin = performance.now();
      await page.goto(world.base + path, { waitUntil: "commit" });
      await page.locator("h1").filter({ hasText: /\d/ }).waitFor();
      times.push(performance.now() - begin);
      await page.context().close();
    }
    console.log(
      `${path}: ${Math.round(median(times))} ms to the answer (${times.map(Math.round).join(", ")}), ` +
        `${Math.round(scripts / 1000)} kB of scripts, ${Math.round(answers / 1000)} kB of answers, compressed`,
    );
  }
} finally {
  await world.close();
}
