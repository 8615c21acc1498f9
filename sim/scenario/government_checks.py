"""Whether what a scenario lets governments do makes sense: an ambassador needs a country to be sent to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.scenario.closed import Finding
from sim.scenario.positions import Path

if TYPE_CHECKING:
    from sim.scenario.schema import Arm, Scenario

NEEDS_TWO: dict[str, str] = {
    "diplomacy.at_work": "diplomacy takes two governments",
    "borders.apart": "a border takes two countries",
    "borders.culture": "a border takes two countries",
    "facilitator.budget": "a trade mission takes a country to go to",
    "subsidiser.abroad": "a relationship across a border takes two countries",
}
"""Parameters that mean nothing with fewer than two governments, and why."""

NEEDS_MEMORANDUM: dict[str, tuple[float, str]] = {
    "posts.number": (0, "posts are kept"),
    "visits.every": (0, "visits are paid"),
    "programme.budget": (0, "a programme is paid for"),
    "diplomacy.celebrate": (0, "anniversaries are those"),
    "diplomacy.ties": (1, "ties are made"),
}
"""Parameters that mean nothing without a memorandum: the null of each, and what is done under one."""

_TWO = (("population", "governments"),)


def government_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield what contradicts itself, once for each place."""
    seen: set[Path] = set()
    for number, arm in enumerate(scenario.arms):
        for finding in _arm_findings(scenario, number, arm):
            if finding.path not in seen:
                seen.add(finding.path)
                yield finding


def _arm_findings(scenario: Scenario, number: int, arm: Arm) -> Iterator[Finding]:
    values, places = _most(scenario, number, arm)
    governments = int(values["population.governments"])
    if governments < 2:
        for key, reason in NEEDS_TWO.items():
            if values[key] > 0:
                yield Finding(places[key], f"{reason}; population.governments = {governments}", _TWO)
        return
    if values["diplomacy.at_work"] > 0 and values["population.complementors"] < 1:
        yield Finding(
            places["diplomacy.at_work"],
            "exchange needs somebody who delivers it; population.complementors = 0",
            (("population", "complementors"),),
        )
    if values["diplomacy.counterparts"] > governments - 1:
        yield Finding(
            places["diplomacy.counterparts"],
            f"more counterparts than there are other governments: {governments - 1}",
            _TWO,
        )
    if values["diplomacy.at_work"] == 0:
        for key in ("diplomacy.counterparts", *NEEDS_MEMORANDUM):
            if values[key] > (NEEDS_MEMORANDUM[key][0] if key in NEEDS_MEMORANDUM else 0):
                yield Finding(places[key], "means nothing while diplomacy.at_work = 0", (("diplomacy", "at_work"),))
    elif values["diplomacy.counterparts"] == 0:
        for key, (null, done) in NEEDS_MEMORANDUM.items():
            if values[key] > null:
                yield Finding(
                    places[key],
                    f"{done} under a memorandum; diplomacy.counterparts = 0 seeks none",
                    (("diplomacy", "counterparts"),),
                )


def _most(scenario: Scenario, number: int, arm: Arm) -> tuple[dict[str, float], dict[str, Path]]:
    """Return the greatest value of each parameter in an arm, dated changes included, and where it is stated."""
    keys = {
        "population.governments",
        "population.complementors",
        "diplomacy.counterparts",
        *NEEDS_TWO,
        *NEEDS_MEMORANDUM,
    }
    parameters = scenario.arm_parameters(arm)
    values: dict[str, float] = {}
    places: dict[str, Path] = {}
    for key in keys:
        construct, name = key.split(".")
        values[key] = float(getattr(getattr(parameters, construct), name))
        places[key] = ("arm", number, "set", key) if key in arm.set else (construct, name)
    for place, intervention in enumerate(scenario.interventions):
        if intervention.arms is not None and arm.name not in intervention.arms:
            continue
        for key in keys & intervention.set.keys():
            if intervention.set[key] > values[key]:
                values[key], places[key] = intervention.set[key], ("intervention", place, "set", key)
    return values, places
