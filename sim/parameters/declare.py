"""The two words with which parameters are declared: ``Construct`` (a group) and ``parameter`` (one line of it)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Evidence = Literal["measured", "literature", "assumption"]
"""measured: from a source whose figure was read; literature: the sign or shape is published, the number is ours;
assumption: chosen here."""


class Construct(BaseModel):
    """A group of parameters about one idea; closed (unknown keys are errors) and frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def parameter(
    default: float,
    meaning: str,
    unit: str,
    low: float | None,
    high: float | None,
    evidence: Evidence,
    source: str,
    *,
    above: bool = False,
    null: float | None = None,
    founding: bool = False,
) -> Any:
    """Declare one parameter.

    Parameters
    ----------
    default : number
        Value where a scenario says nothing.
    meaning, unit : str
        In the field's words; ``"1"`` is a pure number, ``"1/month"`` a monthly rate.
    low, high : number or None
        Allowed range, both ends included (``above=True`` leaves ``low`` itself out).
    evidence : {"measured", "literature", "assumption"}
        What the default rests on.
    source : str
        Equation or detail of the theory, and the key of the reference where there is one.
    null : number or None
        The value at which the mechanism is switched off, where it has one.
    founding : bool
        Whether it is read only when the world is founded, so that changing it later means nothing.
    """
    bounds: dict[str, float] = {}
    if low is not None:
        bounds["gt" if above else "ge"] = low
    if high is not None:
        bounds["le"] = high
    extra: dict[str, Any] = {"unit": unit, "evidence": evidence, "source": source}
    if null is not None:
        extra["null"] = null
    if founding:
        extra["founding"] = True
    return Field(default=default, description=meaning, json_schema_extra=extra, **bounds)  # type: ignore[call-overload]
