"""The API under load: reads with 200 connections, writes of several clients, listeners, memory.

    python3 bench/api_load.py build/release/tenon build/release/bench/http_load data [DATABASE]

Starts a server on a new database, sets it up as people do, imports data/delta, analyses it, and then measures. The
load generators run on the same machine. DATABASE: an SQLite file that does not exist, or an empty PostgreSQL.
"""
import os
import re
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests", "integration"))
from api_client import Client, Server, add_person, set_up

TENON, HTTP_LOAD, DATA = sys.argv[1:4]


def memory_megabytes(process):
    with open(f"/proc/{process}/status", encoding="utf-8") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024


def read_load(server, client, path, connections=200, seconds=5):
    done = subprocess.run([HTTP_LOAD, "--url", f"http://127.0.0.1:{server.port}{path}", "--connections", str(connections),
                           "--seconds", str(seconds), "--header", "Cookie: tenon_session=" + client.cookie],
                          capture_output=True, text=True)
    print(f"GET {path}\n{done.stdout}{done.stderr}", flush=True)


def write_load(server, client, clients, seconds=5):
    """Organisations made a second, each with its audit entry on disk; and the slowest hundredth."""
    ends, times, started = time.monotonic() + seconds, [], time.monotonic()

    def work(number):
        writer = Client(server.port)
        writer.cookie, writer.csrf = client.cookie, client.csrf
        made = 0
        while time.monotonic() < ends:
            begun = time.monotonic()
            writer.must("POST", "/api/v1/organisations", {"id": f"o-{clients}-{number}-{made}", "kind": "bureau", "name_zh": "局",
                                                          "name_en": "Bureau", "region_code": "330000"})
            times.append(time.monotonic() - begun)
            made += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    print(f"writes, {clients} clients: {len(times) / (time.monotonic() - started):.0f}/s, "
          f"p50 {times[len(times) // 2] * 1000:.1f} ms, p99 {times[len(times) * 99 // 100] * 1000:.1f} ms", flush=True)


def main():
    with tempfile.TemporaryDirectory(prefix="tenon-load-") as folder:
        database = sys.argv[4] if len(sys.argv) > 4 else os.path.join(folder, "tenon.db")
        server = Server(TENON, database, ["--log", "none"])
        print(f"from the command to serving: {server.seconds_to_start:.2f} s, {memory_megabytes(server.process.pid):.0f} MB at rest")
        people = set_up(server)
        centre = add_person(people, "zhou.centre", "centre", "centre_analyst")
        files = {name: open(os.path.join(DATA, "delta", name), encoding="utf-8").read()
                 for name in os.listdir(os.path.join(DATA, "delta")) if name.endswith(".csv") and name != "build_report.csv"}
        begun = time.monotonic()
        centre.must("POST", "/api/v1/datasets/delta/versions", {"files": files})
        print(f"import of data/delta: {time.monotonic() - begun:.2f} s")
        job = centre.must("POST", "/api/v1/jobs", {"kind": "analyze", "request": {"dataset": "delta", "record": True}})["id"]
        while (view := centre.must("GET", f"/api/v1/jobs/{job}"))["state"] in ("queued", "running"):
            time.sleep(0.05)
        print(f"analysis as a job: {view['state']}")
        for path in ("/api/v1/datasets/delta/break-points?limit=50", "/api/v1/datasets/delta/tables/products?limit=100",
                     "/api/v1/me"):
            read_load(server, centre, path)
        for clients in (1, 8):
            write_load(server, people["wang.system"], clients)
        print(f"memory afterwards: {memory_megabytes(server.process.pid):.0f} MB")
        server.end()


if __name__ == "__main__":
    main()
