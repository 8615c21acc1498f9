"""Which mechanisms there are, in the order in which they play.

A mechanism is imported when some parameter of its package is not the usual one, or when somebody asks for all of them:
most worlds have none at work, and importing all takes a quarter of a small run.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from sim.mechanisms.mechanism import Mechanism
from sim.parameters import Parameters, constructs_of

_HOMES: tuple[tuple[str, str], ...] = (
    ("organisation.within", "Within"),
    ("chain.chain", "Chains"),
    ("chain.rivalry", "Rivalry"),
    ("triads.mechanism", "ThirdParties"),
    ("amends.mechanism", "AmendsAndLoyalty"),
    ("governments.rules_for_firms", "Institutions"),
    ("governments.diplomacy", "Diplomacy"),
    ("governments.missions", "Facilitator"),
    ("governments.rules_for_firms", "Regulator"),
    ("governments.payers", "Subsidiser"),
    ("governments.payers", "PublicBuyer"),
    ("governments.ritual", "Ritual"),
    ("policies.mechanism", "Policies"),
    ("values.mechanism", "ValuesAndAgreements"),
    ("reputation.mechanism", "WordOfMouth"),
    ("accounts.accounts", "Accounts"),
)
"""Module and name of each; a later one sees the levers that earlier ones pulled."""


def __getattr__(name: str) -> Any:
    """Return ``MECHANISMS``, all of them, which imports them."""
    if name != "MECHANISMS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _mechanisms(_HOMES)


@cache
def _mechanisms(homes: tuple[tuple[str, str], ...]) -> tuple[type[Mechanism], ...]:
    return tuple(getattr(import_module(f"sim.mechanisms.{module}"), name) for module, name in homes)


@cache
def _usual() -> dict[str, dict[str, dict[str, Any]]]:
    """Return the usual values by package, construct and parameter."""
    usual = Parameters()
    packages = dict.fromkeys(module.partition(".")[0] for module, _ in _HOMES)
    return {package: {name: vars(getattr(usual, name)) for name in constructs_of(package)} for package in packages}


def mechanisms_at_work(parameters: Parameters) -> tuple[type[Mechanism], ...]:
    """Return the mechanisms that some parameter switches on.

    One all of whose package's parameters are the usual ones cannot be among them: these are its nulls.
    """
    unusual = {
        package
        for package, constructs in _usual().items()
        if any(vars(getattr(parameters, name)) != values for name, values in constructs.items())
    }
    possible = _mechanisms(tuple(home for home in _HOMES if home[0].partition(".")[0] in unusual))
    return tuple(mechanism for mechanism in possible if mechanism.is_at_work(parameters))


def in_turn(mechanisms: dict[type[Mechanism], Mechanism]) -> tuple[Mechanism, ...]:
    """Return mechanisms, by their kind, in the order in which they play."""
    kinds = {(kind.__module__, kind.__name__): mechanism for kind, mechanism in mechanisms.items()}
    places = ((f"sim.mechanisms.{module}", name) for module, name in _HOMES)
    return tuple(kinds[place] for place in places if place in kinds)
