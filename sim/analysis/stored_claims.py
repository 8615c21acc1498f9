"""Judging what a scenario claims on runs that are already played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.studies import Study, outcomes
from sim.analysis.verdict import Verdict, in_words, judge
from sim.errors import DyadsError
from sim.scenario import Claim


@dataclass(frozen=True)
class StoredVerdict:
    """A claim and what stored runs say of it.

    Attributes
    ----------
    claim : Claim
    arms : tuple of str
        The world that is looked at, and the one taken away from it where there is one; names as in the study.
    expected : str
        In words.
    verdict : Verdict or None
        None where the runs do not allow a judgement.
    why_not : str
        Then: why.
    """

    claim: Claim
    arms: tuple[str, ...]
    expected: str
    verdict: Verdict | None
    why_not: str = ""


def stored_verdicts(
    study: Study, claims: Sequence[Claim], arms: Sequence[str], prefix: str = ""
) -> list[StoredVerdict]:
    """Judge claims by the rule of `sim.analysis.verdict`.

    Parameters
    ----------
    study : Study
        Without factors: with them there is no one world that the claims are about.
    claims : sequence of Claim
        Of one scenario.
    arms : sequence of str
        The scenario's arms by their own names; the first is meant where a claim names none.
    prefix : str
        What stands before an arm's name in the study: with several scenarios ``scenario.``.

    Returns
    -------
    list of StoredVerdict
        In the order of the claims.
    """
    found: dict[tuple[str, ...], dict[str, NDArray[np.float64]]] = {}
    for among in dict.fromkeys(claim.among for claim in claims):
        names = dict.fromkeys(claim.statistic for claim in claims if claim.among == among)
        found[among] = _values(study, tuple(names), among) if not study.factors else {}
    return [_judged(study, claim, arms, prefix, found[claim.among].get(claim.statistic)) for claim in claims]


def _values(study: Study, names: Sequence[str], among: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """Return the statistics that the study can tell, in one reading."""
    try:
        return outcomes(study, names, among=among)
    except DyadsError:  # one of them it cannot: then each by itself
        return {} if len(names) < 2 else {key: v for name in names for key, v in _values(study, [name], among).items()}


def _judged(
    study: Study, claim: Claim, arms: Sequence[str], prefix: str, values: NDArray[np.float64] | None
) -> StoredVerdict:
    first, second = claim.sides
    own = [first or arms[0], *([second] if second else [])]
    alone = prefix and len(arms) == 1
    worlds = tuple(prefix.rstrip(".") if alone else f"{prefix}{name}" for name in own)
    expected = in_words(claim.expect)
    missing = [name for name in worlds if name not in study.arms]
    if study.factors:
        return StoredVerdict(claim, worlds, expected, None, "the study varies what the claim takes as given")
    if missing:
        return StoredVerdict(claim, worlds, expected, None, f"{', '.join(missing)} was not played")
    if values is None:
        return StoredVerdict(claim, worlds, expected, None, "the study did not keep what it is read from")
    replicates = np.unique(study.runs["replicate"])
    by_arm = {}
    for name, world in zip(own, worlds, strict=True):
        column = np.full(len(replicates), np.nan)
        mine = study.runs["arm"] == world
        column[np.searchsorted(replicates, study.runs["replicate"][mine])] = values[mine]
        by_arm[name] = column.tolist()
    verdict = judge(claim, by_arm)
    few = "one run decides nothing" if len(replicates) < 2 else ""
    return StoredVerdict(claim, worlds, expected, verdict, few)
