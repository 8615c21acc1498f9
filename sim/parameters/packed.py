"""The packed twins of the parameters: named tuples of floats, which compiled code takes as they are.

Values only: another value never compiles anything anew.  The tuple classes are attributes of this module, because
compiled code in a cache is found again only by a class that can be imported by name.  The core takes its own constructs
in one bundle; each package of mechanisms takes those that ``sim/parameters/mechanisms/<package>.py`` declares.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from pydantic.fields import FieldInfo

from sim.parameters.declarations import CoreParameters, Parameters


def _twin(name: str, fields: list[str]) -> Any:
    twin = namedtuple(name, fields)  # type: ignore[misc]  # noqa: PYI024
    twin.__module__ = __name__
    globals()[name] = twin
    return twin


def _package_of(field: FieldInfo) -> str:
    """Return the package of mechanisms that a construct belongs to; empty for the core."""
    module = field.annotation.__module__
    return module.rsplit(".", 1)[1] if ".mechanisms." in module else ""


for _field in Parameters.model_fields.values():
    _twin(f"Packed{_field.annotation.__name__}", list(_field.annotation.model_fields))  # type: ignore[union-attr]

PackedParameters: Any = _twin("PackedParameters", list(CoreParameters.model_fields))

_PACKAGES: dict[str, Any] = {}
for _package in sorted({_package_of(field) for field in Parameters.model_fields.values()} - {""}):
    _names = [name for name, field in Parameters.model_fields.items() if _package_of(field) == _package]
    _PACKAGES[_package] = _twin(f"Packed_{_package}", _names)


def _filled(bundle: Any, parameters: Parameters) -> Any:
    groups = []
    for name in bundle._fields:
        group = getattr(parameters, name)
        twin, values = globals()[f"Packed{type(group).__name__}"], vars(group)
        groups.append(twin(*[float(values[key]) for key in twin._fields]))
    return bundle(*groups)


def constructs_of(package: str) -> tuple[str, ...]:
    """Return the names of the constructs that a package of mechanisms declares."""
    return tuple(_PACKAGES[package]._fields)


def pack(parameters: Parameters) -> Any:
    """Return the parameters of the core as nested named tuples of floats: ``packed.trust.gain``."""
    return _filled(PackedParameters, parameters)


def pack_mechanisms(parameters: Parameters, package: str) -> Any:
    """Return the constructs of one package of mechanisms as nested named tuples of floats.

    Parameters
    ----------
    package : str
        A module of ``sim.parameters.mechanisms``, such as ``"accounts"``.
    """
    return _filled(_PACKAGES[package], parameters)
