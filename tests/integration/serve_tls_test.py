"""tenon serve over TLS, with a certificate made by openssl: usage: serve_tls_test.py TENON"""
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import unittest

from api_client import Server

TENON = sys.argv[1]


class ServeTls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="tenon-tls-")
        cls.certificate = os.path.join(cls.folder.name, "certificate.pem")
        cls.key = os.path.join(cls.folder.name, "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                        cls.key, "-out", cls.certificate, "-days", "2", "-subj", "/CN=localhost", "-addext",
                        "subjectAltName=DNS:localhost"], check=True, capture_output=True)
        cls.server = Server(TENON, os.path.join(cls.folder.name, "tenon.db"),
                            ["--tls-certificate", cls.certificate, "--tls-key", cls.key])

    @classmethod
    def tearDownClass(cls):
        cls.server.kill()
        cls.folder.cleanup()

    def trusting(self):
        return ssl.create_default_context(cafile=self.certificate)

    def connect(self, context, name="localhost"):
        """A connection on the loopback that checks the certificate for `name`."""
        plain = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
        connection = http.client.HTTPSConnection(name, self.server.port, timeout=30, context=context)
        connection.sock = context.wrap_socket(plain, server_hostname=name)
        self.addCleanup(connection.close)
        return connection

    def ask(self, connection, method, path, body=None, headers=None):
        sent = {"Content-Type": "application/json", **(headers or {})} if body is not None else headers or {}
        connection.request(method, path, json.dumps(body) if body is not None else None, sent)
        answer = connection.getresponse()
        return answer, answer.read()

    def test_who_trusts_the_certificate_signs_in_with_a_secure_cookie(self):
        connection = self.connect(self.trusting())
        self.assertIn(connection.sock.version(), ("TLSv1.2", "TLSv1.3"))
        answer, _ = self.ask(connection, "GET", "/healthz")
        self.assertEqual(answer.status, 200)
        self.assertIn("max-age=", answer.headers["Strict-Transport-Security"])
        answer, body = self.ask(connection, "POST", "/api/v1/sign-in",
                                {"name": self.server.first_name, "password": self.server.first_password})
        self.assertEqual(answer.status, 200, body)
        cookie = answer.headers["Set-Cookie"]
        self.assertTrue(cookie.startswith("__Host-"), cookie)
        attributes = [part.strip() for part in cookie.split(";")]
        for attribute in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(attribute, attributes)
        pair = attributes[0]
        answer, body = self.ask(connection, "GET", "/api/v1/me", headers={"Cookie": pair})
        self.assertEqual(answer.status, 200, body)
        self.assertEqual(json.loads(body)["account"]["name"], self.server.first_name)
        # Another value is nobody's.
        answer, _ = self.ask(connection, "GET", "/api/v1/me", headers={"Cookie": pair.split("=")[0] + "=" + "A" * 43})
        self.assertEqual(answer.status, 401)

    def test_who_does_not_trust_it_says_nothing(self):
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.connect(ssl.create_default_context())
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.connect(self.trusting(), "tenon.example")

    def test_plain_http_is_refused(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        self.addCleanup(connection.close)
        with self.assertRaises((OSError, http.client.HTTPException)):
            connection.request("GET", "/healthz")
            connection.getresponse()
        # The next one is served all the same.
        answer, _ = self.ask(self.connect(self.trusting()), "GET", "/healthz")
        self.assertEqual(answer.status, 200)

    def test_old_versions_are_refused(self):
        old = self.trusting()
        old.set_ciphers("ALL:@SECLEVEL=0")
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises(ssl.SSLError):
            self.connect(old)

    def test_a_key_that_does_not_fit_stops_the_start(self):
        other = os.path.join(self.folder.name, "other.pem")
        subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", other],
                       check=True, capture_output=True)
        database = os.path.join(self.folder.name, "other.db")
        done = subprocess.run([TENON, "serve", "--db", database, "--port", "0", "--tls-certificate", self.certificate,
                               "--tls-key", other], capture_output=True, text=True, timeout=60)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("key", done.stderr)


if __name__ == "__main__":
    if shutil.which("openssl") is None:
        print("there is no openssl to make a certificate with", file=sys.stderr)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")
