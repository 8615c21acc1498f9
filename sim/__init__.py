"""Dyads: how relationships between organisations grow, hold and end.

The names below are imported when they are first used, so that ``import sim`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.agents import Buyer, Complementor, Decision, Government, Organisation, RelationshipView, Seller
    from sim.engine import RunResult, play
    from sim.model import RelationshipModel
    from sim.parameters import Parameters
    from sim.scenario import Scenario, load
    from sim.store import read_columns, read_manifest, read_table

_HOME = {
    "Buyer": "sim.agents",
    "Complementor": "sim.agents",
    "Decision": "sim.agents",
    "Government": "sim.agents",
    "Organisation": "sim.agents",
    "Parameters": "sim.parameters",
    "RelationshipModel": "sim.model",
    "RelationshipView": "sim.agents",
    "RunResult": "sim.engine",
    "Scenario": "sim.scenario",
    "Seller": "sim.agents",
    "load": "sim.scenario",
    "play": "sim.engine",
    "read_columns": "sim.store",
    "read_manifest": "sim.store",
    "read_table": "sim.store",
}

__all__ = [
    "Buyer",
    "Complementor",
    "Decision",
    "Government",
    "Organisation",
    "Parameters",
    "RelationshipModel",
    "RelationshipView",
    "RunResult",
    "Scenario",
    "Seller",
    "load",
    "play",
    "read_columns",
    "read_manifest",
    "read_table",
]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("dyads")
    except PackageNotFoundError:  # run from a checkout that nobody installed
        import tomllib
        from pathlib import Path

        project = Path(__file__).resolve().parent.parent / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in _HOME:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME, "__version__"])
