"""Organisations as Mesa agents: views on rows of the tables, made when they are looked at."""

from sim.agents.agent_set import OrganisationSet
from sim.agents.decision import Decision
from sim.agents.organisations import Buyer, Complementor, Government, Organisation, Seller
from sim.agents.population import Population
from sim.agents.relationship import RelationshipView

__all__ = [
    "Buyer",
    "Complementor",
    "Decision",
    "Government",
    "Organisation",
    "OrganisationSet",
    "Population",
    "RelationshipView",
    "Seller",
]
