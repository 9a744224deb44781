"""tenon esri and tenon generate from the outside: esri_test.py TENON"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest

TENON = sys.argv[1]

# One supplier, two customers: closing A stops B and C.
STAR = "supplier,customer,weight,supplier_sector,customer_sector,type\nA,B,3,s,t,2\nA,C,1,s,t,2\nB,C,1,t,t,1\n"


class Esri(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.edges = cls.file("star.csv", STAR)
        cls.big = os.path.join(cls.folder.name, "big.csv")
        cls.revenue = os.path.join(cls.folder.name, "revenue.csv")
        made = subprocess.run([TENON, "generate", "--firms", "2000", "--degree", "6", "--sectors", "40", "--seed", "3",
                               "--out", cls.big, "--revenue-out", cls.revenue], capture_output=True, encoding="utf-8")
        assert made.returncode == 0, made.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def file(cls, name, text):
        path = os.path.join(cls.folder.name, name)
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        return path

    def esri(self, *arguments):
        return subprocess.run([TENON, "esri", *arguments], capture_output=True, encoding="utf-8")

    def rows(self, *arguments):
        answer = self.esri(*arguments)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return list(csv.DictReader(io.StringIO(answer.stdout)))

    def refused(self, expected, *arguments):
        answer = self.esri(*arguments)
        self.assertEqual(answer.returncode, 2, answer.stderr)
        self.assertEqual(answer.stdout, "")
        self.assertIn(expected, answer.stderr)

    def test_firms_stand_in_order_of_first_appearance(self):
        rows = self.rows(self.edges)
        self.assertEqual([row["firm"] for row in rows], ["A", "B", "C"])
        self.assertEqual(float(rows[0]["esri_down"]), 1.0)
        self.assertEqual(float(rows[1]["esri_up"]), (1 + 4 * 0.75) / 5)

    def test_notes_say_how_to_read_the_scores(self):
        notes = self.esri(self.edges).stderr
        for expected in ("epsilon 0.01", "iterations", "leave the network", "give --revenue"):
            self.assertIn(expected, notes)

    def test_every_format_holds_the_same_scores(self):
        by_csv = self.rows(self.big, "--revenue", self.revenue)
        as_json = json.loads(self.esri(self.big, "--revenue", self.revenue, "--format", "json").stdout)
        self.assertEqual(len(by_csv), len(as_json["scores"]))
        self.assertGreater(as_json["leakage"], 0.2)
        for row, score in zip(by_csv, as_json["scores"]):
            self.assertEqual(row["firm"], score["firm"])
            self.assertEqual(float(row["esri"]), score["esri"])
        table = self.esri(self.big, "--revenue", self.revenue, "--format", "table", "--top", "3").stdout
        best = max(as_json["scores"], key=lambda score: score["esri"])
        self.assertIn(best["firm"], table.splitlines()[2])
        self.assertEqual(len(table.splitlines()), 5)

    def test_threads_change_nothing(self):
        one = self.esri(self.big, "--revenue", self.revenue, "--threads", "1").stdout
        self.assertEqual(one, self.esri(self.big, "--revenue", self.revenue, "--threads", "3").stdout)

    def test_a_sample_is_part_of_the_whole(self):
        whole = {row["firm"]: row for row in self.rows(self.big, "--revenue", self.revenue)}
        sample = self.rows(self.big, "--revenue", self.revenue, "--sample", "50", "--seed", "9")
        self.assertEqual(len(sample), 50)
        for row in sample:
            self.assertEqual(row, whole[row["firm"]])

    def test_tolerance_is_kept(self):
        exact = {row["firm"]: float(row["esri"]) for row in self.rows(self.big, "--revenue", self.revenue)}
        for row in self.rows(self.big, "--revenue", self.revenue, "--tolerance", "1e-6"):
            self.assertLessEqual(abs(float(row["esri"]) - exact[row["firm"]]), 1.001e-6 * exact[row["firm"]] + 1e-15)

    def test_converged_scores_are_higher(self):
        early = self.rows(self.big, "--revenue", self.revenue)
        late = self.rows(self.big, "--revenue", self.revenue, "--epsilon", "1e-10")
        self.assertTrue(all(float(b["esri"]) >= float(a["esri"]) - 1e-12 for a, b in zip(early, late)))
        self.assertTrue(any(float(b["esri"]) > 1.05 * float(a["esri"]) for a, b in zip(early, late)))

    def test_stop_rule_that_decides_is_a_warning(self):
        self.assertIn("warning: the stop rule decides the ranking", self.esri(self.big).stderr)

    def test_partial_and_joint_shocks(self):
        shock = self.file("shock.csv", "firm,remaining\nA,0.5\nB,0.9\n")
        rows = {row["firm"]: row for row in self.rows(self.edges, "--shock", shock)}
        self.assertEqual(float(rows["A"]["downstream_level"]), 0.5)
        self.assertLess(float(rows["C"]["downstream_level"]), 1)

    def test_matrix_and_sector_map(self):
        matrix = self.file("matrix.csv", "supplier_sector,X,Y\nX,0,2\nY,0,0\n")
        mapping = self.file("map.csv", "from,to\ns,X\nt,Y\n")
        rows = self.rows(self.edges, "--essential", matrix, "--sector-map", mapping)
        self.assertEqual(float(rows[0]["esri_down"]), 1.0)
        self.assertAlmostEqual(float(rows[1]["esri_down"]), 1 / 5)
        self.refused("s", self.edges, "--essential", matrix)

    def test_bad_input_is_refused_whole(self):
        head = "supplier,customer,weight\n"
        for name, text, expected in (
                ("negative", head + "A,B,1\nA,C,-1\n", ":3"),
                ("nan", head + "A,B,nan\n", "nan"),
                ("fields", head + "A,B\n", ":2"),
                ("header", "from,to,value\nA,B,1\n", "supplier"),
                ("empty", "", "empty"),
                ("zero", head + "A,B,0\n", "0"),
                ("type", "supplier,customer,weight,type\nA,B,1,7\n", "type")):
            with self.subTest(name):
                self.refused(expected, self.file(name + ".csv", text))
        self.refused("cannot open", os.path.join(self.folder.name, "missing.csv"))
        self.refused("Z", self.edges, "--revenue", self.file("unknown.csv", "firm,revenue\nZ,1\n"))
        self.refused("below", self.edges, "--revenue", self.file("low.csv", "firm,revenue\nA,1\n"))
        self.refused("--epsilon", self.edges, "--epsilon", "-1")
        self.refused("--replaceability", self.edges, "--replaceability", "some")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
