"""Which parameters a scenario is about, and between which values it makes sense to move them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.app.settings import founds, value_of
from sim.app.sizes import limits, meaning_of, size_in, sized, unit_of
from sim.scenario import Intervention, Scenario
from sim.scenario.settings import infos


@dataclass(frozen=True)
class Slider:
    """One parameter to be moved: ends and step of the slider, and what is said beside it."""

    key: str
    meaning: str
    unit: str
    low: float
    high: float
    step: float
    evidence: str
    source: str
    founding: bool


def keys_of(scenario: Scenario) -> tuple[str, ...]:
    """Return the parameters that a scenario is about, in order.

    These are what its lesson names, what its arms set differently, what its interventions change, and what its design
    varies.
    """
    keys = list(scenario.lesson.sliders) if scenario.lesson is not None else []
    for arm in scenario.arms:
        keys += list(arm.set)
    for item in scenario.interventions:
        keys += list(item.set) + ["government.subsidy"] * (item.action == "subsidy")
    keys += list(scenario.design.factors) if scenario.design is not None else []
    return tuple(key for key in dict.fromkeys(keys) if key in infos())


def sliders_of(scenario: Scenario) -> tuple[Slider, ...]:
    """Return a slider for every parameter that the scenario is about."""
    return tuple(_slider(scenario, key) for key in keys_of(scenario))


def sliders_between(scenario: Scenario, left: str, right: str) -> tuple[Slider, ...]:
    """Return the sliders of two worlds: parameters, and how large what happens on a date in either of them is."""
    sizes = [
        _size(key, item)
        for key, item in sized(scenario).items()
        if size_in(item, left) != 0.0 or size_in(item, right) != 0.0
    ]
    return (*sliders_of(scenario), *sizes)


def _size(key: str, item: Intervention) -> Slider:
    """Return a slider for an intervention, to twice its size and more in both directions, as far as it can go."""
    least, most = limits(item)
    if item.by is not None:
        far = _nice(2.0 * abs(item.by))
        least, most = max(least, -far), min(most, far)
    step = _nice((most - least) / 100)
    return Slider(key, meaning_of(item), unit_of(item), least, most, step, "set by the scenario", "", founding=False)


def _slider(scenario: Scenario, key: str) -> Slider:
    info = infos()[key]
    used = {value_of(scenario.arm_parameters(arm), key) for arm in scenario.arms}
    used |= {float(item.set[key]) for item in scenario.interventions if key in item.set}
    low, high = _ends(info.low, info.high, {*used, float(info.default)}, whole=info.whole)
    step = 1.0 if info.whole else _nice((high - low) / 100)
    return Slider(key, info.meaning, _unit(info.unit), low, high, step, info.evidence, info.source, founds(key))


def _unit(unit: str) -> str:
    return {"1": "", "share": "0 to 1", "performance": "performance, 0 to 1"}.get(unit, unit)


def _ends(low: float | None, high: float | None, used: set[float], *, whole: bool) -> tuple[float, float]:
    """Return ends around the values in use: from 0 to about four times the greatest, within what is allowed."""
    greatest = max((abs(value) for value in used), default=0.0)
    if greatest == 0.0:
        most = high if high is not None and high <= 1.0 else 24.0 if whole else 1.0
    else:
        most = _nice(4.0 * greatest if len(used) == 1 else 1.25 * greatest)
        most = max(most, _nice(2.0 * min((abs(value) for value in used if value), default=greatest)))
    least = -most if any(value < 0 for value in used) else 0.0
    if low is not None:
        least = max(least, low)
    if high is not None:
        most = min(most, high)
    if whole:
        most = math.ceil(most)
    return least, max(most, least + (1.0 if whole else 1e-3))


def _nice(value: float) -> float:
    """Return the next greater number of the kind 1, 2, 2.5, 5 times a power of ten."""
    if value <= 0.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(round(step * power, 12) for step in (1.0, 2.0, 2.5, 5.0, 10.0) if step * power >= value * (1 - 1e-9))
