"""What each fictional firm makes: main and further products, output, capacity, status, lead time, cost."""
import draw


def assign(firms, products, counts):
    """(firm, product, is_main) triples; further products are near the main one."""
    by_code = {p["product_id"]: p for p in products}
    room = {f["id"]: f["width"] - 1 for f in firms}
    triples, primary = [], {}
    for firm in firms:
        triples.append((firm, firm["main"], True))
        primary[firm["main"]] = primary.get(firm["main"], 0) + 1
    for code in sorted(counts):
        missing = counts[code] - primary.get(code, 0)
        if missing <= 0:
            continue
        ranked = []
        for firm in firms:
            if room[firm["id"]] > 0 and firm["main"] != code:
                distance = apart(by_code[firm["main"]], by_code[code])
                if distance is not None:
                    ranked.append((distance + 0.8 * draw.unit("further", code, firm["id"]), firm["id"], firm))
        ranked.sort(key=lambda r: r[:2])
        for _, identity, firm in ranked[:missing]:
            room[identity] -= 1
            triples.append((firm, code, False))
    return triples


def apart(one, other):
    """0 same industry class, 1 same chain and segment with the same division, 2 the same division; else None."""
    if one["gbt4754"] == other["gbt4754"]:
        return 0
    near = one["gbt4754"][:3] == other["gbt4754"][:3]
    if near and one["chain_id"] == other["chain_id"] and one["segment"] == other["segment"]:
        return 1
    return 2 if near else None


def status(firm, code, is_main, qualified):
    if code not in qualified:
        return "trial"
    chance = draw.unit("status", firm["id"], code)
    if is_main:
        return "trial" if chance < 0.06 else "qualified"
    return "potential" if chance < 0.12 else "trial" if chance < 0.24 else "qualified"


def build(triples, output, kind, qualified):
    """Capability rows, in which the outputs of a product add up to its domestic output."""
    makers = {}
    for firm, code, is_main in triples:
        makers.setdefault(code, []).append((firm, is_main))
    rows = []
    for code in sorted(makers):
        entries = []
        for firm, is_main in makers[code]:
            entries.append([draw.unit("rank", firm["id"], code) + (0 if is_main else 1), firm,
                            status(firm, code, is_main, qualified)])
        entries.sort(key=lambda e: (e[0], e[1]["id"]))
        if code in qualified and all(e[2] != "qualified" for e in entries):
            entries[0][2] = "qualified"
        weights = []
        for rank, (_, firm, state) in enumerate(entries):
            weight = draw.between(0.7, 1.3, "size", firm["id"], code) / (rank + 2)
            weights.append(weight * {"qualified": 1.0, "trial": 0.15, "potential": 0.0}[state])
        whole = sum(weights)
        for (_, firm, state), weight in zip(entries, weights):
            made = rounded(output[code] * weight / whole)
            room = made / draw.between(0.62, 0.95, "use", firm["id"], code) if made else output[code] * 0.02
            rows.append({"firm_id": firm["id"], "product_id": code, "region_code": firm["city"],
                         "annual_capacity": max(rounded(room), made), "annual_output": made, "status": state,
                         "lead_time_days": days(kind[code], "lead", firm["id"], code),
                         "unit_cost": rounded(draw.between(0.72, 0.95, "cost", firm["id"], code), 2),
                         "source": "synthetic", "grade": "S"})
    return rows


def days(kind, which, *key):
    return str(int(draw.between(int(kind[which + "_low"]), int(kind[which + "_high"]) + 1, which, *key)))


def rounded(value, digits=4):
    return float(f"{value:.{digits}g}")


def firm_rows(firms, capabilities, products, code_of):
    """firms.csv rows of the fictional firms, with their output, role and code."""
    segment = {p["product_id"]: p["segment"] for p in products}
    total, largest = {}, {}
    for row in capabilities:
        total[row["firm_id"]] = total.get(row["firm_id"], 0.0) + row["annual_output"]
        best = largest.get(row["product_id"])
        if best is None or row["annual_output"] > best[0]:
            largest[row["product_id"]] = (row["annual_output"], row["firm_id"])
    leaders = {firm_id for output, firm_id in largest.values() if output >= 1e9}
    rows = []
    for number, firm in enumerate(firms, 1):
        role = "integrator" if segment[firm["main"]] == "downstream" else "supplier"
        rows.append({"firm_id": firm["id"], "name_zh": firm["name_zh"], "name_en": firm["name_en"],
                     "uscc": code_of(firm["city"], number), "region_code": firm["city"], "gbt4754": firm["gbt4754"],
                     "annual_output_cny": total[firm["id"]], "role": "leader" if firm["id"] in leaders else role,
                     "control_code": "CHN", "control_note": "", "parent_id": "", "synthetic": "1",
                     "source": "synthetic"})
    return rows
