"""The page of tenon simulate in a real browser: simulation_page_test.py TENON SIMULATION_SAMPLE SOURCE_FOLDER

Real runs of a bundled scenario, and made-up ones for what those do not show (a stopped run, a network without
chains). Checks that everything is drawn, that day, run and selection follow keys and address, that every chart has its
table, that nothing is wider than the window, and that the page stays readable with scripts off. Exit code 77 (skipped)
where there is no Chromium.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import browser

TENON, SAMPLE, SOURCE = sys.argv[1], sys.argv[2], sys.argv[3]
DATASET = os.path.join(SOURCE, "data", "delta")
SCENARIO = os.path.join(SOURCE, "data", "scenarios", "embargo_and_lockdown.yaml")

STATE = """
  const state = () => ({ day: +document.getElementById("p-day").value, said: document.getElementById("p-say").textContent,
    playing: document.getElementById("p-play").getAttribute("aria-pressed"), hash: location.hash });
"""


class SimulationPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="tenon-simulation-")
        cls.real = os.path.join(cls.folder, "real.html")
        answer = subprocess.run([TENON, "simulate", SCENARIO, DATASET, "--compare", "switching", "--format", "json", "--html", cls.real],
                                capture_output=True, check=True)
        cls.result = json.loads(answer.stdout)
        subprocess.run([SAMPLE, DATASET, cls.folder], check=True)
        cls.compared, cls.partial, cls.bare = (os.path.join(cls.folder, name + ".html") for name in ("compared", "partial", "bare"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def open(self, path, address="", size="1366,768"):
        page = browser.open_page(path, address, size)
        self.assertEqual(page.console, [], "the console is not silent")
        self.assertEqual(page.by_id["html"].get("data-ready"), "true")
        return page

    def ask(self, path, script, address="", size="1366,768"):
        answer, console = browser.ask_page(path, STATE + script, address, size)
        self.assertEqual(console, [], "the console is not silent")
        if isinstance(answer, dict):
            self.assertNotIn("error", answer)
        return answer

    def test_draws_a_real_comparison_in_chinese(self):
        page = self.open(self.real, "?lang=zh")
        run = self.result["runs"][0]
        self.assertEqual(page.by_id["html"]["lang"], "zh")
        self.assertNotIn("nojs", page.by_id["html"]["class"])
        self.assertEqual(page.by_class["tile"], 41)
        self.assertGreater(page.by_class["node"], 20)
        self.assertGreaterEqual(page.by_class["curve"], 2)
        self.assertIn("gain", page.by_class)
        self.assertTrue(page.by_id["p-day"]["aria-valuetext"].startswith(f"第 {run['outcome']['worst_day']} 天"))
        self.assertEqual(int(page.by_id["p-day"]["max"]), run["days"] - 1)
        self.assertIn("hidden", page.by_id["detail"])
        stops = len({stop["product_id"] for r in self.result["runs"] for stop in r["outcome"]["product_stops"]})
        self.assertGreaterEqual(page.rows, stops)

    def test_takes_language_day_run_chain_and_selection_from_the_address(self):
        product = self.result["runs"][0]["scenario"]["events"][0]["target"]["products"][0]
        dimension = next(d for d in self.result["dimensions"] if d["id"] == "product")
        label = next(g for g in dimension["groups"] if product in (g["id"], g["name_zh"], g["name_en"]))
        page = self.open(self.real, f"?lang=en&theme=dark#day=40&run=B&chain={label['chain_id']}&sel={label['id']}")
        self.assertEqual(page.by_id["html"]["lang"], "en")
        self.assertEqual(page.by_id["html"]["data-theme"], "dark")
        self.assertTrue(page.by_id["p-day"]["aria-valuetext"].startswith("day 40,"))
        self.assertEqual(page.by_id["p-run-B"]["aria-pressed"], "true")
        self.assertNotIn("hidden", page.by_id["detail"])
        self.assertIn(label["name_en"], page.text_of["detail-title"])

    def test_the_day_follows_keys_and_typing_and_does_not_play_by_itself(self):
        seen = self.ask(self.compared, """
          const days = [state().day];
          await wait(1500);
          days.push(state().day);
          const go = async (key, options) => { press(key, options); await wait(30); days.push(state().day); };
          await go("ArrowRight"); await go("ArrowLeft"); await go("ArrowRight", { shiftKey: true }); await go("ArrowLeft", { shiftKey: true });
          const number = document.getElementById("p-number");
          number.value = "33"; number.dispatchEvent(new Event("change", { bubbles: true }));
          days.push(state().day);
          number.value = "99999"; number.dispatchEvent(new Event("change", { bubbles: true }));
          days.push(state().day);
          const hash = state().hash;
          press("?");
          return { days, hash, keys: document.getElementById("keys-box").open };
        """, "#day=50")
        self.assertEqual(seen["days"], [50, 50, 51, 50, 57, 50, 33, 364])
        self.assertIn("day=364", seen["hash"])
        self.assertTrue(seen["keys"])

    def test_space_plays_and_pauses(self):
        seen = self.ask(self.compared, """
          const before = state();
          press(" ");
          const playing = state().playing;
          await wait(2000);
          press(" ");
          const paused = state();
          await wait(800);
          return { before, playing, paused, after: state() };
        """, "#day=10")
        self.assertEqual(seen["before"]["playing"], "false")
        self.assertEqual(seen["playing"], "true")
        self.assertEqual(seen["paused"]["playing"], "false")
        self.assertGreater(seen["paused"]["day"], 12)
        self.assertEqual(seen["paused"]["day"], seen["after"]["day"])
        self.assertIn(f"day={seen['paused']['day']}", seen["paused"]["hash"])

    def test_pictures_follow_the_day_and_the_run_on_fixed_steps(self):
        seen = self.ask(self.compared, """
          const look = () => ({
            steps: Array.from(document.querySelectorAll("#chain-view .node.day[data-product]"), (n) => ["l0", "l1", "l2", "l3", "l4", "stopped", "unknown"].find((c) => n.classList.contains(c))),
            labels: Array.from(document.querySelectorAll("#chain-view .node.day[data-product]"), (n) => n.getAttribute("aria-label")),
            tiles: Array.from(document.querySelectorAll("#city-view .tile .face"), (f) => f.style.fill),
            legend: document.querySelector("#city-view .legend").textContent, today: document.querySelector("#today-view").textContent });
          const go = (day) => { const n = document.getElementById("p-number"); n.value = day; n.dispatchEvent(new Event("change", { bubbles: true })); };
          go(0); const first = look();
          go(97); const worst = look();
          document.getElementById("p-run-B").click(); const other = look();
          return { first, worst, other };
        """, "?lang=zh#chain=DISP")
        self.assertEqual(set(seen["first"]["steps"]) - {"unknown"}, {"l0"})
        self.assertIn("stopped", seen["worst"]["steps"])
        self.assertTrue(any("停产" in label for label in seen["worst"]["labels"]))
        self.assertNotEqual(seen["worst"]["tiles"], seen["first"]["tiles"])
        self.assertNotEqual(seen["worst"]["steps"], seen["other"]["steps"])
        self.assertEqual(seen["first"]["legend"], seen["worst"]["legend"])
        self.assertEqual(seen["first"]["legend"], seen["other"]["legend"])
        self.assertIn("第 97 天", seen["worst"]["today"])

    def test_a_box_opens_its_causes_back_to_the_shock(self):
        seen = self.ask(self.compared, """
          const box = document.querySelector('#chain-view .node.day.stopped, #chain-view .node.day.l4');
          box.dispatchEvent(new MouseEvent("click", { bubbles: true }));
          const steps = Array.from(document.querySelectorAll("#detail .causes li"), (li) => li.textContent);
          const focus = document.activeElement.id;
          press("Escape");
          return { steps, focus, closed: document.getElementById("detail").hidden, sel: location.hash.includes("sel=") };
        """, "?lang=zh#day=97&chain=ICIC")
        self.assertGreaterEqual(len(seen["steps"]), 2)
        self.assertIn("受冲击", seen["steps"][-1])
        self.assertEqual(seen["focus"], "detail-title")
        self.assertTrue(seen["closed"])
        self.assertFalse(seen["sel"])

    def test_arrow_keys_walk_tiles_and_boxes_without_moving_the_day(self):
        seen = self.ask(self.compared, """
          const tile = document.querySelector('#city-view .tile[tabindex="0"]');
          tile.focus();
          press("ArrowLeft");
          const moved = document.activeElement !== tile && document.activeElement.classList.contains("tile");
          const box = document.querySelector("#chain-view .node.day[data-product]");
          box.focus();
          press("ArrowRight");
          const walked = document.activeElement !== box && document.activeElement.classList.contains("node");
          return { moved, walked, day: state().day };
        """, "#day=20")
        self.assertEqual(seen, {"moved": True, "walked": True, "day": 20})

    def test_the_list_of_stops_filters_sorts_and_opens(self):
        seen = self.ask(self.compared, """
          const rows = () => Array.from(document.querySelectorAll("#stop-table tbody tr"));
          const all = rows().length;
          const kind = document.getElementById("s-kind");
          const stopped = rows().map((row) => row.dataset.state);
          document.getElementById("s-state").value = ""; document.getElementById("s-state").dispatchEvent(new Event("change"));
          const hit = rows().length;
          kind.value = "product"; kind.dispatchEvent(new Event("change"));
          const products = rows().map((row) => row.dataset.kind);
          document.querySelector('#stop-table th[data-sort="lost"] button').click();
          const lost = rows().map((row) => +row.dataset.lost);
          rows()[0].click();
          const opened = !document.getElementById("detail").hidden, day = state().day, top = rows()[0].dataset, wanted = +top.day >= 0 ? +top.day : +top.hit;
          document.getElementById("s-text").value = "no such thing"; document.getElementById("s-text").dispatchEvent(new Event("input"));
          return { all, hit, stopped, products, lost, opened, day, wanted, empty: !document.getElementById("s-empty").hidden };
        """)
        self.assertEqual(set(seen["stopped"]), {"stopped"})
        self.assertGreater(seen["hit"], seen["all"])
        self.assertGreater(seen["hit"], len(seen["products"]))
        self.assertEqual(set(seen["products"]), {"product"})
        self.assertEqual(seen["lost"], sorted(seen["lost"], reverse=True))
        self.assertTrue(seen["opened"])
        self.assertEqual(seen["day"], seen["wanted"])
        self.assertTrue(seen["empty"])

    def test_every_chart_has_its_table(self):
        for path in (self.real, self.partial):
            seen = self.ask(path, """
              const words = "View as table", count = Array.from(document.querySelectorAll("button")).filter((b) => b.textContent === words).length;
              const rows = [];
              for (let i = 0; i < count; ++i) {
                const button = Array.from(document.querySelectorAll("button")).filter((b) => b.textContent === words)[i];
                const section = button.closest("[id$=-view]");
                button.click();
                rows.push(section.querySelectorAll(".box-scroll table tbody tr").length);
              }
              press("ArrowRight");
              return { count, rows };
            """, "?lang=en")
            self.assertGreaterEqual(seen["count"], 5 if path == self.real else 4)
            self.assertTrue(all(rows > 3 for rows in seen["rows"]), seen)

    def test_nothing_is_wider_than_the_window(self):
        for path in (self.real, self.partial, self.bare):
            for size in ("1366,768", "1920,1080", "800,1000"):
                for language in ("zh", "en"):
                    seen = self.ask(path, "return [document.documentElement.scrollWidth, innerWidth];", "?lang=" + language, size)
                    self.assertLessEqual(seen[0], seen[1], (path, size, language))

    def test_a_stopped_run_says_so(self):
        page = self.open(self.partial, "?lang=en")
        self.assertEqual(page.by_class["alarm"], 1)
        self.assertIn("Partial: only 70 of 365 days computed.", page.text_of["answer"])
        self.assertEqual(page.by_id["p-day"]["max"], "69")
        self.assertIn("unknown", page.by_class)  # what was not computed, hatched

    def test_a_network_without_chains_and_places_still_plays(self):
        page = self.open(self.bare, "?lang=zh#day=30")
        self.assertTrue(page.by_id["p-day"]["aria-valuetext"].startswith("第 30 天"))
        self.assertIn("hidden", page.by_id["chain-part"])
        self.assertIn("hidden", page.by_id["city-view"])
        self.assertGreaterEqual(page.by_class["curve"], 1)

    def test_figures_are_those_of_the_program(self):
        with open(os.path.join(self.folder, "figures.json"), encoding="utf-8") as file:
            figures = json.load(file)
        with open(os.path.join(SOURCE, "src/report/assets/common/figures.js"), encoding="utf-8") as file:
            script = file.read()
        page = os.path.join(self.folder, "figures.html")
        with open(page, "w", encoding="utf-8") as file:
            file.write("<!DOCTYPE html><html><head><meta charset='utf-8'></head><body></body></html>")
        wrong, console = browser.ask_page(page, """
          const data = { currency: "CNY" }, zh = () => true;
          %s
          const rows = %s, wrong = [];
          const zhScale = columnScale(123456789, true), enScale = columnScale(123456789, false);
          for (const row of rows) {
            const v = row[0];
            const own = [scaledFigure(v, true), scaledFigure(v, false), moneyFigure(v, "CNY", true), moneyFigure(v, "CNY", false),
              percentFigure(v), changeFigure(v), columnFigure(v, zhScale), columnFigure(v, enScale)];
            own.forEach((text, i) => { if (text !== row[i + 1]) wrong.push([v, text, row[i + 1]]); });
          }
          return wrong;
        """ % (script, json.dumps(figures)))
        self.assertEqual(console, [])
        self.assertGreater(len(figures), 300)
        self.assertEqual(wrong, [])

    def test_is_readable_without_script(self):
        without = os.path.join(self.folder, "without-script.html")
        browser.without_script(self.real, without)
        page = browser.open_page(without)
        self.assertEqual(page.console, [])
        self.assertIn("nojs", page.by_id["html"]["class"])
        self.assertNotIn("data-ready", page.by_id["html"])
        self.assertIn("losses", page.by_class)
        self.assertIn("compare", page.by_class)
        self.assertIn("天最严重", page.text_of["answer"])
        self.assertEqual(page.rows, self.open(self.real).rows)

    def test_is_small_enough_to_mail(self):
        for path in (self.real, self.compared):
            self.assertLess(os.path.getsize(path), 2_500_000)


if __name__ == "__main__":
    browser.skip_without_chromium()
    unittest.main(argv=sys.argv[:1], verbosity=2)
