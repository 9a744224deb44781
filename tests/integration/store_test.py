"""tenon import, export, versions, undo, store and audit from the outside: store_test.py TENON DATA"""
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

TENON, DATA = sys.argv[1:3]
DELTA = os.path.join(DATA, "delta")


class Store(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = {**os.environ, "TENON_DB": self.path("store.db")}

    def path(self, name):
        return os.path.join(self.folder, name)

    def tenon(self, *arguments, code=0):
        done = subprocess.run([TENON, *arguments], capture_output=True, encoding="utf-8", env=self.environment)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stderr

    def json(self, *arguments, code=0):
        return json.loads(self.tenon(*arguments, "--format", "json", code=code))

    def edited(self):
        """The bundled dataset with one firm renamed."""
        folder = self.path("edited")
        self.tenon("export", "delta", "--out", folder)
        firms = os.path.join(folder, "firms.csv")
        with open(firms, encoding="utf-8") as file:
            text = file.read()
        with open(firms, "w", encoding="utf-8") as file:
            file.write(text.replace(",兆龙互连,", ",兆龙互联,", 1))
        return folder

    def test_versions_come_and_go_without_loss(self):
        dry = self.json("import", DELTA, "--dry-run")
        self.assertEqual((dry["changed"], dry["version"]), (True, 0))
        first = self.json("import", DELTA, "--by", "analyst", "--note", "bundled")
        self.assertEqual((first["dataset"], first["version"]), ("delta", 1))
        self.assertFalse(self.json("import", DELTA)["changed"])
        second = self.json("import", self.edited(), "--as", "delta", "--expect", "1")
        self.assertEqual(second["version"], 2)
        self.assertEqual({f["file"]: f["changed"] for f in second["files"] if f["changed"]}, {"firms.csv": 1})
        changes = self.json("versions", "delta", "--changes", "2")["changes"]
        self.assertEqual(len(changes), 1)
        self.assertIn("兆龙互连", changes[0]["before"])
        self.assertIn("兆龙互联", changes[0]["after"])
        self.assertIn("version 2", self.tenon("import", DELTA, "--expect", "1", code=1))
        self.tenon("undo", "delta", "--note", "a wrong name")
        versions = self.json("versions", "delta")["versions"]
        self.assertEqual([v["restores"] for v in versions], [None, None, 1])
        self.assertEqual(versions[0]["by"], "analyst")
        for version, name in (("delta@1", "one"), ("delta", "three")):
            self.tenon("export", version, "--out", self.path(name))
        self.assertEqual(filecmp.dircmp(self.path("one"), self.path("three")).diff_files, [])
        self.assertEqual(self.json("versions")["datasets"][0]["newest_version"], 3)

    def test_commands_read_datasets_of_the_store(self):
        self.tenon("import", DELTA)
        arguments = ("--chain", "DISP", "--format", "csv")
        self.assertEqual(self.tenon("analyze", "db:delta@1", *arguments), self.tenon("analyze", DELTA, *arguments))
        self.assertIn("no version 9", self.tenon("analyze", "db:delta@9", code=2))
        self.assertIn("no dataset 'gamma'", self.tenon("analyze", "db:gamma", code=2))
        self.assertIn("delta@x", self.tenon("analyze", "db:delta@x", code=2))

    def test_the_register_of_break_points_lives_across_analyses(self):
        self.tenon("import", DELTA)
        self.assertIn("db:NAME", self.tenon("analyze", DELTA, "--record", code=2))
        self.assertIn("chain", self.tenon("analyze", "db:delta", "--record", "--chain", "DISP", code=2))
        levels = {row["subject"]["id"]: row["level"] for row in
                  self.json("analyze", "db:delta", "--record", "--by", "analyst")["break_points"]}
        points = {point["subject_id"]: point for point in self.json("break-points", "delta")["break_points"]}
        self.assertEqual({k: v["level"] for k, v in points.items()},
                         {k: v for k, v in levels.items() if v not in ("none", "unknown")})
        # Without its facts the worst one loses its level.
        folder = self.path("fewer")
        self.tenon("export", "delta", "--out", folder)
        worst = self.json("break-points", "delta")["break_points"][0]["subject_id"]
        shares = os.path.join(folder, "shares.csv")
        uses = os.path.join(folder, "fact_uses.csv")
        for path, column in ((shares, 0), (uses, 1)):
            with open(path, encoding="utf-8") as file:
                lines = file.readlines()
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(line for line in lines if line.split(",")[column] != worst)
        self.tenon("import", folder, "--as", "delta")
        self.tenon("analyze", "db:delta", "--record")
        history = self.json("break-points", "delta", "--subject", worst)["events"]
        self.assertEqual(history[0]["event"], "opened")
        self.assertIn(history[1]["event"], ("unclear", "eased", "closed"))
        self.assertEqual([event["dataset_version"] for event in history], [1, 2])
        self.tenon("undo", "delta")
        self.tenon("analyze", "db:delta", "--record")
        again = {point["subject_id"]: point for point in self.json("break-points", "delta")["break_points"]}
        self.assertEqual({k: (v["id"], v["level"]) for k, v in again.items()},
                         {k: (v["id"], v["level"]) for k, v in points.items()})
        self.assertIn("never been", self.tenon("break-points", "delta", "--subject", "nobody", code=2))

    def test_a_faulty_dataset_changes_nothing(self):
        broken = self.path("broken")
        shutil.copytree(DELTA, broken)
        with open(os.path.join(broken, "firms.csv"), "a", encoding="utf-8") as file:
            file.write("X,甲\n")
        self.assertIn("firms.csv:", self.tenon("import", broken, code=2))
        self.assertEqual(self.json("versions")["datasets"], [])
        self.assertIn("no such database", self.tenon("versions", "--db", self.path("none.db"), code=2))

    def test_a_saved_store_comes_back(self):
        self.tenon("import", DELTA)
        self.tenon("store", "save", self.path("saved.db"))
        self.tenon("store", "save", self.path("saved.db"), code=1)
        self.tenon("store", "restore", self.path("saved.db"), code=1)  # not into a store that has something
        again = self.path("again.db")
        self.tenon("store", "restore", self.path("saved.db"), "--db", again)
        self.tenon("export", "delta", "--db", again, "--out", self.path("out"))
        self.tenon("export", "delta", "--out", self.path("out0"))
        self.assertEqual(filecmp.dircmp(self.path("out"), self.path("out0")).diff_files, [])
        self.tenon("audit", "verify", "--db", again)

    def test_the_audit_chain_tells_everything_and_what_was_done_to_it(self):
        self.tenon("import", DELTA, "--by", "analyst")
        self.tenon("export", "delta", "--out", self.path("out"), "--by", "reader")
        with open(self.path("pass"), "w", encoding="utf-8") as file:
            file.write("a long pass phrase\n")
        key = self.path("key.pem")
        self.tenon("audit", "key", "--out", key, "--passphrase-file", self.path("pass"))
        self.assertEqual(os.stat(key).st_mode & 0o077, 0)
        self.tenon("audit", "head", "--sign", key, "--passphrase-file", self.path("pass"), "--out", self.path("head"))
        self.tenon("audit", "export", "--out", self.path("chain"))
        with open(self.path("chain"), encoding="utf-8") as file:
            lines = file.read().splitlines()
        entries = [json.loads(line) for line in lines[1:]]
        self.assertEqual([e["action"] for e in entries], ["dataset.import", "export.firm_level", "audit.export"])
        self.assertEqual([e["user"] for e in entries[:2]], ["analyst", "reader"])
        check = ("--head", self.path("head"), "--key", key + ".pub")
        self.assertTrue(self.json("audit", "verify", self.path("chain"), *check)["whole"])
        self.assertTrue(self.json("audit", "verify", *check)["whole"])
        for name, changed in (("altered", [lines[0], lines[1].replace("analyst", "Analyst"), *lines[2:]]),
                              ("missing", [lines[0], *lines[2:]]),
                              ("reordered", [lines[0], lines[2], lines[1], lines[3]]),
                              ("truncated", lines[:2])):
            with open(self.path(name), "w", encoding="utf-8") as file:
                file.write("\n".join(changed) + "\n")
            done = subprocess.run([TENON, "audit", "verify", self.path(name), *check, "--format", "json"],
                                  capture_output=True, encoding="utf-8", check=False)
            self.assertEqual(done.returncode, 1, name)
            self.assertEqual(json.loads(done.stdout)["fault"]["kind"], name)
        self.tenon("audit", "key", "--out", self.path("other.pem"))
        other = subprocess.run([TENON, "audit", "verify", self.path("chain"), "--head", self.path("head"), "--key",
                                self.path("other.pem.pub")], capture_output=True, encoding="utf-8", check=False)
        self.assertEqual(other.returncode, 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
