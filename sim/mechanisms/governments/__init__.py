"""What governments do: between themselves, for firms abroad, as regulators, payers and buyers (T02-T09, T41)."""

from sim.mechanisms.governments.diplomacy import Diplomacy
from sim.mechanisms.governments.missions import Facilitator
from sim.mechanisms.governments.payers import PublicBuyer, Subsidiser
from sim.mechanisms.governments.ritual import Ritual
from sim.mechanisms.governments.rules_for_firms import Institutions, Regulator

__all__ = ["Diplomacy", "Facilitator", "Institutions", "PublicBuyer", "Regulator", "Ritual", "Subsidiser"]
