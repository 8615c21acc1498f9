"""Loyalty: what feeling weighs when somebody thinks of leaving (T39)."""

from __future__ import annotations

from sim._jit import rule


@rule
def loyal_log_odds(weight: float, commitment: float, per_commitment: float, commitment_reference: float) -> float:
    """Return what loyalty adds to the log-odds of leaving.

    Notes
    -----
    Claim : emotion rather than calculation keeps partners through thick and thin (Cormier, T39).
    Form  : E16's own term of affective commitment, once more by the weight.
    Holds : is 0 at weight 0; at weight -1 it takes feeling out of E16; falls with commitment for a positive weight.
    """
    return -weight * per_commitment * (commitment - commitment_reference)
