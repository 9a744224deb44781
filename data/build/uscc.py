"""Unified social credit codes (GB 32100-2015) with their inner organisation code (GB 11714)."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def inner_check(body):
    """Check character of the eight characters of an organisation code."""
    total = sum((int(c) if c.isdigit() else ord(c) - 55) * w for c, w in zip(body, INNER_WEIGHTS))
    digit = 11 - total % 11
    return {10: "X", 11: "0"}.get(digit, str(digit))


def outer_check(body):
    """Check character of the first seventeen characters of a code."""
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return ALPHABET[(31 - total % 31) % 31]


def valid(code):
    return (len(code) == 18 and all(c in ALPHABET for c in code)
            and inner_check(code[8:16]) == code[16] and outer_check(code[:17]) == code[17])


def fictional(region_code, number):
    """A valid code of a firm that does not exist: organisation codes XX000001 and up are in nobody's range."""
    organisation = f"XX{number:06d}"
    body = "91" + region_code + organisation + inner_check(organisation)
    return body + outer_check(body)
