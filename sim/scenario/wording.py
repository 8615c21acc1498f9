"""Pydantic's errors in the file's own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from pydantic_core import ErrorDetails

from sim.parameters import ParameterInfo
from sim.scenario.closed import did_you_mean

_TYPES = {
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "dict_type": "must be a table",
    "tuple_type": "must be a list",
    "finite_number": "must be a finite number",
    "missing": "is missing",
    "int_parsing_size": "is too large",
}
_FORMS = {  # patterns of the schema, in words
    "^[A-Za-z][A-Za-z0-9_]{0,63}$": "must be letters, digits and _, a letter first",
    "^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$": "must be letters, digits and _ . -, without spaces",
    r"^(\d+-)?\d{1,3}:[0-5]\d:[0-5]\d$": "must be hours, minutes and seconds: 02:00:00",
    r"^\d+(\.\d+)? ?[KMGT]i?B$": "must be a number and a unit: 8 GB",
}
_UNBOUNDED = 1e6  # an upper end as large as this is there for the machine's sake: no need to tell


def wording(error: ErrorDetails, info: ParameterInfo | None = None) -> str:
    """Return one error of a validation as a sentence's end: ``must be between 0 and 1``."""
    kind, context, value = error["type"], error.get("ctx", {}), error.get("input")
    if kind in _TYPES:
        number = kind in {"int_type", "float_type"}
        hint = ", without quotes" if number and isinstance(value, str) and _is_number(value) else ""
        hint = f", not {shown(value)}" if number and isinstance(value, bool) else hint
        hint = " and not a table of its own" if kind != "missing" and number and isinstance(value, Mapping) else hint
        return _TYPES[kind] + hint
    if kind in {"greater_than_equal", "greater_than", "less_than_equal", "less_than"}:
        return _range(kind, context, info)
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        meant = did_you_mean(value, expected.split(", ")) if isinstance(value, str) else ""
        return f"{meant[2:]} one of: {expected}" if meant else f"must be one of: {expected}"
    if kind == "string_pattern_mismatch":
        return _FORMS[context["pattern"]]
    if kind == "string_too_short":
        return "must not be empty"
    if kind == "too_short":
        return f"needs at least {context['min_length']}"
    if kind == "too_long":
        return f"takes at most {context['max_length']}"
    return error["msg"]


def _range(kind: str, context: Mapping[str, Any], info: ParameterInfo | None) -> str:
    if info is not None and info.low is not None and info.high is not None and info.high < _UNBOUNDED:
        return f"must be between {info.low:g} and {info.high:g}"
    if kind.startswith("greater"):
        low = context.get("ge", context.get("gt"))
        return f"must be {low:g} or more" if kind == "greater_than_equal" else f"must be more than {low:g}"
    high = context.get("le", context.get("lt"))
    return f"must be {high:,.12g} or less" if kind == "less_than_equal" else f"must be less than {high:,.12g}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def shown(value: Any, width: int = 40) -> str:
    """Return a value as TOML writes it, cut where it is long."""
    text = _toml(value)
    return text if len(text) <= width else text[: width - 2] + " …"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(str(key))} = {_toml(inner)}" for key, inner in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    return str(value)


def _key(word: str) -> str:
    return f'"{word}"' if "." in word else word
