"""Values of parameters outside their own section: an arm's, an intervention's, a design's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from sim.parameters import ParameterInfo, Parameters, parameter_infos
from sim.scenario.closed import Finding, Settings, did_you_mean, raise_findings
from sim.scenario.wording import wording


@cache
def infos() -> dict[str, ParameterInfo]:
    """Return every parameter by its key ``construct.parameter``."""
    return {info.key: info for info in parameter_infos()}


def value_problem(key: str, value: Any) -> str:
    """Return what is wrong with a value of a known parameter, or nothing."""
    construct, name = key.split(".")
    try:
        Parameters.model_validate({construct: {name: value}})
    except ValidationError as error:
        return wording(error.errors(include_url=False)[0], infos()[key])
    return ""


def unknown_parameter(key: str) -> str:
    """Return the message for a key that is no parameter."""
    leaf = key.rsplit(".", 1)[-1]
    same_leaf = [known for known in infos() if known.endswith(f".{leaf}")]
    meant = f"; did you mean {same_leaf[0]}?" if len(same_leaf) == 1 else did_you_mean(key, infos())
    return f"unknown parameter{meant}"


def flattened(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``{"trust.gain": 1}`` for ``{"trust": {"gain": 1}}``: keys may be quoted or dotted."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        if key in Parameters.model_fields and isinstance(value, Mapping):
            flat.update({f"{key}.{name}": inner for name, inner in value.items()})
        else:
            flat[key] = value
    return flat


def parameter_values(values: Any, allowed: Callable[[str], str] = lambda _: "") -> Settings:
    """Check a table of parameter values.

    Parameters
    ----------
    values : mapping
        Key ``construct.parameter`` to value.
    allowed : function
        Returns why a known key may not stand here, or nothing.

    Raises
    ------
    PydanticCustomError
        With one finding for each key that is wrong.
    """
    if not isinstance(values, Mapping):
        raise_findings([Finding((), 'must be a table such as { "trust.gain" = 0.1 }')])
    flat = flattened(values)
    findings = []
    for key, value in flat.items():
        message = (allowed(key) or value_problem(key, value)) if key in infos() else unknown_parameter(key)
        if message:
            findings.append(Finding((key,), message))
    raise_findings(findings)
    return Settings(flat)
