"""Draws are uniform, and independent of each other along every direction of an address.

Statistics are standardised and bounded at 4.5 standard deviations (4.5 is exceeded by chance once in 150,000 times);
where thousands are looked at together the bound is wider.  All addresses are fixed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from scipy.stats import kstest, norm

from sim import streams

pytestmark = pytest.mark.everywhere

N = 1 << 15
FAR = 4.5
U64 = np.uint64
Words = np.ndarray


def _key(seed: int = 20130615, purpose: int = streams.DELIVERY, month: int = 7) -> U64:
    return U64(streams.key(U64(seed), purpose, month))


def _words(addresses: Iterable[tuple[U64, int]]) -> Words:
    return np.array([streams.word(key, U64(identity)) for key, identity in addresses], U64)


ONE_KEY = _key()
DIRECTIONS: dict[str, Callable[[int], tuple[U64, int]]] = {
    "identities": lambda k: (ONE_KEY, k),
    "partners of one buyer": lambda k: (ONE_KEY, (17 << 32) | (1 << 29) | k),
    "buyers of one seller": lambda k: (ONE_KEY, (k << 32) | (1 << 29) | 3),
    "months": lambda k: (_key(month=k), (17 << 32) | 3),
    "seeds": lambda k: (_key(seed=k), (17 << 32) | 3),
    "ordinals": lambda k: (ONE_KEY, streams.nth(U64(17), k)),
}


@pytest.fixture(scope="module", params=DIRECTIONS)
def words(request: pytest.FixtureRequest) -> Words:
    """Words along one direction of the address, all else the same."""
    return _words(DIRECTIONS[request.param](k) for k in range(N))


def _halves(words: Words) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([streams.uniform(word) for word in words]),
        np.array([streams.second_uniform(word) for word in words]),
    )


def _chi_squared(counts: np.ndarray) -> float:
    """Return chi-squared of equally likely cells, standardised."""
    expected = counts.sum() / counts.size
    freedom = counts.size - 1
    return float((((counts - expected) ** 2 / expected).sum() - freedom) / math.sqrt(2 * freedom))


def test_both_halves_of_a_word_are_uniform(words: Words) -> None:
    for half in _halves(words):
        assert half.min() > 0.0 and half.max() < 1.0
        assert abs(_chi_squared(np.histogram(half, 256, (0.0, 1.0))[0])) < FAR
        assert math.sqrt(N) * kstest(half, "uniform").statistic < 2.4


def test_the_two_halves_know_nothing_of_each_other(words: Words) -> None:
    high, low = _halves(words)
    assert abs(np.corrcoef(high, low)[0, 1]) * math.sqrt(N) < FAR
    assert abs(_chi_squared(np.histogram2d(high, low, 16, ((0.0, 1.0), (0.0, 1.0)))[0].ravel())) < FAR


@pytest.mark.parametrize("lag", [1, 2, 3, 16, 256])
def test_neighbouring_draws_know_nothing_of_each_other(words: Words, lag: int) -> None:
    for half in _halves(words):
        before, after = half[:-lag], half[lag:]
        assert abs(np.corrcoef(before, after)[0, 1]) * math.sqrt(before.size) < FAR
        assert abs(_chi_squared(np.histogram2d(before, after, 16, ((0.0, 1.0), (0.0, 1.0)))[0].ravel())) < FAR


def test_every_bit_of_a_word_is_set_half_the_time(words: Words) -> None:
    set_bits = np.unpackbits(words.view(np.uint8)).reshape(N, 64).sum(axis=0)
    assert np.abs(set_bits - N / 2).max() / math.sqrt(N / 4) < 5.0


def test_no_two_addresses_have_the_same_word(words: Words) -> None:
    assert np.unique(words).size == N


def test_the_same_identity_has_other_luck_under_another_key() -> None:
    keys = {
        "base": _key(),
        "next month": _key(month=8),
        "next purpose": _key(purpose=streams.DELIVERY + 1),
        "next seed": _key(seed=20130616),
        "seed 0": _key(seed=0),
        "month and purpose exchanged": _key(purpose=7, month=streams.DELIVERY),
    }
    drawn = {name: _words((key, identity) for identity in range(N)) for name, key in keys.items()}
    high = {name: _halves(words)[0] for name, words in drawn.items()}
    names = list(keys)
    for i, one in enumerate(names):
        for other in names[:i]:
            assert abs(np.corrcoef(high[one], high[other])[0, 1]) * math.sqrt(N) < FAR, (one, other)
            flipped = int(np.unpackbits((drawn[one] ^ drawn[other]).view(np.uint8)).sum())
            assert abs(flipped - 32 * N) / math.sqrt(16 * N) < FAR, (one, other)


def test_keys_are_all_different() -> None:
    keys = {int(_key(seed, purpose, month)) for seed in range(8) for purpose in range(1, 21) for month in range(200)}
    assert len(keys) == 8 * 20 * 200


def test_the_two_directions_of_a_pair_are_two_identities() -> None:
    assert int(streams.pair(U64(3), U64(5))) == (3 << 32) | 5
    assert streams.pair(U64(3), U64(5)) != streams.pair(U64(5), U64(3))


def _avalanche(of: Callable[[int], int], tries: int = 1024) -> np.ndarray:
    """Return, for each flipped bit of the argument (row) and each bit of the result, how often the latter flips."""
    start = [int(word) for word in np.random.default_rng(11).integers(0, 1 << 63, tries)]
    flips = np.zeros((64, 64))
    for bit in range(64):
        changed = np.array([of(x) ^ of(x ^ (1 << bit)) for x in start], U64)
        flips[bit] = np.unpackbits(changed.view(np.uint8), bitorder="little").reshape(tries, 64).sum(axis=0)
    return (flips - tries / 2) / math.sqrt(tries / 4)


def _of_identity(identity: int) -> int:
    return int(streams.word(ONE_KEY, U64(identity)))


def _of_seed(seed: int) -> int:
    return int(streams.word(_key(seed, streams.FATE, 12), U64(99)))


@pytest.mark.parametrize("of", [_of_identity, _of_seed], ids=["identity", "seed"])
def test_one_bit_of_the_address_flips_every_bit_of_the_word_half_the_time(of: Callable[[int], int]) -> None:
    z = _avalanche(of)
    assert np.abs(z).max() < 5.5  # the farthest of 4,096 cells
    assert abs(z.mean()) * 64 < FAR


def test_normal_draws_are_normal() -> None:
    drawn = np.array([streams.normal(word) for word in _words((ONE_KEY, k) for k in range(N))])
    assert math.sqrt(N) * kstest(drawn, "norm").statistic < 2.4
    assert abs(drawn.mean()) * math.sqrt(N) < FAR
    assert abs((drawn**2).mean() - 1.0) * math.sqrt(N / 2) < FAR
    assert abs((drawn**4).mean() - 3.0) * math.sqrt(N / 96) < FAR
    edges = norm.ppf(np.linspace(0, 1, 129))
    assert abs(_chi_squared(np.histogram(drawn, edges)[0])) < FAR


def test_the_extreme_words_give_numbers_inside_their_range() -> None:
    for word in (U64(0), U64(0xFFFFFFFFFFFFFFFF)):
        assert 0.0 < streams.uniform(word) < 1.0
        assert 0.0 < streams.second_uniform(word) < 1.0
        assert abs(streams.normal(word)) < 7.0
