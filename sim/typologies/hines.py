"""Hines' three types: strategic alliance, functional partnership, one-sided partnership (E18; mapping inferred)."""

from __future__ import annotations

from sim._jit import rule
from sim.life_cycle.stages import DEVELOPMENT

WORDS = ("none yet", "functional partnership", "strategic alliance", "one-sided partnership")
"""Paraphrases in circulation say "useful partnership", "calculated alliance" and "prejudiced collaboration"."""


@rule
def three_type(
    dependence_gap: float,
    investment: float,
    commitment: float,
    stage: int,
    gap_cut: float,
    investment_cut: float,
    commitment_cut: float,
) -> int:
    """Return the type as the index of :data:`WORDS`; investment and commitment are the lesser side's.

    Notes
    -----
    Claim : partnerships are one-sided, functional or strategic [@hines_2006].
    Form  : E18, dependence gap first, then investment and commitment; ours.
    Holds : a one-sided relationship is never an alliance.
    """
    allied = (investment > investment_cut) & (commitment > commitment_cut)
    balanced = 2 if allied else (1 if stage >= DEVELOPMENT else 0)
    return 3 if abs(dependence_gap) > gap_cut else balanced
