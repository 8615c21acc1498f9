"""Small worlds in which every mechanism of the theory is at work."""

from __future__ import annotations

import benchmarks.everything
from sim.parameters import Parameters
from sim.scenario import Intervention, with_values

SMALL = {"population.buyers": 12, "population.sellers": 5, "population.partners": 3}

EVERYTHING = (
    SMALL
    | benchmarks.everything.EVERYTHING
    | {
        "population.complementors": 4,
        "population.capacity": 8,
        "population.linked_at_start": 0.7,
        "expectation.buyer_promise": 0.02,
        "relationship_memory.seller_effort": 0.8,
        "price.level": 0.45,
    }
)

WORLDS: dict[str, dict[str, float]] = {
    "default": SMALL,
    "everything": EVERYTHING,
    "lapsing contracts": SMALL | {"contract.months": 9, "opportunism.lie_share": 1.0, "opportunism.intercept": -2.0},
    "restless": SMALL | {"exit.intercept": -1.5, "search.rate": 0.9, "population.capacity": 8, "review.every": 4},
    "uneven": SMALL | {"population.sellers": 9, "population.partners": 2, "population.degree_tail": 1.5},
    "large markets": {
        "population.buyers": 45,
        "population.sellers": 40,
        "population.partners": 2,
        "review.hears_of": 8,
    },
    "nobody looks": SMALL | {"review.every": 0, "search.hears_of": 0, "population.governments": 0},
    "chain": SMALL | {"population.sellers": 8, "chain.suppliers": 3, "population.capacity": 9, "search.rate": 0.8},
    "peers": SMALL | {"population.sellers": 1, "chain.peers": 1, "population.partners": 4, "search.rate": 0.8},
    "peers and suppliers": SMALL | {"chain.suppliers": 2, "chain.peers": 1, "population.linked_at_start": 0.5},
    "alone": {"population.buyers": 1, "population.sellers": 1, "population.partners": 1, "exit.intercept": -2.0},
}


def world(name: str) -> Parameters:
    return with_values(Parameters(), WORLDS[name])


INTERVENTIONS = tuple(
    Intervention.model_validate(item)
    for item in (
        {"at": 2, "action": "quality_shift", "target": "sellers", "by": -0.15, "which": [0, 2]},
        {"at": 2, "action": "quality_shift", "target": "complementors", "by": 0.1},
        {"at": 3, "action": "failure", "target": "sellers", "by": 0.5, "which": [1]},
        {"at": 4, "action": "failure", "target": "complementors", "by": 0.4},
        {"at": 5, "action": "price_change", "target": "sellers", "by": 0.1, "which": [3]},
        {"at": 6, "action": "demand_shift", "target": "buyers", "by": 0.5, "which": [0, 1, 2]},
        {"at": 7, "action": "contact_departure", "target": "sellers", "share": 0.5},
        {"at": 8, "action": "contact_departure", "target": "buyers", "share": 0.8, "which": [4, 5, 6]},
        {"at": 9, "action": "deception", "share": 0.6, "which": [0, 2]},
        {"at": 9, "action": "end_relationships", "share": 0.3},
        {"at": 10, "action": "scandal", "target": "governments", "by": 0.2, "which": [1]},
        {"at": 11, "action": "subsidy", "by": 0.4, "until": 14},
        {"at": 12, "action": "regulation", "set": {"price.high": 0.5, "contract.months": 6, "government.fine": 0.3}},
        {"at": 16, "action": "change", "set": {"trust.gain": 0.2, "review.every": 3, "price.level": 0.4}},
        {"at": 18, "action": "end_relationships"},
    )
)
"""Every action there is; the last ends everything."""
