"""A small world as a Mesa model."""

from __future__ import annotations

import pytest

from sim import RelationshipModel


@pytest.fixture
def model() -> RelationshipModel:
    """Return a market with every kind of organisation, half a year old."""
    small = RelationshipModel(
        "market",
        seed=4,
        population__buyers=20,
        population__sellers=8,
        population__complementors=4,
        population__governments=2,
    )
    for _ in range(6):
        small.step()
    return small
