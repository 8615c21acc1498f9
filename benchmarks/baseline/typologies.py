"""E18: types of relationships; read from the state and never fed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.baseline.relationship import Relationship


def donaldson_otoole(r: Relationship) -> str:
    """Return partnership, friendship, adversarial or detachment."""
    cuts = r.parameters.typologies
    belief = sum(side.trust + r.value_overlap + side.affective for side in r.sides) / 6.0
    action = sum(r.joint_action + side.investment + side.sharing for side in r.sides) / 6.0
    if belief >= cuts.belief:
        return "partnership" if action >= cuts.action else "friendship"
    return "adversarial" if action >= cuts.action else "detachment"


def hines(r: Relationship) -> str:
    """Return one-sided, alliance, functional or none."""
    cuts = r.parameters.typologies
    if abs(r.buyer.dependence - r.seller.dependence) > cuts.one_sided_gap:
        return "one_sided"
    invested = min(side.investment for side in r.sides) > cuts.alliance_investment
    committed = min(side.affective for side in r.sides) > cuts.alliance_commitment
    if invested and committed:
        return "alliance"
    return "functional" if r.stage >= 2 else "none"
