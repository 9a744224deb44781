"""tenon case from the outside: case_test.py TENON DATA"""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

TENON, DATA = sys.argv[1:3]
TYPES = sorted(glob.glob(os.path.join(DATA, "processes", "*.yaml")))
LI, WANG, ZHANG = "li@o1@310000", "wang@o1@310000", "zhang@o2@320000"


class Cases(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = {**os.environ, "TENON_DB": os.path.join(self.folder, "store.db")}
        self.tenon("types", *TYPES)

    def tenon(self, *arguments, code=0):
        done = subprocess.run([TENON, "case", *arguments], capture_output=True, encoding="utf-8", env=self.environment)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stderr

    def json(self, *arguments):
        return json.loads(self.tenon(*arguments, "--format", "json"))

    def open(self, case="BP-1", subject="s1", code=0):
        return self.tenon("open", "break_point_case", "break_point", subject, "--id", case, "--as", WANG, "--field",
                          "owner_province=310000", "--field", "threshold=0.4", "--person", "owner=" + LI, "--person",
                          "lead_province=@o2@320000", code=code)

    def ease(self):
        self.tenon("act", "BP-1", "assign", "--as", WANG)
        self.tenon("act", "BP-1", "choose_measure", "--as", LI, "--field", "measure_class=secure", "--field",
                   "measure=第二供应商")
        self.tenon("act", "BP-1", "start", "--as", LI, "--field", "target_day=2099-12-31")
        self.tenon("note", "BP-1", "交付顺利", "--as", LI)
        eased = self.json("act", "BP-1", "ease", "--as", ZHANG)
        self.assertEqual(eased["errands"], [
            {"case": "BP-1", "notify": "lead_province", "transition": "ease"},
            {"case": "BP-1", "compute": "break_point_score"}])

    def test_four_eyes_close_a_break_point(self):
        self.assertIn("found", self.open())
        self.ease()
        reason = ("--field", "closing_reason=第二供应商已供货")
        self.assertEqual(self.json("act", "BP-1", "close", "--as", LI, *reason)["state"], "eased")
        self.assertIn("不予办理 refused", self.tenon("approve", "BP-1", "close", "--as", LI, code=1))
        action = {a["transition"]: a for a in self.json("show", "BP-1", "--as", LI)["actions"]}["close"]
        self.assertEqual((action["pending"], action["may_approve"], action["may_withdraw"]), (True, False, True))
        self.assertEqual(self.json("approve", "BP-1", "close", "--as", ZHANG)["state"], "closed")
        shown = self.json("show", "BP-1", "--as", WANG)
        events = [event["event"] for event in shown["history"]]
        self.assertEqual(events[0], "opened")
        self.assertLess(events.index("proposed"), events.index("approved"))
        self.assertEqual(shown["dues"], [])
        reasons = {a["transition"]: a["reasons"] for a in shown["actions"]}["start"]
        self.assertTrue(all(reason["zh"] and reason["en"] for reason in reasons) and reasons)
        self.assertIn("已关闭 Closed", self.tenon("show", "BP-1"))
        self.assertIn("交付顺利", self.tenon("show", "BP-1"))
        whole = subprocess.run([TENON, "audit", "verify"], capture_output=True, env=self.environment, check=False)
        self.assertEqual(whole.returncode, 0)

    def test_a_computed_score_closes_a_break_point(self):
        self.open()
        self.ease()
        self.tenon("fill", "BP-1", "--field", "recomputed_score=0.25", "--as", LI, code=1)
        self.tenon("fill", "BP-1", "--field", "recomputed_score=0.25", "--platform")
        self.assertEqual(self.json("act", "BP-1", "close", "--as", LI)["state"], "closed")
        self.assertEqual([case["id"] for case in self.json("list", "--state", "closed")["cases"]], ["BP-1"])
        self.assertEqual(self.json("list", "--type", "resource_booking")["cases"], [])

    def test_a_score_is_computed_from_the_dataset(self):
        def store(*arguments):
            return subprocess.run([TENON, *arguments], capture_output=True, encoding="utf-8", env=self.environment,
                                  check=True).stdout
        found = json.loads(store("analyze", os.path.join(DATA, "delta"), "--format", "json"))["break_points"]
        point = [one for one in found if one["score"] is not None and one["subject"]["type"] == "product"][-1]
        self.assertLess(point["score"], 0.4)
        self.open(subject=point["subject"]["id"])
        self.ease()
        computed = self.json("recompute")["computations"]
        self.assertEqual([(one["case"], one["is_done"]) for one in computed], [("BP-1", False)])
        self.assertIn("没有已登记的断点分析", computed[0]["zh"])
        store("import", os.path.join(DATA, "delta"))
        store("analyze", "db:delta", "--record")
        self.tenon("act", "BP-1", "recompute", "--as", LI)
        self.assertIn("已计算 computed", self.tenon("recompute"))
        self.assertEqual(self.json("recompute")["computations"], [])
        self.assertIn("平台计算：重新计算得分", self.tenon("show", "BP-1"))
        self.assertEqual(self.json("act", "BP-1", "close", "--as", LI)["state"], "closed")

    def test_who_comes_too_late_is_told(self):
        self.open()
        self.open("BP-2", code=1)  # the same subject
        self.open("BP-2", "s2")
        seen = self.json("show", "BP-1")["sequence"]
        self.tenon("assign", "BP-1", "participant=zhao@o3", "reviewer=qian", "--as", WANG)
        self.assertIn("has changed", self.tenon("note", "BP-1", "late", "--expect", str(seen), code=1))
        self.assertEqual({p["person"] for p in self.json("show", "BP-1")["people"]}, {"wang", "li", "", "zhao", "qian"})

    def test_bookings_do_not_overlap(self):
        def book(case, start, end):
            self.tenon("open", "resource_booking", "instrument", "i1", "--id", case, "--as", "guest@o1", "--field",
                       "resource=lathe", "--field", f"from=2099-01-01T{start}:00:00Z", "--field",
                       f"until=2099-01-01T{end}:00:00Z", "--field", "purpose=trial", "--person", "other_side=host@lab")
        offer = ("offer", "--field", "price=100", "--as", "host@lab")
        book("R-1", "08", "10")
        book("R-2", "09", "11")
        book("R-3", "10", "12")
        self.tenon("act", "R-1", *offer)
        self.assertIn("taken", self.tenon("act", "R-2", *offer, code=1))
        self.tenon("act", "R-3", *offer)
        self.assertEqual(self.json("tick")["changed"], [])
        self.assertEqual(self.json("list", "--overdue")["overdue"], [])

    def test_files_come_back_byte_for_byte(self):
        self.open()
        path = os.path.join(self.folder, "纪要.bin")
        content = bytes(range(256)) * 2000
        with open(path, "wb") as file:
            file.write(content)
        self.tenon("attach", "BP-1", "--file", path, "--name", "会议纪要.bin", "--as", LI)
        shown = self.json("show", "BP-1", "--as", WANG)["files"]
        self.assertEqual([(f["name"], f["bytes"]) for f in shown], [("会议纪要.bin", len(content))])
        self.assertIn("会议纪要.bin", self.tenon("show", "BP-1"))
        out = os.path.join(self.folder, "back.bin")
        self.tenon("file", "BP-1", shown[0]["digest"], "--out", out, "--as", WANG)
        with open(out, "rb") as file:
            self.assertEqual(file.read(), content)
        self.assertIn("no file", self.tenon("file", "BP-1", "0" * 64, code=2))
        self.assertIn("no case", self.tenon("file", "BP-9", shown[0]["digest"], code=2))
        self.tenon("attach", "BP-1", "--file", os.path.join(self.folder, "none"), code=2)

    def test_entries_are_dated_and_of_a_kind(self):
        self.tenon("open", "chain_governance", "chain", "ICIC", "--id", "G-1", "--as", LI, "--person",
                   "owner=" + LI, "--person", "lead_province=@@310000")
        path = os.path.join(self.folder, "map.svg")
        with open(path, "w", encoding="utf-8") as file:
            file.write("<svg/>")
        self.tenon("note", "G-1", "--kind", "artefact", "--date", "2026-11-01", "--field", "kind=图谱", "--field",
                   "file=" + path, "--as", LI)
        self.tenon("note", "G-1", "走访", "--kind", "chief_action", "--date", "2026-11-02", "--field", "action=调研",
                   "--field", "outcome=两项对接", "--as", LI)
        shown = self.json("show", "G-1", "--as", LI)
        self.assertEqual([e["kind"] for e in shown["entries"]], ["artefact", "chief_action"])
        self.assertEqual(shown["entries"][1]["fields"]["on"], ["2026-11-02"])
        self.assertEqual(self.tenon("file", "G-1", shown["files"][0]["digest"]), "<svg/>")
        self.assertIn("不予办理 refused", self.tenon("note", "G-1", "--kind", "artefact", "--date", "2026-11-01", "--as",
                                                 LI, code=1))
        self.assertIn("expected a kind of entry", self.tenon("note", "G-1", "--kind", "artefakt", code=2))
        self.assertIn("go with --kind", self.tenon("note", "G-1", "x", "--date", "2026-11-01", code=2))
        self.assertIn("expected a day", self.tenon("note", "G-1", "--kind", "artefact", "--date", "soon", code=2))

    def test_people_are_told(self):
        self.open()
        self.ease()
        told = self.json("notifications", "--as", "qian@o2@320000", "--unread")["notifications"]
        self.assertTrue(told and all(t["case"] == "BP-1" and "事项 BP-1" in t["zh"] for t in told))
        self.tenon("notifications", "--as", "qian@o2@320000", "--read", str(told[0]["id"]))
        left = self.json("notifications", "--as", "qian@o2@320000", "--unread")["notifications"]
        self.assertEqual(len(left), len(told) - 1)
        self.assertEqual(self.json("notifications", "--as", "eve@o9@990000")["notifications"], [])
        self.assertIn("no notification", self.tenon("notifications", "--as", "eve@o9", "--read", str(told[0]["id"]),
                                                    code=2))

    def test_what_cannot_be_is_said(self):
        self.open()
        self.assertIn("expected a field", self.tenon("fill", "BP-1", "--field", "colour=red", code=2))
        self.assertIn("expected a number", self.tenon("fill", "BP-1", "--field", "threshold=high", code=2))
        self.assertIn("RELATION", self.tenon("assign", "BP-1", "boss=li", code=2))
        self.assertIn("no case", self.tenon("show", "BP-9", code=2))
        self.assertIn("process type", self.tenon("open", "none", "firm", "f", "--id", "X", code=2))
        types = self.json("types")["types"]
        self.assertEqual(len(types), len(TYPES))
        self.assertIn("alliance", self.tenon("types", "--format", "json"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
