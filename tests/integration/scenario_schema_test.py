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
import re
import subprocess
import sys
import unittest

DUMP, SOURCE = sys.argv[1], sys.argv[2]
with open(os.path.join(SOURCE, "docs", "scenario.schema.json"), encoding="utf-8") as schema_file:
    SCHEMA = json.load(schema_file)
BUNDLED = sorted(glob.glob(os.path.join(SOURCE, "data", "scenarios", "*.yaml")))
OWN = sorted(glob.glob(os.path.join(SOURCE, "tests", "integration", "scenarios", "*.yaml")))

REMARKS = {"$schema", "$id", "title", "description", "$defs"}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": is_number,
    "integer": lambda value: is_number(value) and float(value).is_integer(),
    "null": lambda value: value is None,
}


def faults(value, schema, root=SCHEMA):
    """Why `value` does not fit: the part of JSON Schema 2020-12 that the schema uses. An unknown keyword raises."""
    found = []

    def need(good, text):
        if not good:
            found.append(text)

    for keyword, rule in schema.items():
        if keyword in REMARKS or keyword in ("then", "else"):
            continue
        if keyword == "$ref":
            target = root
            for part in rule.removeprefix("#/").split("/"):
                target = target[part]
            found += faults(value, target, root)
        elif keyword == "type":
            need(any(TYPES[name](value) for name in ([rule] if isinstance(rule, str) else rule)), f"{value!r}: not {rule}")
        elif keyword == "enum":
            need(value in rule, f"{value!r}: not in {rule}")
        elif keyword == "const":
            need(value == rule, f"{value!r}: not {rule!r}")
        elif keyword == "anyOf":
            need(any(not faults(value, branch, root) for branch in rule), f"{value!r}: fits none of {rule}")
        elif keyword == "allOf":
            for branch in rule:
                found += faults(value, branch, root)
        elif keyword == "not":
            need(faults(value, rule, root), f"{value!r}: must not fit {rule}")
        elif keyword == "if":
            branch = "else" if faults(value, rule, root) else "then"
            found += faults(value, schema.get(branch, {}), root)
        elif keyword in ("minimum", "maximum", "exclusiveMinimum"):
            if is_number(value):
                good = {"minimum": value >= rule, "maximum": value <= rule, "exclusiveMinimum": value > rule}[keyword]
                need(good, f"{value}: {keyword} {rule}")
        elif keyword in ("minLength", "maxLength", "pattern"):
            if isinstance(value, str):
                good = {"minLength": lambda: len(value) >= rule, "maxLength": lambda: len(value) <= rule,
                        "pattern": lambda: re.search(rule, value) is not None}[keyword]()
                need(good, f"{value!r}: {keyword} {rule}")
        elif keyword in ("minItems", "maxItems", "items"):
            if isinstance(value, list):
                if keyword == "items":
                    for item in value:
                        found += faults(item, rule, root)
                else:
                    need(len(value) >= rule if keyword == "minItems" else len(value) <= rule, f"{keyword} {rule}")
        elif keyword in ("required", "minProperties", "properties", "additionalProperties", "propertyNames"):
            if not isinstance(value, dict):
                continue
            if keyword == "required":
                need(all(key in value for key in rule), f"{sorted(value)}: lacks one of {rule}")
            elif keyword == "minProperties":
                need(len(value) >= rule, f"minProperties {rule}")
            elif keyword == "properties":
                for key in value.keys() & rule.keys():
                    found += faults(value[key], rule[key], root)
            elif keyword == "propertyNames":
                for key in value:
                    found += faults(key, rule, root)
            else:
                for key in value.keys() - schema.get("properties", {}).keys():
                    if rule is False:
                        found.append(f"{key!r}: no such key")
                    else:
                        found += faults(value[key], rule, root)
        else:
            raise ValueError(f"keyword {keyword} is not known to this test")
    return found


def object_schemas(schema):
    """All parts of the schema that describe a mapping with fixed keys, found anywhere."""
    if isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            yield schema
        for part in schema.values():
            yield from object_schemas(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from object_schemas(part)


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
