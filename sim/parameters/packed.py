"""The packed twin of the parameters: named tuples of floats, which compiled code takes as they are.

Values only: another value never compiles anything anew.  The tuple classes are attributes of this module, because
compiled code in a cache is found again only by a class that can be imported by name.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from sim.parameters.declarations import Parameters


def _twin(name: str, fields: list[str]) -> Any:
    twin = namedtuple(name, fields)  # type: ignore[misc]  # noqa: PYI024
    twin.__module__ = __name__
    return twin


for _field in Parameters.model_fields.values():
    _class = f"Packed{_field.annotation.__name__}"  # type: ignore[union-attr]
    globals()[_class] = _twin(_class, list(_field.annotation.model_fields))  # type: ignore[union-attr]

PackedParameters: Any = _twin("PackedParameters", list(Parameters.model_fields))


def pack(parameters: Parameters) -> Any:
    """Return the parameters as nested named tuples of floats: ``packed.trust.gain``."""
    groups = []
    for name, field in Parameters.model_fields.items():
        twin = globals()[f"Packed{field.annotation.__name__}"]  # type: ignore[union-attr]
        group = getattr(parameters, name)
        groups.append(twin(*(float(getattr(group, key)) for key in twin._fields)))
    return PackedParameters(*groups)
