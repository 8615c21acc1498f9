"""The statistics that are told of a study where nobody names any, and what its runs are told apart by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.analysis.studies import Study, metrics_of
from sim.scenario.mechanism_metrics import MECHANISM_METRICS
from sim.scenario.statistics import parse_statistic

USUAL = ("mean_trust", "mean_commitment", "mean_satisfaction", "captive_share", "opportunism_rate", "failure_rate")
AGES = (60, 36, 12)


def usual_metrics(study: Study) -> tuple[str, ...]:
    """Return the metrics that the scenario names; else a usual handful."""
    outputs: Mapping[str, Any] = study.scenario.get("outputs", {})
    if isinstance(outputs.get("metrics"), list):
        return tuple(outputs["metrics"])
    kept = metrics_of(study)
    age = next((age for age in AGES if age <= study.months), None)
    survival = (f"survival_{age}",) if age and outputs.get("dyads", True) else ()
    return survival + tuple(name for name in USUAL if name in kept)


def usual_key(study: Study) -> str | None:
    """Return ``arm`` where arms are compared, else the only factor, else None: nothing, or too much, was varied."""
    if len(study.arms) > 1:
        return "arm"
    return study.factors[0] if len(study.factors) == 1 else None


def unit_of(metric: str) -> str:
    """Return the unit of a statistic: ``months``, ``share``, ``0–1``, a count, a value; empty where unknown."""
    if metric == "median_duration":
        return "months"
    if metric.startswith(("survival_", "share_")) or "_share" in metric or "_rate" in metric:
        return "share"
    if metric.startswith("n_"):
        return "relationships"
    if metric.startswith(("volume", "revenue", "mean_outcome")):
        return "value" if metric.startswith("mean_outcome") else metric.partition("_")[0]
    known = parse_statistic(metric)
    if known is not None and known.stem in MECHANISM_METRICS:
        return "share" if MECHANISM_METRICS[known.stem].startswith("share") else ""
    return "0–1"
