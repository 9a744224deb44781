"""Pages beside a heavy job: reads while the server computes, against the same reads while it does nothing.

    python3 bench/api_beside_job.py build/release/tenon build/release/bench/http_load data [ROUNDS]

Starts a server on a new SQLite file, sets it up as people do, imports data/delta and analyses it. Then, in turns, reads
with 20 connections while nothing runs and while a hazards job does (10,000 years, which outlasts the reads; it is
cancelled afterwards), so that what else the machine does falls on both. The load generator runs on the same machine.
Fails where a read fails, or where the job was not running from the first read to the last.
"""
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests", "integration"))
from api_client import Server, add_person, set_up

TENON, HTTP_LOAD, DATA = sys.argv[1:4]
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 3
PATHS = ("/api/v1/datasets/delta/break-points?limit=50", "/api/v1/datasets/delta/tables/products?limit=100", "/api/v1/me")
CONNECTIONS, SECONDS = 20, 4


def read_load(server, client, path):
    """Requests a second; p50 and p99 in milliseconds."""
    done = subprocess.run([HTTP_LOAD, "--url", f"http://127.0.0.1:{server.port}{path}", "--connections", str(CONNECTIONS),
                           "--seconds", str(SECONDS), "--header", "Cookie: tenon_session=" + client.cookie],
                          capture_output=True, text=True, check=True)
    return parsed(done.stdout)


def parsed(text):
    found = re.search(r"([\d.]+) requests/s.*p50 ([\d.]+),.*p99 ([\d.]+),.*; (\d+) not 2xx or 304, (\d+) errors", text, re.S)
    assert found.group(4) == found.group(5) == "0", text
    return tuple(float(found.group(k)) for k in (1, 2, 3))


def state_of(client, job):
    return client.must("GET", f"/api/v1/jobs/{job}")["state"]


def main():
    with tempfile.TemporaryDirectory(prefix="tenon-beside-") as folder:
        server = Server(TENON, os.path.join(folder, "tenon.db"), ["--log", "none"])
        people = set_up(server)
        centre = add_person(people, "zhou.centre", "centre", "centre_analyst")
        files = {name: open(os.path.join(DATA, "delta", name), encoding="utf-8").read()
                 for name in os.listdir(os.path.join(DATA, "delta")) if name.endswith(".csv") and name != "build_report.csv"}
        centre.must("POST", "/api/v1/datasets/delta/versions", {"files": files})
        first = centre.must("POST", "/api/v1/jobs", {"kind": "analyze", "request": {"dataset": "delta", "record": True}})["id"]
        while state_of(centre, first) in ("queued", "running"):
            time.sleep(0.05)
        hazards = open(os.path.join(DATA, "hazards", "delta.yaml"), encoding="utf-8").read()
        seen = {path: {"idle": [], "busy": []} for path in PATHS}
        for number in range(ROUNDS):
            for path in PATHS:
                seen[path]["idle"].append(read_load(server, centre, path))
            job = centre.must("POST", "/api/v1/jobs", {"kind": "hazards", "request": {
                "dataset": "delta", "hazards": hazards, "seed": number + 1, "minimum_years": 10000, "maximum_years": 10000}})["id"]
            while state_of(centre, job) == "queued":
                time.sleep(0.05)
            for path in PATHS:
                seen[path]["busy"].append(read_load(server, centre, path))
            assert state_of(centre, job) == "running", "the job did not outlast the reads: take more years"
            centre.must("POST", f"/api/v1/jobs/{job}/cancel")
            while state_of(centre, job) == "running":
                time.sleep(0.05)
        for path in PATHS:
            for when in ("idle", "busy"):
                rate, p50, p99 = (statistics.median(column) for column in zip(*seen[path][when]))
                print(f"{path}  {when}: {rate:,.0f}/s, p50 {p50:.2f} ms, p99 {p99:.2f} ms (medians of {ROUNDS})")
        server.end()


if __name__ == "__main__":
    main()
