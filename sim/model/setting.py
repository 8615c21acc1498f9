"""What a model plays: a scenario, one of its arms, and what the caller changed; every problem is told at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from sim.errors import InputProblems, Problem
from sim.parameters import Parameters
from sim.scenario import Intervention, Scenario, from_resolved, load, with_values
from sim.scenario.closed import did_you_mean
from sim.scenario.memory import oversize
from sim.scenario.settings import infos, unknown_parameter, value_problem
from sim.scenario.wording import wording

SECTIONS = ("run", "outputs")
"""Sections of a scenario, besides the parameters, that can be changed."""
LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True)
class Setting:
    """What is played.

    Attributes
    ----------
    scenario : Scenario
        As given, or with the caller's changes and a single arm.
    arm : str
        The arm that is played.
    parameters : Parameters
        Those of the scenario, then the arm's, then the caller's on top.
    interventions : tuple of Intervention
        Those that happen in this arm.
    seed : int
        Root of all luck.
    """

    scenario: Scenario
    arm: str
    parameters: Parameters
    interventions: tuple[Intervention, ...]
    seed: int


def settle(
    scenario: Scenario | str | Path | None,
    parameters: Parameters | None,
    seed: Any,
    arm: str | None,
    changes: Mapping[str, Any],
) -> Setting:
    """Return what is played.

    Parameters
    ----------
    scenario : Scenario, str, Path or None
        A question, the name or file of one, or nothing for the defaults.
    parameters : Parameters, optional
        In place of the scenario's own.
    seed : int or None
        ``None`` takes the scenario's.
    arm : str or None
        ``None`` takes the first.
    changes : mapping
        ``construct.parameter``, ``run.…`` or ``outputs.…`` (or with ``__`` for the dot) to a value; on top of the arm.

    Raises
    ------
    InputProblems
        With everything that is wrong.
    TypeError
        Where the scenario is none.
    """
    question = _scenario(scenario)
    names = [one.name for one in question.arms]
    problems: list[Problem] = []
    if arm is not None and arm not in names:
        hint = did_you_mean(str(arm), names) or f"; arms: {', '.join(names)}"
        problems.append(Problem(None, f"arm = {_shown(arm)}", f"is no arm of {question.name}{hint}"))
        arm = None
    values, sections = _sorted_out(changes, problems)
    if seed is not None:
        sections["run"]["seed"] = _seed(seed, problems)
    if problems:
        raise _refusal(problems)
    played = question.arm(arm or names[0])
    wanted = with_values(with_values(parameters or question.parameters, played.set), values)
    if parameters is not None or any((values, *sections.values())):
        question = _changed(question, played.name, wanted, sections)
    happening = question.interventions_in(played)
    return Setting(question, played.name, wanted, happening, question.run.seed)


def _scenario(given: Scenario | str | Path | None) -> Scenario:
    if given is None:
        return Scenario.model_validate({"schema": 1, "name": "model", "question": "What happens?"})
    if isinstance(given, Scenario):
        return given
    if isinstance(given, str | Path):
        return load(str(given))
    raise TypeError(
        f"scenario = {given!r}: must be a sim.Scenario, the name of a shipped one or the path of a TOML file"
    )


def _seed(seed: Any, problems: list[Problem]) -> int:
    whole = isinstance(seed, int | np.integer) and not isinstance(seed, bool)
    if not whole or not 0 <= seed <= LARGEST_SEED:
        problems.append(Problem(None, f"seed = {_shown(seed)}", f"must be a whole number from 0 to {LARGEST_SEED}"))
        return 0
    return int(seed)


def _sorted_out(
    changes: Mapping[str, Any], problems: list[Problem]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return changes of parameters and of sections; note what is neither."""
    values: dict[str, Any] = {}
    sections: dict[str, dict[str, Any]] = {name: {} for name in SECTIONS}
    for given, value in changes.items():
        key = given if "." in given else given.replace("__", ".", 1)
        plain = value.item() if isinstance(value, np.generic) else value
        section, _, name = key.partition(".")
        if section in sections:
            sections[section][name] = plain
            continue
        message = value_problem(key, plain) if key in infos() else unknown_parameter(key)
        if message:
            problems.append(Problem(None, f"{given} = {_shown(value)}", message))
        values[key] = plain
    return values, sections


def _changed(
    question: Scenario, arm: str, parameters: Parameters, sections: Mapping[str, Mapping[str, Any]]
) -> Scenario:
    """Return the scenario with one arm, these parameters and these settings, checked as a whole."""
    data = question.resolved()
    data["parameters"] = parameters.model_dump(mode="json")
    data["arm"] = [{"name": arm}]
    data["intervention"] = [
        {**one.model_dump(mode="json"), "arms": None}
        for one in question.interventions
        if one.arms is None or arm in one.arms
    ]
    data["claim"], data["design"], data["lesson"] = [], None, None  # they speak of the other arms
    for name, values in sections.items():
        data[name].update(values)
    try:
        changed = from_resolved(data)
    except ValidationError as error:
        raise _refusal(list(_problems(error))) from None
    too_large = oversize({"population": data["parameters"]["population"]})
    if too_large:
        raise _refusal([Problem(None, ".".join(map(str, too_large[0][0][0])), too_large[0][1])])
    return changed


def _problems(error: ValidationError) -> list[Problem]:
    found = []
    for detail in error.errors(include_url=False):
        at = ".".join(str(part) for part in detail["loc"] if part != "parameters")
        if detail["type"] == "findings":
            for one in detail["ctx"]["findings"]:
                place = (at, *one.path) if at else one.path
                found.append(Problem(None, ".".join(map(str, place)), one.message))
        elif detail["type"] == "extra_forbidden":
            found.append(Problem(None, at, "there is no such setting"))
        else:
            found.append(Problem(None, f"{at} = {_shown(detail['input'])}", wording(detail)))
    return found


def _refusal(problems: list[Problem]) -> InputProblems:
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    title = f"RelationshipModel: {count}, nothing was built"
    return InputProblems(title, problems, "dyads parameters  lists what can be set")


def _shown(value: Any) -> str:
    try:
        return json.dumps(value.item() if isinstance(value, np.generic) else value)
    except (TypeError, ValueError):
        return repr(value)
