"""The raw maker entries, with spelling duplicates brought to one name and a seat each."""
from csvio import read_table

RAW_COLUMNS = ["product_id", "firm_zh", "firm_en", "country", "control", "city_code", "city", "scope", "status",
               "share_low", "share_high", "share_scope", "year", "source", "url", "grade"]


def load(raw, tables, products, regions, report):
    known = {p["product_id"] for p in products}
    alias = {r["raw_name"]: r for r in read_table(tables("firm_aliases.csv"), ["raw_name", "firm_name", "reason"])}
    makers, used = [], set()
    for number, row in enumerate(read_table(raw("makers.csv"), RAW_COLUMNS), 1):
        if row["product_id"] not in known:
            raise ValueError(f"makers.csv row {number}: unknown product {row['product_id']}")
        name = row["firm_zh"]
        entry = dict(row, row=number, name=name, region=regions.seat(row, report, number))
        if name in alias:
            used.add(name)
            entry["name"] = alias[name]["firm_name"]
            report.add("makers.csv", number, "merged", f"{name} -> {entry['name']}", alias[name]["reason"])
        makers.append(entry)
    unused = set(alias) - used
    if unused:
        raise ValueError(f"firm_aliases.csv: names not in makers.csv: {sorted(unused)}")
    return makers
