"""How organisations treat their partners: policies, piloting, shared shocks and practical intimacy."""

from sim.mechanisms.policies.mechanism import Policies

__all__ = ["Policies"]
