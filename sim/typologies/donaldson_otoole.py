"""Donaldson and O'Toole's four types: belief in the relationship by action in it (E18)."""

from __future__ import annotations

from sim._jit import rule

WORDS = ("detachment", "adversarial", "friendship", "partnership")
"""Index = 2·believed + acted.  A paraphrase in circulation calls friendship "relationship"."""


@rule
def belief(trust: float, values: float, commitment: float) -> float:
    """Return belief in the relationship, in [0, 1].

    Notes
    -----
    Claim : relationships differ in what the parties believe and in what they do [@donaldson_otoole_2000].
    Form  : E18, mean of trust, value overlap and affective commitment.
    Holds : rises with each.
    """
    return (trust + values + commitment) / 3.0


@rule
def action(joint_action: float, investment: float, sharing: float) -> float:
    """Return action in the relationship, in [0, 1].

    Notes
    -----
    Claim : see :func:`belief` [@donaldson_otoole_2000].
    Form  : E18, mean of joint action, investment and information sharing.
    Holds : rises with each.
    """
    return (joint_action + investment + sharing) / 3.0


@rule
def four_type(belief: float, action: float, belief_cut: float, action_cut: float) -> int:
    """Return the type as the index of :data:`WORDS`.

    Notes
    -----
    Claim : high or low belief and action give partnership, friendship, adversarial and detached relationships
        [@donaldson_otoole_2000].
    Form  : E18, two cuts; ours.
    Holds : every pair of values has exactly one type.
    """
    return (2 if belief >= belief_cut else 0) + (1 if action >= action_cut else 0)
