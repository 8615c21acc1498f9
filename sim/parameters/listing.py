"""The parameters as a flat list, for the command line, documents and messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from sim.parameters.declarations import Parameters


@dataclass(frozen=True)
class ParameterInfo:
    """One parameter: where it is, what it means, what is allowed, and what its default rests on."""

    key: str
    default: float | int
    meaning: str
    unit: str
    low: float | None
    high: float | None
    evidence: str
    source: str
    null: float | None
    whole: bool
    founding: bool


def _info(key: str, field: FieldInfo) -> ParameterInfo:
    bounds: dict[str, Any] = {}
    for item in field.metadata:
        for name in ("ge", "gt", "le"):
            if getattr(item, name, None) is not None:
                bounds[name] = getattr(item, name)
    extra: dict[str, Any] = dict(field.json_schema_extra or {})  # type: ignore[arg-type]
    return ParameterInfo(
        key=key,
        default=field.default,
        meaning=field.description or "",
        unit=extra["unit"],
        low=bounds.get("ge", bounds.get("gt")),
        high=bounds.get("le"),
        evidence=extra["evidence"],
        source=extra["source"],
        null=extra.get("null"),
        whole=field.annotation is int,
        founding=extra.get("founding", False),
    )


def parameter_infos() -> tuple[ParameterInfo, ...]:
    """Return every parameter in the order of its declaration."""
    found = []
    for construct, group in Parameters.model_fields.items():
        for name, field in group.annotation.model_fields.items():  # type: ignore[union-attr]
            found.append(_info(f"{construct}.{name}", field))
    return tuple(found)
