"""Who supplies whom among the fictional firms."""
import draw
from synthetic_capabilities import days

COLUMNS = ["supplier_id", "customer_id", "product_id", "annual_value_cny", "inventory_days", "source"]
LEAST_VALUE = 10000.0
BOUGHT_ELSEWHERE = 0.2
SUPPLIERS = [(1, 55), (2, 33), (3, 12)]
PARTS = {1: (1.0,), 2: (0.65, 0.35), 3: (0.5, 0.3, 0.2)}


def wants(capabilities, inputs, shares, external, counts):
    """What a firm buys of each input from home: output times cost share times the home share of that input."""
    sources = {}
    for row in inputs:
        if counts[row["input_id"]]:
            sources.setdefault(row["product_id"], []).append(row["input_id"])
    want = {}
    for row in capabilities:
        for source in sources.get(row["product_id"], ()):
            key = (row["firm_id"], source)
            value = row["annual_output"] * shares[source, row["product_id"]] * (1 - external[source])
            want[key] = want.get(key, 0.0) + value
    return want


def build(capabilities, inputs, shares, external, counts, kind):
    city = {row["firm_id"]: row["region_code"] for row in capabilities}
    makers, left = {}, {}
    for row in capabilities:
        if row["annual_output"] > 0:
            left[row["firm_id"], row["product_id"]] = row["annual_output"]
            if row["status"] == "qualified":
                makers.setdefault(row["product_id"], []).append((row["firm_id"], row["annual_output"]))
    want = wants(capabilities, inputs, shares, external, counts)
    rows = []
    for (customer, product), value in sorted(want.items(), key=lambda w: (-w[1], w[0])):
        own = (customer, product)
        if own in left:
            taken = min(value, left[own])
            left[own] -= taken
            value -= taken
        if value < LEAST_VALUE or draw.unit("elsewhere", customer, product) < BOUGHT_ELSEWHERE:
            continue
        chosen = choose(customer, product, value, makers.get(product, ()), left, city)
        for (supplier, _), part in zip(chosen, PARTS.get(len(chosen), ())):
            amount = floored(min(value * part, left[supplier, product]))
            if amount < LEAST_VALUE:
                continue
            left[supplier, product] -= amount
            rows.append({"supplier_id": supplier, "customer_id": customer, "product_id": product,
                         "annual_value_cny": amount, "source": "synthetic",
                         "inventory_days": days(kind[product], "inventory", supplier, customer, product)})
    return sorted(rows, key=lambda r: (r["supplier_id"], r["customer_id"], r["product_id"]))


def choose(customer, product, value, makers, left, city):
    """Up to three suppliers with enough left to sell, near and large ones more often."""
    able = [(maker, output * nearness(city[maker], city[customer])) for maker, output in makers
            if maker != customer and left[maker, product] >= 0.5 * value]
    if not able:
        able = [(maker, left[maker, product]) for maker, _ in makers
                if maker != customer and left[maker, product] >= LEAST_VALUE]
        able = sorted(able, key=lambda m: (-m[1], m[0]))[:1]
    chosen = []
    wanted = draw.pick(SUPPLIERS, "suppliers", customer, product)
    while able and len(chosen) < wanted:
        picked = draw.pick([(index, weight) for index, (_, weight) in enumerate(able)],
                           "supplier", customer, product, len(chosen))
        chosen.append(able.pop(picked))
    return chosen


def nearness(one, other):
    if one == other:
        return 3.0
    return 2.0 if one[:2] == other[:2] else 1.0


def floored(value):
    """Four significant digits, rounded down."""
    step = 1.0
    while step * 10000 <= value:
        step *= 10
    return float(int(value / step) * step)
