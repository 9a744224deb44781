"""tenon user from the outside: user_test.py TENON USER_STORE"""
import glob
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

TENON, USER_STORE = sys.argv[1:3]
PASSWORD = "Mortise & Tenon 7"


class Users(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.store = os.path.join(self.folder, "store.db")
        self.environment = {**os.environ, "TENON_DB": self.store}
        self.environment.pop("TENON_KEY_FILE", None)

    def tenon(self, *arguments, code=0):
        done = subprocess.run([TENON, *arguments], capture_output=True, encoding="utf-8", env=self.environment)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stderr

    def json(self, *arguments):
        return json.loads(self.tenon("user", *arguments, "--format", "json"))

    def sign_in(self, *arguments):
        done = subprocess.run([USER_STORE, self.store, "sign-in", *arguments], capture_output=True, encoding="utf-8",
                              env=self.environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.split("\n")[:-1]

    def first_run(self):
        return self.json("first-run", "--name", "first")["one_time_password"]

    def account(self):
        return self.json("list")["accounts"][0]

    def test_first_run_once(self):
        shown = self.tenon("user", "first-run", "--name", "first")
        self.assertRegex(shown, r"one-time password +[A-Z0-9]{5}(-[A-Z0-9]{5}){3}\n")
        self.assertIn("there are accounts already", self.tenon("user", "first-run", "--name", "b2", code=2))
        account = self.account()
        self.assertEqual((account["name"], account["roles"], account["must_change_password"]),
                         ("first", ["setup_administrator"], True))
        self.assertIn("须改密 must change password", self.tenon("user", "list"))

    def test_bad_name(self):
        self.assertIn("expected 2 to 64 letters", self.tenon("user", "first-run", "--name", "no name", code=2))
        self.assertEqual(self.json("list")["accounts"], [])
        self.tenon("user", "first-run", code=2)

    def test_nobody_of_that_name(self):
        self.first_run()
        for command in ("unlock", "reset", "sessions"):
            self.assertIn("there is no account 'x9'", self.tenon("user", command, "x9", code=2))

    def test_no_store(self):
        self.assertIn("no such database", self.tenon("user", "list", code=2))
        self.assertFalse(os.path.exists(self.store))

    def test_sign_in_with_the_password_of_the_first_run(self):
        password = self.first_run()
        self.assertEqual(self.sign_in("FIRST", password, PASSWORD), ["none change_password", "changed"])
        self.assertEqual(self.sign_in("first", PASSWORD), ["none enrol"])
        mode = os.stat(self.store + ".key").st_mode
        self.assertEqual(stat.S_IMODE(mode), 0o600)

    def test_reset_and_sessions(self):
        old = self.first_run()
        self.sign_in("first", old)
        sessions = self.json("sessions", "First")["sessions"]
        self.assertEqual([(s["address"], s["device"]) for s in sessions], [("10.0.0.1", "test browser")])
        self.assertIn("test browser", self.tenon("user", "sessions", "first", "--revoke"))
        self.assertEqual(self.json("sessions", "first")["sessions"], [])
        new = self.json("reset", "first", "--by", "wang")["one_time_password"]
        self.assertEqual(self.sign_in("first", old), ["wrong full"])
        self.assertEqual(self.sign_in("first", new), ["none change_password"])

    def test_unlock(self):
        password = self.first_run()
        for _ in range(3):
            self.sign_in("first", "wrong")
        self.assertTrue(self.sign_in("first", password)[0].startswith("waiting"))
        self.tenon("user", "unlock", "first")
        self.assertEqual(self.sign_in("first", password), ["none change_password"])

    def test_everything_is_told_and_nothing_secret(self):
        old = self.first_run()
        self.sign_in("first", old, PASSWORD)
        new = self.json("reset", "first", "--by", "wang")["one_time_password"]
        chain = self.tenon("audit", "export")
        for action in ("setup.begin", "sign_in", "account.credentials", "user.manage"):
            self.assertIn('"action":"%s"' % action, chain)
        self.assertIn('"user":"wang"', chain)
        bytes_of_store = chain.encode()
        for path in glob.glob(self.store + "*"):
            with open(path, "rb") as file:
                bytes_of_store += file.read()
        for secret in (old, new, PASSWORD):
            self.assertNotIn(secret.encode(), bytes_of_store)
        self.tenon("audit", "verify")

    def test_accounts_move_with_a_backup(self):
        self.first_run()
        backup = os.path.join(self.folder, "backup.db")
        self.tenon("store", "save", backup)
        before = self.account()
        self.environment["TENON_DB"] = os.path.join(self.folder, "other.db")
        self.tenon("store", "restore", backup)
        self.assertEqual(self.account(), before)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
