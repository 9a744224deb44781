"""tenon governance from the outside: governance_test.py TENON DATA"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

TENON, DATA = sys.argv[1:3]
GOVERNANCE = """chain: ICIC
leads: [{region: 310000, since: 2021, source: s}]
participants: [320000, 330000]
chair: {order: [310000, 320000], terms: [{region: 310000, from: 2026-01-01, until: 2026-12-31}]}
artefacts: [{type: chain_map, state: approved, due: 2026-03-31}, {type: risk_list, state: draft, due: 2026-10-01}]
"""
PLAN = """chain: ICIC
year: 2026
items: [{id: w1, what: 第二供应源, who: 江苏, by: 2026-06-30}, {id: w2, what: 演练, who: 上海, state: done, by: 2026-01-31}]
"""


class Governance(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = {**os.environ, "TENON_DB": os.path.join(self.folder, "store.db")}

    def tenon(self, *arguments, code=0):
        done = subprocess.run(
            [TENON, "governance", *arguments, "--dataset", os.path.join(DATA, "delta"), "--artefacts",
             os.path.join(DATA, "governance", "artefacts.yaml"), "--on", "2026-11-26"],
            capture_output=True, encoding="utf-8", env=self.environment)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code in (0, 1) else done.stderr

    def json(self, *arguments):
        return json.loads(self.tenon(*arguments, "--format", "json"))

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_defaults_come_from_the_chains_and_nothing_is_made_up(self):
        chains = {c["chain"]: c for c in self.json("list")["chains"]}
        self.assertEqual(chains["BIOM"]["lead"]["region"], "320000")
        self.assertEqual(chains["BIOM"]["lead"]["since"], "2021")
        self.assertTrue(chains["BIOM"]["lead"]["source"])
        self.assertIsNone(chains["SCON"]["lead"])
        self.assertEqual({c["record"] for c in chains.values()}, {0})
        self.assertEqual({c["approved"] for c in chains.values()}, {0})
        self.assertFalse(os.path.exists(self.environment["TENON_DB"]))
        self.assertEqual(self.tenon("check"), "")
        self.assertIn("江苏省", self.tenon("show", "BIOM", "--lang", "zh"))
        self.assertIn("Jiangsu", self.tenon("show", "Biomedicine", "--lang", "en"))

    def test_a_chain_is_set_checked_and_signed(self):
        self.tenon("set", "ICIC", self.file("g.yaml", GOVERNANCE), "--note", "agreed")
        shown = self.json("show", "ICIC")
        self.assertEqual((shown["revision"], shown["approved"], shown["chair"]["next"]), (1, 1, "320000"))
        self.assertEqual(shown["not_countersigned_by"], ["320000", "330000"])
        self.tenon("countersign", "ICIC", "--region", "320000", "--expect", "1")
        self.assertEqual(self.json("show", "ICIC")["not_countersigned_by"], ["330000"])
        self.assertIn("does not countersign", self.tenon("countersign", "ICIC", "--region", "310000", "--expect", "2",
                                                         code=2))
        self.tenon("countersign", "ICIC", "--region", "330000", "--expect", "1", code=1)  # of an older revision
        self.tenon("artefact", "ICIC", "policies", "--state", "in_review", "--file", self.file("p.txt", "policy"))
        shown = self.json("show", "ICIC")
        self.assertEqual(shown["not_countersigned_by"], ["320000", "330000"])  # a change takes signatures away
        policies = {a["type"]: a for a in shown["artefacts"]}["policies"]
        self.assertEqual((policies["state"], len(policies["file"])), ("in_review", 64))
        self.tenon("plan", "ICIC", self.file("w.yaml", PLAN))
        overdue = self.tenon("check", "ICIC", code=1)
        self.assertIn("2026-10-01", overdue)
        self.assertIn("w1", overdue)
        self.assertNotIn("w2", overdue)
        self.assertEqual(self.json("plan", "ICIC")["year"], 2026)
        self.tenon("set", "ICIC", self.file("g.yaml", GOVERNANCE), "--expect", "1", code=1)
        whole = subprocess.run([TENON, "audit", "verify"], capture_output=True, env=self.environment, check=False)
        self.assertEqual(whole.returncode, 0)

    def test_lists_of_terms_and_kinds_are_data(self):
        terms = self.tenon("dictionaries", os.path.join(DATA, "governance", "dictionaries.yaml"), "--lang", "zh")
        self.assertEqual(terms.count("非官方文本"), 8)
        self.assertEqual(len(self.json("dictionaries")), 2)
        own = self.file("types.yaml", "artefacts:\n  - {id: only_one, name: {zh: 唯一, en: Only}, own: true}\n")
        self.tenon("types", own)
        self.assertEqual([a["type"] for a in self.json("show", "ICIC")["artefacts"]], ["only_one"])

    def test_what_cannot_be_is_said(self):
        self.assertIn("did you mean", self.tenon("show", "ICIG", code=2))
        bad = self.file("bad.yaml", GOVERNANCE.replace("approved", "aproved"))
        self.assertIn("bad.yaml:5", self.tenon("set", "ICIC", bad, code=2))
        other = self.file("other.yaml", GOVERNANCE.replace("320000", "990000"))
        self.assertIn("participants[0]", self.tenon("set", "ICIC", other, code=2))
        self.assertIn("is of chain ICIC", self.tenon("set", "AICH", self.file("g.yaml", GOVERNANCE), code=2))
        self.assertIn("did you mean", self.tenon("artefact", "ICIC", "chain_mop", "--state", "draft", code=2))
        self.assertIn("--state", self.tenon("artefact", "ICIC", "chain_map", "--state", "done", code=2))
        self.assertIn("work plan", self.tenon("plan", "ICIC", code=2).replace("work_plan", "work plan"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
