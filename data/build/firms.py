"""Real firms: one record per name, with control and parent."""
import hashlib

from csvio import read_table

COLUMNS = ["firm_id", "name_zh", "name_en", "uscc", "region_code", "gbt4754", "annual_output_cny", "role",
           "control_code", "control_note", "parent_id", "synthetic", "source"]


def real_id(name):
    return "R-" + hashlib.sha256(name.encode("utf-8")).hexdigest()[:10]


def load(tables, products, makers, report):
    industry = {p["product_id"]: p["gbt4754"] for p in products}
    segment = {p["product_id"]: p["segment"] for p in products}
    entries = {}
    for maker in makers:
        entries.setdefault(maker["name"], []).append(maker)
    control = {r["firm_name"]: r for r in read_table(tables("firm_control.csv"),
                                                     ["firm_name", "control_code", "reason"])}
    parent = accepted_parents(tables, entries)
    firms = []
    for name in sorted(entries):
        rows = entries[name]
        firms.append({
            "firm_id": real_id(name), "name_zh": name, "name_en": english_name(name, rows, report),
            "uscc": "", "region_code": seat(rows),
            "gbt4754": most_common([industry[r["product_id"]] for r in rows]),
            "annual_output_cny": "", "role": role(rows, segment),
            "control_code": control_code(name, rows, control.pop(name, None), report),
            "control_note": "; ".join(sorted({r["control"] for r in rows if r["control"]})),
            "parent_id": real_id(parent[name]) if name in parent else "",
            "synthetic": "0", "source": rows[0]["source"]})
    if control:
        raise ValueError(f"firm_control.csv: unknown firms {sorted(control)}")
    if len({f["firm_id"] for f in firms}) != len(firms):
        raise ValueError("two firms share an id")
    return firms


def accepted_parents(tables, entries):
    parent = {}
    for row in read_table(tables("firm_parents.csv"), ["firm_name", "parent_name", "decision", "reason"]):
        for name in (row["firm_name"], row["parent_name"]):
            if name not in entries:
                raise ValueError(f"firm_parents.csv: unknown firm {name}")
        if row["decision"] == "accept":
            if row["firm_name"] in parent:
                raise ValueError(f"firm_parents.csv: {row['firm_name']} has two parents")
            parent[row["firm_name"]] = row["parent_name"]
    for name in parent:
        seen, step = {name}, parent[name]
        while step in parent:
            if step in seen:
                raise ValueError(f"firm_parents.csv: {name} owns itself")
            seen.add(step)
            step = parent[step]
    return parent


def most_common(values):
    return min(set(values), key=lambda v: (-values.count(v), v))


def english_name(name, rows, report):
    """The plainest English name: of the firm's own entry, without brackets or slashes, frequent, full."""
    own = [r for r in rows if r["firm_zh"] == name] or rows
    names = [r["firm_en"] for r in own]
    best = min(set(names), key=lambda n: ("(" in n or "/" in n, -names.count(n), -len(n), n))
    for row in own:
        if row["firm_en"] != best:
            report.add("makers.csv", row["row"], "changed", f"{name}: {row['firm_en']} -> {best}",
                       "one English name per firm")
    return best


def seat(rows):
    """The first entry with a Chinese place, else the first entry's country."""
    return next((r["region"] for r in rows if r["region"].isdigit()), rows[0]["region"])


def control_code(name, rows, correction, report):
    raw = sorted({r["country"] for r in rows})
    if correction:
        report.add("makers.csv", rows[0]["row"], "changed",
                   f"{name}: control {'/'.join(raw)} -> {correction['control_code']}", correction["reason"])
        return correction["control_code"]
    if len(raw) > 1:
        raise ValueError(f"{name}: control {raw} is not settled in firm_control.csv")
    return raw[0]


def role(rows, segment):
    if any(r["scope"] == "global_leader" for r in rows):
        return "leader"
    return "integrator" if any(segment[r["product_id"]] == "downstream" for r in rows) else "supplier"
