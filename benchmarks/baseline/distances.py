"""E10: what stands between two organisations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.baseline.formulas import clip

if TYPE_CHECKING:
    from benchmarks.baseline.organisations import Organisation
    from sim.parameters import Parameters


class Distances:
    """The five distances of a pair of organisations, each in [0, 1]; at first those of strangers."""

    def __init__(self, one: Organisation, other: Organisation, value_overlap: float) -> None:
        self.parameters: Parameters = one.model.parameters
        d = self.parameters.distance
        luck = one.random
        self.social = d.social_start
        self.cultural = d.cultural_scale * (1.0 - value_overlap)
        self.technological = luck.uniform(d.technological_low, d.technological_high)
        self.time = luck.uniform(d.time_low, d.time_high)
        self.geographic = d.geographic_scale * math.dist(one.position, other.position) / math.sqrt(2.0)

    @property
    def mean(self) -> float:
        """The weighted mean of the five."""
        d = self.parameters.distance
        return (
            d.social_weight * self.social
            + d.cultural_weight * self.cultural
            + d.technological_weight * self.technological
            + d.time_weight * self.time
            + d.geographic_weight * self.geographic
        )

    def shrink(self, contact: float) -> None:
        """Come closer by a month of contact; geographic distance stays."""
        d = self.parameters.distance
        self.social = clip(self.social * (1.0 - d.social_rate * contact))
        self.cultural = clip(self.cultural * (1.0 - d.cultural_rate * contact))
        self.technological = clip(self.technological * (1.0 - d.technological_rate * contact))
        self.time = clip(self.time * (1.0 - d.time_rate * contact))
