"""Whether a document fits a JSON Schema: the part of 2020-12 that the schemas in docs/ use."""
import re

REMARKS = {"$schema", "$id", "title", "description", "$defs"}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": is_number,
    "integer": lambda value: is_number(value) and float(value).is_integer(),
    "null": lambda value: value is None,
}


def faults(value, schema, root=None):
    """Why `value` does not fit: the part of JSON Schema 2020-12 that the schema uses. An unknown keyword raises."""
    root = schema if root is None else root
    found = []

    def need(good, text):
        if not good:
            found.append(text)

    for keyword, rule in schema.items():
        if keyword in REMARKS or keyword in ("then", "else"):
            continue
        if keyword == "$ref":
            target = root
            for part in rule.removeprefix("#/").split("/"):
                target = target[part]
            found += faults(value, target, root)
        elif keyword == "type":
            need(any(TYPES[name](value) for name in ([rule] if isinstance(rule, str) else rule)), f"{value!r}: not {rule}")
        elif keyword == "enum":
            need(value in rule, f"{value!r}: not in {rule}")
        elif keyword == "const":
            need(value == rule, f"{value!r}: not {rule!r}")
        elif keyword == "anyOf":
            need(any(not faults(value, branch, root) for branch in rule), f"{value!r}: fits none of {rule}")
        elif keyword == "allOf":
            for branch in rule:
                found += faults(value, branch, root)
        elif keyword == "not":
            need(faults(value, rule, root), f"{value!r}: must not fit {rule}")
        elif keyword == "if":
            branch = "else" if faults(value, rule, root) else "then"
            found += faults(value, schema.get(branch, {}), root)
        elif keyword in ("minimum", "maximum", "exclusiveMinimum"):
            if is_number(value):
                good = {"minimum": value >= rule, "maximum": value <= rule, "exclusiveMinimum": value > rule}[keyword]
                need(good, f"{value}: {keyword} {rule}")
        elif keyword in ("minLength", "maxLength", "pattern"):
            if isinstance(value, str):
                good = {"minLength": lambda: len(value) >= rule, "maxLength": lambda: len(value) <= rule,
                        "pattern": lambda: re.search(rule, value) is not None}[keyword]()
                need(good, f"{value!r}: {keyword} {rule}")
        elif keyword in ("minItems", "maxItems", "items"):
            if isinstance(value, list):
                if keyword == "items":
                    for item in value:
                        found += faults(item, rule, root)
                else:
                    need(len(value) >= rule if keyword == "minItems" else len(value) <= rule, f"{keyword} {rule}")
        elif keyword in ("required", "minProperties", "properties", "additionalProperties", "propertyNames"):
            if not isinstance(value, dict):
                continue
            if keyword == "required":
                need(all(key in value for key in rule), f"{sorted(value)}: lacks one of {rule}")
            elif keyword == "minProperties":
                need(len(value) >= rule, f"minProperties {rule}")
            elif keyword == "properties":
                for key in value.keys() & rule.keys():
                    found += faults(value[key], rule[key], root)
            elif keyword == "propertyNames":
                for key in value:
                    found += faults(key, rule, root)
            else:
                for key in value.keys() - schema.get("properties", {}).keys():
                    if rule is False:
                        found.append(f"{key!r}: no such key")
                    else:
                        found += faults(value[key], rule, root)
        else:
            raise ValueError(f"keyword {keyword} is not known to this test")
    return found


def object_schemas(schema):
    """All parts of the schema that describe a mapping with fixed keys, found anywhere."""
    if isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            yield schema
        for part in schema.values():
            yield from object_schemas(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from object_schemas(part)
