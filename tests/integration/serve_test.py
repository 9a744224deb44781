"""tenon serve from an empty folder to daily work, over the network: usage: serve_test.py TENON DATA_FOLDER"""
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from api_client import Client, Server, add_person, set_up, totp

TENON, DATA = sys.argv[1], sys.argv[2]


class Serve(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="tenon-serve-")
        cls.database = os.path.join(cls.folder.name, "tenon.db")
        cls.server = Server(TENON, cls.database)
        print(f"from an empty folder to serving: {cls.server.seconds_to_start:.2f} s", file=sys.stderr)
        cls.people = set_up(cls.server)
        system = cls.people["wang.system"]
        system.must("POST", "/api/v1/organisations", {"id": "bureau-33", "kind": "bureau", "name_zh": "浙江经信",
                                                      "name_en": "Zhejiang bureau", "region_code": "330000"})
        cls.centre = add_person(cls.people, "zhou.centre", "centre", "centre_analyst")
        files = {name: open(os.path.join(DATA, "delta", name), encoding="utf-8").read()
                 for name in os.listdir(os.path.join(DATA, "delta"))
                 if name.endswith(".csv") and name != "build_report.csv"}
        cls.imported = cls.centre.must("POST", "/api/v1/datasets/delta/versions", {"files": files, "note": "first"})
        types = [open(os.path.join(DATA, "processes", name), encoding="utf-8").read()
                 for name in sorted(os.listdir(os.path.join(DATA, "processes"))) if name.endswith(".yaml")]
        system.must("POST", "/api/v1/process-types", {"types": types})
        cls.analyst = add_person(cls.people, "sun.analyst", "bureau-33", "bureau_analyst", "330000")

    @classmethod
    def tearDownClass(cls):
        if cls.server.process.poll() is None:
            cls.server.kill()
        cls.folder.cleanup()

    def wait_for(self, client, job):
        for _ in range(600):
            view = client.must("GET", f"/api/v1/jobs/{job}")
            if view["state"] not in ("queued", "running"):
                return view
            time.sleep(0.1)
        self.fail(f"job {job} does not end: {view}")

    def test_health_and_metrics(self):
        client = Client(self.server.port)
        self.assertEqual(client.must("GET", "/healthz"), {"status": "ok"})
        self.assertEqual(client.must("GET", "/readyz"), {"status": "ready"})
        metrics = client.must("GET", "/metrics")
        self.assertIn(b"tenon_http_requests_total", metrics.body)
        answer = client.ask("GET", "/healthz")
        for header in ("X-Content-Type-Options", "X-Request-Id", "Content-Security-Policy", "Date"):
            self.assertIn(header, answer.headers)
        self.assertIn(b"openapi: \"3.1.0\"", client.must("GET", "/api/openapi.yaml").body)
        self.assertIn(b"/api/v1/datasets", client.must("GET", "/api").body)
        self.assertTrue(client.must("GET", "/api/v1/system")["is_set_up"])

    def test_set_up_is_over(self):
        answer = Client(self.server.port).sign_in(self.server.first_name, self.server.first_password)
        self.assertEqual(answer.status, 401)
        self.assertNotIn("Set-Cookie", answer.headers)

    def test_sign_in_needs_both_factors_and_wrong_ones_wait(self):
        administrator = self.people["zhao.audit"]
        client = Client(self.server.port)
        answer = client.sign_in("zhao.audit", administrator.password)
        self.assertEqual((answer.status, answer.json()["code"]), (401, "code_needed"))
        # The code of the enrolment was good once; the next one is of the next half minute.
        answer = client.sign_in("zhao.audit", administrator.password, totp(administrator.secret, time.time() + 30))
        self.assertEqual(answer.status, 200, answer)
        self.assertIn("HttpOnly", answer.headers["Set-Cookie"])
        self.assertIn("SameSite=Strict", answer.headers["Set-Cookie"])
        # Of administrators the newest session is the only one; the old one is at an end.
        self.assertEqual(administrator.ask("GET", "/api/v1/me").status, 401)
        self.people["zhao.audit"] = client
        client.password, client.secret = administrator.password, administrator.secret
        codes = [Client(self.server.port).sign_in("nobody.here", "x").status for _ in range(8)]
        self.assertEqual(codes[0], 401)
        self.assertEqual(codes[-1], 429)

    def test_analysis_as_a_job_with_progress_and_register(self):
        events = self.listen(self.centre)
        job = self.centre.must("POST", "/api/v1/jobs",
                               {"kind": "analyze", "request": {"dataset": "delta", "scope": "YRD", "record": True}})
        view = self.wait_for(self.centre, job["id"])
        self.assertEqual(view["state"], "done", view)
        result = self.centre.must("GET", f"/api/v1/jobs/{job['id']}/result")
        command = subprocess.run([TENON, "analyze", os.path.join(DATA, "delta"), "--format", "json"], check=True,
                                 capture_output=True, text=True)
        self.assertEqual([one["subject"]["id"] for one in result["break_points"]][:20],
                         [one["subject"]["id"] for one in json.loads(command.stdout)["break_points"]][:20])
        register = self.analyst.must("GET", "/api/v1/datasets/delta/break-points?limit=5")
        self.assertEqual(len(register["items"]), 5)
        self.assertEqual(register["items"][0]["level"], "red")
        first = register["items"][0]
        history = self.analyst.must("GET", f"/api/v1/datasets/delta/break-points/{first['subject_kind']}/{first['subject_id']}")
        self.assertEqual(history["events"][0]["kind"], "opened")
        self.assertIn("job", [name for name, _ in events.wait(lambda seen: any(
            name == "job" and json.loads(data)["state"] == "done" for name, data in seen))])
        # Another's job is not there.
        self.assertEqual(self.analyst.ask("GET", f"/api/v1/jobs/{job['id']}").status, 404)

    def test_scenario_as_record_and_run(self):
        text = open(os.path.join(DATA, "scenarios", "embargo_and_lockdown.yaml"), encoding="utf-8").read()
        record = self.analyst.must("POST", "/api/v1/scenarios", {"name": "embargo", "text": text})
        self.assertEqual(record["region_code"], "330000")
        job = self.analyst.must("POST", "/api/v1/jobs", {"kind": "simulate", "request": {"dataset": "delta", "scenario": text}})
        view = self.wait_for(self.analyst, job["id"])
        self.assertEqual(view["state"], "done", view)
        self.assertIn("days", json.dumps(self.analyst.must("GET", f"/api/v1/jobs/{job['id']}/result")))

    def test_a_case_from_opening_to_file(self):
        me = self.analyst.must("GET", "/api/v1/me")["account"]["id"]
        opened = self.analyst.must("POST", "/api/v1/cases", {
            "type": "break_point_case", "subject": {"kind": "break_point", "id": "s1"},
            "people": [{"relation": "owner", "person": me, "organisation": "bureau-33", "region": "330000"}],
            "fields": {"owner_province": ["330000"]}})
        case = f"/api/v1/cases/{opened['case']}"
        self.analyst.must("POST", case + "/acts", {"act": "note", "text": "seen"})
        content = os.urandom(300_000)
        attached = self.analyst.must("POST", case + "/files?name=report.pdf", content, content_type="application/octet-stream")
        got = self.analyst.must("GET", f"{case}/files/{attached['digest']}")
        self.assertEqual(got.body, content)
        seen = self.analyst.must("GET", case)
        self.assertGreaterEqual(len(seen["history"]), 3)
        self.assertIn(opened["case"], [one["id"] for one in self.analyst.must("GET", "/api/v1/cases")["items"]])

    def test_a_break_point_is_closed_with_its_score_measured_anew(self):
        found = json.loads(subprocess.run([TENON, "analyze", os.path.join(DATA, "delta"), "--format", "json"], check=True,
                                          capture_output=True, text=True).stdout)["break_points"]
        point = [one for one in found if (one["score"] or 0) > 0.1 and one["subject"]["type"] == "product"][-1]
        me = self.analyst.must("GET", "/api/v1/me")["account"]["id"]
        here = {"person": me, "organisation": "bureau-33", "region": "330000"}
        opened = self.analyst.must("POST", "/api/v1/cases", {
            "type": "break_point_case",
            "subject": {"kind": "break_point", "id": "delta/product/" + point["subject"]["id"]},
            "people": [{"relation": "owner", **here}, {"relation": "lead_province", **here}],
            "fields": {"owner_province": ["330000"], "threshold": [str(point["score"] + 0.01)]}})
        case = f"/api/v1/cases/{opened['case']}"

        def act(transition, **fields):
            answer = self.analyst.ask("POST", case + "/acts", {"act": "act", "transition": transition, "fields": fields})
            return answer.status
        self.assertEqual(act("assign"), 200)
        self.assertEqual(act("choose_measure", measure_class=["secure"], measure=["第二供应商"]), 200)
        self.assertEqual(act("start", target_day=["2099-12-31"]), 200)
        self.assertNotEqual(act("close"), 200)
        self.assertEqual(act("ease"), 200)
        for _ in range(300):
            seen = self.analyst.must("GET", case)
            if seen["entries"]:
                break
            time.sleep(0.1)
        score = [field for field in seen["fields"] if field["field"] == "recomputed_score"]
        self.assertAlmostEqual(float(score[0]["values"][0]), point["score"], places=12)
        self.assertIn("数据集 delta 第 1 版", seen["entries"][0]["text"])
        self.assertEqual(act("close"), 200)
        self.assertEqual(self.analyst.must("GET", case)["state"], "closed")

    def test_supplies_are_of_the_own_region(self):
        page = self.analyst.must("GET", "/api/v1/datasets/delta/supplies?limit=1000")
        firms = {row["firm_id"]: row for row in self.rows(self.analyst, "firms")}
        self.assertTrue(page["items"])
        for supply in page["items"]:
            regions = [firms[supply[key]].get("region_code", "") for key in ("supplier_id", "customer_id")]
            self.assertTrue(any(region.startswith("33") for region in regions), supply)
        self.assertEqual(self.centre.ask("GET", "/api/v1/datasets/delta/supplies").status, 403)
        self.assertTrue(self.centre.must("GET", "/api/v1/datasets/delta/supplies/aggregates")["items"])

    def test_audit_chain(self):
        audit = self.people["zhao.audit"]
        self.assertTrue(audit.must("GET", "/api/v1/audit/verification")["is_whole"])
        verified = subprocess.run([TENON, "audit", "verify", "--db", self.database], capture_output=True, text=True)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def test_zz_drain(self):
        """SIGTERM: a running job is queued for the next start, listeners are told, the exit code is 0."""
        hazards = open(os.path.join(DATA, "hazards", "delta.yaml"), encoding="utf-8").read()
        job = self.centre.must("POST", "/api/v1/jobs", {"kind": "hazards", "request": {"dataset": "delta", "hazards": hazards}})
        self.listen(self.centre)
        self.assertEqual(self.server.end(), 0)
        with self.assertRaises(OSError):
            Client(self.server.port).ask("GET", "/healthz")
        again = Server(TENON, self.database)
        type(self).server = again
        self.centre.port, self.centre.connection = again.port, None
        view = self.centre.must("GET", f"/api/v1/jobs/{job['id']}")
        self.assertIn(view["state"], ("queued", "running", "done"))
        self.centre.ask("POST", f"/api/v1/jobs/{job['id']}/cancel")

    def rows(self, client, table):
        after, found = "", []
        while True:
            page = client.must("GET", f"/api/v1/datasets/delta/tables/{table}?limit=1000{after}")
            found += page["items"]
            if not page["next"]:
                return found
            after = "&after=" + page["next"]

    def listen(self, client):
        return Listener(self.server.port, client)


class Listener:
    """Server-Sent Events as (name, data)."""

    def __init__(self, port, client):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", "/api/v1/events", headers={"Cookie": "tenon_session=" + client.cookie})
        self.response = self.connection.getresponse()
        assert self.response.status == 200, self.response.read()
        self.seen = []
        self.changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        name, data = "message", []
        try:
            while line := self.response.readline():
                line = line.decode().rstrip("\n")
                if line.startswith("event:"):
                    name = line[6:].strip()
                elif line.startswith("data:"):
                    data.append(line[5:].strip())
                elif not line and data:
                    with self.changed:
                        self.seen.append((name, "\n".join(data)))
                        self.changed.notify_all()
                    name, data = "message", []
        except (OSError, ValueError, http.client.HTTPException):
            pass

    def wait(self, condition, seconds=30):
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self.seen), seconds), self.seen
            return list(self.seen)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")
