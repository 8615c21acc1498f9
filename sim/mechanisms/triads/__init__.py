"""Third parties: customer, principal and complementor (3.1, T04, T05)."""

from sim.mechanisms.triads.mechanism import ThirdParties

__all__ = ["ThirdParties"]
