"""docs/scenario.schema.json and the reader of scenarios agree: scenario_schema_test.py SCENARIO_DUMP SOURCE_FOLDER

- every mapping of the schema has the keys of the reader and the other way round, every enum its words, every kind of
  event its selectors;
- the eight bundled scenarios and the sound files of tests/integration/scenarios fit both;
- of the wrong files there, each breaks the rules of both, in the place that its first line names:
  "# wrong: LINE KEY.PATH", or of the reader alone: "# wrong for the reader alone: LINE KEY.PATH".
"""
import glob
import json
import os
import subprocess
import sys
import unittest

from json_schema import faults, object_schemas

DUMP, SOURCE = sys.argv[1], sys.argv[2]
with open(os.path.join(SOURCE, "docs", "scenario.schema.json"), encoding="utf-8") as schema_file:
    SCHEMA = json.load(schema_file)
BUNDLED = sorted(glob.glob(os.path.join(SOURCE, "data", "scenarios", "*.yaml")))
OWN = sorted(glob.glob(os.path.join(SOURCE, "tests", "integration", "scenarios", "*.yaml")))

def dump(paths):
    answer = subprocess.run([DUMP, *paths], capture_output=True, encoding="utf-8", check=True)
    return json.loads(answer.stdout)


FORMAT = dump([])
READ = {os.path.basename(file["file"]): file for file in dump(BUNDLED + OWN)["files"]}


class Agreement(unittest.TestCase):
    def keys_of(self, name):
        definition = SCHEMA["$defs"][name]
        if name == "bilingual":
            definition = definition["anyOf"][1]
        return definition

    def test_every_key_of_the_reader_is_in_the_schema_and_the_other_way_round(self):
        for mapping, keys in FORMAT["keys"].items():
            self.assertEqual(sorted(self.keys_of(mapping)["properties"]), sorted(keys), mapping)
            self.assertIs(self.keys_of(mapping)["additionalProperties"], False, mapping)

    def test_the_schema_has_no_mapping_that_the_reader_has_not(self):
        known = [self.keys_of(mapping) for mapping in FORMAT["keys"]]
        for definition in object_schemas(SCHEMA):
            self.assertIn(definition, known)

    def test_every_word_is_in_both(self):
        for enum, words in FORMAT["words"].items():
            self.assertEqual(SCHEMA["$defs"][enum]["enum"], words, enum)

    def test_every_kind_has_the_same_selectors_in_both(self):
        found = {}
        for rule in SCHEMA["$defs"]["event"]["allOf"]:
            names = rule.get("then", {}).get("properties", {}).get("target", {}).get("propertyNames")
            if names:
                found[rule["if"]["properties"]["kind"]["const"]] = names["enum"]
        self.assertEqual(found, FORMAT["selectors"])

    def test_bundled_scenarios_fit_both(self):
        self.assertEqual(len(BUNDLED), 8)
        for path in BUNDLED:
            file = READ[os.path.basename(path)]
            self.assertEqual(file["faults"], [], path)
            self.assertEqual(faults(file["document"], SCHEMA), [], path)

    def test_sound_and_wrong_files_are_judged_alike(self):
        counts = {"sound": 0, "wrong": 0, "wrong for the reader alone": 0}
        for path in OWN:
            with open(path, encoding="utf-8") as text:
                first = text.readline().strip().removeprefix("# ")
            verdict, _, place = first.partition(": ")
            counts[verdict] += 1
            file = READ[os.path.basename(path)]
            self.assertEqual(file["valid"], verdict == "sound", path)
            if verdict != "sound":
                places = [f"{line} {key}".strip() for line, key, _ in file["faults"]]
                self.assertEqual(places, place.split(" | "), path)
            if file["document"] is not None:
                self.assertEqual(bool(faults(file["document"], SCHEMA)), verdict == "wrong", path)
        self.assertGreater(min(counts.values()), 2, counts)

    def test_the_validator_can_refuse(self):
        document = READ["suzhou_lockdown.yaml"]["document"]
        self.assertEqual(faults(document, SCHEMA), [])
        for change in ({"horizon_days": 0}, {"horizon": 3}, {"events": {}}, {"id": "1"}, {"events": [{}]}):
            self.assertNotEqual(faults({**document, **change}, SCHEMA), [], change)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
