"""What organisations profess and what they do, and the agreement that they are held to."""

from sim.mechanisms.values.mechanism import ValuesAndAgreements

__all__ = ["ValuesAndAgreements"]
