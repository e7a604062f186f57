"""Validate by the keywords of JSON Schema that docs/report.schema.json uses, and no others."""

import re
from typing import Any

KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required",
    "additionalProperties", "items", "minItems", "maxItems", "oneOf", "enum", "const", "pattern",
    "format", "minimum", "maximum",
}  # fmt: skip
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def find_faults(
    value: Any, schema: dict[str, Any], root: dict[str, Any], place: str = ""
) -> list[str]:
    """List the places where a value does not fit; an unknown keyword is an error of the schema."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    faults = [f"{place}: {told}" for told in _own_faults(value, schema)]
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        faults += find_faults(value, root["$defs"][name], root, place)
    if "oneOf" in schema:
        fitting = [each for each in schema["oneOf"] if not find_faults(value, each, root, place)]
        faults += [] if len(fitting) == 1 else [f"{place}: fits {len(fitting)} of the choices"]
    if isinstance(value, dict):
        for key, each in schema.get("properties", {}).items():
            faults += find_faults(value[key], each, root, f"{place}.{key}") if key in value else []
    if isinstance(value, list) and "items" in schema:
        for i, each in enumerate(value):
            faults += find_faults(each, schema["items"], root, f"{place}[{i}]")
    return faults


def _own_faults(value: Any, schema: dict[str, Any]) -> list[str]:
    checks = {
        "type": lambda types: any(_is(value, each) for each in _listed(types)),
        "enum": lambda choices: value in choices,
        "const": lambda const: value == const,
        "pattern": lambda pattern: not isinstance(value, str) or re.search(pattern, value),
        "minimum": lambda least: not _is(value, "integer") or value >= least,
        "maximum": lambda most: not _is(value, "integer") or value <= most,
        "minItems": lambda least: not isinstance(value, list) or len(value) >= least,
        "maxItems": lambda most: not isinstance(value, list) or len(value) <= most,
        "required": lambda keys: not isinstance(value, dict) or value.keys() >= set(keys),
    }
    found = [
        f"not {key} {schema[key]}"
        for key, holds in checks.items()
        if key in schema and not holds(schema[key])
    ]
    if isinstance(value, dict) and schema.get("additionalProperties") is False:
        found += [f"unknown {key}" for key in value if key not in schema["properties"]]
    return found


def _is(value: Any, kind: str) -> bool:
    if kind == "integer":
        return type(value) is int
    return isinstance(value, TYPES[kind])


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types
