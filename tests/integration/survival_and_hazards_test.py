"""tenon survive and tenon hazards from the outside."""
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

TENON, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
DELTA = ROOT / "data" / "delta"
HAZARDS = ROOT / "data" / "hazards" / "delta.yaml"


def run_tenon(*arguments, code=0):
    done = subprocess.run([TENON, *map(str, arguments)], capture_output=True, text=True, timeout=600,
                          env={**os.environ, "SOURCE_DATE_EPOCH": "0"})
    assert done.returncode == code, done.stderr
    return done


class Survive(unittest.TestCase):
    def test_products(self):
        one = run_tenon("survive", DELTA, "--horizon", 120, "--format", "csv", "--threads", 1).stdout
        self.assertEqual(one, run_tenon("survive", DELTA, "--horizon", 120, "--format", "csv", "--threads", 2).stdout)
        rows = list(csv.DictReader(io.StringIO(one)))
        self.assertGreater(len(rows), 300)
        flags = {row["flag"] for row in rows}
        self.assertIn("exceeded", flags)
        self.assertIn("unknown", flags)  # nothing is filled in
        both = [row for row in rows if row["simulation_others_end"] == row["program_others_end"] == "short"]
        self.assertGreater(len(both), 50)
        for row in both:  # planning never survives shorter
            self.assertGreaterEqual(float(row["program_others_days"]), float(row["simulation_others_days"]) - 1e-3)
        self.assertEqual(max(float(row["exposure_high"] or row["exposure_low"] or 0) for row in rows), 1)

    def test_unknown_dataset(self):
        run_tenon("survive", ROOT / "nowhere", code=2)


class Hazards(unittest.TestCase):
    YEARS = ("--minimum-years", 12, "--years", 24, "--format", "csv", "--what", "years")

    def test_the_same_years_however_they_are_run(self):
        once = run_tenon("hazards", HAZARDS, DELTA, *self.YEARS, "--threads", 1).stdout
        self.assertEqual(once, run_tenon("hazards", HAZARDS, DELTA, *self.YEARS, "--threads", 2).stdout)
        self.assertEqual(once.count("\n"), 25)
        with tempfile.TemporaryDirectory() as folder:
            checkpoint = os.path.join(folder, "years")
            run_tenon("hazards", HAZARDS, DELTA, "--minimum-years", 5, "--years", 10, "--checkpoint", checkpoint)
            resumed = run_tenon("hazards", HAZARDS, DELTA, *self.YEARS, "--checkpoint", checkpoint, "--resume").stdout
            self.assertEqual(once, resumed)
            other = run_tenon("hazards", HAZARDS, DELTA, *self.YEARS, "--seed", 2, "--checkpoint", checkpoint, "--resume",
                              code=2)
            self.assertIn("seed", other.stderr)

    def test_policies_on_the_same_years(self):
        report = json.loads(run_tenon("hazards", HAZARDS, DELTA, "--minimum-years", 8, "--years", 8, "--compare", "switching",
                                      "--format", "json").stdout)
        self.assertFalse(report["partial"])
        self.assertIsNotNone(report["comparison"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
