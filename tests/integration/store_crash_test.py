"""A writer killed at random moments: store_crash_test.py TENON WRITER DATASET [ROUNDS]

Each round starts the writer, reads what it acknowledges, kills it with SIGKILL after a random time, and then opens the
store anew: every acknowledged item is there, at most one more, items and versions agree, and the audit chain is whole.
PostgreSQL at the address in the file $TENON_TEST_POSTGRESQL; without it that half is skipped.
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

TENON, WRITER, DATA = sys.argv[1:4]
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 25


def server():
    try:
        with open(os.environ["TENON_TEST_POSTGRESQL"], encoding="utf-8") as file:
            return file.readline().strip()
    except (KeyError, OSError):
        return ""


class Crash(unittest.TestCase):
    def tenon(self, *arguments):
        done = subprocess.run([TENON, *arguments, "--db", self.address], capture_output=True, encoding="utf-8")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def items(self):
        lines = self.tenon("audit", "export").splitlines()[1:]
        return [int(entry["object_id"]) for entry in map(json.loads, lines) if entry["object_kind"] == "item"]

    def one_round(self, first, delay, after_the_first):
        acknowledged, errors = acknowledged_until_killed([WRITER, self.address, str(first)], delay, after_the_first)
        self.assertEqual(errors, "")
        self.assertEqual(acknowledged, list(range(first, first + len(acknowledged))))
        return acknowledged

    def kill_and_look(self):
        done = 0
        for number in range(ROUNDS):
            acknowledged = self.one_round(done, self.random.uniform(0.01, 0.15), after_the_first=number % 2 == 1)
            verification = json.loads(self.tenon("audit", "verify", "--format", "json"))
            self.assertTrue(verification["whole"], verification)
            items = self.items()
            self.assertEqual(items, list(range(len(items))))
            # The last one may have been done and not been said any more.
            self.assertIn(len(items) - (done + len(acknowledged)), (0, 1))
            versions = [item for item in items if item % 5 == 0]
            if versions:
                listed = json.loads(self.tenon("versions", "load", "--format", "json"))["versions"]
                self.assertEqual(len(listed), len(versions))
            done = len(items)
        self.assertGreater(done, ROUNDS // 3)  # the writer did write
        print(f"{ROUNDS} kills, {done} items", file=sys.stderr)

    def setUp(self):
        self.random = random.Random(1)

    def test_sqlite(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        self.address = os.path.join(folder, "store.db")
        self.tenon("import", DATA, "--as", "any", "--dry-run")  # makes the file
        self.kill_and_look()

    def test_postgresql(self):
        if not server():
            self.skipTest("no PostgreSQL server: run by ctest")
        schema = "crash%d" % os.getpid()
        subprocess.run(["psql", server(), "-qc", "CREATE SCHEMA " + schema], check=True)
        self.addCleanup(subprocess.run, ["psql", server(), "-qc", "SET client_min_messages = warning; DROP SCHEMA " +
                                         schema + " CASCADE"])
        self.address = server() + "&options=-csearch_path%3D" + schema
        self.tenon("import", DATA, "--as", "any", "--dry-run")
        self.kill_and_look()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
