"""tenon backup and tenon remedy from the outside: backup_test.py TENON DATA"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile

TENON, DATA = sys.argv[1:3]
DELTA = os.path.join(DATA, "delta")


def tenon(*arguments):
    return subprocess.run([TENON, *arguments], capture_output=True, encoding="utf-8")


class Backup(unittest.TestCase):
    def answer(self, *arguments):
        done = tenon(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def rows(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.answer(*arguments, "--format", "csv"))))

    def refused(self, expected, *arguments):
        done = tenon(*arguments)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn(expected, done.stderr)

    def test_rules_of_a_plan_are_kept_and_told(self):
        plan = ("backup", "plan", DELTA, "--time-limit", "120", "--format", "json")
        rules = ("--province", "each", "--most-with-one-firm", "0.5")
        kept = json.loads(self.answer(*plan, *rules, "--budget", "3e7"))
        self.assertEqual([p["id"] for p in kept["rules"]["provinces"]], ["310000", "320000", "330000", "340000"])
        self.assertTrue(all(p["backups"] > 0 for p in kept["rules"]["provinces"]))
        self.assertLessEqual(kept["rules"]["largest_firm"]["part"], 0.5 + 1e-5)
        self.assertLessEqual(kept["cost_cny_a_year"], 3e7 * (1 + 1e-6))
        none = json.loads(self.answer(*plan, *rules, "--budget", "1000"))
        self.assertEqual(none["solver"]["status"], "infeasible")
        budget = next(c for c in none["conflicts"] if c["rule"] == "budget")
        enough = json.loads(self.answer(*plan, *rules, "--budget", str(budget["least_cost_cny_a_year"] * 1.001)))
        self.assertEqual(enough["solver"]["status"], "optimal")
        self.refused("no province", *plan, "--province", "Atlantis")
        self.refused("expected PRODUCT:FIRM", *plan, "--lock", "ICIC-08")

    def test_candidates_that_fail_with_the_primary_come_last(self):
        rows = self.rows("backup", "candidates", DELTA, "--product", "ICIC-08")
        failing = [row["fails_with_primary"] for row in rows]
        self.assertEqual(failing, sorted(failing))
        self.assertIn("1", failing)
        for row in rows:
            if row["region_code"] == "JPN":
                self.assertEqual(row["fails_with_primary"], "1", row["name_en"])
            parts = 1.0
            for part in ("capacity", "independence", "maturity", "time", "cost"):
                parts *= float(row[part])
            self.assertAlmostEqual(parts, float(row["score"]), delta=1e-12)
            self.assertLessEqual(float(row["score_low"]), float(row["score"]))
            self.assertGreaterEqual(float(row["score_high"]), float(row["score"]))
        # The real makers of the dataset are there by name, with their source.
        real = [row for row in rows if row["synthetic"] == "0" and row["kind"] == "maker"]
        self.assertGreater(len(real), 3)
        self.assertTrue(all(row["source"] for row in real))

    def test_candidates_by_name_and_for_one_buyer(self):
        by_name = self.rows("backup", "candidates", DELTA, "--product", "ArF光刻胶")
        self.assertEqual(by_name, self.rows("backup", "candidates", DELTA, "--product", "ICIC-08"))
        with open(os.path.join(DELTA, "supplies.csv"), encoding="utf-8") as supplies:
            buyer = next(row["customer_id"] for row in csv.DictReader(supplies) if row["product_id"] == "ICIC-08")
        answer = json.loads(self.answer("backup", "candidates", DELTA, "--product", "ICIC-08", "--buyer", buyer,
                                        "--format", "json"))["answers"][0]
        self.assertEqual(answer["buyer_id"], buyer)
        self.assertAlmostEqual(sum(root["part"] for root in answer["roots"]), 1, delta=1e-9)

    def test_what_does_not_exist_is_named(self):
        self.refused("ICIC-99", "backup", "candidates", DELTA, "--product", "ICIC-99")
        self.refused("Atlantis", "backup", "plan", DELTA, "--scope", "Atlantis")
        self.refused("purple", "backup", "plan", DELTA, "--levels", "purple")
        self.refused("abacus", "backup", "plan", DELTA, "--solver", "abacus")
        self.refused("budget", "backup", "plan", DELTA, "--goal", "loss")

    def test_a_plan_covers_what_can_be_covered_and_says_why_not_the_rest(self):
        plan = json.loads(self.answer("backup", "plan", DELTA, "--format", "json"))
        self.assertEqual(plan["solver"]["status"], "optimal")
        self.assertLessEqual(plan["solver"]["gap"], 0.01)
        self.assertGreater(plan["covered_after"], plan["covered_before"])
        for item in plan["items"]:
            self.assertEqual(item["short_after_cny"] > 0, item["uncovered_reason"] is not None, item["product_id"])
        cost = sum(item["cost_cny_a_year"] for item in plan["items"])
        self.assertAlmostEqual(cost, plan["cost_cny_a_year"], delta=1e-6 * cost)

    def test_buyers_share_what_a_maker_can_spare(self):
        wanted = ("backup", "plan", DELTA, "--chain", "DISP", "--buyers", "6", "--most-stock-days", "40")
        plan = self.rows(*wanted)
        self.assertTrue(all(row["buyer_id"] for row in plan))
        reserved = {}
        for row in plan:
            if row["kind"] == "backup":
                maker = (row["product_id"], row["firm_id"], row["region_code"])
                reserved.setdefault(maker, []).append(float(row["reserved_cny_a_year"]))
        self.assertTrue(any(len(amounts) > 1 for amounts in reserved.values()))
        products = sorted({product for product, _, _ in reserved})
        candidates = self.rows("backup", "candidates", DELTA, *[a for p in products for a in ("--product", p)])
        spare = {(row["product_id"], row["firm_id"], row["region_code"]): float(row["spare_cny_a_year"])
                 for row in candidates if row["spare_cny_a_year"]}
        # Who is the primary source of all buyers together is no candidate there.
        known = {maker: amounts for maker, amounts in reserved.items() if maker in spare}
        self.assertGreater(len(known), len(reserved) / 2)
        for maker, amounts in known.items():
            self.assertLessEqual(sum(amounts), spare[maker] * (1 + 1e-6), maker)
        dear = self.rows(*wanted, "--least-order", "1e13")
        self.assertNotIn("backup", {row["kind"] for row in dear})

    def test_costs_are_the_callers(self):
        plan = json.loads(self.answer("backup", "plan", DELTA, "--stock-rate", "0.3", "--qualify-years", "2",
                                      "--format", "json"))
        self.assertEqual(plan["costs_assumed"]["stock_rate"], 0.3)
        self.assertEqual(plan["costs_assumed"]["years"], 2)
        usual = json.loads(self.answer("backup", "plan", DELTA, "--format", "json"))
        self.assertGreater(plan["cost_cny_a_year"], usual["cost_cny_a_year"])
        self.refused("years", "backup", "plan", DELTA, "--qualify-years", "0")

    def test_more_budget_never_raises_the_loss(self):
        losses = []
        for budget in ("1e6", "1e7", "1e8", "1e9"):
            plan = json.loads(self.answer("backup", "plan", DELTA, "--goal", "loss", "--budget", budget,
                                          "--risk-weight", "0", "--gap", "1e-6", "--format", "json"))
            self.assertLessEqual(plan["cost_cny_a_year"], float(budget) * (1 + 1e-6))
            losses.append(plan["after"]["expected_loss_cny_a_year"])
        self.assertEqual(losses, sorted(losses, reverse=True))

    def test_no_one_who_fails_along_is_in_a_plan(self):
        rows = self.rows("backup", "plan", DELTA, "--most-stock-days", "20")
        chosen = {(row["product_id"], row["firm_id"]) for row in rows if row["kind"] == "backup"}
        self.assertGreater(len(chosen), 3)
        products = sorted({product for product, _ in chosen})
        candidates = self.rows("backup", "candidates", DELTA, *[a for p in products for a in ("--product", p)])
        failing = {(row["product_id"], row["firm_id"]) for row in candidates if row["fails_with_primary"] == "1"}
        self.assertGreater(len(failing), 0)
        self.assertEqual(chosen & failing, set())

    def test_measures_and_their_ranks(self):
        rows = self.rows("remedy", DELTA, "--break-point", "ICIC-08")
        ranked = [row for row in rows if row["rank_by_cost"] != "0"]
        self.assertGreater(len(ranked), 2)
        ratios = [float(row["avoided_per_cost"]) for row in ranked]
        self.assertEqual(ratios, sorted(ratios, reverse=True))
        for row in rows:
            self.assertLessEqual(float(row["avoided_low_cny"]), float(row["avoided_cny"]))
            self.assertGreaterEqual(float(row["avoided_high_cny"]), float(row["avoided_cny"]))
            self.assertLessEqual(float(row["avoided_cny"]), float(row["loss_cny"]) * (1 + 1e-9))

    def test_threads_change_nothing(self):
        for command in (("backup", "plan", DELTA, "--levels", "red"), ("remedy", DELTA, "--break-point", "DISP-05")):
            one = self.answer(*command, "--threads", "1", "--format", "csv")
            self.assertEqual(one, self.answer(*command, "--threads", "3", "--format", "csv"))

    def test_a_brief_in_both_languages(self):
        with tempfile.TemporaryDirectory() as folder:
            for language, heading in (("zh", "断供推演"), ("en", "What a failure would do")):
                path = os.path.join(folder, f"brief_{language}.html")
                self.answer("remedy", DELTA, "--break-point", "ICIC-08", "--lang", language, "--brief", path)
                with open(path, encoding="utf-8") as page:
                    text = page.read()
                self.assertIn(heading, text)
                self.assertNotIn("<script", text)
            pdf, docx = os.path.join(folder, "brief.pdf"), os.path.join(folder, "brief.docx")
            self.answer("remedy", DELTA, "--break-point", "ICIC-08", "--brief", pdf, "--brief", docx)
            with open(pdf, "rb") as file:
                self.assertTrue(file.read().startswith(b"%PDF-"))
            with zipfile.ZipFile(docx) as parts:
                self.assertIn("断供推演", parts.read("word/document.xml").decode("utf-8"))
                self.assertIn("word/footnotes.xml", parts.namelist())
            self.refused(".docx or .pdf", "remedy", DELTA, "--break-point", "ICIC-08", "--brief",
                         os.path.join(folder, "brief.txt"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
