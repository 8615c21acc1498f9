"""The tables of a report: outcomes by world, differences, claims."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.comparison import mean_interval
from sim.analysis.digits import interval, number
from sim.analysis.effects import effects, levels_of
from sim.analysis.stored_claims import StoredVerdict, stored_verdicts
from sim.analysis.studies import Study, metrics_of, outcomes
from sim.analysis.usual import unit_of, usual_key, usual_metrics
from sim.report.worlds import scenarios_of
from sim.scenario.schema import from_resolved
from sim.scenario.statistics import RELATIONSHIP_STATISTICS, STEP_METRICS
from sim.theory import SYSTEMS

MOST_LEVELS = 12
Values = Mapping[str, NDArray[np.float64]]
NAMES = {system.number: system for system in SYSTEMS}


@dataclass(frozen=True)
class TableData:
    """A table: what it tells, heads of columns, and rows whose first cell names them."""

    caption: str
    heads: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class ClaimLine:
    """A claim as a reader meets it.

    Attributes
    ----------
    mark, state : str
        A sign and a word: holds, does not hold, not judged.
    says, theory, about, expected, found : str
    """

    mark: str
    state: str
    says: str
    theory: str
    about: str
    expected: str
    found: str


def meaning_of(metric: str) -> str:
    """Return what a statistic means, in words; empty where its name says it."""
    if metric in STEP_METRICS:
        return f"{STEP_METRICS[metric]}; mean over the months"
    for pattern, (_, words) in RELATIONSHIP_STATISTICS.items():
        stem = pattern.partition("_N")[0]
        if metric == pattern or ("_N" in pattern and metric.startswith(f"{stem}_") and "_M" not in pattern):
            return words.replace("N months", f"{metric.rpartition('_')[2]} months")
    return ""


def level_word(level: object) -> str:
    """Return an arm's name, or a factor's value."""
    return f"{level:g}".replace("-", "−") if isinstance(level, float) else str(level)


def told_values(study: Study) -> Values:
    """Return the statistics that a report tells, in each run."""
    names = list(usual_metrics(study))
    if "n_relationships" in metrics_of(study) and f"n_relationships_at_{study.months}" not in names:
        names.insert(0, f"n_relationships_at_{study.months}")
    return outcomes(study, names)


def outcome_table(study: Study, values: Values) -> TableData | None:
    """Return statistics by arm, or by the values of the only factor; None where there are too many levels."""
    key = usual_key(study) or "arm"
    levels = levels_of(study, key)
    if len(levels) > MOST_LEVELS:
        return None
    level = study.factor(key)
    several = len(set(study.runs["replicate"].tolist())) > 1
    rows = []
    for name in values:
        cells = []
        for one in levels:
            found = mean_interval(values[name][level == one])
            between = f" ({interval(found.low, found.high)})" if not math.isnan(found.low) and several else ""
            whole = name.startswith("n_") and found.mean.is_integer() and not between
            cells.append(f"{number(int(found.mean) if whole else found.mean)}{between}")
        rows.append([_named(name, study.months), *cells])
    over = "mean over runs (95 % interval)" if several else "one run of each"
    return TableData(
        f"Outcomes by {key}: {over}",
        ["statistic", *(level_word(one) if key == "arm" else f"{key} = {level_word(one)}" for one in levels)],
        rows,
    )


def _named(name: str, months: int) -> str:
    if name == f"n_relationships_at_{months}":
        return f"relationships alive in month {months}"
    words = meaning_of(name)
    unit = "" if words.startswith(unit_of(name)) else f", {unit_of(name)}"
    return f"{name}{unit}" + (f": {words}" if words else "")


def difference_table(study: Study, key: str, values: Values) -> TableData | None:
    """Return what each level changes against the first, on the same luck; None where there are no pairs."""
    levels = levels_of(study, key)
    if not 2 <= len(levels) <= MOST_LEVELS:
        return None
    found = effects(study, values, key, levels)
    if all(effect.difference.n < 2 for effect in found):
        return None
    rows = [
        [
            f"{effect.metric}, {unit_of(effect.metric)}".rstrip(", "),
            level_word(effect.level),
            number(effect.mean),
            number(effect.reference_mean),
            number(effect.difference.mean),
            interval(effect.difference.low, effect.difference.high),
            f"{effect.difference.n:,}",
        ]
        for effect in found
    ]
    reference = level_word(levels[0]) if key == "arm" else f"{key} = {level_word(levels[0])}"
    return TableData(
        f"Differences from {reference} on the same luck",
        ["statistic", key, "mean", f"mean of {level_word(levels[0])}", "difference", "95 % interval", "pairs"],
        rows,
    )


def claim_lines(study: Study) -> list[ClaimLine]:
    """Return the claims of all scenarios of a study, with what its runs say of them."""
    scenarios = scenarios_of(study)
    lines = []
    for data in scenarios:
        scenario = from_resolved(data)
        prefix = f"{scenario.name}." if len(scenarios) > 1 else ""
        arms = [arm.name for arm in scenario.arms]
        lines += [_line(one) for one in stored_verdicts(study, scenario.claims, arms, prefix)]
    return lines


def _line(one: StoredVerdict) -> ClaimLine:
    claim, verdict = one.claim, one.verdict
    judged = verdict is not None and verdict.n >= 2
    mark, state = ("✓", "holds") if judged and verdict and verdict.holds else ("✗", "does not hold")
    if not judged:
        mark, state = "–", "not judged"
    among = f", among {', '.join(claim.among)}" if claim.among else ""
    found = one.why_not
    if verdict is not None:
        between = f" ({interval(verdict.low, verdict.high)})" if not math.isnan(verdict.low) else ""
        lost = f", {verdict.missing} without a value" if verdict.missing else ""
        pairs = "pair" if len(one.arms) > 1 else "run"
        found = f"{number(verdict.found)}{between}, n = {verdict.n} {pairs}{'s' * (verdict.n != 1)}{lost}"
        found += f"; {one.why_not}" if one.why_not else ""
    about = f"{claim.statistic}{among}: {' − '.join(one.arms)}"
    return ClaimLine(mark, state, claim.says or about, _theory(claim.system), about, one.expected, found)


_CITED = re.compile(r"\s*\[([^\]]*)\]")


def _years(keys: re.Match[str]) -> str:
    """Return the years of references instead of their keys: `` 1980``."""
    years = re.findall(r"_(\d{4})", keys[1])
    return f" {', '.join(years)}" if years else ""


def _theory(systems: Sequence[str]) -> str:
    """Return the systems by their names and whose they are."""
    told = []
    for number_of in systems:
        system = NAMES.get(number_of)
        told.append(f"{system.name} ({_CITED.sub(_years, system.author)})" if system else number_of)
    return "; ".join(told)
