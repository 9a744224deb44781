"""chains.csv and products.csv."""
from csvio import read_table

CHAIN_COLUMNS = ["chain_id", "name_zh", "name_en", "lead_region_code", "lead_since", "source"]
COLUMNS = ["product_id", "name_zh", "name_en", "chain_id", "segment", "gbt4754", "hs6"]
SEGMENTS = {"上游": "upstream", "中游": "midstream", "下游": "downstream"}


def load_chains(tables):
    rows = read_table(tables("chain_table.csv"), CHAIN_COLUMNS)
    return sorted(rows, key=lambda r: r["chain_id"])


def load(raw, chains):
    chain_id = {row["name_zh"]: row["chain_id"] for row in chains}
    industry = {r["product_id"]: r["gbt4754_2017"]
                for r in read_table(raw("product_industry.csv"), ["product_id", "gbt4754_2017"])}
    hs6 = {r["product_id"]: r["hs6"] for r in read_table(raw("hs.csv"), ["product_id", "hs6"])}
    rows = []
    for row in read_table(raw("products.csv"), ["product_id", "name_zh", "name_en", "chain", "segment"]):
        product = row["product_id"]
        if product.split("-")[0] != chain_id[row["chain"]]:
            raise ValueError(f"{product}: prefix is not the chain {row['chain']}")
        rows.append({"product_id": product, "name_zh": row["name_zh"], "name_en": row["name_en"],
                     "chain_id": chain_id[row["chain"]], "segment": SEGMENTS[row["segment"]],
                     "gbt4754": industry.pop(product), "hs6": hs6.pop(product, "")})
    if industry or hs6:
        raise ValueError(f"codes for unknown products: {sorted(industry)} {sorted(hs6)}")
    return sorted(rows, key=lambda r: r["product_id"])
