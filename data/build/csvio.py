"""CSV in and out: UTF-8, LF, RFC 4180, numbers without float noise."""
import csv
import os


def read_table(path, required):
    """Rows of a CSV file as dicts; fails on a missing column or a ragged row."""
    with open(path, encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        missing = [name for name in required if name not in (reader.fieldnames or [])]
        if missing:
            raise ValueError(f"{os.path.basename(path)}: missing columns {missing}")
        rows = []
        for number, row in enumerate(reader, 1):
            if None in row or None in row.values():
                raise ValueError(f"{os.path.basename(path)}: row {number}: wrong number of columns")
            rows.append({key: value.strip() for key, value in row.items()})
    return rows


def write_table(path, columns, rows):
    """Write dict rows in the given column order; every value is text already or None."""
    with open(path, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            unknown = set(row) - set(columns)
            if unknown:
                raise ValueError(f"{os.path.basename(path)}: unknown columns {sorted(unknown)}")
            writer.writerow([text(row.get(name)) for name in columns])


def text(value):
    if value is None:
        return ""
    if isinstance(value, float):
        return number(value)
    return str(value)


def number(value):
    """At most six significant digits, never an exponent."""
    if value == 0:
        return "0"
    shown = f"{value:.6g}"
    if "e" in shown or "E" in shown:
        shown = f"{float(shown):.12f}" if abs(value) < 1 else f"{float(shown):.0f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown


def plain_number(raw):
    """The float behind a plain decimal text, or None."""
    body = raw[1:] if raw.startswith("-") else raw
    whole, dot, part = body.partition(".")
    if whole.isdigit() and whole.isascii() and (not dot or (part.isdigit() and part.isascii())):
        return float(raw)
    return None
