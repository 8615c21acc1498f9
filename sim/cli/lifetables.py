"""The tables of ``dyads survival``: from lives to rows and columns."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sim.cli.sheets import NOTHING, Column, Sheet, figure, number, percent, word

if TYPE_CHECKING:
    from sim.analysis.lives import StageLives
    from sim.analysis.survival import Lifetimes

AGES = (12, 36, 60, 120)
SHORT = {"development": "develop."}
"""So that a table of stages fits 80 columns."""


def level_name(level: object) -> str:
    """Return an arm's name, or a factor's value."""
    return f"{level:g}" if isinstance(level, float) else str(level)


def _ages(lives: Mapping[str, Lifetimes]) -> list[int]:
    """Return the ages at which shares are told: those that somebody reached."""
    oldest = max((int(each.age.max(initial=0)) for each in lives.values()), default=0)
    return [age for age in AGES if age <= oldest] or [max(oldest, 1)]


def _percent_between(row: Mapping[str, Any], age: int) -> str:
    share, low, high = row[f"survival_{age}"], row[f"low_{age}"], row[f"high_{age}"]
    if math.isnan(share):
        return NOTHING
    between = f" ({100 * low:.0f}–{100 * high:.0f})" if not math.isnan(low) else ""
    return f"{percent(share)}{between}"


def _survival(lives: Mapping[str, Lifetimes], key: str) -> Sheet:
    from sim.analysis.survival import kaplan_meier

    ages = _ages(lives)
    rows = []
    for level, each in lives.items():
        curve = kaplan_meier(each)
        row: dict[str, Any] = {key: level, "relationships": curve.n, "ended": each.n_ended, "median": curve.median()}
        for age in ages:
            inside = age < len(curve.month)
            row[f"survival_{age}"] = curve.at(age)
            row[f"low_{age}"] = float(curve.low[age]) if inside else math.nan
            row[f"high_{age}"] = float(curve.high[age]) if inside else math.nan
        rows.append(row)
    columns = [
        word(key),
        figure("relationships", "n"),
        figure("ended", "ended"),
        figure("median", "median", lambda value: NOTHING if math.isnan(value) else f"{value:.0f} mo."),
        *(Column(f"{age} mo.", lambda row, age=age: _percent_between(row, age)) for age in ages),  # type: ignore[misc]
    ]
    title = "How long they last: median, and share that outlives an age (Kaplan–Meier, 95 %)"
    return Sheet("survival", title, rows, columns)


def _curve(lives: Mapping[str, Lifetimes], key: str) -> Sheet:
    from sim.analysis.survival import kaplan_meier

    names = ("age", "at_risk", "ended", "survival", "low", "high")
    rows: list[dict[str, Any]] = []
    for level, each in lives.items():
        curve = kaplan_meier(each)
        columns_of = (curve.month, curve.at_risk, curve.ended, curve.probability, curve.low, curve.high)
        rows += _rows(key, level, names, columns_of)
    columns = [figure(name, name.replace("_", " ")) for name in names]
    return Sheet("curve", "Kaplan–Meier by month of age", rows, columns, group=key)


def _rows(key: str, level: str, names: tuple[str, ...], columns: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return arrays as rows of plain values, the level in front."""
    lists = [column.tolist() for column in columns]
    return [{key: level, **dict(zip(names, values, strict=True))} for values in zip(*lists, strict=True)]


def _hazard(lives: Mapping[str, Lifetimes], key: str) -> Sheet:
    from sim.analysis.endings import hazard_by_age

    names = ("from_age", "to_age", "ended", "months_at_risk", "rate", "low", "high")
    rows: list[dict[str, Any]] = []
    for level, each in lives.items():
        if not len(each):
            continue
        found = hazard_by_age(each)
        columns_of = (
            found.from_age,
            found.to_age,
            found.ended,
            found.months_at_risk,
            found.rate,
            found.low,
            found.high,
        )
        rows += _rows(key, level, names, columns_of)
    columns = [
        Column("age, months", lambda row: f"{row['from_age']} to {row['to_age']}"),
        figure("ended", "ended"),
        figure("months_at_risk", "months at risk"),
        Column("ending a month", lambda row: f"{100 * row['rate']:.2f} %"),
        Column("95 % interval", lambda row: f"{100 * row['low']:.2f} … {100 * row['high']:.2f} %"),
    ]
    return Sheet("hazard", "How likely the next month is the last, by age", rows, columns, group=key)


def _causes(lives: Mapping[str, Lifetimes], key: str) -> Sheet:
    from sim.analysis.endings import cumulative_incidence

    ages = _ages(lives)
    rows = []
    for level, each in lives.items():
        found = cumulative_incidence(each)
        for cause, shares in found.by_cause.items():
            row: dict[str, Any] = {key: level, "cause": cause}
            row |= {f"by_{age}": float(shares[age]) if age < len(shares) else math.nan for age in ages}
            rows.append(row)
    columns = [word("cause"), *(figure(f"by_{age}", f"by {age} mo.", percent) for age in ages)]
    return Sheet("causes", "Share ended by each cause (cumulative incidence)", rows, columns, group=key)


def _logrank(lives: Mapping[str, Lifetimes], key: str) -> Sheet:
    from sim.analysis.endings import logrank

    reference, *others = [level for level, each in lives.items() if len(each)] or [""]
    rows = []
    for level in others:
        found = logrank(lives[level], lives[reference])
        rows.append(
            {
                key: level,
                "reference": reference,
                "ended": found.ended,
                "expected": found.expected,
                "z": found.z,
                "p_value": found.p_value,
            }
        )
    columns = [
        word(key),
        figure("ended", "ended"),
        figure("expected", "if alike", lambda value: f"{value:,.0f}"),
        figure("z", "z", lambda value: number(round(value, 2))),
        figure("p_value", "p", lambda value: "< 0.001" if value < 0.001 else number(value)),
    ]
    return Sheet("logrank", f"Against {reference} (log-rank; z > 0: ends sooner)", rows, columns)


LIFE_SHEETS: dict[str, Callable[[Mapping[str, Lifetimes], str], Sheet]] = {
    "survival": _survival,
    "curve": _curve,
    "hazard": _hazard,
    "causes": _causes,
    "logrank": _logrank,
}


def _transitions(stages: Mapping[str, StageLives], key: str) -> Sheet:
    from sim.life_cycle.vocabularies import STAGE_WORDS

    rows = []
    for level, each in stages.items():
        for at, stage in enumerate(STAGE_WORDS):
            leaving = int(each.changes[at].sum())
            if leaving:
                row = {key: level, "from": stage, "leaving": leaving}
                rows.append(row | {to: int(n) for to, n in zip(STAGE_WORDS, each.changes[at], strict=True)})
    used = [to for to in STAGE_WORDS if any(row[to] for row in rows)]

    def share(to: str) -> Callable[[Mapping[str, Any]], str]:
        return lambda row: percent(row[to] / row["leaving"]) if row[to] else "·"

    columns = [word("from"), figure("leaving", "n"), *(Column(SHORT.get(to, to), share(to)) for to in used)]
    return Sheet("transitions", "Which stage leads to which (share of those that leave it)", rows, columns, group=key)


def _sojourn(stages: Mapping[str, StageLives], key: str) -> Sheet:
    from dataclasses import asdict

    from sim.analysis.lives import sojourns

    rows = [{key: level, **asdict(one)} for level, each in stages.items() for one in sojourns(each.stays)]
    columns = [
        word("stage"),
        figure("n", "stays"),
        figure("unfinished", "unfinished"),
        figure("median", "median months", lambda value: NOTHING if math.isnan(value) else f"{value:.0f}"),
        figure("months", "mean months seen"),
    ]
    return Sheet("sojourn", "How long they stay in a stage (Kaplan–Meier)", rows, columns, group=key)


STAGE_SHEETS: dict[str, Callable[[Mapping[str, StageLives], str], Sheet]] = {
    "transitions": _transitions,
    "sojourn": _sojourn,
}
