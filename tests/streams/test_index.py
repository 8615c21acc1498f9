"""An index is uniform, and one more place moves only those who move to it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import streams

pytestmark = pytest.mark.everywhere

words = st.integers(0, (1 << 64) - 1)
sizes = st.integers(1, (1 << 32) - 2)


def _index(word: int, n: int) -> int:
    return int(streams.index(np.uint64(word), n))


def _some_words(n: int) -> list[int]:
    key = np.uint64(streams.key(np.uint64(4), streams.SEARCH, 1))
    return [int(streams.word(key, np.uint64(k))) for k in range(n)]


@given(word=words, n=sizes)
def test_an_index_is_a_place(word: int, n: int) -> None:
    assert 0 <= _index(word, n) < n
    assert _index(word, 1) == 0


@given(word=words, n=sizes)
def test_one_more_place_moves_a_draw_only_to_itself(word: int, n: int) -> None:
    assert _index(word, n + 1) in (_index(word, n), n)


@given(word=words, power=st.integers(1, 31), off=st.integers(-2, 2))
def test_one_more_place_moves_a_draw_only_to_itself_around_powers_of_two(word: int, power: int, off: int) -> None:
    n = max(1, (1 << power) + off)
    assert _index(word, n + 1) in (_index(word, n), n)


@given(word=words, n=st.integers(2, (1 << 32) - 2))
def test_an_early_index_is_the_index(word: int, n: int) -> None:
    assert int(streams.early_index(np.uint64(word), n)) in (_index(word, n), -1)


@given(word=words, n=sizes)
def test_a_first_index_is_the_index(word: int, n: int) -> None:
    assert int(streams.first_index(np.uint64(word), n)) in (_index(word, n), -1)


@pytest.mark.parametrize(("index", "least"), [(streams.first_index, 0.48), (streams.early_index, 0.72)])
@pytest.mark.parametrize("n", [2, 3, 8, 9, 33, 100, 129, 1000])
def test_most_indices_are_early(n: int, index: Any, least: float) -> None:
    early = [int(index(np.uint64(word), n)) >= 0 for word in _some_words(4000)]
    assert sum(early) > least * len(early)


def test_as_many_move_to_a_new_place_as_should() -> None:
    drawn = _some_words(4000)
    before = [_index(word, 1) for word in drawn]
    for n in range(1, 140):
        after = [_index(word, n + 1) for word in drawn]
        moved = [a for b, a in zip(before, after, strict=True) if a != b]
        assert set(moved) <= {n}
        expected = len(drawn) / (n + 1)
        assert abs(len(moved) - expected) / math.sqrt(expected * (1 - 1 / (n + 1))) < 4.5, n
        before = after


@pytest.mark.parametrize("n", [2, 3, 5, 7, 8, 9, 16, 17, 20, 31, 33, 60, 100, 127, 129, 1000])
def test_an_index_is_uniform(n: int) -> None:
    counts = np.bincount([_index(word, n) for word in _some_words(40_000)], minlength=n)
    expected = 40_000 / n
    chi_squared = ((counts - expected) ** 2 / expected).sum()
    assert abs(chi_squared - (n - 1)) / math.sqrt(2 * (n - 1)) < 4.5


def test_indices_of_one_draw_in_two_sizes_agree_where_both_can() -> None:
    """Going from 60 to 90 places moves a third of the draws, to the new places alone."""
    drawn = _some_words(20_000)
    moved = [b for word in drawn if (b := _index(word, 90)) != _index(word, 60)]
    assert min(moved) >= 60
    assert abs(len(moved) - 20_000 / 3) / math.sqrt(20_000 * 2 / 9) < 4.5
