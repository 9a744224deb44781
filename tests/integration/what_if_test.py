"""tenon whatif, and tenon simulate --edits, from the outside: what_if_test.py TENON DATA"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest

TENON, DATA = sys.argv[1:3]
DELTA = os.path.join(DATA, "delta")
MEASURES = os.path.join(DATA, "scenarios", "measures", "photoresist.csv")
EMBARGO = os.path.join(DATA, "scenarios", "photoresist_embargo.yaml")


class WhatIf(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.edges = os.path.join(cls.folder.name, "edges.csv")
        cls.revenue = os.path.join(cls.folder.name, "revenue.csv")
        made = subprocess.run([TENON, "generate", "--firms", "1500", "--degree", "6", "--sectors", "40", "--seed", "5",
                               "--out", cls.edges, "--revenue-out", cls.revenue], capture_output=True, encoding="utf-8")
        assert made.returncode == 0, made.stderr
        with open(cls.edges, encoding="utf-8") as rows:
            cls.links = list(csv.DictReader(rows))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def file(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        return path

    def tenon(self, *arguments, code=0):
        answer = subprocess.run([TENON, *arguments], capture_output=True, encoding="utf-8")
        self.assertEqual(answer.returncode, code, answer.stderr)
        return answer

    def rows(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.tenon(*arguments).stdout)))

    def refused(self, expected, *arguments):
        answer = self.tenon(*arguments, code=2)
        self.assertEqual(answer.stdout, "")
        self.assertIn(expected, answer.stderr)

    # Break points of a dataset.

    def test_measures_lower_the_score_of_what_they_are_about(self):
        rows = self.rows("whatif", DELTA, "--edits", MEASURES, "--format", "csv")
        resist = next(row for row in rows if row["id"] == "ICIC-08")
        self.assertEqual(resist["touched"], "1")
        self.assertLess(float(resist["score_after"]), float(resist["score_before"]))
        self.assertLess(float(resist["exposure_after"]), float(resist["exposure_before"]))
        self.assertLess(float(resist["recovery_after"]), float(resist["recovery_before"]))
        self.assertEqual(resist["importance_after"], resist["importance_before"])
        for row in rows:
            if row["id"] != "ICIC-08":
                self.assertEqual(row["score_after"], row["score_before"], row["id"])

    def test_before_is_what_analyze_says(self):
        before = {row["id"]: row for row in self.rows("analyze", DELTA, "--format", "csv", "--top", "0")}
        changes = json.loads(self.tenon("whatif", DELTA, "--edits", MEASURES, "--format", "json").stdout)
        self.assertEqual(sum(changes["levels"]["before"].values()), len(before))
        self.assertEqual(sum(changes["levels"]["after"].values()), len(before))
        for change in changes["changes"]:
            self.assertEqual(change["before"]["score"], float(before[change["id"]]["score"]))
            self.assertEqual(change["before"]["rank"], int(before[change["id"]]["rank"]))

    def test_the_table_speaks_both_languages(self):
        text = self.tenon("whatif", DELTA, "--edits", MEASURES).stdout
        for expected in ("2 edits 项改动", "ArF photoresist", "ArF光刻胶", "suppositions, not facts"):
            self.assertIn(expected, text)

    def test_faults_of_edits_are_placed(self):
        edits = self.file("bad.csv", "op,sector,share\nlocalise,ICIC-8,0.3\nlocalise,ICIC-08,1.5\n")
        self.refused("bad.csv:3", "whatif", DELTA, "--edits", edits)
        edits = self.file("bad2.csv", "op,sector,share\nlocalise,ICIC-8,0.3\n")
        self.refused("bad2.csv:2", "whatif", DELTA, "--edits", edits)

    def test_options_of_the_other_kind_are_refused(self):
        self.refused("is for edge lists", "whatif", DELTA, "--edits", MEASURES, "--tolerance", "0.1")
        self.refused("is for datasets", "whatif", self.edges, "--edits", MEASURES, "--scope", "YRD")

    # ESRI of a network of links.

    def busiest(self):
        sales = {}
        for link in self.links:
            sales[link["supplier"]] = sales.get(link["supplier"], 0) + float(link["weight"])
        return sorted(sales, key=sales.get)

    def test_scores_after_an_edit_are_those_of_the_edited_network(self):
        link = self.links[len(self.links) // 2]
        edits = self.file("drop.csv", "op,supplier,customer,mode\nremove_link,%s,%s,drop\n"
                          % (link["supplier"], link["customer"]))
        after = self.rows("whatif", self.edges, "--edits", edits, "--revenue", self.revenue, "--format", "csv")
        # What the supplier sells outside the network stays, so its revenue falls by the link.
        with open(self.revenue, encoding="utf-8") as rows:
            revenue = {row["firm"]: row["revenue"] for row in csv.DictReader(rows)}
        revenue[link["supplier"]] = repr(float(revenue[link["supplier"]]) - float(link["weight"]))
        lower = self.file("lower.csv", "firm,revenue\n" + "".join("%s,%s\n" % row for row in revenue.items()))
        kept = [list(link)] + [list(row.values()) for row in self.links if row is not link]
        without = self.file("without.csv", "".join(",".join(row) + "\n" for row in kept))
        # Firms need not come in the same order.
        full = {row["firm"]: row for row in self.rows("esri", without, "--revenue", lower, "--format", "csv")}
        moved = 0
        for row in after:
            expected = float(full[row["firm"]]["esri"])
            self.assertLessEqual(abs(float(row["esri_after"]) - expected),
                                 float(row["error_bound"]) + 1e-12 * expected, row["firm"])
            moved += row["esri_after"] != row["esri_before"]
        self.assertGreater(moved, 0)

    def test_all_edits_run_and_zero_tolerance_computes_what_can_change(self):
        firms = self.busiest()
        sector = {link["supplier"]: link["supplier_sector"] for link in self.links}
        hub, small = firms[-1], firms[len(firms) // 2]
        twin = next(f for f in firms[::-1] if f != hub and sector[f] == sector[hub])
        edits = self.file("all.csv", "op,firm,other,weight,share,sector,name,location,mode\n"
                          f"add_link,{hub},{small},1000,0,,,,\n"
                          f"merge_firms,{hub},{twin},,,,,,\n"
                          f"build_plant,{small},,,0.3,{sector[small]},second,somewhere,\n"
                          f"localise,,,,0.9,{sector[small]},,,\n")
        outside = self.file("outside.csv", "firm\n" + "\n".join(firms[::9]) + "\n")
        common = ("whatif", self.edges, "--edits", edits, "--outside", outside, "--format", "csv")
        exact = self.rows(*common, "--tolerance", "0")
        loose = self.rows(*common, "--tolerance", "0.001")
        self.assertEqual(len(exact), len(loose))
        self.assertEqual(exact[-1]["firm"], "second")
        self.assertEqual(exact[-1]["esri_before"], "")
        for a, b in zip(exact, loose):
            self.assertLessEqual(abs(float(a["esri_after"]) - float(b["esri_after"])),
                                 float(a["error_bound"]) + float(b["error_bound"]) + 1e-15)
        self.assertTrue(any(row["origin"] == "recomputed" for row in exact))

    # Losses of a scenario with edits.

    def test_measures_lower_the_losses_of_the_scenario(self):
        run = json.loads(self.tenon("simulate", EMBARGO, DELTA, "--edits", MEASURES, "--format", "json").stdout)
        lost = [r["outcome"]["lost_output"] for r in run["runs"]]
        self.assertEqual(len(lost), 2)
        self.assertLess(lost[1], lost[0])

    def test_a_scenario_on_links_with_edits(self):
        sector = self.links[0]["supplier_sector"]
        scenario = self.file("cut.yaml", "id: cut\nname: {zh: 断, en: Cut}\nhorizon_days: 60\nevents:\n"
                             "  - id: e\n    name: {zh: 断, en: Cut}\n    kind: capacity\n"
                             f"    target: {{sectors: {sector}}}\n    duration_days: 20\n    loss: 0.8\n")
        firm = self.links[0]["supplier"]
        edits = self.file("more.csv", f"op,firm,factor\nscale_stock,{firm},3\nscale_capacity,{firm},1.5\n")
        text = self.tenon("simulate", scenario, "--links", self.edges, "--revenue", self.revenue,
                          "--edits", edits).stdout
        self.assertIn("with measures", text)
        answer = self.tenon("whatif", self.edges, "--edits", edits, "--format", "csv")
        self.assertIn("more.csv:2", answer.stderr)
        self.assertIn("matters to scenarios only", answer.stderr)
        for row in csv.DictReader(io.StringIO(answer.stdout)):
            self.assertAlmostEqual(float(row["esri_before"]), float(row["esri_after"]), delta=1e-12)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
