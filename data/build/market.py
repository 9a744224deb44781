"""The model economy behind the synthetic layer: dependence, demand and domestic output of every product."""
import draw
from csvio import read_table
from facts import value as value_of

MATERIAL_SHARE = 0.62
WORLD_FACTOR = 2.0
FLAG_FLOOR = {"flag_single_source": 85.0, "flag_choke_point": 70.0}
LEAST, MOST = 5.0, 99.0
SEGMENT_DEMAND = {"upstream": 0.25e9, "midstream": 1.0e9, "downstream": 2.0e9}


def kinds(tables, products):
    """Kind record per product, by the longest matching GB/T 4754 prefix."""
    table = read_table(tables("product_kinds.csv"), ["gbt_prefix", "kind", "input_weight", "inventory_low",
                                                     "inventory_high", "lead_low", "lead_high", "maker_zh"])
    found = {}
    for product in products:
        fits = [row for row in table if product["gbt4754"].startswith(row["gbt_prefix"])]
        if not fits:
            raise ValueError(f"product_kinds.csv: nothing for {product['gbt4754']} of {product['product_id']}")
        found[product["product_id"]] = max(fits, key=lambda row: len(row["gbt_prefix"]))
    return found


def dependence(products, facts, uses, firms, capabilities):
    """Share of use met from outside, 0..1: from facts where they say so, else from who the known makers are, and
    then not less than a flag or a concentrated world supply suggests."""
    control = {f["firm_id"]: f["control_code"] for f in firms}
    estimates, floor = {}, {}
    for use in uses:
        low, high = value_of(use, facts[int(use["fact_row"]) - 1])
        middle = (low + high) / 2
        value = {"external_dependence": middle, "domestic_supply": 100 - middle,
                 "world_supply_outside": 100 - WORLD_FACTOR * (100 - middle),
                 "world_supply_inside": 100 - WORLD_FACTOR * middle}.get(use["indicator"])
        least = FLAG_FLOOR.get(use["indicator"], 0.0)
        if use["indicator"] in ("leading_provider_share", "top_group_share") and use["basis_region"] == "WORLD":
            least = 0.95 * middle
        floor[use["product_id"]] = max(floor.get(use["product_id"], 0.0), least)
        if value is not None:
            near = use["basis_region"] == "CHN"
            estimates.setdefault(use["product_id"], []).append((near, use["year"] or "0", value))
    result = {}
    for product in products:
        code = product["product_id"]
        if code in estimates:
            near = max(e[0] for e in estimates[code])
            newest = max(e[1] for e in estimates[code] if e[0] == near)
            chosen = [e[2] for e in estimates[code] if e[:2] == (near, newest)]
            value = sum(chosen) / len(chosen)
        else:
            makers = [control[c["firm_id"]] for c in capabilities
                      if c["product_id"] == code and c["status"] in ("qualified", "")]
            value = 80.0 * sum(1 for m in makers if m != "CHN") / len(makers) if makers else MOST
            value = max(value, floor.get(code, 0.0))
        result[code] = min(max(value, LEAST), MOST) / 100
    return result


def cost_shares(products, inputs, kind):
    """Share of a product's output value spent on each input; published shares first, the rest by kind."""
    by_product = {}
    for row in inputs:
        by_product.setdefault(row["product_id"], []).append(row)
    shares = {}
    for product in products:
        rows = by_product.get(product["product_id"], [])
        known = sum(float(r["cost_share"]) for r in rows if r["cost_share"]) / 100
        slots = {}
        for row in rows:
            if not row["cost_share"]:
                weight = float(kind[row["input_id"]]["input_weight"])
                if row["essential"] == "0":
                    weight *= 0.4
                slots.setdefault(row["alternative_group"] or row["input_id"], []).append((row["input_id"], weight))
        budget = max(MATERIAL_SHARE - known, min(0.1, 0.9 * (1 - known)), 0.0)
        slot_weight = {slot: max(w for _, w in members) for slot, members in slots.items()}
        total = max(sum(slot_weight[s] for s in sorted(slot_weight)), 3.0)
        for row in rows:
            pair = (row["input_id"], product["product_id"])
            if row["cost_share"]:
                shares[pair] = float(row["cost_share"]) / 100
            else:
                slot = row["alternative_group"] or row["input_id"]
                shares[pair] = budget * slot_weight[slot] / total / len(slots[slot])
    return shares


def users_first(products, inputs):
    """Products ordered so that every user stands before its inputs."""
    left = {p["product_id"]: 0 for p in products}
    sources = {code: [] for code in left}
    for row in inputs:
        left[row["input_id"]] += 1
        sources[row["product_id"]].append(row["input_id"])
    ready = sorted(code for code in left if left[code] == 0)
    order = []
    while ready:
        code = ready.pop(0)
        order.append(code)
        for source in sources[code]:
            left[source] -= 1
            if left[source] == 0:
                ready.append(source)
    if len(order) != len(left):
        raise ValueError("the product graph has a cycle")
    return order


def domestic_output(tables, products, inputs, shares, external, made):
    """Yearly value of domestic output per product; nothing where no synthetic firm makes it."""
    final = {r["product_id"]: float(r["final_demand_bn_cny"]) * 1e9
             for r in read_table(tables("market_sizes.csv"), ["product_id", "final_demand_bn_cny", "note"])}
    segment = {p["product_id"]: p["segment"] for p in products}
    demand = {code: final.get(code, SEGMENT_DEMAND[segment[code]] * draw.between(0.5, 1.5, "demand", code))
              for code in segment}
    sources = {}
    for row in inputs:
        sources.setdefault(row["product_id"], []).append(row["input_id"])
    output = {}
    for code in users_first(products, inputs):
        output[code] = demand[code] * (1 - external[code]) if made.get(code) else 0.0
        for source in sources.get(code, ()):
            demand[source] += output[code] * shares[source, code]
    return output, demand
