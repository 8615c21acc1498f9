"""The outcome over many repetitions, held against what a class predicted."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from sim.analysis.comparison import Interval, mean_interval, paired_difference
from sim.analysis.statistics import statistic
from sim.app.settings import Setting
from sim.app.wording import signed
from sim.engine import play
from sim.engine.replications import replicate_seed
from sim.scenario import Option, Outputs, Prediction

ROUNDING = 1e-12


class Cancelled(Exception):
    """Nobody waits for the outcome any more."""


@dataclass(frozen=True)
class Outcome:
    """What came out over repetitions.

    Attributes
    ----------
    found : Interval
        Mean and 95 % interval of what the prediction is about.
    left, right : Interval
        The two worlds by themselves.
    option : int or None
        The answer that the mean bears out; None where it lies between all answers.
    settled : bool
        Whether the whole interval lies within that answer.
    values : tuple of float
        One value a repetition.
    """

    found: Interval
    left: Interval
    right: Interval
    option: int | None
    settled: bool
    values: tuple[float, ...]


def allows(option: Option, value: float) -> bool:
    """Return whether a value is one of those that an answer stands for."""
    low, high = option.between or (-math.inf, math.inf)
    low = max(low, option.at_least if option.at_least is not None else -math.inf)
    high = min(high, option.at_most if option.at_most is not None else math.inf)
    sign = {"+": value > 0.0, "-": value < 0.0, None: True}[option.sign]
    return sign and low - ROUNDING <= value <= high + ROUNDING


def reveal(
    prediction: Prediction,
    left: Setting,
    right: Setting,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Play both worlds again and again, on luck that they share, and judge between the answers.

    Parameters
    ----------
    prediction : Prediction
    left, right : Setting
        As shown, with every change on the date on which it was made.
    progress : callable
        Called with (runs played, runs).
    cancelled : callable
        Asked between runs.

    Raises
    ------
    Cancelled
    """
    n = prediction.replications
    values = [[math.nan] * n, [math.nan] * n]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # One core is left to the page and to whoever else looks at it.
    with ThreadPoolExecutor(max(1, cores - 1)) as pool:
        tasks = {
            pool.submit(_value, prediction, setting, replicate): (side, replicate)
            for replicate in range(n)
            for side, setting in enumerate((left, right))
        }
        try:
            for done, task in enumerate(as_completed(tasks), start=1):
                if cancelled():
                    raise Cancelled
                side, replicate = tasks[task]
                values[side][replicate] = task.result()
                if progress is not None:
                    progress(done, len(tasks))
        finally:
            pool.shutdown(cancel_futures=True)
    return judged(prediction, values[0], values[1])


def judged(prediction: Prediction, left: list[float], right: list[float]) -> Outcome:
    """Say which answer the repetitions bear out."""
    if prediction.of == "difference":
        found: Interval = paired_difference(right, left)
        each = [b - a for a, b in zip(left, right, strict=True)]
        # The two worlds by themselves are told of the same repetitions as their difference.
        left = [a if not math.isnan(gap) else math.nan for a, gap in zip(left, each, strict=True)]
        right = [b if not math.isnan(gap) else math.nan for b, gap in zip(right, each, strict=True)]
    else:
        each = left if prediction.of == "left" else right
        found = mean_interval(each)
    right_ones = [k for k, option in enumerate(prediction.options) if allows(option, found.mean)]
    option = right_ones[0] if right_ones else None
    settled = option is not None and all(
        allows(prediction.options[option], end) for end in (found.low, found.high) if not math.isnan(end)
    )
    return Outcome(found, mean_interval(left), mean_interval(right), option, settled, tuple(each))


def _value(prediction: Prediction, setting: Setting, replicate: int) -> float:
    run = play(
        setting.parameters(),
        months=setting.months,
        seed=replicate_seed(setting.seed, replicate),
        interventions=setting.interventions(),
        outputs=Outputs(paths=0),
        organisations=setting.scenario.organisations,
        links=setting.scenario.links,
    )
    return statistic(
        prediction.statistic,
        run.steps,
        run.events,
        run.dyads,
        run.months,
        among=prediction.among,
        burn_in=setting.scenario.run.burn_in,
    )


def outcome_in_words(prediction: Prediction, outcome: Outcome, chosen: int | None) -> list[str]:
    """Return sentences for the class: what came out, who was right, how sure one can be."""
    found = outcome.found
    if found.n == 0:
        return ["In none of the repetitions was there a relationship of which this can be asked."]
    number = signed if prediction.of == "difference" else (lambda value: f"{value:.3f}")
    what = {"difference": "Right less left", "left": "In the left world", "right": "In the right world"}[prediction.of]
    interval = "" if math.isnan(found.low) else f" (95 % interval {number(found.low)} to {number(found.high)})"
    told = [f"{what}, mean of {found.n} repetitions with other luck: {number(found.mean)}{interval}."]
    if prediction.of == "difference":
        told.append(f"Left {outcome.left.mean:.3f}, right {outcome.right.mean:.3f}.")
    missing = prediction.replications - found.n
    if missing:
        told.append(f"{missing} repetitions are left out: nobody was there of whom it could be asked.")
    if outcome.option is None:
        told.append("The outcome lies between the answers.")
    else:
        answer = f"“{prediction.options[outcome.option].says}”"
        if chosen is None:
            told.append(f"It bears out: {answer}. Nobody had written down a prediction.")
        else:
            verdict = "as predicted" if chosen == outcome.option else "not as predicted"
            told.append(f"It bears out: {answer}; {verdict}.")
        if not outcome.settled:
            told.append("The interval reaches into another answer: more repetitions could still turn it.")
    return told
