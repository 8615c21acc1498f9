"""The Mesa model: a scenario whose organisations are Mesa agents and whose step is one month."""

from sim.model.metrics import METRICS, collector
from sim.model.relationship_model import RelationshipModel

__all__ = ["METRICS", "RelationshipModel", "collector"]
