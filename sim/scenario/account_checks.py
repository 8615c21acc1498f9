"""What account managers, teams, pyramids and databases need of each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.parameters import Parameters
from sim.scenario.closed import Finding
from sim.scenario.positions import Path

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

NEED_PEOPLE = (
    "account_pay.turnover_weight",
    "crm.capture",
    "ownership.outsourced",
    "pyramid.rule",
    "account_team.size",
    "departures.rate",
    "customisation.effort",
    "crm_elements.identification",
    "crm_elements.attraction",
    "crm_elements.retention",
    "crm_elements.development",
)
"""What people do: above 0 it means nothing where sellers have none."""

SUMS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("pyramid.a_hours", "pyramid.b_hours"), "shares of time for tiers A and B add up to {total:g}; at most 1"),
    (("pyramid.a_customers", "pyramid.b_customers"), "tiers A and B hold {total:g} of the customers; at most 1"),
    (
        tuple(f"crm_elements.{name}" for name in ("identification", "attraction", "retention", "development")),
        "the four elements take {total:g} of the time that people have; at most 1",
    ),
)
"""Shares that are parts of one whole."""

LEAST_PASSED_ON = 0.1
"""Least pass-on that a database can build on: what it captures multiplies what people pass on."""


def account_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield what does not fit about account management, once for the scenario or the arm that says it."""
    worlds: list[tuple[Path, Parameters, frozenset[str]]] = [((), scenario.parameters, frozenset())]
    for number, arm in enumerate(scenario.arms):
        worlds.append((("arm", number, "set"), scenario.arm_parameters(arm), frozenset(arm.set)))
    seen: set[str] = set()
    for prefix, parameters, changed in worlds:
        if not prefix and all("people.per_seller" in arm.set for arm in scenario.arms):
            continue  # every arm says it itself
        for keys, message in _wrong(parameters):
            own = [key for key in keys if key in changed]
            if message in seen and not own:
                continue
            seen.add(message)
            key = own[0] if own else keys[0]
            path = (*prefix, key) if own else tuple(key.split("."))
            yield Finding(path, message, tuple(tuple(other.split(".")) for other in keys if other != key))
    yield from _departures(scenario)


def _wrong(parameters: Parameters) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the keys that do not fit together, the one to complain about first, and why."""
    people = parameters.people.per_seller
    if people == 0:
        for key in NEED_PEOPLE:
            if _value(parameters, key) > 0:
                yield (key, "people.per_seller"), f"{key} needs people: people.per_seller is 0"
        return
    team = parameters.account_team
    if team.size > people:
        yield (
            ("account_team.size", "people.per_seller"),
            f"a team of {team.size}, but a seller has {people} account manager{'s' * (people != 1)}",
        )
    if team.missing > 0 and team.size == 0:
        yield (
            ("account_team.missing", "account_team.size"),
            "there is no team that could miss it: account_team.size is 0",
        )
    if parameters.crm.capture > 0 and parameters.relationship_memory.pass_on < LEAST_PASSED_ON:
        yield (
            ("crm.capture", "relationship_memory.pass_on"),
            f"needs relationship_memory.pass_on of {LEAST_PASSED_ON:g} or more: a database is fed by people",
        )
    for keys, message in SUMS:
        total = sum(_value(parameters, key) for key in keys)
        if total > 1.0 + 1e-12:
            yield keys, message.format(total=total)


def _departures(scenario: Scenario) -> Iterator[Finding]:
    for number, intervention in enumerate(scenario.interventions):
        if intervention.action != "manager_departure":
            continue
        arms = [arm for arm in scenario.arms if intervention.arms is None or arm.name in intervention.arms]
        if any(scenario.arm_parameters(arm).people.per_seller == 0 for arm in arms):
            yield Finding(
                ("intervention", number, "action"),
                "nobody can leave: people.per_seller is 0",
                (("people", "per_seller"),),
            )


def _value(parameters: Parameters, key: str) -> float:
    construct, name = key.split(".")
    return float(getattr(getattr(parameters, construct), name))
