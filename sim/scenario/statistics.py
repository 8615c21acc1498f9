"""What a claim or an output may speak of: the names, and one line on what each means.

Three sorts.  A **step metric** has one value a month.  A **share** is a count of a month divided by the relationships
of that month.  A statistic of **relationships** is read from the tables of relationships and events.  N and M stand
for a month.  The numbers are made by ``sim.analysis``; here are only the words, so that a misspelt one is noticed
before anything runs.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sim.scenario.mechanism_metrics import MECHANISM_METRICS

STEP_METRICS: dict[str, str] = {
    "n_relationships": "relationships alive",
    "n_pre_relationship": "relationships agreed on that have not delivered yet",
    "n_early": "relationships in the early stage",
    "n_development": "relationships in the development stage",
    "n_long_term": "relationships in the long-term stage",
    "n_final": "relationships in the final stage",
    "n_decline": "relationships in decline",
    "n_formed": "relationships formed in the month",
    "n_ended": "relationships ended in the month",
    "mean_trust_buyer": "trust of buyers in their sellers",
    "mean_trust_seller": "trust of sellers in their buyers",
    "mean_trust": "trust, both sides",
    "mean_satisfaction": "cumulative satisfaction, both sides",
    "mean_satisfaction_buyer": "cumulative satisfaction of buyers",
    "mean_satisfaction_seller": "cumulative satisfaction of sellers",
    "mean_commitment": "affective commitment (the wish to stay), both sides",
    "mean_commitment_buyer": "affective commitment of buyers",
    "mean_commitment_seller": "affective commitment of sellers",
    "mean_calculative_commitment": "calculative commitment (what keeps one from leaving), both sides",
    "mean_investment": "relationship-specific investment, both sides",
    "mean_memory": "knowledge of the partner, both sides",
    "mean_conflict": "felt conflict, both sides",
    "mean_dependence": "dependence on the partner, both sides",
    "mean_outcome": "smoothed outcome, value per unit of volume, both sides",
    "mean_cooperation": "cooperation, one axis of the plane",
    "mean_competition": "competition, the other axis of the plane",
    "mean_distance": "distance between the two",
    "perception_gap": "absolute difference between the buyer's and the seller's trust",
    "captive_share": "share of relationships with a side that cannot leave and would like to",
    "opportunism_rate": "share of deliveries, both sides', with an opportunistic act",
    "breach_rate": "share of deliveries, both sides', with a detected opportunistic act",
    "failure_rate": "share of deliveries, both sides', that were felt as a failure",
    "n_partnership": "partnerships (Donaldson and O'Toole)",
    "n_friendship": "friendships (Donaldson and O'Toole)",
    "n_adversarial": "adversarial relationships (Donaldson and O'Toole)",
    "n_detachment": "detached relationships (Donaldson and O'Toole)",
    "n_alliance": "strategic alliances (Hines)",
    "n_functional": "functional partnerships (Hines)",
    "n_one_sided": "one-sided partnerships (Hines)",
    "volume": "volume bought in the month",
    "revenue": "revenue of sellers in the month",
    **MECHANISM_METRICS,
}
"""Columns of the table of steps: the mean over all relationships, or the sum, of one month."""

SHARES: dict[str, str] = {
    f"{kind}_share": f"n_{kind}"
    for kind in (
        *("early", "development", "long_term", "final", "decline"),
        *("partnership", "friendship", "adversarial", "detachment", "alliance", "functional", "one_sided"),
    )
}
"""Shares of a month's relationships, with the count that stands above the line."""

_END_STATES = ("trust", "commitment", "calculative", "satisfaction", "investment")
_CAUSES = ("better_alternative", "weak_commitment", "no_pressing_reason", "outside_event", "intervention")
_STAGES = {"development": "development", "long_term": "long-term", "final": "final"}

RELATIONSHIP_STATISTICS: dict[str, tuple[str, str]] = {
    "survival_N": ("dyads", "share of relationships that reach the age of N months (Kaplan-Meier)"),
    "median_duration": ("dyads", "age in months that half of the relationships reach (Kaplan-Meier)"),
    **{
        f"share_reaching_{stage}_N": ("events", f"share that entered the {words} stage in or before month N")
        for stage, words in _STAGES.items()
    },
    "share_in_long_term_N": ("events", "share that is in the long-term or the final stage at the end of month N"),
    "share_alive_N": ("dyads", "share that still exists at the end of month N"),
    "share_declining_N_M": ("events", "share that enters decline after month N and not later than month M"),
    "share_skipping_stage": ("events", "share that ever rose by more than one stage at once"),
    **{
        f"share_ended_by_{cause}": ("dyads", f"share of the ended ones whose cause was: {cause.replace('_', ' ')}")
        for cause in _CAUSES
    },
    **{
        f"{state}_at_end{side}": ("dyads", f"{state} in a relationship's last month{whose}")
        for state in _END_STATES
        for side, whose in (("", ", both sides"), ("_buyer", ", buyer's side"), ("_seller", ", seller's side"))
    },
}
"""Pattern of the name: the table that it is read from, and its meaning."""

AMONG: dict[str, str] = {
    "start": "relationships that were there in month 0",
    "alive_N": "relationships that existed at the end of month N",
    "stayers_N": "relationships that existed at the end of month N and still at the end of the run",
    "long_term_N": "relationships that were in the long-term or the final stage at the end of month N",
}
"""Which relationships a statistic of relationships speaks of; several words together mean all of them at once."""

_MONTHLY_FORMS = {
    "": "mean over the months after the burn-in",
    "_at_N": "value in month N",
    "_after_N": "mean over the months after month N",
    "_change_N_M": "value in month M less value in month N",
}


@dataclass(frozen=True)
class Statistic:
    """A name, understood.

    Attributes
    ----------
    name : str
        As written: ``mean_trust_after_36``.
    pattern : str
        Months replaced by N and M: ``mean_trust_after_N``.
    stem : str
        The pattern's name without months and form: ``mean_trust``, ``survival``.
    form : {"mean", "at", "after", "change", ""}
        How a step metric or share is read over months; empty for statistics of relationships.
    months : tuple of int
        The months in the name, in order.
    table : {"steps", "dyads", "events"}
        What it is read from.
    columns : tuple of str
        Columns of steps that it needs; empty for statistics of relationships.
    meaning : str
        One line for people.
    """

    name: str
    pattern: str
    stem: str
    form: str
    months: tuple[int, ...]
    table: str
    columns: tuple[str, ...]
    meaning: str


def parse_statistic(name: str) -> Statistic | None:
    """Return what a statistic's name means, or None where nothing is called so."""
    pattern, months = _pattern(name)
    if pattern in RELATIONSHIP_STATISTICS:
        table, meaning = RELATIONSHIP_STATISTICS[pattern]
        return Statistic(name, pattern, re.sub(r"(_[NM])+$", "", pattern), "", months, table, (), meaning)
    for ending, meaning in _MONTHLY_FORMS.items():
        stem = pattern.removesuffix(ending)
        if not pattern.endswith(ending) or (stem not in STEP_METRICS and stem not in SHARES):
            continue
        columns = (stem,) if stem in STEP_METRICS else (SHARES[stem], "n_relationships")
        about = STEP_METRICS.get(stem) or f"share of relationships: {STEP_METRICS[columns[0]]}"
        form = ending.split("_")[1] if ending else "mean"
        return Statistic(name, pattern, stem, form, months, "steps", columns, f"{about}; {meaning}")
    return None


def parse_among(word: str) -> tuple[str, int | None] | None:
    """Return kind (``start``, ``alive``, ``stayers``, ``long_term``) and month, or None where nothing is called so."""
    pattern, months = _pattern(word)
    return (pattern.removesuffix("_N"), months[0] if months else None) if pattern in AMONG else None


def step_columns(names: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of steps that these statistics need, each once, in the order of ``STEP_METRICS``."""
    needed = {column for name in names if (found := parse_statistic(name)) for column in found.columns}
    return tuple(column for column in STEP_METRICS if column in needed)


def statistic_patterns() -> dict[str, str]:
    """Return every name that can be written, months as N and M, with its meaning."""
    monthly = {**STEP_METRICS, **{share: f"{count} / n_relationships" for share, count in SHARES.items()}}
    forms = {f"<metric>{ending}": meaning for ending, meaning in _MONTHLY_FORMS.items() if ending}
    return {**monthly, **forms, **{name: meaning for name, (_, meaning) in RELATIONSHIP_STATISTICS.items()}}


def nearest_statistic(name: str) -> str:
    """Return the message for a name that is no statistic: the nearest one, in the same months."""
    pattern, months = _pattern(name)
    known = [f"{stem}{ending}" for ending in _MONTHLY_FORMS for stem in (*STEP_METRICS, *SHARES)]
    near = difflib.get_close_matches(pattern, [*known, *RELATIONSHIP_STATISTICS], n=1, cutoff=0.6)
    if not near:
        return "unknown statistic"
    stem = near[0].removesuffix("_M").removesuffix("_N")
    wanted = near[0].removeprefix(stem).split("_")[1:]
    written = [str(month) for month in months[: len(wanted)]] + wanted[len(months) :]
    return f"unknown statistic; did you mean {'_'.join([stem, *written])}?"


def _pattern(name: str) -> tuple[str, tuple[int, ...]]:
    """Replace the months at the end of a name by N, or by N and M."""
    if re.search(r"_[NM]$", name):
        return "", ()  # the letters stand for months in lists; nothing is called so
    match = re.fullmatch(r"(.*?)((?:_\d{1,5}){1,2})", name, re.ASCII)
    if match is None:
        return name, ()
    months = tuple(int(month) for month in match[2].split("_")[1:])
    return match[1] + "".join(f"_{letter}" for letter in "NM"[: len(months)]), months
