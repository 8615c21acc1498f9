"""Small worlds of two or three countries in which governments do everything at once."""

from __future__ import annotations

from sim.parameters import Parameters
from sim.scenario import with_values

COUNTRIES = {
    "population.buyers": 9,
    "population.sellers": 5,
    "population.complementors": 7,
    "population.partners": 2,
    "borders.apart": 0.5,
    "borders.culture": 0.4,
    "diplomacy.at_work": 1,
    "institutions.from_relation": 0.5,
}
EVERYTHING = {
    "diplomacy.counterparts": 2,
    "diplomacy.ties": 3,
    "diplomacy.celebrate": 1,
    "diplomacy.treaty": 0.5,
    "posts.number": 2,
    "programme.budget": 2.0,
    "visits.every": 5,
    "leaders.median_spell": 9.0,
}


def countries(number: int, **changed: float) -> Parameters:
    """Return a world of so many countries; keys of ``changed`` have two underscores for the dot."""
    values = COUNTRIES | EVERYTHING | {"population.governments": number}
    return with_values(Parameters(), values | {key.replace("__", "."): value for key, value in changed.items()})
