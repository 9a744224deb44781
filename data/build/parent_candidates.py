"""List possible parents of firms that nobody has reviewed: python3 parent_candidates.py RAW_DIR."""
import os
import re
import sys

import firms
import makers
import products
import regions
import report
from csvio import read_table

HERE = os.path.dirname(os.path.abspath(__file__))


def core(name):
    return re.sub(r"\(.*?\)", "", name)


def words(name):
    return re.findall(r"[a-z0-9&+]+", name.lower().replace("'s", ""))


def candidates(companies):
    """Pairs (firm, parent): the parent's Chinese or English name is contained in the firm's, same control."""
    found = []
    for child in companies:
        for parent in companies:
            if child is parent or child["control_code"] != parent["control_code"]:
                continue
            zh = core(parent["name_zh"])
            by_zh = len(zh) >= 2 and zh in child["name_zh"] and child["name_zh"] != zh
            left, right = words(core(parent["name_en"])), words(child["name_en"])
            by_en = bool(left) and len("".join(left)) >= 3 and left != right and right[:len(left)] == left
            if by_zh or by_en:
                found.append((child["name_zh"], parent["name_zh"]))
    return sorted(set(found))


def unreviewed(raw_dir):
    def raw(name):
        return os.path.join(raw_dir, name)

    def tables(name):
        return os.path.join(HERE, name)

    log = report.Report()
    goods = products.load(raw, products.load_chains(tables))
    entries = makers.load(raw, tables, goods, regions.load(raw, tables), log)
    companies = firms.load(tables, goods, entries, log)
    reviewed = {(r["firm_name"], r["parent_name"])
                for r in read_table(tables("firm_parents.csv"), ["firm_name", "parent_name", "decision", "reason"])}
    return [pair for pair in candidates(companies) if pair not in reviewed]


if __name__ == "__main__":
    for pair in unreviewed(sys.argv[1]):
        print(",".join(pair))
