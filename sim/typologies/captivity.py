"""Captive sides: bound by calculation, not by heart."""

from __future__ import annotations

from sim._jit import rule


@rule
def is_captive(calculative: float, affective: float, calculative_cut: float, affective_cut: float) -> bool:
    """Return whether a side stays because it must rather than because it wants to.

    Notes
    -----
    Claim : the same dependence can bind by calculation or by affection [@geyskens_1996].
    Form  : high calculative and low affective commitment; ours.
    Holds : never true of a side whose affective commitment reaches the cut.
    """
    return (calculative > calculative_cut) & (affective < affective_cut)
