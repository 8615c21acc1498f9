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
