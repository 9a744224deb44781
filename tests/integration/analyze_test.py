"""tenon analyze on the bundled dataset from the outside: analyze_test.py TENON DATASET"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest

TENON, DATASET = sys.argv[1], sys.argv[2]
FIXED_TIME = dict(os.environ, SOURCE_DATE_EPOCH="1795413909")


def analyze(*arguments):
    return subprocess.run([TENON, "analyze", DATASET, *arguments], capture_output=True, encoding="utf-8", env=FIXED_TIME)


class Analyze(unittest.TestCase):
    def refused(self, answer, *expected):
        self.assertEqual(answer.returncode, 2, answer.stderr)
        self.assertEqual(answer.stdout, "")
        for text in expected:
            self.assertIn(text, answer.stderr)

    def test_table_starts_with_the_answer(self):
        answer = analyze()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertRegex(answer.stdout.splitlines()[0], r"^\d+ red, .* data gaps?")
        self.assertNotIn("\x1b", answer.stdout)
        self.assertIn("--top 0 lists all", answer.stdout)

    def test_json_is_the_same_for_any_number_of_threads(self):
        one, two = analyze("--format", "json", "--threads", "1"), analyze("--format", "json", "--threads", "2")
        self.assertEqual(one.stdout, two.stdout)
        self.assertEqual(json.loads(one.stdout)["generated_at"], "2026-11-23T06:05:09Z")

    def test_page_is_the_same_for_any_number_of_threads(self):
        with tempfile.TemporaryDirectory() as folder:
            pages = []
            for threads in ("1", "2"):
                path = os.path.join(folder, threads + ".html")
                self.assertEqual(analyze("--html", path, "--threads", threads).returncode, 0)
                with open(path, "rb") as page:
                    pages.append(page.read())
            self.assertEqual(pages[0], pages[1])

    def test_csv_has_the_rows_of_the_json(self):
        rows = list(csv.DictReader(io.StringIO(analyze("--format", "csv").stdout)))
        points = json.loads(analyze("--format", "json").stdout)["break_points"]
        self.assertEqual([row["id"] for row in rows], [point["subject"]["id"] for point in points])
        for row, point in zip(rows, points):
            self.assertEqual(row["score"] == "", point["score"] is None)
            if point["score"] is not None:
                self.assertEqual(float(row["score"]), point["score"])

    def test_ranks_and_intervals_hold_together(self):
        points = json.loads(analyze("--format", "json").stdout)["break_points"]
        scored = [point for point in points if point["score"] is not None]
        self.assertEqual([point["rank"] for point in scored], list(range(1, len(scored) + 1)))
        self.assertEqual([point["score"] for point in scored], sorted((p["score"] for p in scored), reverse=True))
        for point in scored:
            self.assertLessEqual(point["score_low"], point["score"])
            self.assertLessEqual(point["score"], point["score_high"])
            self.assertLessEqual(point["rank_low"], point["rank"])
            self.assertLessEqual(point["rank"], point["rank_high"])

    def test_a_chain_goes_by_id_and_by_either_name(self):
        whole = json.loads(analyze("--format", "json").stdout)
        chain = whole["break_points"][0]["subject"]["chain_id"]
        by_id = analyze("--format", "json", "--chain", chain.lower())
        by_name = analyze("--format", "json", "--chain", "集成电路")
        self.assertEqual(by_name.returncode, 0, by_name.stderr)
        points = json.loads(by_id.stdout)["break_points"]
        self.assertEqual({point["subject"]["chain_id"] for point in points}, {chain})
        self.assertLess(len(points), len(whole["break_points"]))

    def test_unknown_chain_and_scope_list_the_valid_ones(self):
        self.refused(analyze("--chain", "集成电"), "集成电路", "Civil aviation")
        self.refused(analyze("--scope", "Shanghay"), "Shanghai", "310000")

    def test_thresholds_must_fall(self):
        for thresholds in ("0.1,0.2,0.3,0.4", "0.6,0.5", "1.2,0.5,0.3,0.1", "0.6,0.5,0.3,0"):
            self.refused(analyze("--thresholds", thresholds), "--thresholds")
        answer = json.loads(analyze("--format", "json", "--thresholds", "0.99,0.9,0.8,0.7").stdout)
        self.assertEqual(answer["options"]["thresholds"]["red"], 0.99)
        self.assertNotIn("red", {point["level"] for point in answer["break_points"]})

    def test_wrong_usage_and_bad_datasets_are_refused(self):
        self.refused(analyze("--format", "xml"))
        self.refused(analyze("--top", "-1"))
        with tempfile.TemporaryDirectory() as folder:
            answer = subprocess.run([TENON, "analyze", folder], capture_output=True, encoding="utf-8")
            self.assertEqual(answer.returncode, 2)

    def test_nothing_is_written_where_the_output_cannot_be(self):
        answer = analyze("--html", "/nonexistent-folder/report.html")
        self.assertEqual(answer.returncode, 1)
        self.assertEqual(answer.stdout, "")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
