"""facts.csv and fact_uses.csv: every published fact, and the reviewed mapping into computations."""
import re

from csvio import number, plain_number, read_table

RAW_COLUMNS = ["product_id", "metric", "low", "high", "approximate", "unit", "scope", "year", "source", "url", "grade"]
COLUMNS = RAW_COLUMNS + ["note"]
USE_COLUMNS = ["fact_row", "product_id", "metric", "scope", "year", "indicator", "basis_region", "group_size",
               "value_low", "value_high", "reviewed_note"]
PERCENT = ("external_dependence", "domestic_supply", "world_supply_outside", "world_supply_inside",
           "leading_provider_share", "top_group_share")
DAYS = ("lead_time_days", "qualification_time_days", "inventory_days")
FLAGS = ("flag_export_control", "flag_single_source", "flag_choke_point")


def load(raw, products, report):
    """Facts in raw order, so that a fact's row number is its row number in the raw file."""
    known = {p["product_id"] for p in products}
    rows = []
    for row_number, row in enumerate(read_table(raw("dependency_facts.csv"), RAW_COLUMNS), 1):
        if row["product_id"] not in known or row["metric"] in ("", "metric"):
            report.add("dependency_facts.csv", row_number, "rejected", f"{row['product_id']} {row['metric']}",
                       "no such product or metric")
            continue
        fact = dict(row, note="")
        plain_year(fact, row_number, report)
        values = [plain_number(fact["low"]), plain_number(fact["high"])]
        if None in values:
            fact["note"] = join(fact["note"], f"value: {fact['low']}" +
                                ("" if fact["low"] == fact["high"] else f" to {fact['high']}"))
            report.add("dependency_facts.csv", row_number, "changed", f"low {fact['low']}, high {fact['high']} -> note",
                       "not a number: shown, never computed with")
            fact["low"] = fact["high"] = ""
        elif values[0] > values[1]:
            raise ValueError(f"dependency_facts.csv row {row_number}: low above high")
        else:
            fact["low"], fact["high"] = number_or_raw(fact["low"]), number_or_raw(fact["high"])
        rows.append(fact)
    return rows


def number_or_raw(raw):
    """Six significant digits where they say the same, the raw text where they would not."""
    shown = number(plain_number(raw))
    return shown if float(shown) == float(raw) else raw


def plain_year(fact, row_number, report):
    year = fact["year"]
    if not year or re.fullmatch(r"\d{4}", year):
        return
    oldest = min(re.findall(r"\d{4}", year))
    fact["note"], fact["year"] = join(fact["note"], f"year: {year}"), oldest
    report.add("dependency_facts.csv", row_number, "changed", f"year {year} -> {oldest}",
               "oldest year named; raw text in note")


def join(note, more):
    return f"{note}; {more}" if note else more


def load_uses(tables, facts):
    review = read_table(tables("fact_review.csv"), ["fact_row", "product_id", "metric", "decision", "reason"])
    if [r["fact_row"] for r in review] != [str(i) for i in range(1, len(facts) + 1)]:
        raise ValueError("fact_review.csv does not list every fact once, in order")
    for row in review:
        same_fact("fact_review.csv", row, facts)
        if row["decision"] not in ("use", "evidence_only") or not row["reason"]:
            raise ValueError(f"fact_review.csv: fact {row['fact_row']}: no decision or reason")
    used = {r["fact_row"] for r in review if r["decision"] == "use"}
    uses = []
    for row in read_table(tables("fact_indicators.csv"),
                          ["fact_row", "product_id", "metric", "indicator", "basis_region", "group_size",
                           "value_low", "value_high", "reviewed_note"]):
        fact = same_fact("fact_indicators.csv", row, facts)
        if row["fact_row"] not in used:
            raise ValueError(f"fact {row['fact_row']} is mapped but its review does not say use")
        use = {"fact_row": row["fact_row"], "product_id": fact["product_id"], "metric": fact["metric"],
               "scope": fact["scope"], "year": fact["year"], "indicator": row["indicator"],
               "basis_region": row["basis_region"], "group_size": row["group_size"],
               "value_low": row["value_low"], "value_high": row["value_high"],
               "reviewed_note": row["reviewed_note"]}
        check_use(use, fact)
        uses.append(use)
    unmapped = used - {u["fact_row"] for u in uses}
    if unmapped:
        raise ValueError(f"facts to use without an indicator: {sorted(unmapped, key=int)}")
    return sorted(uses, key=lambda u: (int(u["fact_row"]), u["indicator"]))


def same_fact(file, row, facts):
    fact = facts[int(row["fact_row"]) - 1]
    if (row["product_id"], row["metric"]) != (fact["product_id"], fact["metric"]):
        raise ValueError(f"{file}: row {row['fact_row']} is now {fact['product_id']} {fact['metric']}, review it again")
    return fact


def value(use, fact):
    """Low and high of a use: its own where given, else the fact's."""
    return plain_number(use["value_low"] or fact["low"]), plain_number(use["value_high"] or fact["high"])


def check_use(use, fact):
    where = f"fact {use['fact_row']} as {use['indicator']}"
    low, high = value(use, fact)
    if low is None or high is None or low > high or bool(use["value_low"]) != bool(use["value_high"]):
        raise ValueError(f"{where}: no usable value")
    if use["basis_region"] not in ("CHN", "WORLD") or not use["reviewed_note"]:
        raise ValueError(f"{where}: no basis or note")
    if use["indicator"] in PERCENT:
        fits = fact["unit"] == "%" and 0 <= low and high <= 100
    elif use["indicator"] in DAYS:
        fits = fact["unit"] == "days" and low >= 0 and use["indicator"] == fact["metric"]
    else:
        fits = use["indicator"] in FLAGS and fact["unit"] == "flag" and low == high == 1
    if not fits:
        raise ValueError(f"{where}: unit or value does not fit")
    size = use["group_size"]
    wanted = {"leading_provider_share": size == "1", "top_group_share": size.isdigit() and int(size) > 1}
    if not wanted.get(use["indicator"], size == ""):
        raise ValueError(f"{where}: group size {size}")
