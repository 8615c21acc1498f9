"""Everything beside the pictures, as plain data: the question, the fields, the prediction, the lesson."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.app.sliders import Slider, sliders_between
from sim.cli.compiling import COMPILING_S
from sim.scenario import Scenario, load, shipped

if TYPE_CHECKING:
    from sim.app.desk import Desk

SPEEDS = (1, 2, 5, 10, 0)
"""Months a second that can be chosen; 0 is as fast as they can be drawn."""


@cache
def question_of(name: str) -> str:
    """Return the question of a scenario, or that it cannot be read."""
    found = shipped().get(name)
    if found:
        return found
    try:
        return load(name).question
    except Exception:  # said in full when it is chosen
        return f"{Path(name).name} (cannot be read)"


def panel(desk: Desk) -> dict[str, Any]:
    """Return what stands beside the pictures."""
    scenario, pair = desk.scenario, desk.pair
    told: dict[str, Any] = {
        "scenarios": [{"value": name, "text": question_of(name)} for name in desk.scenarios],
        "scenario": desk.name,
        "trouble": desk.trouble,
        "notice": desk.notice,
        "preparing": None if desk.preparing is None else {"seconds": round(desk.preparing), "of": COMPILING_S},
        "playing": desk.playing,
        "speeds": list(SPEEDS),
        "speed": desk.speed,
        "problems": dict(desk.problems),
        "seed": desk.typed.get("seed", str(desk.seed)),
        "ready": scenario is not None and pair is not None,
    }
    if scenario is None or pair is None:
        return told
    return told | {
        "question": scenario.question,
        "month": pair.month,
        "months": pair.months,
        "over": pair.over,
        "arms": [arm.name for arm in scenario.arms],
        "left": desk.left_arm,
        "right": desk.right_arm,
        "sliders": [_field(desk, slider) for slider in sliders_between(scenario, desk.left_arm, desk.right_arm)],
        "changes": _changes(desk),
        "prediction": _prediction(desk, scenario),
        "lesson": _lesson(scenario),
    }


def _field(desk: Desk, slider: Slider) -> dict[str, Any]:
    assert desk.pair is not None
    value = desk.pair.right.setting.value(slider.key)
    return {
        "key": slider.key,
        "meaning": slider.meaning,
        "unit": slider.unit,
        "low": slider.low,
        "high": slider.high,
        "step": slider.step,
        "left": desk.pair.left.setting.value(slider.key),
        "value": value,
        "text": desk.typed.get(slider.key, f"{value:g}"),
        "evidence": slider.evidence,
        "source": slider.source,
        "founding": slider.founding,
        "problem": desk.problems.get(slider.key, ""),
    }


def _changes(desk: Desk) -> list[str]:
    """Return in words what is different in the right world, apart from its arm."""
    assert desk.pair is not None
    setting = desk.pair.right.setting
    told = [f"{key} = {value:g} from the founding on" for key, value in setting.founded.items()]
    told += [f"{key} = {value:g}" for key, value in setting.sizes.items() if value != setting.usual_size(key)]
    return told + [f"{key} = {value:g} from month {month} on" for month, key, value in setting.changed]


def _prediction(desk: Desk, scenario: Scenario) -> dict[str, Any] | None:
    asked = scenario.lesson.prediction if scenario.lesson is not None else None
    if asked is None:
        return None
    return {
        "question": asked.question,
        "options": [option.says for option in asked.options],
        "chosen": desk.chosen,
        "replications": asked.replications,
        "revealing": desk.revealing.progress,
        "outcome": desk.told_outcome(),
        "bears_out": None if desk.revealing.outcome is None else desk.revealing.outcome.option,
    }


def _lesson(scenario: Scenario) -> dict[str, Any]:
    lesson = scenario.lesson
    expected = [claim.says for claim in scenario.claims if claim.says]
    if lesson is None:
        return {"aim": "", "text": [], "traps": [], "evidence": "", "unknown": "", "expected": expected}
    return {
        "aim": lesson.aim,
        "text": [part.strip() for part in lesson.text.split("\n\n") if part.strip()],
        "traps": list(lesson.traps),
        "evidence": lesson.evidence.strip(),
        "unknown": lesson.unknown.strip(),
        "expected": expected,
    }
