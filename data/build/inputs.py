"""inputs.csv: what goes into what, with reviewed either-or groups."""
from csvio import plain_number, read_table

COLUMNS = ["input_id", "product_id", "essential", "alternative_group", "cost_share", "consumption_share", "source"]
ENGINEERING = "engineering knowledge"
PUBLISHED = "published cost share"
REVIEWED = "reviewed either-or"


def load(raw, tables, products, report):
    known = {p["product_id"] for p in products}
    review = {}
    for row in read_table(tables("alternative_groups.csv"),
                          ["input_id", "product_id", "raw_essential", "essential", "alternative_group", "reason"]):
        review[row["input_id"], row["product_id"]] = row
    rows = []
    edges = read_table(raw("edges.csv"), ["input_id", "product_id", "essential", "cost_share"])
    for number, row in enumerate(edges, 1):
        key = (row["input_id"], row["product_id"])
        if not known.issuperset(key):
            raise ValueError(f"edges.csv row {number}: unknown product in {key}")
        if row["cost_share"] and plain_number(row["cost_share"]) is None:
            raise ValueError(f"edges.csv row {number}: cost_share {row['cost_share']}")
        decision = review.pop(key, None)
        if decision is None and row["essential"] == "0":
            raise ValueError(f"edges.csv row {number}: optional input {key} has not been reviewed")
        essential, group = row["essential"], ""
        if decision:
            if decision["raw_essential"] != row["essential"]:
                raise ValueError(f"edges.csv row {number}: {key} changed since its review")
            essential, group = decision["essential"], decision["alternative_group"]
            if (essential, group) != (row["essential"], ""):
                report.add("edges.csv", number, "changed",
                           f"{key[0]} -> {key[1]}: essential {row['essential']} -> {essential}, group {group}",
                           decision["reason"])
        source = PUBLISHED if row["cost_share"] else REVIEWED if group else ENGINEERING
        rows.append({"input_id": key[0], "product_id": key[1], "essential": essential, "alternative_group": group,
                     "cost_share": row["cost_share"], "consumption_share": "", "source": source})
    if review:
        raise ValueError(f"reviewed inputs that do not exist: {sorted(review)}")
    check_groups(rows)
    cycle = essential_cycle(rows)
    if cycle:
        raise ValueError("essential inputs form a cycle: " + " -> ".join(cycle))
    return sorted(rows, key=lambda r: (r["product_id"], r["input_id"]))


def check_groups(rows):
    """A group has two or more inputs, all essential or all optional."""
    groups = {}
    for row in rows:
        if row["alternative_group"]:
            groups.setdefault((row["product_id"], row["alternative_group"]), []).append(row["essential"])
    for key, members in groups.items():
        if len(members) < 2 or len(set(members)) > 1:
            raise ValueError(f"alternative group {key}: {members}")


def essential_cycle(rows):
    """A cycle of essential inputs as a list of products, or None."""
    users = {}
    for row in sorted(rows, key=lambda r: (r["input_id"], r["product_id"])):
        if row["essential"] == "1":
            users.setdefault(row["input_id"], []).append(row["product_id"])
    done, path, on_path = set(), [], set()

    def visit(product):
        path.append(product)
        on_path.add(product)
        for user in users.get(product, ()):
            if user in on_path:
                return path[path.index(user):] + [user]
            if user not in done:
                found = visit(user)
                if found:
                    return found
        done.add(path.pop())
        on_path.discard(product)
        return None

    for product in sorted(users):
        if product not in done:
            found = visit(product)
            if found:
                return found
    return None
