"""Fictional firms: how many make each product, where they stand, what they are called."""
import hashlib
import re

import draw
from csvio import read_table

FIRMS = 2000
SLOTS = 3900
MOST_PER_PRODUCT = 36
OUTSIDE_DELTA = 0.05
DIGITS = "零一二三四五六七八九"


def slots(products, external, firms, capabilities):
    """Number of makers per product: none without a real Chinese maker, few where dependence is high."""
    control = {f["firm_id"]: f["control_code"] for f in firms}
    chinese, qualified = {}, set()
    for row in capabilities:
        if control[row["firm_id"]] == "CHN":
            chinese.setdefault(row["product_id"], set()).add(row["firm_id"])
            if row["status"] in ("qualified", ""):
                qualified.add(row["product_id"])
    count, weights = {}, []
    for product in products:
        code = product["product_id"]
        rate = external[code]
        if code not in chinese:
            count[code] = 0
        elif code not in qualified:
            count[code] = 1
        elif rate >= 0.85:
            count[code] = 1 + (draw.unit("few", code) < 0.4) if rate < 0.97 else int(draw.unit("few", code) < 0.5)
        elif rate >= 0.6:
            count[code] = 2 + int(3 * draw.unit("few", code))
        else:
            weights.append((code, (1 - rate) * (1 + len(chinese[code])) ** 0.5))
    shares = draw.split(SLOTS - sum(count.values()), weights)
    count.update({code: min(max(n, 3), MOST_PER_PRODUCT) for code, n in shares.items()})
    return count, qualified


def city_weights(products, makers, chain_cities, chains, regions):
    """Per product: (city, weight) pairs inside the Delta, and outside it."""
    chain_of = {p["product_id"]: p["chain_id"] for p in products}
    chain_id = {c["name_zh"]: c["chain_id"] for c in chains}
    role = {(chain_id[r["chain"]], r["city_code"]) for r in chain_cities}
    own, chain = {}, {}
    for maker in makers:
        place = maker["region"]
        if place.isdigit():
            own[maker["product_id"], place] = own.get((maker["product_id"], place), 0) + 1
            key = (chain_of[maker["product_id"]], place)
            chain[key] = chain.get(key, 0) + 1
    elsewhere = sorted({m["region"] for m in makers if m["region"].isdigit()} - set(regions.delta_cities))
    inside, outside = {}, {}
    for code, prefix in chain_of.items():
        inside[code] = [(city, 3.0 * own.get((code, city), 0) + 1.5 * ((prefix, city) in role)
                         + 0.15 * chain.get((prefix, city), 0) + 0.03) for city in regions.delta_cities]
        outside[code] = [(city, 3.0 * own.get((code, city), 0) + max(chain.get((prefix, city), 0) - 2, 0) + 0.001)
                         for city in elsewhere]
    return inside, outside


def found(products, counts, inside, outside, kind, regions, names):
    """The firms with their main product, city, name and the number of products they can make."""
    makers = [(code, counts[code] - 1) for code in sorted(counts) if counts[code] > 0]
    extra = draw.split(FIRMS - len(makers), makers)
    english = {p["product_id"]: p["name_en"] for p in products}
    chinese = {p["product_id"]: p["name_zh"] for p in products}
    industry = {p["product_id"]: p["gbt4754"] for p in products}
    firms, numbers = [], {}
    for code, _ in makers:
        short_zh, short_en = names.get(code) or (plain(chinese[code]), plain(english[code]))
        for index in range(1 + extra[code]):
            key = ("place", code, index)
            away = draw.unit("away", code, index) < OUTSIDE_DELTA
            city = draw.pick((outside if away else inside)[code], *key)
            number = numbers[city, short_zh] = numbers.get((city, short_zh), 0) + 1
            place = regions.name[city]
            city_zh = re.sub("市$|回族自治州$", "", place["name_zh"])
            name = f"示例·{city_zh}{short_zh}{numeral(number)}{kind[code]['maker_zh']}（虚构）"
            firms.append({"id": "S-" + hashlib.sha256(name.encode("utf-8")).hexdigest()[:10], "name_zh": name,
                          "name_en": f"Example {plain(place['name_en'], keep=True)} {short_en} No.{number} (fictional)",
                          "city": city, "main": code, "gbt4754": industry[code],
                          "width": draw.pick([(1, 40), (2, 30), (3, 20), (4, 10)], "width", code, index)})
    firms.sort(key=lambda f: f["id"])
    for label in ("id", "name_zh", "name_en"):
        values = [f[label] for f in firms]
        if len(set(values)) != len(values):
            raise ValueError(f"synthetic firms share a {label}: "
                             f"{sorted(v for v in set(values) if values.count(v) > 1)[:3]}")
    return firms


def plain(name, keep=False):
    """A name without its brackets, or with only the bracket signs taken out."""
    if keep:
        return re.sub(r"[()]", "", name)
    return re.split(r",", re.sub(r"\s*\(.*?\)", "", name))[0].strip()


def numeral(number):
    """1 -> 一, 12 -> 十二, 23 -> 二十三."""
    if number < 10:
        return DIGITS[number]
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def short_names(tables):
    return {r["product_id"]: (r["short_zh"], r["short_en"])
            for r in read_table(tables("synthetic_names.csv"), ["product_id", "short_zh", "short_en"])}
