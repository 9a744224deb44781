"""Jobs from the outside: job_test.py TENON RUNNER REPOSITORY [ROUNDS]

Results of jobs are what the commands write, byte by byte. And a program that submits and runs jobs is killed with SIGKILL
again and again: every job that was taken in ends, with its result, and the audit chain is whole. PostgreSQL at the
address in the file $TENON_TEST_POSTGRESQL; without it that half is skipped.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

from killed import acknowledged_until_killed

TENON, RUNNER, REPOSITORY = sys.argv[1:4]
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 15
DATA = os.path.join(REPOSITORY, "data")


def server():
    try:
        with open(os.environ["TENON_TEST_POSTGRESQL"], encoding="utf-8") as file:
            return file.readline().strip()
    except (KeyError, OSError):
        return ""


def text_of(*path):
    with open(os.path.join(DATA, *path), encoding="utf-8") as file:
        return file.read()


def without_seconds(value):
    if isinstance(value, dict):
        return {key: without_seconds(one) for key, one in value.items() if "seconds" not in key}
    return [without_seconds(one) for one in value] if isinstance(value, list) else value


class SameAsCommands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.environment = {**os.environ, "TENON_DB": os.path.join(cls.folder, "store.db"), "SOURCE_DATE_EPOCH": "1800000000"}
        cls.tenon("import", os.path.join(DATA, "delta"), "--as", "delta")

    @classmethod
    def tenon(cls, *arguments):
        done = subprocess.run([TENON, *arguments], capture_output=True, encoding="utf-8", env=cls.environment)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return done.stdout

    def job(self, kind, request, code=0):
        done = subprocess.run([RUNNER, "run", self.environment["TENON_DB"], kind], input=json.dumps(request),
                              capture_output=True, encoding="utf-8", env=self.environment)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def compare(self, kind, request, classification, *command):
        job = self.job(kind, {"dataset": "delta", **request})
        written = self.tenon(*command, "--format", "json")
        self.assertGreater(len(written), 1000)
        self.assertEqual(job.stdout, written)
        ended, facts = job.stderr.splitlines()[:2]
        self.assertTrue(ended.startswith("done"), ended)
        label, metadata = facts.split(" ", 1)
        self.assertEqual(label, classification)
        metadata = json.loads(metadata)
        self.assertGreater(metadata["seconds"], 0)
        self.assertEqual((metadata["details"]["dataset"], metadata["details"]["version"]), ("delta", 1))
        return metadata["details"]

    def test_analyze(self):
        details = self.compare("analyze", {"scope": "江苏省", "top": 25, "thresholds": [0.6, 0.45, 0.3, 0.15]}, "internal",
                               "analyze", "db:delta@1", "--scope", "江苏省", "--top", "25",
                               "--thresholds", "0.6,0.45,0.3,0.15")
        self.assertEqual(details["options"]["scope"], "江苏省")

    def test_analyze_recorded(self):
        self.compare("analyze", {"record": True, "note": "weekly"}, "internal", "analyze", "db:delta")
        recorded = json.loads(self.tenon("break-points", "delta", "--format", "json"))
        self.assertTrue(recorded)

    def test_simulate(self):
        scenario = "photoresist_embargo.yaml"
        self.compare("simulate", {"scenario": text_of("scenarios", scenario)}, "restricted",
                     "simulate", os.path.join(DATA, "scenarios", scenario), "db:delta")

    def test_simulate_with_and_without_switching(self):
        scenario = "suzhou_lockdown.yaml"
        self.compare("simulate", {"scenario": text_of("scenarios", scenario), "compare_switching": True}, "restricted",
                     "simulate", os.path.join(DATA, "scenarios", scenario), "db:delta", "--compare", "switching")

    def test_survive(self):
        self.compare("survive", {"of": "import"}, "internal", "survive", "db:delta", "--of", "import")

    def test_hazards(self):
        details = self.compare("hazards", {"hazards": text_of("hazards", "delta.yaml"), "minimum_years": 20,
                                           "maximum_years": 20, "seed": 7}, "internal",
                               "hazards", os.path.join(DATA, "hazards", "delta.yaml"), "db:delta", "--years", "20",
                               "--seed", "7")
        self.assertNotIn("hazards", details["options"])
        self.assertEqual(details["options"]["seed"], 7)

    def test_remedy(self):
        self.compare("remedy", {"products": ["AICH-01"], "with_interval": False}, "restricted",
                     "remedy", "db:delta@1", "--break-point", "AICH-01", "--no-interval")

    def test_esri_scores_every_firm(self):
        job = self.job("esri", {"dataset": "delta", "top": 10, "stop_check": 0})
        result = json.loads(job.stdout)
        scores = [score["esri"] for score in result["scores"]]
        self.assertEqual(len(scores), 10)
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertGreater(scores[0], 0)
        self.assertLessEqual(scores[0], 1)
        self.assertTrue(job.stderr.splitlines()[1].startswith("restricted"), job.stderr)

    def test_whatif(self):
        edits = "op,firm,other,sector,factor\nscale_capacity,R-00135daa97,,,0.5\n"
        path = os.path.join(self.folder, "edits")
        with open(path, "w", encoding="utf-8") as file:
            file.write(edits)
        job = json.loads(self.job("whatif", {"dataset": "delta", "edits": edits}).stdout)
        command = json.loads(self.tenon("whatif", os.path.join(DATA, "delta"), "--edits", path, "--format", "json"))
        self.assertGreater(len(job), 3)
        for result in (job, command):
            for name in ("dataset", "edits"):  # names of files
                result.pop(name, None)
        self.assertEqual(job, command)

    def test_backup_plan(self):
        job = self.job("backup_plan", {"dataset": "delta", "budget": 5e7, "solver_seconds": 120})
        command = json.loads(self.tenon("backup", "plan", "db:delta@1", "--budget", "5e7", "--time-limit", "120",
                                        "--format", "json"))
        self.assertEqual(without_seconds(json.loads(job.stdout)), without_seconds(command))
        self.assertTrue(job.stderr.splitlines()[1].startswith("restricted"), job.stderr)

    def test_the_command_line_shows_jobs(self):
        self.job("analyze", {"dataset": "delta", "top": 3})
        jobs = json.loads(self.tenon("jobs", "list", "--kind", "analyze", "--state", "done", "--format", "json"))["jobs"]
        self.assertTrue(jobs)
        number = str(jobs[0]["id"])
        shown = json.loads(self.tenon("jobs", "show", number, "--format", "json"))
        self.assertEqual(json.loads(shown["request"])["dataset"], "delta")
        result = self.tenon("jobs", "result", number)
        self.assertEqual(len(result.encode()), shown["result"]["bytes"])
        self.assertIn("已完成 done", self.tenon("jobs", "list"))
        self.assertIn(shown["result"]["sm3"], self.tenon("jobs", "show", number))
        for arguments in (["show", "99999"], ["result", "99999"], ["list", "--state", "asleep"]):
            self.assertEqual(subprocess.run([TENON, "jobs", *arguments], capture_output=True, env=self.environment).returncode,
                             2)

    def test_requests_are_checked(self):
        for request, message in [
            ({"dataset": "delta", "scopes": "YRD"}, '"scopes": no such member; did you mean "scope"?'),
            ({"dataset": "delta", "top": "all"}, '"top": found "all": expected a whole number'),
            ({}, '"dataset": is missing'),
            ({"dataset": "alpha"}, "alpha"),
            ({"dataset": "delta", "version": 9}, "no version 9"),
            ([], "not a JSON object"),
        ]:
            self.assertIn(message, self.job("analyze", request, 1).stderr)
        self.assertIn("scenario:1", self.job("simulate", {"dataset": "delta", "scenario": "id: 1"}, 1).stderr)


class Killed(unittest.TestCase):
    def one_round(self, first, delay, after_the_first):
        numbers, errors = acknowledged_until_killed([RUNNER, "load", self.address, str(first)], delay, after_the_first)
        self.assertEqual(errors, "")
        return numbers

    def kill_and_look(self):
        accepted = set()
        first = 0
        for number in range(ROUNDS):
            numbers = self.one_round(first, self.random.uniform(0.1, 0.5), after_the_first=number % 2 == 1)
            accepted.update(numbers)
            # The last one may have been taken in and not been told any more.
            first = max(accepted, default=-1) + 2
        done = subprocess.run([RUNNER, "finish", self.address], capture_output=True, encoding="utf-8", timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        ended = {}
        for line in done.stdout.splitlines():
            request, state, result = line.split(" ")
            self.assertNotIn(int(request), ended)
            ended[int(request)] = (state, result)
        self.assertLessEqual(accepted, set(ended))
        for request, outcome in ended.items():
            self.assertEqual(outcome, ("done", "counted:%d" % request))
        verification = subprocess.run([TENON, "audit", "verify", "--format", "json", "--db", self.address],
                                      capture_output=True, encoding="utf-8")
        self.assertTrue(json.loads(verification.stdout)["whole"], verification.stdout)
        self.assertGreater(len(ended), ROUNDS // 3)
        print(f"{ROUNDS} kills, {len(ended)} jobs", file=sys.stderr)

    def setUp(self):
        self.random = random.Random(1)

    def test_sqlite(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        self.address = os.path.join(folder, "store.db")
        self.kill_and_look()

    def test_postgresql(self):
        if not server():
            self.skipTest("no PostgreSQL server: run by ctest")
        schema = "jobs%d" % os.getpid()
        subprocess.run(["psql", server(), "-qc", "CREATE SCHEMA " + schema], check=True)
        self.addCleanup(subprocess.run, ["psql", server(), "-qc", "SET client_min_messages = warning; DROP SCHEMA " +
                                         schema + " CASCADE"])
        self.address = server() + "&options=-csearch_path%3D" + schema
        self.kill_and_look()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[5:])
