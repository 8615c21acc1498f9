"""The register of theoretical systems T01 to T41: what each claims, where it lives, what shows it, what it rests on."""

from sim.theory.capability import CAPABILITY
from sim.theory.intimacy import INTIMACY
from sim.theory.literature import LITERATURE
from sim.theory.organisation import ORGANISATION
from sim.theory.process import PROCESS
from sim.theory.system import Proof, System

SYSTEMS: tuple[System, ...] = (*PROCESS, *CAPABILITY, *LITERATURE, *ORGANISATION, *INTIMACY)
"""All systems in the order of their numbers."""

__all__ = ["SYSTEMS", "Proof", "System"]
