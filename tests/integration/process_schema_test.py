"""docs/process.schema.json and the reader of process types agree: process_schema_test.py PROCESS_DUMP SOURCE_FOLDER

- every mapping of the schema has the keys of the reader and the other way round, every enum its words;
- the bundled process types fit both;
- wrong variants of the documentation's example break the rules of both, in the place that is named, or of the reader
  alone where only it can know.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile
import unittest

from json_schema import faults, object_schemas

DUMP, SOURCE = sys.argv[1], sys.argv[2]
with open(os.path.join(SOURCE, "docs", "process.schema.json"), encoding="utf-8") as schema_file:
    SCHEMA = json.load(schema_file)
with open(os.path.join(SOURCE, "docs", "processes.md"), encoding="utf-8") as page:
    EXAMPLE = page.read().split("\n```yaml\n")[1].split("\n```")[0] + "\n"
BUNDLED = sorted(glob.glob(os.path.join(SOURCE, "data", "processes", "*.yaml")))

BOTH, READER = "both", "the reader alone"
# A text of the example, what replaces it, where the fault is told, and whose rules it breaks.
WRONG = [
    ("version: 1", "version: 0", "version", BOTH),
    ("version: 1", "version: one", "version", BOTH),
    ("subjects: [firm]", "subject: [firm]", "subject | subjects", BOTH),
    ("{zh: 供应商走访, en: Supplier visit}", "Supplier visit", "name", BOTH),
    ("kind: waiting", "kind: idle", "states[0].kind", BOTH),
    ("type: text", "type: string", "fields[0].type", BOTH),
    ("days: 30,", "days: -1,", "dues[0].days", BOTH),
    ("relations: [owner]}\nassign", "relations: [boss]}\nassign", "fill.relations[0]", BOTH),
    ("who: system", "who: nobody", "transitions[2].who", BOTH),
    ("is: at_least", "is: more", "transitions[1].alternatives[0].conditions[0].is", BOTH),
    (", value: 30}", "}", "transitions[1].alternatives[0].conditions[0]", BOTH),
    (", value: 30}", ", value: 30, other_field: stock_days}", "transitions[1].alternatives[0].conditions[0]", BOTH),
    ("    required: [finding, stock_days]\n", "    sets: [{field: finding}]\n", "transitions[0].sets[0]", BOTH),
    ("    required: [finding, stock_days]\n", "    then: {notify: [owner], call: [owner]}\n",
     "transitions[0].then.call", BOTH),
    ("from: planned\n", "from: palnned\n", "states[1] | states[2] | transitions[0].from[0]", READER),
    ("initial: planned", "initial: begun", "initial", READER),
    ("required: [finding, stock_days]", "required: [findings]", "transitions[0].required[0]", READER),
    (", value: 30}", ", value: many}", "transitions[1].alternatives[0].conditions[0].value", READER),
    ("then: lapse", "then: close", "dues[0].then", READER),
    ("  - {id: lapsed", "  - {id: limbo, name: {zh: 空, en: Limbo}, kind: active}\n  - {id: lapsed", "states[3] | states[3]",
     READER),
]


def dump(paths):
    answer = subprocess.run([DUMP, *paths], capture_output=True, encoding="utf-8", check=True)
    return json.loads(answer.stdout)


def read(texts):
    """What the dump says of each text."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            paths.append(os.path.join(folder, f"{number}.yaml"))
            with open(paths[-1], "w", encoding="utf-8") as file:
                file.write(text)
        return dump(paths)["files"]


FORMAT = dump([])


class Agreement(unittest.TestCase):
    def test_every_key_of_the_reader_is_in_the_schema_and_the_other_way_round(self):
        for mapping, keys in FORMAT["keys"].items():
            self.assertEqual(sorted(SCHEMA["$defs"][mapping]["properties"]), sorted(keys), mapping)
            self.assertIs(SCHEMA["$defs"][mapping]["additionalProperties"], False, mapping)

    def test_the_schema_has_no_mapping_that_the_reader_has_not(self):
        known = [SCHEMA["$defs"][mapping] for mapping in FORMAT["keys"]]
        for definition in object_schemas(SCHEMA):
            self.assertIn(definition, known)

    def test_every_word_is_in_both(self):
        for enum, words in FORMAT["words"].items():
            self.assertEqual(SCHEMA["$defs"][enum]["enum"], words, enum)

    def test_bundled_types_fit_both(self):
        self.assertGreaterEqual(len(BUNDLED), 21)
        for file in dump(BUNDLED)["files"]:
            self.assertEqual(file["faults"], [], file["file"])
            self.assertEqual(faults(file["document"], SCHEMA), [], file["file"])

    def test_the_example_fits_both(self):
        file = read([EXAMPLE])[0]
        self.assertEqual(file["faults"], [])
        self.assertEqual(faults(file["document"], SCHEMA), [])

    def test_wrong_files_are_judged_alike(self):
        for old, _, _, _ in WRONG:
            self.assertIn(old, EXAMPLE)
        files = read([EXAMPLE.replace(old, new, 1) for old, new, _, _ in WRONG])
        for file, (old, new, place, whose) in zip(files, WRONG):
            self.assertFalse(file["valid"], new)
            self.assertEqual(" | ".join(fault[1] for fault in file["faults"]), place, new)
            self.assertTrue(all(fault[0] > 0 for fault in file["faults"]), new)
            self.assertEqual(bool(faults(file["document"], SCHEMA)), whose == BOTH, new)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
