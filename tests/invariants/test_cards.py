"""What others look at of an organisation lies side by side on its card, in as few lines of memory as is said."""

from __future__ import annotations

from typing import Any

import pytest

from sim.state import columns as c
from sim.state.world import CACHE_LINE, CARD, new_cards

AS_STRANGER = ("level", "reputation", "list_price")
AS_PARTNER = (
    "slow_level",
    "alternative_as_partner",
    "volume",
    "n_buyers",
    "linked",
    "linked_performance",
    "linked_memory",
)


def _line(column: Any, card: Any) -> int:
    """Return which line of memory the entry of organisation 1 is on, counted from the beginning of its card."""
    return (column[1:].ctypes.data - card[1:].ctypes.data) // CACHE_LINE


@pytest.mark.parametrize(("names", "line"), [(AS_STRANGER, 0), (AS_PARTNER, 1)])
def test_strangers_look_at_one_line_of_a_card_and_partners_at_three(names: tuple[str, ...], line: int) -> None:
    cards = new_cards(3)
    card, numbers = cards["place"], {column.name: k for k, column in enumerate(c.STANDING)}
    assert card.strides[0] == CARD * 8
    assert card.ctypes.data % CACHE_LINE == 0
    assert {_line(cards["standing"][:, numbers[name]], card) for name in names} == {line}
    assert {_line(cards[name], card) for name in ("place", "uid", "government")} == {0}
    assert {_line(cards["conduct"][:, k], card) for k in range(len(c.CONDUCT))} == {3}


def test_no_column_lies_upon_another() -> None:
    cards = new_cards(2)
    for name, column in cards.items():
        column[...] = 1
        others = {other: values.copy() for other, values in cards.items() if other != name}
        column[...] = 7
        for other, values in others.items():
            assert (cards[other] == values).all(), (name, other)
