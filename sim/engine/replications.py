"""The seeds of a scenario's repetitions."""

from __future__ import annotations

_BITS = (1 << 63) - 1
_GOLD = 0x9E3779B97F4A7C15
_M1 = 0xBF58476D1CE4E5B9
_M2 = 0x94D049BB133111EB


def replicate_seed(seed: int, replicate: int) -> int:
    """Return the seed of one repetition of a scenario.

    Parameters
    ----------
    seed : int in [0, 2^63)
        The scenario's own seed, which is that of repetition 0.
    replicate : int in [0, 2^63)
        Which repetition.

    Returns
    -------
    int in [0, 2^63)
        Different for any two repetitions of one seed, because mixing is one-to-one; repetition k of one seed and
        repetition j of another are the same only by chance, unlike ``seed + k``, where neighbouring seeds share nearly
        all their repetitions.

    Raises
    ------
    ValueError
        Where one of the two lies outside its range.
    """
    for name, value in (("seed", seed), ("replicate", replicate)):
        if not 0 <= value <= _BITS:
            raise ValueError(f"{name} must be at least 0 and below 2^63, not {value}")
    return seed ^ _mixed(replicate * _GOLD & _BITS)


def _mixed(z: int) -> int:
    """Return 63 well-mixed bits of 63 bits, one to one, 0 for 0 (SplitMix64's finaliser, one bit narrower)."""
    z = (z ^ (z >> 30)) * _M1 & _BITS
    z = (z ^ (z >> 27)) * _M2 & _BITS
    return z ^ (z >> 31)
