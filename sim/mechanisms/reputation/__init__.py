"""Word of mouth: detected breaches reach others than the victim."""

from sim.mechanisms.reputation.mechanism import WordOfMouth

__all__ = ["WordOfMouth"]
