"""Random numbers that depend on nothing but their key."""
import hashlib

SEED = "tenon-delta-1"


def unit(*key):
    """A number in [0, 1) drawn from the key."""
    body = "|".join((SEED,) + tuple(str(part) for part in key))
    return int.from_bytes(hashlib.sha256(body.encode("utf-8")).digest()[:6], "big") / float(1 << 48)


def between(low, high, *key):
    return low + (high - low) * unit(*key)


def pick(weights, *key):
    """One of the (item, weight) pairs, by weight."""
    total = 0.0
    for _, weight in weights:
        total += weight
    left = total * unit(*key)
    for item, weight in weights:
        left -= weight
        if left < 0:
            return item
    return weights[-1][0]


def split(total, weights):
    """Whole numbers that add up to total, in proportion to the (item, weight) pairs."""
    whole = sum(weight for _, weight in weights)
    exact = [(item, total * weight / whole) for item, weight in weights]
    shares = {item: int(value) for item, value in exact}
    rest = sorted(exact, key=lambda pair: (-(pair[1] - int(pair[1])), str(pair[0])))
    for item, _ in rest[:total - sum(shares.values())]:
        shares[item] += 1
    return shares
