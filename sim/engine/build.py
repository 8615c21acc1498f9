"""Build a world: who is there, whom they may deal with, and the relationships they begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sim.engine.threads import Pool, cut, threads_for
from sim.parameters import Parameters, pack
from sim.processes.block import ROWS
from sim.processes.founding import found_organisations, found_relationships, link, wanted_partners
from sim.state.columns import (
    BARGAINING,
    BUYER,
    COMPETENCE,
    COMPLEMENTOR,
    DEMAND,
    GOVERNMENT,
    LENIENCY,
    LIST_PRICE,
    OPPORTUNISM_PROPENSITY,
    REPUTATION,
    SELLER,
)
from sim.state.world import Organisations, World, allocate

if TYPE_CHECKING:
    from sim.scenario import Link, OrganisationTraits

KIND_BITS = 29
"""An identity is the kind in the top three of 32 bits, then the number within the kind."""

KIND_WORDS = ("buyer", "seller", "complementor", "government")

TRAITS = {
    "competence": COMPETENCE,
    "opportunism": OPPORTUNISM_PROPENSITY,
    "bargaining": BARGAINING,
    "leniency": LENIENCY,
    "demand": DEMAND,
}
STANDINGS = {"reputation": REPUTATION, "price": LIST_PRICE}


def group_starts(parameters: Parameters) -> npt.NDArray[np.int64]:
    """Return the first organisation of each kind and, last, their number: (5,) int64."""
    population = parameters.population
    sizes = [population.buyers, population.sellers, population.complementors, population.governments]
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def first_tier(parameters: Parameters) -> int:
    """Return how many sellers sell to buyers; the others, numbered after them, supply these."""
    return parameters.population.sellers - parameters.chain.suppliers


def _targets(parameters: Parameters, packed: Any, seed: np.uint64, starts: npt.NDArray[np.int64]) -> Any:
    """Return the partners that every buyer wants: (buyers,) int32."""
    population = parameters.population
    most = first_tier(parameters) + (population.buyers - 1 if parameters.chain.peers else 0)
    targets = np.full(int(starts[SELLER]), min(population.partners, most), np.int32)
    if population.degree_tail > 0.0:
        wanted_partners(targets, packed, seed)
    return np.minimum(targets, most)


def cut_blocks(first: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], int]:
    """Return blocks of owners, those with links to third parties first, and how many these are.

    Returns
    -------
    blocks : (n, 2) int64 array
        First owner of each block and the one after its last; at most ``ROWS`` rows unless one owner has more.
    n_first : int
        Blocks before the first block of buyers.
    """
    blocks: list[tuple[int, int]] = []
    n_first = 0
    for kind in (SELLER, GOVERNMENT, BUYER):
        lo, hi = int(starts[kind]), int(starts[kind + 1])
        if first[lo] != first[hi]:
            owner = lo
            while owner < hi:
                after = int(np.searchsorted(first, first[owner] + ROWS, side="right")) - 1
                after = min(max(after, owner + 1), hi)
                blocks.append((owner, after))
                owner = after
        if lo > 0:
            n_first = len(blocks)
    return np.array(blocks, np.int64).reshape(-1, 2), n_first


def build(
    parameters: Parameters,
    seed: int,
    *,
    organisations: Sequence[OrganisationTraits] = (),
    links: Sequence[Link] = (),
    single: bool = False,
    threads: int = 1,
) -> World:
    """Return a world in month 0.

    Parameters
    ----------
    parameters : Parameters
        Who is there and what they are like.
    seed : int
        Root of all luck; any integer of 64 bits, 0 included.
    organisations : sequence of OrganisationTraits
        Traits that the scenario states for single organisations.
    links : sequence of Link
        Relationships that the scenario states; with any, no other market relationship exists in month 0.
    single : bool
        Keep relationships in single precision.
    threads : int
        Threads; the world does not depend on it.
    """
    stated = parameters if not links else _unlinked(parameters)
    targets = _targets(stated, pack(stated), _root(seed), group_starts(stated))
    slots = targets.copy()
    for buyer in {item.buyer for item in links}:
        slots[buyer] = max(slots[buyer], sum(1 for item in links if item.buyer == buyer))
    world, starts = build_world(
        stated, seed, targets=targets, slots=slots, organisations=organisations, single=single, threads=threads
    )
    if links:
        owners = np.array([item.buyer for item in links], np.int64)
        partners = np.array([starts[SELLER] + item.seller for item in links], np.int64)
        link(*world, pack(stated), _root(seed), owners, partners)
    return world


def build_world(
    parameters: Parameters,
    seed: int,
    *,
    targets: npt.NDArray[np.int32],
    slots: npt.NDArray[np.int32] | None = None,
    organisations: Sequence[OrganisationTraits] = (),
    single: bool = False,
    threads: int = 1,
) -> tuple[World, npt.NDArray[np.int64]]:
    """Return a world of these organisations and where each kind of them begins.

    Parameters
    ----------
    targets : (buyers,) or (P,) int32 array
        Partners that buyers, or all organisations, want.
    slots : array like ``targets``, optional
        Relationships that they can have at a time; as many as they want where left out.

    Raises
    ------
    ValueError
        Where suppliers leave no seller that sells to buyers.
    """
    starts = group_starts(parameters)
    n = int(starts[-1])
    population = parameters.population
    if parameters.chain.suppliers > 0 and first_tier(parameters) < 1:
        raise ValueError(
            f"chain.suppliers = {parameters.chain.suppliers} leaves nobody to sell to buyers:"
            f" there are {population.sellers} sellers (population.sellers)"
        )
    wanted = np.zeros(n, np.int32)
    wanted[starts[SELLER] : starts[COMPLEMENTOR]] = 1 if population.complementors > 0 else 0
    sellers = slice(int(starts[SELLER]), int(starts[SELLER]) + first_tier(parameters))
    if parameters.chain.suppliers > 0:
        wanted[starts[SELLER] : starts[COMPLEMENTOR]] = 0
        wanted[sellers] = min(parameters.chain.partners, parameters.chain.suppliers)
    wanted[: targets.size] = targets
    rows = wanted.astype(np.int64)
    if slots is not None:
        rows[: slots.size] = slots
    if parameters.diplomacy.at_work > 0:  # each pair of governments has a row, the first of the two owns it
        rows[starts[GOVERNMENT] :] = np.arange(population.governments)[::-1]
    first = np.concatenate(([0], np.cumsum(rows))).astype(np.int64)
    world = allocate(n, first, population.governments, single=single)
    o = world.organisations
    o.target[:] = wanted
    for kind in (BUYER, SELLER, COMPLEMENTOR, GOVERNMENT):
        lo, hi = int(starts[kind]), int(starts[kind + 1])
        o.kind[lo:hi] = kind
        number = np.arange(hi - lo, dtype=np.uint32)
        o.uid[lo:hi] = number + np.uint32(kind << KIND_BITS)
        o.government[lo:hi] = number % max(1, population.governments)
    # Buyers, the sellers that sell to them and the suppliers of these are neighbours by number.
    supplied_from = int(starts[BUYER]) if parameters.chain.peers else sellers.start
    o.supply[starts[BUYER] : starts[SELLER]] = supplied_from, sellers.stop - supplied_from
    o.demand[supplied_from : sellers.stop] = starts[BUYER], starts[SELLER] - starts[BUYER]
    if parameters.chain.suppliers > 0:
        o.supply[sellers] = sellers.stop, starts[COMPLEMENTOR] - sellers.stop
        o.demand[sellers.stop : starts[COMPLEMENTOR]] = sellers.start, sellers.stop - sellers.start
    elif population.complementors > 0:
        o.supply[starts[1] : starts[2]] = starts[2], starts[3] - starts[2]
        o.demand[starts[2] : starts[3]] = starts[1], starts[2] - starts[1]
    if parameters.diplomacy.at_work > 0:
        for who in range(int(starts[GOVERNMENT]), n):
            o.supply[who] = who + 1, n - who - 1
            o.demand[who] = starts[GOVERNMENT], who - starts[GOVERNMENT]
    packed = pack(parameters)
    found_organisations(o, packed, _root(seed))
    for traits in organisations:
        _state_traits(o, starts, traits)
    if parameters.borders.apart > 0.0 or parameters.borders.culture > 0.0:
        from sim.mechanisms.governments.borders import draw_borders

        draw_borders(o, parameters, _root(seed))
    _found_relationships(world, packed, _root(seed), 1 if population.capacity > 0 else threads)
    return world, starts


def _found_relationships(world: World, packed: Any, root: np.uint64, threads: int) -> None:
    n = int(world.organisations.uid.size)
    rows = int(world.organisations.first[-1])
    threads = threads_for(rows, threads)
    cuts = cut(0, n, threads, rows) if threads > 1 else [0]

    def found(_thread: int, piece: int) -> None:
        found_relationships(*world, packed, root, cuts[piece], cuts[piece + 1], False)

    if threads > 1:
        pool = Pool(threads)
        pool.run(found, len(cuts) - 1)
        pool.close()
    found_relationships(*world, packed, root, cuts[-1], n, True)


def _root(seed: int) -> np.uint64:
    return np.uint64(seed & 0xFFFFFFFFFFFFFFFF)


def _unlinked(parameters: Parameters) -> Parameters:
    population = parameters.population.model_copy(update={"linked_at_start": 0.0})
    return parameters.model_copy(update={"population": population})


def _state_traits(o: Organisations, starts: npt.NDArray[np.int64], traits: OrganisationTraits) -> None:
    kind = KIND_WORDS.index(traits.kind)
    rows = np.array(traits.which if traits.which else range(int(starts[kind + 1] - starts[kind])), np.int64)
    rows = rows + starts[kind]
    for name, column in TRAITS.items():
        value = getattr(traits, name, None)
        if value is not None:
            o.conduct[rows, column] = value
    for name, column in STANDINGS.items():
        value = getattr(traits, name, None)
        if value is not None:
            o.standing[rows, column] = value
