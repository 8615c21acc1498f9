"""Interventions: what the world, a firm or a government does on a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import streams
from sim._jit import clip, share
from sim.constructs.trust import deception_after, trust_after_breach
from sim.scenario import Intervention, with_values
from tests.oracle.organisations import Organisation

if TYPE_CHECKING:
    from tests.oracle.model import Oracle
    from tests.oracle.relationship import Relationship

RULES = ("subsidy", "regulation", "change")
BUYERS, SELLERS, EITHER, LIES = 0, 1, 2, 3


def strike(model: Oracle) -> None:
    """Do what is due at the beginning of this month."""
    values: dict[str, float] = {}
    for item in sorted(model.interventions, key=lambda one: one.at):
        in_force = item.at <= model.month and (item.until is None or model.month <= item.until)
        if in_force and item.action in RULES:
            values |= {"government.subsidy": item.by} if item.action == "subsidy" else dict(item.set)
    model.govern(with_values(model.at_start, values))
    for item in model.interventions:
        if item.at == model.month:
            _happen(model, item)


def _concerned(model: Oracle, item: Intervention) -> list[Organisation]:
    its = getattr(model, item.target)
    return list(its) if item.which is None else [its[k] for k in item.which]


def _happen(model: Oracle, item: Intervention) -> None:
    if item.action in RULES:
        _reach_prices(model, item)
    elif item.action == "contact_departure":
        _change_contacts(model, item)
    elif item.action == "deception":
        _reveal_lies(model, item)
    elif item.action == "end_relationships":
        for one in _struck(model, item, EITHER):
            model.ledger.write_intervention(one)
            one.end()
            if one.owner.relationships:
                model.fill_wallet(one.owner)
    else:
        for who in _concerned(model, item):
            _hit(model, item, who)


def _hit(model: Oracle, item: Intervention, who: Organisation) -> None:
    by = item.by or 0.0
    if item.action == "quality_shift":
        who.competence = clip(who.competence + by, 0.0, 1.0)
    elif item.action == "failure":
        who.shock = clip(who.shock - by, -1.0, 1.0)
    elif item.action == "demand_shift":
        who.demand *= 1.0 + by
    elif item.action == "scandal":
        who.country.institutional_trust = clip(who.country.institutional_trust - by, 0.0, 1.0)
    elif item.action == "price_change":
        p = model.p.price
        who.list_price = clip(who.list_price + by, p.low, p.high)
        for owner in model.customers_of(who):
            one = owner.relationships[who]
            one.price = clip(one.price + by, p.low, p.high)


def _reach_prices(model: Oracle, item: Intervention) -> None:
    """Let new rules about prices reach the prices already agreed."""
    if not any(key.startswith("price.") for key in item.set):
        return
    p = model.p.price
    for who in model.organisations:
        price = p.level if "price.level" in item.set else who.list_price
        who.list_price = clip(price, p.low, p.high)
        for one in who.relationships.values():
            price = p.level if "price.level" in item.set else one.price
            one.price = clip(price, p.low, p.high)


def _struck(model: Oracle, item: Intervention, side: int, ordinal: int | None = None) -> list[Relationship]:
    """Return the market relationships hit: a share of those of the organisations concerned, each by its own address."""
    concerned = model.organisations if side == EITHER else _concerned(model, item)
    struck = []
    luck_of = side if ordinal is None else ordinal
    for buyer in model.buyers:
        for one in buyer.by_place():
            luck = model.luck.of_pair(streams.INTERVENTION, model.month, buyer, one.partner, luck_of)
            if (one.partner if side == SELLERS else buyer) in concerned and luck.first < item.share:
                struck.append(one)
    return struck


def _change_contacts(model: Oracle, item: Intervention) -> None:
    """Lose what only the contact person knew, and the trust that hung on the person (E11)."""
    side = BUYERS if item.target == "buyers" else SELLERS
    loss = model.p.relationship_memory.departure_trust
    for one in _struck(model, item, side):
        mine, theirs = one.sides[side], one.sides[1 - side]
        personal = (mine.memory - mine.shared_memory) / mine.memory if mine.memory > 0.0 else 0.0
        mine.memory = mine.shared_memory
        theirs.trust *= 1.0 - loss * personal
        model.ledger.write_departure(one, side)


def _reveal_lies(model: Oracle, item: Intervention) -> None:
    """Let buyers detect that they were lied to (E4, E13)."""
    p = model.p
    for one in _struck(model, item, SELLERS, LIES):
        mine = one.sides[BUYERS]
        institutions = one.owner.country.institutional_trust
        mine.trust = trust_after_breach(mine.trust, p.trust.breach_loss, p.government.remedy, institutions)
        mine.deception = deception_after(mine.deception, p.trust.deception_memory)
        mine.conflict = share(mine.conflict + p.conflict.breach * (1.0 - mine.conflict))
        model.ledger.write_lie(one)
