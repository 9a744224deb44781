"""A server of the program under test and clients of its API, with the standard library alone.

Server starts `tenon serve` on a free port of the loopback and ends it; Client signs in, keeps the session and its CSRF
token, and speaks JSON; set_up() goes the whole way from an empty database to administrators and people with roles.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import signal
import struct
import subprocess
import threading
import time


class Server:
    def __init__(self, tenon, database, options=(), wait=60):
        environment = dict(os.environ)
        if database.startswith("postgresql"):
            environment["TENON_KEY_FILE"] = options_key_file(database)
        self.process = subprocess.Popen([tenon, "serve", "--db", database, "--port", "0", "--account-rate", "0",
                                         "--address-rate", "0", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        self.first_name = self.first_password = self.port = None
        self.errors = []
        threading.Thread(target=self._read_errors, daemon=True).start()
        started = time.monotonic()
        for line in self.process.stdout:
            first = re.search(r"account: (\S+) .*password: (\S+)", line)
            if first:
                self.first_name, self.first_password = first.groups()
            where = re.search(r"https?://[^/]*:(\d+)/", line)
            if where:
                self.port = int(where.group(1))
                break
            if time.monotonic() - started > wait:
                break
        if self.port is None:
            self.process.kill()
            raise RuntimeError("the server did not start: " + "".join(self.errors))
        self.seconds_to_start = time.monotonic() - started

    def _read_errors(self):
        for line in self.process.stderr:
            self.errors.append(line)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def options_key_file(database):
    return "/tmp/tenon-test-" + hashlib.sha256(database.encode()).hexdigest()[:16] + ".key"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body[:2000]!r}"


class Client:
    def __init__(self, port, timeout=60):
        self.port, self.timeout = port, timeout
        self.cookie = self.csrf = self.connection = None

    def ask(self, method, path, body=None, headers=None, content_type="application/json"):
        """One request; the connection is opened again if the server is a new one."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        sent = {"Accept-Language": "en"}
        if body is not None:
            sent["Content-Type"] = content_type
            if content_type == "application/json":
                body = json.dumps(body)
            if isinstance(body, str):
                body = body.encode()
        if self.cookie:
            sent["Cookie"] = "tenon_session=" + self.cookie
        if self.csrf:
            sent["X-CSRF-Token"] = self.csrf
        sent.update(headers or {})
        try:
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        answer = Answer(response.status, response.headers, text)
        for header in response.headers.get_all("Set-Cookie") or []:
            found = re.match(r"tenon_session=([^;]*)", header)
            if found:
                self.cookie = found.group(1) or None
        return answer

    def must(self, method, path, body=None, status=(200, 201, 202, 204), **more):
        answer = self.ask(method, path, body, **more)
        wanted = status if isinstance(status, tuple) else (status,)
        assert answer.status in wanted, f"{method} {path}: {answer}"
        return answer.json() if answer.body and "json" in answer.headers.get("Content-Type", "") else answer

    def sign_in(self, name, password, code=None):
        body = {"name": name, "password": password}
        if code:
            body["code"] = code
        answer = self.ask("POST", "/api/v1/sign-in", body)
        if answer.status == 200:
            self.csrf = answer.json()["csrf_token"]
        return answer

    def first_sign_in(self, name, one_time_password):
        """Signs in for the first time: a password of one's own, and for administrators an authenticator."""
        answer = self.sign_in(name, one_time_password)
        assert answer.status == 200, answer
        self.password = "Correct-Horse-" + hashlib.sha256(name.encode()).hexdigest()[:12]
        self.must("POST", "/api/v1/me/password", {"current": one_time_password, "new": self.password})
        me = self.must("GET", "/api/v1/me")
        if me["reach"] == "enrol":
            self.enrol()
        return self

    def enrol(self):
        self.secret = self.must("POST", "/api/v1/me/second-factor", {})["secret"]
        return self.must("POST", "/api/v1/me/second-factor/confirmation", {"code": totp(self.secret)})["recovery_codes"]


def totp(secret, at=None):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return str((struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000).zfill(6)


ADMINISTRATORS = [("wang.system", "system_administrator"), ("li.security", "security_administrator"),
                  ("chen.security", "security_administrator"), ("zhao.audit", "audit_administrator")]


def set_up(server):
    """From the first start to administrators with both factors: {name: Client}."""
    first = Client(server.port)
    first.first_sign_in(server.first_name, server.first_password)
    issued = first.must("POST", "/api/v1/setup/administrators", {
        "organisation": {"id": "centre", "kind": "centre", "name_zh": "长三角产业链研究中心", "name_en": "Joint research centre"},
        "people": [{"name": name, "full_name": name, "role": role} for name, role in ADMINISTRATORS]})["items"]
    return {one["name"]: Client(server.port).first_sign_in(one["name"], one["one_time_password"]) for one in issued}


def add_person(administrators, name, organisation, role, region=None, clearance="restricted"):
    """An account with a role that one security administrator asked for and the other approved; signed in."""
    system, first, second = (administrators[key] for key in ("wang.system", "li.security", "chen.security"))
    issued = system.must("POST", "/api/v1/accounts", {"name": name, "full_name": name, "organisation_id": organisation})
    grant = {"account_id": issued["account_id"], "role_id": role, "clearance": clearance, "reason": "needed"}
    if region:
        grant["region_code"] = region
    asked = first.must("POST", "/api/v1/grants", grant)
    second.must("POST", f"/api/v1/approvals/{asked['id']}/decision", {"approve": True})
    first.must("POST", f"/api/v1/approvals/{asked['id']}/carry-out")
    return Client(system.port).first_sign_in(name, issued["one_time_password"])
