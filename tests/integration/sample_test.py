"""tenon serve --sample: a world to look around in, twice from the same database. usage: sample_test.py TENON DATA_FOLDER"""
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

from api_client import Client, totp

TENON, DATA = sys.argv[1], sys.argv[2]


class Sample:
    """A server of the sample world with what it printed."""

    def __init__(self, database):
        self.process = subprocess.Popen([TENON, "serve", "--sample", DATA, "--db", database, "--port", "0", "--log", "none"],
                                        stdout=subprocess.PIPE, text=True)
        self.secrets, self.accounts = {}, []
        for line in self.process.stdout:
            if password := re.search(r"password of all accounts: (\S+)", line):
                self.password = password.group(1)
            elif account := re.match(r"  (\S+) .*?(?:  TOTP (\S+))?$", line):
                self.accounts.append(account.group(1))
                self.secrets[account.group(1)] = account.group(2)
            elif where := re.search(r"://[^/]*:(\d+)/", line):
                self.port = int(where.group(1))
                break

    def sign_in(self, name):
        client = Client(self.port)
        secret = self.secrets[name]
        answer = client.sign_in(name, self.password, totp(secret, time.time()) if secret else "")
        assert answer.status == 200, answer
        return client

    def end(self):
        self.process.terminate()
        return self.process.wait(60)


class SampleWorld(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="tenon-sample-")
        self.database = os.path.join(self.folder.name, "sample.db")
        self.servers = []

    def start(self):
        self.servers.append(Sample(self.database))
        return self.servers[-1]

    def tearDown(self):
        for server in self.servers:
            server.process.kill()
            server.process.wait()
            server.process.stdout.close()
        self.folder.cleanup()

    def test_everybody_can_look_around(self):
        sample = self.start()
        self.assertTrue(Client(sample.port).must("GET", "/api/v1/system")["is_sample"])
        self.assertGreaterEqual(len(sample.accounts), 13)
        roles, clients = set(), {}
        for name in sample.accounts:
            clients[name] = sample.sign_in(name)
            me = clients[name].must("GET", "/api/v1/me")
            self.assertEqual(me["reach"], "full")
            roles.update(role["id"] for role in me["roles"])
        self.assertEqual(len(roles), 13 - 1)  # all but the one of the first start; two hold one role
        analyst = clients["js.analyst"]
        versions = analyst.must("GET", "/api/v1/datasets/delta/versions")
        self.assertEqual([one["version"] for one in versions["items"]], [2, 1])
        points = analyst.must("GET", "/api/v1/datasets/delta/break-points?limit=1000")["items"]
        self.assertGreater(sum(one["level"] == "red" for one in points), 0)
        states = {one["state"] for one in analyst.must("GET", "/api/v1/cases?limit=100")["items"]}
        self.assertEqual(states, {"found", "assigned", "measured", "in_progress", "eased"})
        self.assertTrue(analyst.must("GET", "/api/v1/cases/overdue")["items"])
        self.assertEqual(len(analyst.must("GET", "/api/v1/scenarios")["items"]), 8)
        self.assertTrue(clients["admin.audit"].must("GET", "/api/v1/audit/verification")["is_whole"])
        self.assertEqual(sample.end(), 0)

    def test_the_second_start_has_a_new_password_and_the_same_world(self):
        first = self.start()
        self.assertEqual(first.end(), 0)
        second = self.start()
        self.assertNotEqual(first.password, second.password)
        self.assertEqual(Client(second.port).sign_in("js.analyst", first.password).status, 401)
        versions = second.sign_in("centre").must("GET", "/api/v1/datasets/delta/versions")
        self.assertEqual(len(versions["items"]), 2)
        self.assertEqual(second.end(), 0)

    def test_a_database_in_use_is_left_alone(self):
        made = subprocess.run([TENON, "user", "first-run", "--name", "li.si"], capture_output=True, text=True,
                              env={**os.environ, "TENON_DB": self.database})
        self.assertEqual(made.returncode, 0, made.stderr)
        refused = subprocess.run([TENON, "serve", "--sample", DATA, "--db", self.database, "--port", "0"],
                                 capture_output=True, text=True, timeout=60)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("in use already", refused.stderr)


unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")
