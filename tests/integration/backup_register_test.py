"""From a plan to a register to drills, from the outside: backup_register_test.py TENON DATA"""
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
ENVIRONMENT = dict(os.environ, SOURCE_DATE_EPOCH="1795413909")  # 2026-11-23


def tenon(*arguments):
    return subprocess.run([TENON, *arguments], capture_output=True, encoding="utf-8", env=ENVIRONMENT)


class Register(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.plan = os.path.join(cls.folder.name, "plan.csv")
        done = tenon("backup", "plan", DELTA, "--chain", "DISP", "--levels", "red", "--register", cls.plan)
        assert done.returncode == 0, done.stderr
        with open(cls.plan, encoding="utf-8-sig") as file:
            cls.entries = list(csv.DictReader(file))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def rows(self, *arguments):
        done = tenon(*arguments, "--format", "csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def write(self, name, rows):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return path

    def drills(self, register, *more):
        return {row["product_id"]: row
                for row in self.rows("backup", "drill", DELTA, register, "--chain", "DISP", "--levels", "red", *more)}

    def test_the_engine_confirms_the_plan(self):
        for product, row in self.drills(self.plan).items():
            self.assertEqual(row["passed"], "1", product)
            if row["first_short_day_without"]:
                self.assertGreater(float(row["value_added_saved_cny"]), 0, product)

    def test_a_drill_that_fails_and_the_change_that_makes_it_pass(self):
        # Half of the stock that the plan asks for.
        stock = next(name for name in self.entries[0] if "stock_days" in name)
        weak = [dict(row, **{stock: str(float(row[stock]) / 2) if row[stock] else ""}) for row in self.entries]
        path = self.write("weak.csv", weak)
        rows = self.drills(path)
        failed = {product for product, row in rows.items() if row["passed"] == "0"}
        self.assertGreaterEqual(len(failed), 2)
        for product in failed:
            self.assertTrue(rows[product]["proposals"], product)
            self.assertLess(int(rows[product]["first_short_day_without"]), int(rows[product]["first_short_day_with"]))
        self.assertFalse(any(row["proposals"] for row in self.drills(path, "--no-proposals").values()))

    def test_coverage_rises_when_entries_come_into_force(self):
        def covered(day):
            return sum(row["covered"] == "1" for row in self.rows(
                "backup", "coverage", DELTA, self.plan, "--levels", "red", "--on", day, "--no-series"))
        self.assertEqual(covered("2026-11-23") - covered("2026-11-22"), 3)

    def test_every_entry_is_judged(self):
        judged = self.rows("backup", "check", DELTA, self.plan)
        self.assertEqual([row["id"] for row in judged], [row[next(iter(row))] for row in self.entries])
        self.assertEqual({row["use"] for row in judged}, {"counts"})
        late = self.rows("backup", "check", DELTA, self.plan, "--on", "2020-01-01")
        self.assertNotIn("counts", {row["use"] for row in late})

    def test_faults_of_a_register_are_told_at_once(self):
        path = os.path.join(self.folder.name, "bad.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("id,product,maker,ready_days,reserved_cny_a_year,valid_until\nA,ICIC-99,,1,,\nB,DISP-05,,-3,,2026-02-30\n")
        for command in ("check", "coverage", "drill"):
            done = tenon("backup", command, DELTA, path)
            self.assertEqual(done.returncode, 2)
            self.assertEqual(done.stdout, "")
            self.assertIn("bad.csv:3", done.stderr)

    def test_the_bundled_example_shows_every_verdict(self):
        example = os.path.join(DATA, "backup", "register_example.csv")
        uses = {row["use"] for row in self.rows("backup", "check", DELTA, example, "--on", "2026-11-26")}
        self.assertGreaterEqual(len(uses), 5)

    def test_templates_to_fill_in(self):
        sheet = os.path.join(self.folder.name, "template.xlsx")
        done = tenon("backup", "template", DELTA, "--chain", "ICIC", "--out", sheet)
        self.assertEqual(done.returncode, 0, done.stderr)
        with zipfile.ZipFile(sheet) as parts:
            page = parts.read("xl/worksheets/sheet1.xml").decode("utf-8")
            self.assertIn("dataValidation", page)
            self.assertIn("lists!", page)
            texts = parts.read("xl/sharedStrings.xml").decode("utf-8")
        for expected in ("产品", "ready_days", "ArF光刻胶"):
            self.assertIn(expected, texts)
        empty = tenon("backup", "template", DELTA, "--chain", "ICIC")
        self.assertEqual(empty.returncode, 0, empty.stderr)
        path = os.path.join(self.folder.name, "empty.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(empty.stdout)
        self.assertEqual(self.rows("backup", "check", DELTA, path), [])

    def test_words_that_mean_nothing_are_refused_by_their_option(self):
        for expected, *arguments in (
                ("--on", "drill", DELTA, self.plan, "--on", "2026-13-01"),
                ("--on", "check", DELTA, self.plan, "--on", "tomorrow"),
                ("--from", "coverage", DELTA, self.plan, "--from", "2026-02-30"),
                ("purple", "coverage", DELTA, self.plan, "--levels", "red,purple")):
            done = tenon("backup", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertIn(expected, done.stderr)
            self.assertIn("expected", done.stderr)

    def test_coverage_of_all_levels_has_every_break_point(self):
        def products(levels):
            return {row["product_id"] for row in self.rows("backup", "coverage", DELTA, self.plan, "--levels", levels,
                                                           "--no-series")}
        self.assertGreater(len(products("all")), 300)
        self.assertEqual(products("all"), products("red,orange,yellow,blue,none,unknown"))
        self.assertLess(products("red"), products("red,orange"))

    def test_threads_change_nothing(self):
        common = ("backup", "drill", DELTA, self.plan, "--chain", "DISP", "--levels", "red", "--format", "json")
        one, three = tenon(*common, "--threads", "1"), tenon(*common, "--threads", "3")
        self.assertEqual(json.loads(one.stdout), json.loads(three.stdout))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
