"""What the baseline reports of every month: one pass over the relationships of the buyers' market."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.baseline.model import BaselineModel
    from benchmarks.baseline.relationship import Relationship

STAGES = ("pre_relationship", "early", "development", "long_term", "final", "decline")
DONALDSON_OTOOLE = ("partnership", "friendship", "adversarial", "detachment")
HINES = ("alliance", "functional", "one_sided")
BY_SIDE = ("trust", "satisfaction", "commitment")
OF_BOTH = ("calculative_commitment", "investment", "memory", "conflict", "dependence", "outcome")
OF_DYAD = ("cooperation", "competition", "distance")

METRICS = (
    "n_relationships",
    *(f"n_{stage}" for stage in STAGES),
    "n_formed",
    "n_ended",
    *(f"mean_{what}{side}" for what in BY_SIDE for side in ("_buyer", "_seller", "")),
    *(f"mean_{what}" for what in OF_BOTH + OF_DYAD),
    "perception_gap",
    "captive_share",
    "opportunism_rate",
    "breach_rate",
    "failure_rate",
    *(f"n_{kind}" for kind in DONALDSON_OTOOLE + HINES),
    "volume",
    "revenue",
)


def mean(values: list[float]) -> float:
    """Return the mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def month_metrics(model: BaselineModel) -> dict[str, float]:
    """Return every metric of the month by name."""
    market = model.market
    relationships = market.relationships
    buyers = [r.buyer for r in relationships]
    sellers = [r.seller for r in relationships]
    sides = buyers + sellers
    # what happened this month happened in relationships that ended since, too
    deliveries = max(1, model.happened.deliveries)
    metrics: dict[str, float] = {"n_relationships": len(relationships), "n_formed": market.formed}
    metrics["n_ended"] = market.ended
    stages = [r.stage for r in relationships]
    for number, stage in enumerate(STAGES):
        metrics[f"n_{stage}"] = stages.count(number)
    for who, felt_by in (("_buyer", buyers), ("_seller", sellers), ("", sides)):
        metrics[f"mean_trust{who}"] = mean([s.trust for s in felt_by])
        metrics[f"mean_satisfaction{who}"] = mean([s.satisfaction for s in felt_by])
        metrics[f"mean_commitment{who}"] = mean([s.affective for s in felt_by])
    metrics["mean_calculative_commitment"] = mean([s.calculative for s in sides])
    metrics["mean_investment"] = mean([s.investment for s in sides])
    metrics["mean_memory"] = mean([s.memory for s in sides])
    metrics["mean_conflict"] = mean([s.conflict for s in sides])
    metrics["mean_dependence"] = mean([s.dependence for s in sides])
    metrics["mean_outcome"] = mean([s.outcome for s in sides])
    metrics["mean_cooperation"] = mean([r.cooperation for r in relationships])
    metrics["mean_competition"] = mean([r.competition for r in relationships])
    metrics["mean_distance"] = mean([r.distances.mean for r in relationships])
    metrics["perception_gap"] = mean([abs(r.buyer.trust - r.seller.trust) for r in relationships])
    cuts = model.parameters.typologies
    captive = [s.calculative > cuts.captive_calculative and s.affective < cuts.captive_affective for s in sides]
    metrics["captive_share"] = mean(
        [b or s for b, s in zip(captive[: len(buyers)], captive[len(buyers) :], strict=True)]
    )
    metrics["opportunism_rate"] = model.happened.opportunism / deliveries
    metrics["breach_rate"] = model.happened.breaches / deliveries
    metrics["failure_rate"] = model.happened.failures / deliveries
    kinds = [r.donaldson_otoole for r in relationships]
    for kind in DONALDSON_OTOOLE:
        metrics[f"n_{kind}"] = kinds.count(kind)
    kinds = [r.hines for r in relationships]
    for kind in HINES:
        metrics[f"n_{kind}"] = kinds.count(kind)
    metrics["volume"] = sum(r.volume for r in relationships)
    metrics["revenue"] = sum(r.price * r.volume for r in relationships)
    return metrics


class Happened:
    """Counts of what happened in a month, per directed delivery."""

    def __init__(self, relationships: list[Relationship]) -> None:
        sides = [side for r in relationships for side in r.sides]
        self.deliveries = len(sides)
        self.opportunism = sum(side.cheated for side in sides)
        self.breaches = sum(side.caught for side in sides)
        self.failures = sum(side.failed for side in sides)
