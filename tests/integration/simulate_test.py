"""tenon simulate from the outside: results, faults, partial runs, every kind of network."""
import csv
import io
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

TENON, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
DELTA = ROOT / "data" / "delta"
SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))

EVENT = "{{id: e, kind: capacity, target: {target}, start_day: {start}, duration_days: {days}, loss: {loss}}}"


def scenario(target="{regions: 苏州市}", start=0, days=21, loss=0.5, horizon=60, more=""):
    event = EVENT.format(target=target, start=start, days=days, loss=loss)
    return f"id: t\nname: {{en: Test}}\nhorizon_days: {horizon}\nevents:\n  - {event}\n{more}"


class Simulate(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, name, text):
        path = pathlib.Path(self.folder.name) / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run_tenon(self, *arguments, code=0):
        done = subprocess.run([TENON, *map(str, arguments)], capture_output=True, text=True, timeout=300,
                              env={**os.environ, "SOURCE_DATE_EPOCH": "0"})
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def rows(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.run_tenon("simulate", *arguments, "--format", "csv").stdout)))

    def test_all_ready_scenarios_run(self):
        self.assertGreaterEqual(len(SCENARIOS), 8)
        for path in SCENARIOS:
            report = json.loads(self.run_tenon("simulate", path, DELTA, "--format", "json").stdout)
            self.assertEqual(len(report["runs"]), 1, path.name)

    def test_the_same_for_any_number_of_threads(self):
        text = self.file("s.yaml", scenario(more="policy: {switching: {enabled: true}}\n"))
        outputs = {self.run_tenon("simulate", text, DELTA, "--format", "json", "--threads", n).stdout for n in (1, 2, 3)}
        self.assertEqual(len(outputs), 1)

    def test_a_lockdown_is_felt_where_it_is_and_ends(self):
        days = self.rows(self.file("s.yaml", scenario(horizon=200)), DELTA)
        self.assertEqual(len(days), 200)
        output = [float(row["output"]) for row in days]
        self.assertLess(min(output[:21]), 0.97 * output[-1])
        self.assertAlmostEqual(output[-1] / output[-2], 1, places=3)

    def test_switching_never_buys_without_being_asked_to(self):
        text = self.file("s.yaml", scenario())
        rows = self.rows(text, DELTA, "--compare", "switching")
        bought = {run: sum(float(row["switched"]) for row in rows if row["run"] == run) for run in "AB"}
        consumed = {run: sum(float(row["final_consumption"]) for row in rows if row["run"] == run) for run in "AB"}
        self.assertEqual(bought["A"], 0)
        self.assertGreater(bought["B"], 0)
        self.assertGreater(consumed["B"], consumed["A"])

    def fails_with(self, text, *parts):
        done = self.run_tenon("simulate", self.file("s.yaml", text), DELTA, code=2)
        self.assertEqual(done.stdout, "")
        for part in parts:
            self.assertIn(part, done.stderr)

    def test_a_typo_in_a_key(self):
        self.fails_with(scenario().replace("horizon_days", "horizon_dys"), "s.yaml:3:", 'horizon_dys', "horizon_days")

    def test_a_typo_in_a_name(self):
        self.fails_with(scenario("{regions: 苏州师}"), "s.yaml:5:", "苏州师", "苏州市")

    def test_an_unknown_firm(self):
        self.fails_with(scenario("{firms: R-nobody}"), "s.yaml:5:", "R-nobody")

    def test_a_negative_duration(self):
        self.fails_with(scenario(days=-3), "s.yaml:5:", "duration_days", "-3")

    def test_an_event_after_the_horizon(self):
        self.fails_with(scenario(start=60, horizon=60), "s.yaml:5:", "start_day", "60")

    def test_all_faults_at_once(self):
        done = self.run_tenon("simulate", self.file("s.yaml", scenario(days=-3, loss=7)), DELTA, code=2)
        self.assertIn("duration_days", done.stderr)
        self.assertIn("loss", done.stderr)

    def test_overlapping_events_multiply(self):
        one = EVENT.format(target="{sectors: S1}", start=0, days=5, loss=0.5).replace("id: e,", "id: a,")
        two = EVENT.format(target="{firms: A}", start=0, days=5, loss=0.5).replace("id: e,", "id: b,")
        text = self.file("s.yaml", f"id: t\nname: {{en: T}}\nhorizon_days: 5\nevents:\n  - {one}\n  - {two}\n")
        edges = self.file("edges.csv", "supplier,customer,weight,supplier_sector,customer_sector\nA,B,365,S1,S2\n")
        demand = self.file("demand.csv", "firm,final_demand\nA,0\nB,730\n")
        rows = self.rows(text, "--links", edges, "--final-demand", demand, "--what", "nodes")
        lowest = {row["node_id"]: float(row["worst_level"]) for row in rows}
        self.assertAlmostEqual(lowest["A"], 0.25, places=6)

    def test_an_edge_list_by_hand(self):
        # A sells 1 a day to B, which holds three days of stock and sells 2 a day to households.
        edges = self.file("edges.csv", "supplier,customer,weight,supplier_sector,customer_sector\nA,B,365,S1,S2\n")
        demand = self.file("demand.csv", "firm,final_demand\nA,0\nB,730\n")
        text = self.file("s.yaml", scenario("{firms: A}", days=10, loss=1, horizon=40,
                                            more="inventories: {default_days: 3}\n"))
        nodes = {row["node_id"]: row for row in self.rows(text, "--links", edges, "--final-demand", demand, "--what", "nodes")}
        self.assertEqual(nodes["A"]["first_stop_day"], "0")
        self.assertEqual(nodes["B"]["first_stop_day"], "3")

    def test_a_table(self):
        table = self.file("Z.csv", "industry,n|a,n|b,s|a,s|b\nn|a,1,2,1,1\nn|b,2,1,1,0\ns|a,1,1,2,1\ns|b,1,0,1,1\n")
        demand = self.file("Y.csv", "industry,n|h,s|h\nn|a,5,1\nn|b,4,1\ns|a,1,6\ns|b,1,5\n")
        text = self.file("s.yaml", scenario("{regions: n, sectors: a}", start=1, horizon=30))
        days = self.rows(text, "--table", table, "--table-demand", demand)
        self.assertEqual(len(days), 30)
        self.assertLess(float(days[5]["n|a"]), 0.6 * float(days[0]["n|a"]))

    def test_networks_exclude_one_another(self):
        text = self.file("s.yaml", scenario())
        self.run_tenon("simulate", text, code=2)
        self.run_tenon("simulate", text, DELTA, "--links", "x.csv", code=2)

    def test_an_interrupted_run_is_partial(self):
        edges = str(pathlib.Path(self.folder.name) / "edges.csv")
        revenue = str(pathlib.Path(self.folder.name) / "revenue.csv")
        self.run_tenon("generate", "--firms", 20000, "--out", edges, "--revenue-out", revenue)
        text = self.file("s.yaml", scenario("{firms: F000001}", horizon=30000))
        process = subprocess.Popen([TENON, "simulate", text, "--links", edges, "--revenue", revenue, "--format", "json",
                                    "--days-in-period", "365"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:  # the first sign that days are going by
            if line.startswith("simulating"):
                break
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=300)
        self.assertEqual(process.returncode, 1, err)
        report = json.loads(out)
        self.assertTrue(report["partial"])
        self.assertLess(report["runs"][0]["days"], 30000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
