"""The HTML report of the bundled dataset in a real browser: html_report_test.py TENON DATASET

Asks headless Chromium for the page as it stands after its script ran and checks that everything is drawn, that the
console is silent and that the page stays readable with scripts off. Exit code 77 (skipped) where there is no Chromium.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import browser

TENON, DATASET = sys.argv[1], sys.argv[2]


class HtmlReport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="tenon-html-")
        cls.path = os.path.join(cls.folder, "report.html")
        answer = subprocess.run([TENON, "analyze", DATASET, "--format", "json", "--html", cls.path],
                                capture_output=True, check=True)
        cls.result = json.loads(answer.stdout)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def open(self, address="", path=None):
        page = browser.open_page(path or self.path, address)
        self.assertEqual(page.console, [], "the console is not silent")
        return page

    def test_draws_everything_in_chinese(self):
        page = self.open("?lang=zh")
        points = self.result["break_points"]
        self.assertEqual(page.by_id["html"]["lang"], "zh")
        self.assertEqual(page.by_id["html"]["data-ready"], "true")
        self.assertNotIn("nojs", page.by_id["html"].get("class", ""))
        self.assertEqual(page.rows, len(points))
        self.assertIn(f"{len(points)} / {len(points)} 行", page.text_of["f-count"])
        self.assertEqual(page.by_class["mark-point"], sum(p["exposure"] is not None for p in points))
        chain = points[0]["subject"]["chain_id"]
        self.assertEqual(page.by_class["node"], 1 + sum(p["subject"]["chain_id"] == chain for p in points))  # 1: legend
        self.assertEqual(page.by_class["tile"], 41)
        self.assertIn("hidden", page.by_id["detail"])

    def test_speaks_english_and_opens_the_evidence_of_the_address(self):
        first = self.result["break_points"][0]
        page = self.open("?lang=en#sel=" + first["subject"]["id"])
        self.assertEqual(page.by_id["html"]["lang"], "en")
        self.assertIn("of", page.text_of["f-count"])
        self.assertNotIn("hidden", page.by_id["detail"])
        self.assertIn(first["subject"]["name_en"], page.text_of["detail-title"])
        self.assertEqual(page.by_id["r0"]["aria-current"], "true")

    def test_dark_theme_is_taken_from_the_address(self):
        self.assertEqual(self.open("?theme=dark").by_id["html"]["data-theme"], "dark")

    def test_is_readable_without_script(self):
        without = os.path.join(self.folder, "without-script.html")
        browser.without_script(self.path, without)
        page = self.open(path=without)
        self.assertEqual(page.rows, len(self.result["break_points"]))
        self.assertIn("nojs", page.by_id["html"]["class"])
        self.assertNotIn("data-ready", page.by_id["html"])

    def test_is_small_enough_to_mail(self):
        self.assertLess(os.path.getsize(self.path), 3_000_000)


if __name__ == "__main__":
    browser.skip_without_chromium()
    unittest.main(argv=sys.argv[:1], verbosity=2)
