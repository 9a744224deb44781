"""capabilities.csv and shares.csv of real firms."""
from csvio import number, plain_number
from firms import real_id

COLUMNS = ["firm_id", "product_id", "region_code", "annual_capacity", "annual_output", "status", "lead_time_days",
           "unit_cost", "trl_scale", "trl", "year", "source", "url", "grade"]
SHARE_COLUMNS = ["product_id", "provider", "share_low", "share_high", "share_scope", "year", "source", "url", "grade"]
STATUS = {"mass_production": "qualified", "trial": "trial", "development": "potential", "unknown": ""}
STATUS_ORDER = ("qualified", "trial", "potential", "")
GRADES = "ABCM"


def real_capabilities(makers, report):
    """One row per firm, product and place; entries of one key are merged into the furthest and best sourced."""
    chosen = {}
    for maker in makers:
        if maker["grade"] not in GRADES:
            raise ValueError(f"makers.csv row {maker['row']}: grade {maker['grade']}")
        chosen.setdefault((real_id(maker["name"]), maker["product_id"], maker["region"]), []).append(maker)
    rows = []
    for key in sorted(chosen):
        entries = sorted(chosen[key], key=lambda m: (STATUS_ORDER.index(STATUS[m["status"]]),
                                                     GRADES.index(m["grade"]), -int(m["year"] or 0), m["row"]))
        best = entries[0]
        for other in entries[1:]:
            report.add("makers.csv", other["row"], "merged",
                       f"{other['firm_zh']} {other['product_id']} into row {best['row']}",
                       "one capability per firm, product and place")
        rows.append({"firm_id": key[0], "product_id": key[1], "region_code": key[2], "status": STATUS[best["status"]],
                     "year": best["year"], "source": best["source"], "url": best["url"], "grade": best["grade"]})
    return rows


def real_shares(makers, report):
    rows = []
    for maker in makers:
        low, high = maker["share_low"], maker["share_high"]
        if not low and not high:
            if maker["share_scope"]:
                report.add("makers.csv", maker["row"], "changed",
                           f"share scope without a share: {maker['share_scope']}", "no number, so no share row")
            continue
        if not high:
            report.add("makers.csv", maker["row"], "changed", f"share {low}.. -> {low}..100",
                       "the source states a floor")
            high = "100"
        values = [plain_number(low), plain_number(high)]
        if None in values or not 0 <= values[0] <= values[1] <= 100:
            raise ValueError(f"makers.csv row {maker['row']}: share {low}..{high}")
        rows.append({"product_id": maker["product_id"], "provider": real_id(maker["name"]),
                     "share_low": number(values[0]), "share_high": number(values[1]),
                     "share_scope": maker["share_scope"], "year": maker["year"], "source": maker["source"],
                     "url": maker["url"], "grade": maker["grade"]})
    return sorted(rows, key=lambda r: (r["product_id"], r["provider"], r["share_scope"], r["year"]))
