"""Build the bundled dataset: python3 build_delta.py RAW_DIR OUT_DIR."""
import os
import sys

import capabilities
import facts
import firms
import inputs
import makers
import products
import regions
import report
import synthetic
import synthetic_supplies
from csvio import write_table

HERE = os.path.dirname(os.path.abspath(__file__))


def build(raw_dir, out_dir):
    def raw(name):
        return os.path.join(raw_dir, name)

    def tables(name):
        return os.path.join(HERE, name)

    log = report.Report()
    places = regions.load(raw, tables)
    chains = products.load_chains(tables)
    goods = products.load(raw, chains)
    links = inputs.load(raw, tables, goods, log)
    entries = makers.load(raw, tables, goods, places, log)
    companies = firms.load(tables, goods, entries, log)
    abilities = capabilities.real_capabilities(entries, log)
    held = capabilities.real_shares(entries, log)
    known = facts.load(raw, goods, log)
    uses = facts.load_uses(tables, known)
    invented, made, supplies = synthetic.build(raw, tables, chains, goods, links, entries, companies, abilities, known,
                                               uses, places)

    files = [
        ("regions.csv", regions.COLUMNS, places.rows),
        ("chains.csv", products.CHAIN_COLUMNS, chains),
        ("products.csv", products.COLUMNS, goods),
        ("inputs.csv", inputs.COLUMNS, links),
        ("firms.csv", firms.COLUMNS, sorted(companies + invented, key=lambda r: r["firm_id"])),
        ("capabilities.csv", capabilities.COLUMNS,
         sorted(abilities + made, key=lambda r: (r["firm_id"], r["product_id"], r["region_code"]))),
        ("supplies.csv", synthetic_supplies.COLUMNS, supplies),
        ("shares.csv", capabilities.SHARE_COLUMNS, held),
        ("facts.csv", facts.COLUMNS, known),
        ("fact_uses.csv", facts.USE_COLUMNS, uses),
        ("build_report.csv", report.COLUMNS, log.rows()),
    ]
    os.makedirs(out_dir, exist_ok=True)
    for name, columns, rows in files:
        write_table(os.path.join(out_dir, name), columns, rows)
    return {name: len(rows) for name, _, rows in files}


def main(arguments):
    if len(arguments) != 2:
        print("usage: build_delta.py RAW_DIR OUT_DIR", file=sys.stderr)
        return 2
    try:
        counts = build(*arguments)
    except (OSError, ValueError) as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 1
    for name, rows in counts.items():
        print(f"{rows:6d}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
