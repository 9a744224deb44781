"""Checks of the bundled dataset: python3 -m unittest discover -s data/build (raw files: $TENON_SHARED/data/delta)."""
import collections
import csv
import filecmp
import os
import re
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
DELTA = os.path.join(os.path.dirname(HERE), "delta")
RAW = os.path.join(os.environ.get("TENON_SHARED", ""), "data", "delta")
sys.path.insert(0, HERE)

import build_delta  # noqa: E402
import draw  # noqa: E402
import facts as fact_rules  # noqa: E402
import inputs as input_rules  # noqa: E402
import parent_candidates  # noqa: E402
import uscc  # noqa: E402
from csvio import number, plain_number, read_table  # noqa: E402

NEEDS_RAW = unittest.skipUnless(
    os.path.isdir(RAW), "raw files not found: set TENON_SHARED to the folder that holds data/delta")


def table(name, folder=DELTA):
    return read_table(os.path.join(folder, name), [])


class Rebuild(unittest.TestCase):
    @NEEDS_RAW
    def test_rebuild_gives_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as out:
            build_delta.build(RAW, out)
            for name in sorted(os.listdir(out)):
                self.assertTrue(filecmp.cmp(os.path.join(out, name), os.path.join(DELTA, name), shallow=False), name)
            self.assertEqual(set(os.listdir(out)) | {"README.md"}, set(os.listdir(DELTA)))

    @NEEDS_RAW
    def test_every_parent_candidate_is_reviewed(self):
        self.assertEqual(parent_candidates.unreviewed(RAW), [])

    @NEEDS_RAW
    def test_nothing_raw_is_lost_in_silence(self):
        report = table("build_report.csv")
        raw = table("makers.csv", RAW)
        merged = sum(1 for r in report if r["action"] == "merged" and r["why"].startswith("one capability"))
        real = [r for r in table("capabilities.csv") if r["source"] != "synthetic"]
        self.assertEqual(len(real) + merged, len(raw))
        rejected = sum(1 for r in report if r["file"] == "dependency_facts.csv" and r["action"] == "rejected")
        self.assertEqual(len(table("facts.csv")) + rejected, len(table("dependency_facts.csv", RAW)))
        with_share = sum(1 for r in raw if r["share_low"] or r["share_high"])
        self.assertEqual(len(table("shares.csv")), with_share)


class Form(unittest.TestCase):
    def test_files_are_plain_csv(self):
        for name in sorted(os.listdir(DELTA)):
            if not name.endswith(".csv"):
                continue
            with open(os.path.join(DELTA, name), "rb") as handle:
                body = handle.read()
            self.assertFalse(body.startswith(b"\xef\xbb\xbf"), name)
            self.assertNotIn(b"\r", body, name)
            self.assertTrue(body.endswith(b"\n"), name)
            rows = list(csv.reader(body.decode("utf-8").splitlines()))
            self.assertEqual({len(r) for r in rows}, {len(rows[0])}, name)

    def test_numbers_are_plain(self):
        columns = {"capabilities.csv": ["annual_capacity", "annual_output", "lead_time_days", "unit_cost"],
                   "firms.csv": ["annual_output_cny"], "supplies.csv": ["annual_value_cny", "inventory_days"],
                   "shares.csv": ["share_low", "share_high"], "facts.csv": ["low", "high"],
                   "inputs.csv": ["cost_share"], "fact_uses.csv": ["value_low", "value_high"]}
        for name, names in columns.items():
            for row in table(name):
                for column in names:
                    value = row[column]
                    if value:
                        self.assertIsNotNone(plain_number(value), (name, value))
                        digits = value.lstrip("-").replace(".", "").strip("0")
                        self.assertLessEqual(len(digits), 7 if name == "facts.csv" else 6, (name, value))

    def test_number_text(self):
        for value, shown in ((0.1 + 0.2, "0.3"), (1234567.0, "1234570"), (2e10, "20000000000"), (0.00001, "0.00001"),
                             (-13.9, "-13.9"), (0.0, "0")):
            self.assertEqual(number(value), shown)

    def test_modules_and_tables_stay_small(self):
        for name in sorted(os.listdir(HERE)):
            if name.endswith((".py", ".csv")) and name != "fact_review.csv":
                with open(os.path.join(HERE, name), encoding="utf-8") as handle:
                    self.assertLess(sum(1 for _ in handle), 400, name)


class Counts(unittest.TestCase):
    def test_counts(self):
        self.assertEqual(len(table("chains.csv")), 9)
        self.assertEqual(len(table("products.csv")), 390)
        self.assertEqual(len(table("inputs.csv")), 757)
        self.assertEqual(len(table("facts.csv")), 471)
        firms = table("firms.csv")
        self.assertEqual(sum(f["synthetic"] == "1" for f in firms), 2000)
        self.assertGreater(len(table("supplies.csv")), 7500)
        tiers = collections.Counter(r["tier"] for r in table("regions.csv"))
        self.assertEqual((tiers["country"], tiers["area"]), (1, 1))

    def test_readme_states_the_row_counts(self):
        with open(os.path.join(DELTA, "README.md"), encoding="utf-8") as handle:
            stated = dict(re.findall(r"^\| `(\w+\.csv)` \| (\d+) \|", handle.read(), re.MULTILINE))
        found = {n: str(len(table(n))) for n in os.listdir(DELTA) if n.endswith(".csv")}
        self.assertEqual(stated, found)

    def test_the_41_cities(self):
        regions = table("regions.csv")
        delta = {r["region_code"] for r in regions if r["parent_code"] == "YRD"}
        self.assertEqual(delta, {"310000", "320000", "330000", "340000"})
        cities = [r for r in regions if r["lon"]]
        self.assertEqual(len(cities), 41)
        for city in cities:
            self.assertTrue(city["region_code"] == "310000" or city["parent_code"] in delta, city)
            self.assertTrue(114 < float(city["lon"]) < 123 and 27 < float(city["lat"]) < 36, city)


class References(unittest.TestCase):
    def unique(self, name, *columns):
        keys = [tuple(r[c] for c in columns) for r in table(name)]
        self.assertEqual([k for k, n in collections.Counter(keys).items() if n > 1], [], name)
        return set(keys) if len(columns) > 1 else {k[0] for k in keys}

    def test_keys_and_references(self):
        regions = self.unique("regions.csv", "region_code")
        chains = self.unique("chains.csv", "chain_id")
        products = self.unique("products.csv", "product_id")
        firms = self.unique("firms.csv", "firm_id")
        self.unique("firms.csv", "name_zh")
        self.unique("inputs.csv", "input_id", "product_id")
        self.unique("capabilities.csv", "firm_id", "product_id", "region_code")
        self.unique("supplies.csv", "supplier_id", "customer_id", "product_id")
        self.unique("fact_uses.csv", "fact_row", "indicator")
        self.unique("shares.csv", "product_id", "provider", "share_scope", "year")
        wanted = [("regions.csv", "parent_code", regions), ("chains.csv", "lead_region_code", regions),
                  ("products.csv", "chain_id", chains), ("inputs.csv", "input_id", products),
                  ("inputs.csv", "product_id", products), ("firms.csv", "region_code", regions),
                  ("firms.csv", "control_code", regions), ("firms.csv", "parent_id", firms),
                  ("capabilities.csv", "firm_id", firms), ("capabilities.csv", "product_id", products),
                  ("capabilities.csv", "region_code", regions), ("shares.csv", "product_id", products),
                  ("shares.csv", "provider", firms), ("facts.csv", "product_id", products),
                  ("supplies.csv", "supplier_id", firms), ("supplies.csv", "customer_id", firms),
                  ("supplies.csv", "product_id", products)]
        for name, column, known in wanted:
            missing = {r[column] for r in table(name)} - known - {""}
            self.assertEqual(missing, set(), (name, column))

    def test_controlled_vocabularies(self):
        for row in table("products.csv"):
            self.assertIn(row["segment"], ("upstream", "midstream", "downstream"))
            self.assertRegex(row["gbt4754"], r"^[A-T]\d{4}$")
            self.assertRegex(row["hs6"], r"^(\d{6})?$")
        for row in table("capabilities.csv"):
            self.assertIn(row["status"], ("qualified", "trial", "potential", ""))
            self.assertIn(row["grade"], tuple("ABCMS"))
        for row in table("facts.csv"):
            self.assertRegex(row["year"], r"^(\d{4})?$")
        for row in table("build_report.csv"):
            self.assertIn(row["action"], ("rejected", "merged", "changed"))


class Graph(unittest.TestCase):
    def test_essential_inputs_have_no_cycle(self):
        cycle = input_rules.essential_cycle(table("inputs.csv"))
        self.assertIsNone(cycle, "cycle: " + " -> ".join(cycle or []))

    def test_a_cycle_is_found_and_named(self):
        rows = [{"input_id": a, "product_id": b, "essential": "1"} for a, b in ("AB", "BC", "CA", "AD")]
        self.assertEqual(input_rules.essential_cycle(rows), ["A", "B", "C", "A"])

    def test_alternative_groups(self):
        groups = collections.defaultdict(list)
        for row in table("inputs.csv"):
            if row["alternative_group"]:
                groups[row["product_id"], row["alternative_group"]].append(row["essential"])
        self.assertGreater(len(groups), 15)
        for key, members in groups.items():
            self.assertGreater(len(members), 1, key)
            self.assertEqual(len(set(members)), 1, key)


class Facts(unittest.TestCase):
    def test_every_fact_is_accounted_for(self):
        facts, review = table("facts.csv"), table("fact_review.csv", HERE)
        self.assertEqual([r["fact_row"] for r in review], [str(i) for i in range(1, len(facts) + 1)])
        uses = table("fact_uses.csv")
        self.assertEqual({u["fact_row"] for u in uses}, {r["fact_row"] for r in review if r["decision"] == "use"})
        for use in uses:
            fact = facts[int(use["fact_row"]) - 1]
            for column in ("product_id", "metric", "scope", "year"):
                self.assertEqual(use[column], fact[column], use)
            self.assertIn(use["indicator"], fact_rules.PERCENT + fact_rules.DAYS + fact_rules.FLAGS)
            self.assertIn(use["basis_region"], ("CHN", "WORLD"))

    def test_a_value_read_from_the_scope_text_says_so(self):
        facts = table("facts.csv")
        for use in table("fact_uses.csv"):
            fact = facts[int(use["fact_row"]) - 1]
            if not use["value_low"] or "bound" in use["reviewed_note"]:
                continue
            self.assertNotEqual((use["value_low"], use["value_high"]), (fact["low"], fact["high"]), use)
            named = re.findall(r"\d+(?:\.\d+)?", fact["scope"])
            self.assertTrue(use["value_low"] in [number(float(n)) for n in named] or "half" in fact["scope"], use)

    def test_foreign_dependence_and_chinese_controls_are_kept_out(self):
        used = {u["fact_row"] for u in table("fact_uses.csv")}
        for index, fact in enumerate(table("facts.csv"), 1):
            about_others = re.match(r"(USA[,:]|EU )", fact["scope"]) and fact["metric"] in (
                "import_dependence", "lead_time_days", "regulatory_ban", "dependence_on_china")
            chinese = fact["metric"] == "export_control" and re.match(r"(CHN|China)", fact["scope"])
            if about_others or chinese or fact["metric"] in ("capacity", "cost_share", "price_change", "capacity_plan"):
                self.assertNotIn(str(index), used, fact)


class RealFirms(unittest.TestCase):
    def setUp(self):
        self.real = {f["firm_id"] for f in table("firms.csv") if f["synthetic"] == "0"}

    def test_no_synthetic_numbers(self):
        for firm in table("firms.csv"):
            if firm["firm_id"] in self.real:
                self.assertTrue(firm["firm_id"].startswith("R-"))
                self.assertEqual(firm["uscc"] + firm["annual_output_cny"], "", firm)
        for row in table("capabilities.csv"):
            if row["firm_id"] in self.real:
                for column in ("annual_capacity", "annual_output", "lead_time_days", "unit_cost"):
                    self.assertEqual(row[column], "", row)
                self.assertNotEqual(row["source"], "synthetic")
        for row in table("supplies.csv"):
            self.assertNotIn(row["supplier_id"], self.real)
            self.assertNotIn(row["customer_id"], self.real)

    def test_parents_share_control_and_form_no_loop(self):
        firms = {f["firm_id"]: f for f in table("firms.csv")}
        for firm in firms.values():
            seen = set()
            while firm["parent_id"]:
                self.assertNotIn(firm["firm_id"], seen)
                seen.add(firm["firm_id"])
                parent = firms[firm["parent_id"]]
                self.assertEqual(parent["control_code"], firm["control_code"], firm["name_zh"])
                firm = parent


class SyntheticLayer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.firms = {f["firm_id"]: f for f in table("firms.csv") if f["synthetic"] == "1"}
        cls.abilities = {(c["firm_id"], c["product_id"]): c
                         for c in table("capabilities.csv") if c["firm_id"] in cls.firms}
        cls.supplies = table("supplies.csv")

    def test_codes(self):
        for code, check in (("91350100M000100Y4", "3"), ("91110000802100433", "B"), ("91330100799655058", "B")):
            self.assertEqual(uscc.outer_check(code), check)
        for code, check in (("80210043", "3"), ("79965505", "8"), ("D2143569", "X")):
            self.assertEqual(uscc.inner_check(code), check)
        self.assertFalse(uscc.valid("91350100M000100Y4Z"))
        codes = [f["uscc"] for f in self.firms.values()]
        self.assertEqual(len(set(codes)), len(codes))
        for firm in self.firms.values():
            self.assertTrue(uscc.valid(firm["uscc"]), firm)
            self.assertEqual(firm["uscc"][:10], "91" + firm["region_code"] + "XX", firm)

    def test_names_say_what_they_are(self):
        for firm in self.firms.values():
            self.assertTrue(firm["firm_id"].startswith("S-"))
            self.assertTrue(firm["name_zh"].startswith("示例·") and firm["name_zh"].endswith("（虚构）"), firm)
            self.assertTrue(firm["name_en"].startswith("Example ") and firm["name_en"].endswith("(fictional)"), firm)
            self.assertEqual((firm["control_code"], firm["source"], firm["parent_id"]), ("CHN", "synthetic", ""))

    def test_capabilities(self):
        industry = {p["product_id"]: p["gbt4754"] for p in table("products.csv")}
        total, classes, width = collections.Counter(), collections.defaultdict(set), collections.Counter()
        for (firm, product), row in self.abilities.items():
            self.assertGreaterEqual(float(row["annual_capacity"]), float(row["annual_output"]))
            self.assertEqual(row["grade"], "S")
            total[firm] += float(row["annual_output"])
            classes[firm].add(industry[product])
            width[firm] += 1
        for firm in self.firms.values():
            self.assertIn(width[firm["firm_id"]], (1, 2, 3, 4))
            self.assertIn(firm["gbt4754"], classes[firm["firm_id"]])
            self.assertAlmostEqual(total[firm["firm_id"]] / float(firm["annual_output_cny"]), 1, places=4)

    def test_only_products_with_a_real_chinese_maker(self):
        control = {f["firm_id"]: f["control_code"] for f in table("firms.csv") if f["synthetic"] == "0"}
        known = {c["product_id"] for c in table("capabilities.csv") if control.get(c["firm_id"]) == "CHN"}
        self.assertEqual({product for _, product in self.abilities} - known, set())

    def test_dependent_products_have_few_makers(self):
        makers = collections.Counter(product for _, product in self.abilities)
        facts = table("facts.csv")
        least = collections.defaultdict(list)
        for use in table("fact_uses.csv"):
            low, high = fact_rules.value(use, facts[int(use["fact_row"]) - 1])
            if use["indicator"] in ("external_dependence", "domestic_supply"):
                least[use["product_id"]].append(low if use["indicator"] == "external_dependence" else 100 - high)
        for product, values in least.items():
            if min(values) >= 85:
                self.assertLessEqual(makers[product], 2, product)

    def test_supplies_fit_inputs_and_output(self):
        needed = collections.defaultdict(set)
        for row in table("inputs.csv"):
            needed[row["input_id"]].add(row["product_id"])
        makes = collections.defaultdict(set)
        for firm, product in self.abilities:
            makes[firm].add(product)
        sold, bought = collections.Counter(), collections.Counter()
        for row in self.supplies:
            supplier, customer, product = row["supplier_id"], row["customer_id"], row["product_id"]
            self.assertNotEqual(supplier, customer)
            self.assertEqual(self.abilities[supplier, product]["status"], "qualified")
            self.assertTrue(needed[product] & makes[customer], row)
            self.assertGreater(float(row["annual_value_cny"]), 0)
            sold[supplier, product] += float(row["annual_value_cny"])
            bought[customer, product] += float(row["annual_value_cny"])
        for key, value in sold.items():
            self.assertLessEqual(value, float(self.abilities[key]["annual_output"]) * (1 + 1e-9), key)
        share = {(r["input_id"], r["product_id"]): float(r["cost_share"]) / 100
                 for r in table("inputs.csv") if r["cost_share"]}
        for (customer, product), value in bought.items():
            outputs = [(float(self.abilities[customer, made]["annual_output"]), share.get((product, made), 1.0))
                       for made in makes[customer] & needed[product]]
            self.assertLessEqual(value, sum(o * s for o, s in outputs) * (1 + 1e-9), (customer, product))
        spent = collections.Counter()
        for (customer, _), value in bought.items():
            spent[customer] += value
        for customer, value in spent.items():
            self.assertLessEqual(value, float(self.firms[customer]["annual_output_cny"]), customer)


class Draws(unittest.TestCase):
    def test_draws_depend_on_the_key_alone(self):
        self.assertEqual(draw.unit("a", 1), draw.unit("a", 1))
        self.assertNotEqual(draw.unit("a", 1), draw.unit("a", 2))

    def test_split_keeps_the_total(self):
        self.assertEqual(draw.split(10, [("a", 1.0), ("b", 1.0), ("c", 1.0)]), {"a": 4, "b": 3, "c": 3})


if __name__ == "__main__":
    unittest.main()
