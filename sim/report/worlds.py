"""What was played, in words: the worlds, what sets them apart, and what was done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.analysis.studies import Study
from sim.parameters.listing import ParameterInfo, parameter_infos

Values = Mapping[str, float]


@dataclass(frozen=True)
class World:
    """One arm of one scenario.

    Attributes
    ----------
    name : str
        As in the study.
    values : dict
        Every parameter by its dotted key, the arm's own on top.
    own : dict
        Those that the arm states.
    interventions : list of str
        In words, in the order of months.
    """

    name: str
    values: dict[str, float]
    own: dict[str, float]
    interventions: list[str]


def scenarios_of(study: Study) -> list[dict[str, Any]]:
    """Return the resolved scenarios of a study."""
    return list(study.manifest.get("scenarios") or [study.scenario])


def worlds_of(study: Study) -> list[World]:
    """Return every arm of every scenario, named as in the study."""
    scenarios = scenarios_of(study)
    found = []
    for scenario in scenarios:
        arms = scenario.get("arm") or [{"name": "reference", "set": {}}]
        flat = {
            f"{construct}.{name}": value
            for construct, group in (scenario.get("parameters") or {}).items()
            for name, value in group.items()
        }
        for arm in arms:
            prefix = scenario.get("name", "") if len(scenarios) > 1 else ""
            name = (prefix if len(arms) == 1 else f"{prefix}.{arm['name']}") if prefix else arm["name"]
            own = dict(arm.get("set") or {})
            done = [
                intervention_in_words(one)
                for one in sorted(scenario.get("intervention") or (), key=lambda one: one["at"])
                if one.get("arms") is None or arm["name"] in one["arms"]
            ]
            found.append(World(name, {**flat, **own}, own, done))
    return found


def intervention_in_words(one: Mapping[str, Any]) -> str:
    """Return what is done to the world: ``month 36: quality shift of sellers by −0.15``."""
    size = "" if one.get("by") is None else f" by {one['by']:+g}".replace("-", "−")
    values = ", ".join(f"{key} = {value:g}" for key, value in (one.get("set") or {}).items())
    which = one.get("which") or ()
    target = str(one.get("target") or "").removesuffix("s" if len(which) == 1 else "")
    whom = "" if target in ("", "parameters") else f" of {target}{' ' if which else ''}{', '.join(map(str, which))}"
    until = f", until month {one['until']}" if one.get("until") else ""
    what = one["action"].replace("_", " ")
    return f"month {one['at']}: {what}{whom}{size}{f': {values}' if values else ''}{until}"


@dataclass(frozen=True)
class ParameterLine:
    """A parameter in the worlds of a study.

    Attributes
    ----------
    info : ParameterInfo
    values : dict
        World → value; one entry, under the empty name, where all worlds have the same.
    label : str
        What the values rest on: that of the default where it holds, else that the study set them.
    """

    info: ParameterInfo
    values: dict[str, float]
    label: str

    @property
    def changed(self) -> bool:
        """Whether some world has another value than the default."""
        return any(value != self.info.default for value in self.values.values())


def parameter_lines(study: Study, worlds: Sequence[World]) -> list[ParameterLine]:
    """Return every parameter, with its values in all worlds and over the points of a design."""
    lines = []
    for info in parameter_infos():
        values = {world.name: world.values.get(info.key, info.default) for world in worlds}
        if info.key in study.factors:
            lines.append(ParameterLine(info, {"": info.default}, "varied by the design"))
            continue
        if len(set(values.values())) == 1:
            values = {"": next(iter(values.values()))}
        changed = any(value != info.default for value in values.values())
        lines.append(ParameterLine(info, values, "set by the scenario" if changed else info.evidence))
    return lines


def people_in_words(values: Values) -> str:
    """Return who lives in a world: ``60 buyers, 20 sellers and 1 government``."""
    told = []
    for kind in ("buyer", "seller", "complementor", "government"):
        n = int(values.get(f"population.{kind}s", 0))
        if n:
            told.append(f"{n:,} {kind}{'s' if n != 1 else ''}")
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
