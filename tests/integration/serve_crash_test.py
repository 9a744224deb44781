"""A server killed again and again while people write: usage: serve_crash_test.py TENON [ROUNDS]

Each round four clients write organisations with idempotency keys, at a random moment the server is killed (SIGKILL)
and started again by the same command. What was acknowledged is there; what was not, is done once when it is sent
again with its key; the audit chain is whole; sessions go on. On SQLite, and on PostgreSQL where
$TENON_TEST_POSTGRESQL names a file with its address.
"""
import http.client
import os
import random
import subprocess
import sys
import tempfile
import threading
import time

from api_client import Client, Server, options_key_file, set_up

TENON = sys.argv[1]
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 15
WRITERS = 4


class Writer(threading.Thread):
    """Writes until the server is gone; `acknowledged` and `open` are ids."""

    def __init__(self, port, session, first):
        super().__init__(daemon=True)
        self.client = Client(port, timeout=30)
        self.client.cookie, self.client.csrf = session
        self.next, self.acknowledged, self.open = first, [], None

    def run(self):
        while True:
            self.open = f"o-{self.next}"
            self.next += 1
            try:
                answer = write(self.client, self.open)
            except (OSError, http.client.HTTPException):
                return
            assert answer.status == 201, answer
            self.acknowledged.append(self.open)
            self.open = None


def write(client, id_):
    return client.ask("POST", "/api/v1/organisations",
                      {"id": id_, "kind": "bureau", "name_zh": "局", "name_en": id_, "region_code": "330000"},
                      {"Idempotency-Key": "crash-key-" + id_})


def organisations(client):
    found, after = [], ""
    while True:
        page = client.must("GET", "/api/v1/organisations?limit=1000" + after)
        found += [one["id"] for one in page["items"]]
        if not page["next"]:
            return found
        after = "&after=" + page["next"]


def check(name, database, choose):
    server = Server(TENON, database)
    system = set_up(server)["wang.system"]
    session = (system.cookie, system.csrf)
    acknowledged, unknown, counter, slowest = set(), 0, 0, 0.0
    for round_ in range(ROUNDS):
        writers = [Writer(server.port, session, counter + 100_000 * k) for k in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(choose.uniform(0.02, 0.5))
        server.kill()
        for writer in writers:
            writer.join(30)
            acknowledged.update(writer.acknowledged)
            counter = max(counter, writer.next % 100_000)
        server = Server(TENON, database)
        slowest = max(slowest, server.seconds_to_start)
        client = Client(server.port)
        client.cookie, client.csrf = session
        for writer in writers:
            if writer.open is None:
                continue
            answer = write(client, writer.open)
            # Done now, done before, or: nobody knows, so it is not done a second time.
            assert answer.status == 201 or answer.json()["code"] == "key_in_progress", answer
            if answer.status == 201:
                acknowledged.add(writer.open)
            else:
                unknown += 1
        present = organisations(client)
        assert len(present) == len(set(present)), "twice"
        missing = acknowledged - set(present)
        assert not missing, f"round {round_}: acknowledged and lost: {sorted(missing)[:5]}"
    assert server.end() == 0
    environment = dict(os.environ)
    verified = subprocess.run([TENON, "audit", "verify", "--db", database], capture_output=True, text=True, env=environment)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    print(f"{name}: {ROUNDS} kills, {len(acknowledged)} acknowledged writes there, {unknown} of unknown outcome, "
          f"slowest start {slowest:.2f} s")


def main():
    choose = random.Random(1)
    with tempfile.TemporaryDirectory(prefix="tenon-serve-crash-") as folder:
        check("SQLite", os.path.join(folder, "tenon.db"), choose)
    address_file = os.environ.get("TENON_TEST_POSTGRESQL", "")
    if not os.path.exists(address_file):
        print("PostgreSQL: skipped, no server")
        return
    address = open(address_file, encoding="utf-8").read().strip()
    schema = f"crash_{os.getpid()}"
    subprocess.run(["psql", "-q", address, "-c", f"CREATE SCHEMA {schema}"], check=True)
    database = address + f"&options=-csearch_path%3D{schema}"
    try:
        check("PostgreSQL", database, choose)
    finally:
        subprocess.run(["psql", "-q", address, "-c", f"SET client_min_messages = warning; DROP SCHEMA {schema} CASCADE"], check=True)
        if os.path.exists(options_key_file(database)):
            os.remove(options_key_file(database))


if __name__ == "__main__":
    main()
