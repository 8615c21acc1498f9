"""A world that begins with the relationships of a portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.engine.build import build_world
from sim.parameters import Parameters, pack
from sim.portfolio.portable import power
from sim.processes.founding import link
from sim.state import columns as c
from sim.state.world import World

if TYPE_CHECKING:
    from sim.portfolio import Portfolio
    from sim.scenario import OrganisationTraits

STATES = {
    "satisfaction": c.SATISFACTION,
    "trust": c.TRUST,
    "commitment": c.COMMITMENT,
    "calculative": c.CALCULATIVE,
    "memory": c.MEMORY,
    "investment": c.INVESTMENT,
}
OLDEST = 32000


def population_of(parameters: Parameters, portfolio: Portfolio) -> Parameters:
    """Return the parameters with the portfolio's customers as buyers, and at least its sellers."""
    population = parameters.population.model_copy(
        update={
            "buyers": len(portfolio.buyer_ids),
            "sellers": max(parameters.population.sellers, len(portfolio.seller_ids)),
            "linked_at_start": 0.0,
            "degree_tail": 0.0,
        }
    )
    return parameters.model_copy(update={"population": population})


def build_from_portfolio(
    parameters: Parameters, seed: int, portfolio: Portfolio, *, organisations: Sequence[OrganisationTraits] = ()
) -> tuple[Parameters, World]:
    """Return the parameters as adapted and a world in month 0 with exactly the portfolio's relationships.

    A buyer wants as many partners as it has; the portfolio's sellers come first, further sellers of the scenario are
    their rivals.
    """
    parameters = population_of(parameters, portfolio)
    partners = np.bincount(portfolio.buyer, minlength=len(portfolio.buyer_ids)).astype(np.int32)
    world, starts = build_world(parameters, seed, targets=np.maximum(partners, 1), organisations=organisations)
    o, r = world
    order = np.argsort(portfolio.buyer, kind="stable")
    owners = portfolio.buyer[order].astype(np.int64)
    o.conduct[: len(portfolio.buyer_ids), c.DEMAND] = portfolio.demand
    packed = pack(parameters)
    root = np.uint64(seed & 0xFFFFFFFFFFFFFFFF)
    link(o, r, packed, root, owners, starts[c.SELLER] + portfolio.seller[order].astype(np.int64))
    rows = o.first[owners] + _place_within(owners)
    _set_states(parameters, world, portfolio, order, rows)
    return parameters, world


def _place_within(owners: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return, for sorted owners, the number of each entry within its owner."""
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    return np.arange(owners.size) - np.repeat(starts, np.diff(np.r_[starts, owners.size]))


def _set_states(
    parameters: Parameters, world: World, portfolio: Portfolio, order: np.ndarray, rows: np.ndarray
) -> None:
    r = world.relationships
    states = portfolio.states
    for name, column in STATES.items():
        for side, who in enumerate(("buyer", "seller")):
            r.directed[column, side, rows] = np.asarray(getattr(states, f"{name}_{who}"))[order]
    pass_on = parameters.relationship_memory.pass_on
    r.directed[c.SHARED_MEMORY][:, rows] = pass_on * r.directed[c.MEMORY][:, rows]
    r.read_out[c.PEAK][:, rows] = r.directed[c.COMMITMENT][:, rows]
    deliveries = np.minimum(np.asarray(states.deliveries)[order], OLDEST).astype(np.int64)
    age = np.minimum(portfolio.age_months[order], OLDEST)
    r.counts[c.DELIVERIES, rows] = deliveries
    r.counts[c.AGE, rows] = age
    r.counts[c.START, rows] = -age
    r.counts[c.CONTRACT_LEFT, rows] = 0
    r.dyadic[c.HONEYMOON, rows] = np.asarray(states.honeymoon)[order] * parameters.honeymoon.start
    r.dyadic[c.WALLET_SHARE, rows] = portfolio.wallet_share[order]
    distance = parameters.distance
    contact = 0.5 * (parameters.forming.buyer_contact + parameters.forming.seller_contact)
    rates = (distance.social_rate, distance.cultural_rate, distance.technological_rate, distance.time_rate)
    for column, rate in enumerate(rates):
        kept = power(np.full(rows.size, max(0.0, 1.0 - rate * contact)), deliveries)
        r.dyadic[c.SOCIAL_DISTANCE + column, rows] *= kept
    _set_stages(parameters, world, rows, deliveries)


def _set_stages(parameters: Parameters, world: World, rows: np.ndarray, deliveries: np.ndarray) -> None:
    """Read the first stage from the starting states by the thresholds of entering."""
    r = world.relationships
    cut = parameters.life_cycle
    commitment = r.directed[c.COMMITMENT][:, rows].min(axis=0)
    trust = r.directed[c.TRUST][:, rows].min(axis=0)
    investment = r.directed[c.INVESTMENT][:, rows].min(axis=0)
    early = deliveries >= 1
    development = early & (commitment >= cut.development_commitment) & (trust >= cut.development_trust)
    long_term = (
        development
        & (commitment >= cut.long_term_commitment)
        & (trust >= cut.long_term_trust)
        & (investment >= cut.long_term_investment)
    )
    stage = early.astype(np.int8) + development.astype(np.int8) + long_term.astype(np.int8)
    r.stages[c.STAGE, rows] = stage
    r.stages[c.HIGHEST_STAGE, rows] = stage
    r.stages[c.PREVIOUS_STAGE, rows] = stage
