"""Chains of firms, and firms that buy from, supply and compete with one another (T17–T21).

A line is default, meaning, unit, range, evidence and source, as in ``sim.parameters.conduct``.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Chain(Construct):
    """Who supplies whom beyond buyers and sellers, and what one tier passes on to the next (``sim.mechanisms.chain``)."""

    suppliers: int = parameter(0, 'sellers, the last ones by number, that supply the other sellers instead of the buyers', 'organisations', 0, 1000000, 'assumption', 'T17; S12', null=0, founding=True)
    partners: int = parameter(2, 'suppliers that each of the other sellers wants to deal with at a time', 'partners', 1, 4096, 'assumption', 'T17; chosen', founding=True)
    peers: int = parameter(0, '1 where every buyer may also supply every other buyer', '0 or 1', 0, 1, 'assumption', 'S10', null=0, founding=True)
    input: float = parameter(0.0, 'share of what suppliers deliver above or below the usual that a seller passes on', 'share', 0, 1, 'assumption', 'T17; chosen', null=0.0)
    usual: float = parameter(0.65, 'performance of suppliers that leaves a seller as good as it is', 'performance', 0, 1, 'assumption', 'T17; chosen')
    buffer: float = parameter(0.3, "share of this month's deliveries in what a seller works with; the rest is stock", 'share', 0.001, 1, 'assumption', 'T17; chosen')
    without: float = parameter(0.3, 'performance of what is bought in need by a seller without suppliers', 'performance', 0, 1, 'assumption', 'T17; chosen')
    scope: int = parameter(0, 'what is managed together: 0 each for itself, 1 the dyad, 2 the chain, 3 the chain on one database', 'level', 0, 3, 'assumption', 'T19', null=0)
    planning: float = parameter(0.3, 'share by which joint planning raises what both sides learn', '1', 0, 5, 'assumption', 'T19; chosen')
    planning_cost: float = parameter(0.005, 'what joint planning costs each side per unit of volume', 'value', 0, 1, 'assumption', 'T19; chosen')
    pooled: float = parameter(0.1, "performance that all knowledge of a seller's customers, on a common database, adds to what its suppliers deliver", 'performance', 0, 1, 'assumption', 'T19; chosen')
    leak: float = parameter(1.0, 'what the same adds to the log-odds that they take advantage', '1', 0, 20, 'assumption', 'T19; chosen')


class Rivalry(Construct):
    """Firms that supply the same customers keep the peace or fight with their prices (``sim.mechanisms.chain.rivalry``)."""

    win: float = parameter(0.0, 'share by which a firm that fights sells more than one that keeps the peace', '1', 0, 10, 'assumption', 'T18; S10', null=0.0)
    cut: float = parameter(0.05, 'price share by which a firm that fights undercuts', 'share', 0, 0.3, 'assumption', 'T18; chosen')
    future: float = parameter(0.9, 'weight of the month after, against this one', 'share', 0, 0.999, 'assumption', 'T18; S10')
    war: float = parameter(6.0, 'months for which a firm reckons to be fought back', 'months', 1, 120, 'assumption', 'green_porter_1984; chosen')
    slope: float = parameter(40.0, 'how sharply the better choice is chosen', '1/value', 0, 1000, 'assumption', 'chosen')
    haze: float = parameter(0.3, 'standard deviation of the share of fighting rivals as a firm sees it', 'share', 0, 2, 'literature', 'green_porter_1984')
    common: float = parameter(0.5, 'share of its variance that everybody has in common: weak demand looks like being undercut', 'share', 0, 1, 'assumption', 'green_porter_1984; chosen')
    hardness: float = parameter(0.3, 'bargaining intensity that a firm that fights adds', 'share', 0, 1, 'assumption', 'T18; chosen')
    withhold: float = parameter(0.5, 'share of its openness and of its investing that it withholds', 'share', 0, 1, 'assumption', 'T18; chosen')


class RelationalNorm(Construct):
    """What a society expects of those who deal with one another (``sim.mechanisms.chain.rivalry``)."""

    level: float = parameter(0.0, 'strength of the norm', 'share', 0, 1, 'assumption', 'T18', null=0.0)
    restraint: float = parameter(2.0, 'what a full norm takes from the log-odds of taking advantage', '1', 0, 20, 'assumption', 'T18; E12')
    values: float = parameter(0.3, 'share of missing value overlap that a full norm adds where a relationship begins', 'share', 0, 1, 'assumption', 'T18; chosen')
    horizon: float = parameter(0.5, 'share of the missing weight of the future that a full norm adds', 'share', 0, 1, 'assumption', 'T18; chosen')
