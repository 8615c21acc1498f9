"""Luck by address, as the product draws it (``sim.streams``), for objects instead of arrays."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Protocol

import numpy as np

from sim import streams

WORD = 0xFFFFFFFFFFFFFFFF


class Somebody(Protocol):
    uid: int


class Draw:
    """The luck of one address: a uniform number, an independent second one, and normals made of them."""

    def __init__(self, bits: int) -> None:
        self.bits = np.uint64(bits)

    @cached_property
    def first(self) -> float:
        return streams.uniform(self.bits)

    @cached_property
    def second(self) -> float:
        return streams.second_uniform(self.bits)

    @cached_property
    def normal(self) -> float:
        return streams.normal(self.bits)

    def among(self, n: int) -> int:
        return int(streams.index(self.bits, n))


class Luck:
    """All luck of one run."""

    def __init__(self, seed: int) -> None:
        self.seed = np.uint64(seed & WORD)
        self._keys: dict[tuple[int, int], Any] = {}

    def _key(self, purpose: int, month: int) -> Any:
        address = (purpose, month)
        if address not in self._keys:
            self._keys[address] = np.uint64(streams.key(self.seed, purpose, month))
        return self._keys[address]

    def of(self, purpose: int, month: int, somebody: Somebody) -> Draw:
        """Draw for one organisation."""
        return Draw(streams.word(self._key(purpose, month), np.uint64(somebody.uid)))

    def of_nth(self, purpose: int, month: int, somebody: Somebody, ordinal: int) -> Draw:
        """Draw one of several for one organisation."""
        address = np.uint64(streams.nth(np.uint64(somebody.uid), ordinal))
        return Draw(streams.word(self._key(purpose, month), address))

    def of_pair(self, purpose: int, month: int, owner: Somebody, partner: Somebody, ordinal: int | None = None) -> Draw:
        """Draw for two organisations; one of several where there is an ordinal."""
        address = np.uint64(streams.pair(owner.uid, partner.uid))
        if ordinal is not None:
            address = np.uint64(streams.nth(address, ordinal))
        return Draw(streams.word(self._key(purpose, month), address))
