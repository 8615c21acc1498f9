"""The statistics that claims and outputs name: one number from the tables of one run.

The names and what they mean are declared in `sim.scenario.statistics`; here they are computed.  A statistic that a run
does not have (no relationship of that kind, a month that was not played) is nan.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.histories import History, read_histories
from sim.analysis.survival import kaplan_meier, lifetimes
from sim.analysis.tables import Table, codes, partnerships
from sim.life_cycle.stages import DECLINE, DEVELOPMENT, EARLY, FINAL, LONG_TERM
from sim.recording.codes import CAUSE_WORDS
from sim.scenario.statistics import Statistic, parse_among, parse_statistic

Flags = NDArray[np.bool_]

STAGE_OF_NAME = {"development": DEVELOPMENT, "long_term": LONG_TERM, "final": FINAL}


def statistic(
    name: str,
    steps: Table,
    events: Table,
    dyads: Table,
    months: int,
    *,
    among: Iterable[str] = (),
    burn_in: int = 0,
) -> float:
    """Return a named statistic of one run.

    Parameters
    ----------
    name : str
        As in a claim: ``mean_trust_after_36``, ``survival_60``.
    steps, events, dyads : Table
        What the run left behind; codes or words.
    months : int
        Months played.
    among : iterable of str
        Only these relationships (``start``, ``alive_N``, ``stayers_N``, ``long_term_N``); all words must apply.
    burn_in : int, months
        First months that a mean over months leaves out.

    Returns
    -------
    float
        nan where the run does not have it.

    Raises
    ------
    ValueError
        When nothing is called so.
    """
    found = parse_statistic(name)
    if found is None:
        raise ValueError(f"no statistic is called {name}")
    if max(found.months, default=0) > months:
        return math.nan
    if found.table == "steps":
        return _monthly(found, steps, burn_in)
    histories = read_histories(events, partnerships(dyads))
    for word in among:
        histories = histories.only(_among(word, histories))
    compute = next(compute for name, compute in _OF_RELATIONSHIPS.items() if name in found.stem)
    return compute(found, histories)


def _monthly(found: Statistic, steps: Table, burn_in: int) -> float:
    """Read a step metric, or a share of a month's relationships, over months."""
    if any(column not in steps for column in found.columns):
        return math.nan  # the metric of a mechanism that is not at work in this run
    month = steps["month"]
    values = steps[found.columns[0]].astype(float)
    if len(found.columns) == 2:
        whole = steps[found.columns[1]].astype(float)
        values = np.divide(values, whole, out=np.full(len(values), math.nan), where=whole > 0)

    def in_month(number: int) -> float:
        here = values[month == number]
        return float(here[0]) if len(here) else math.nan

    if found.form == "at":
        return in_month(found.months[0])
    if found.form == "change":
        return in_month(found.months[1]) - in_month(found.months[0])
    kept = values[month > (found.months[0] if found.form == "after" else burn_in)]
    return _mean(kept[~np.isnan(kept)])


def _among(word: str, histories: History) -> Flags:
    """Say which relationships a word of ``among`` speaks of."""
    parsed = parse_among(word)
    if parsed is None:
        raise ValueError(f"no relationships are called {word}")
    kind, month = parsed
    if month is None:
        return histories.start <= 0
    if kind == "long_term":
        return np.isin(histories.stage_after(month), (LONG_TERM, FINAL))
    alive = histories.alive_after(month)
    return alive & histories.censored if kind == "stayers" else alive


def _survival(found: Statistic, histories: History) -> float:
    return kaplan_meier(lifetimes(histories.dyads)).at(found.months[0])


def _median_duration(_: Statistic, histories: History) -> float:
    return kaplan_meier(lifetimes(histories.dyads)).median()


def _share_reaching(found: Statistic, histories: History) -> float:
    month = found.months[0]
    stage = STAGE_OF_NAME[found.stem.removeprefix("share_reaching_")]
    there = histories.start <= month
    reached = (histories.first_stage >= stage) & (histories.first_stage <= FINAL)
    higher = (histories.to_stage >= stage) & (histories.to_stage <= FINAL) & (histories.month <= month)
    reached[histories.row[higher]] = True
    return _mean(reached[there])


def _share_in_long_term(found: Statistic, histories: History) -> float:
    there = histories.start <= found.months[0]
    return _mean(np.isin(histories.stage_after(found.months[0]), (LONG_TERM, FINAL))[there])


def _share_alive(found: Statistic, histories: History) -> float:
    month = found.months[0]
    return _mean(histories.alive_after(month)[histories.start <= month])


def _share_declining(found: Statistic, histories: History) -> float:
    first, last = found.months
    there = (histories.start <= last) & (histories.censored | (histories.end > first))
    declined = np.zeros(len(there), dtype=bool)
    entered = (histories.to_stage == DECLINE) & (histories.month > first) & (histories.month <= last)
    declined[histories.row[entered]] = True
    return _mean(declined[there])


def _share_skipping(_: Statistic, histories: History) -> float:
    skipped = np.zeros(len(histories.start), dtype=bool)
    rising = (histories.from_stage < DECLINE) & (histories.to_stage < DECLINE) & (histories.to_stage >= EARLY)
    skipped[histories.row[rising & (histories.to_stage - histories.from_stage > 1)]] = True
    return _mean(skipped)


def _share_ended_by(found: Statistic, histories: History) -> float:
    cause = CAUSE_WORDS.index(found.stem.removeprefix("share_ended_by_").replace("_", " "))
    return _mean(codes(histories.dyads, "cause")[~histories.censored] == cause)


def _at_end(found: Statistic, histories: History) -> float:
    state, _, side = found.stem.partition("_at_end")
    sides = (side,) if side else ("_buyer", "_seller")
    return _mean(np.concatenate([histories.dyads[state + name].astype(float) for name in sides]))


_OF_RELATIONSHIPS: dict[str, Callable[[Statistic, History], float]] = {
    "survival": _survival,
    "median_duration": _median_duration,
    "share_reaching": _share_reaching,
    "share_in_long_term": _share_in_long_term,
    "share_alive": _share_alive,
    "share_declining": _share_declining,
    "share_skipping": _share_skipping,
    "share_ended_by": _share_ended_by,
    "at_end": _at_end,
}


def _mean(values: NDArray[Any]) -> float:
    return float(values.mean()) if len(values) else math.nan
