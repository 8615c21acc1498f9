"""A JSON Schema of the file format, with which editors complete keys and underline mistakes."""

from __future__ import annotations

from typing import Any

from sim.parameters import Parameters
from sim.scenario.schema import SCHEMA, Scenario


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario file.

    Editors such as those built on taplo take it by a first line ``#:schema scenario.schema.json``.  It knows keys,
    types, ranges and words; what ties several values together only ``load`` knows.
    """
    schema = Scenario.model_json_schema(by_alias=True)
    groups = schema["$defs"].pop("Parameters")["properties"]
    properties: dict[str, Any] = schema["properties"]
    del properties["parameters"]
    properties.update(groups)
    properties["schema"] = {"const": SCHEMA, "description": "version of this format"}
    values = _parameter_values(schema["$defs"])
    _fill(schema, values)
    factors = schema["$defs"]["Design"]["properties"]["factors"]
    factor = factors.pop("additionalProperties")
    factors.update(_by_key(dict.fromkeys(values["properties"], factor)))
    for section in schema["$defs"].values():
        _without_null(section)
    _without_null(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dyads scenario",
        **{key: value for key, value in schema.items() if key != "title"},
        "required": ["schema"],
    }


def _parameter_values(definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a table ``{ "trust.gain" = 0.1 }``; keys may be quoted or dotted."""
    flat = {}
    for construct, field in Parameters.model_fields.items():
        group = definitions[field.annotation.__name__]["properties"]  # type: ignore[union-attr]
        flat.update({f"{construct}.{name}": one for name, one in group.items()})
    return _by_key({key: {k: v for k, v in one.items() if k != "default"} for key, one in flat.items()})


def _by_key(flat: dict[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, one in flat.items():
        construct, _, name = key.partition(".")
        group = nested.setdefault(construct, {"type": "object", "properties": {}, "additionalProperties": False})
        group["properties"][name] = one
    return {"type": "object", "properties": {**flat, **nested}, "additionalProperties": False}


def _fill(part: Any, values: dict[str, Any]) -> None:
    """Put the parameters where the models only say that a table of parameters stands."""
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        if isinstance(inner, dict) and inner.get("$comment") == "parameters":
            del inner["$comment"]
            inner.update({"$ref": "#/$defs/ParameterValues"})
            inner.pop("type", None)
        _fill(inner, values)
    if isinstance(part, dict) and "$defs" in part:
        part["$defs"]["ParameterValues"] = values


def _without_null(section: dict[str, Any]) -> None:
    """TOML has no null: what may be None in Python is simply left out in a file."""
    for name, one in section.get("properties", {}).items():
        kinds = [kind for kind in one.get("anyOf", []) if kind != {"type": "null"}]
        if len(kinds) == 1 and len(one["anyOf"]) == 2:
            rest = {key: value for key, value in one.items() if key != "anyOf" and (key, value) != ("default", None)}
            section["properties"][name] = {**kinds[0], **rest}
