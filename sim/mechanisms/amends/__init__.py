"""Making amends, honesty and loyalty (T10, T32, T39)."""

from sim.mechanisms.amends.mechanism import AmendsAndLoyalty

__all__ = ["AmendsAndLoyalty"]
