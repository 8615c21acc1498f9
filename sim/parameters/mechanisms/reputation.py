"""Word of mouth about detected breaches.

A line is default, meaning, unit, range, evidence and source; see ``sim.parameters.surroundings``.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Gossip(Construct):
    """Reputation by word of mouth (``sim.mechanisms.reputation``)."""

    rate: float = parameter(0.0, "chance that a contact of the victim hears of a detected breach", 'probability', 0, 1, 'assumption', 'E12', null=0.0)
    contacts: int = parameter(5, 'others of its kind that an organisation talks to', 'organisations', 0, 64, 'assumption', 'E12')
    wound: float = parameter(0.1, 'share of its trust in the accused that a partner loses who hears of one breach', 'share', 0, 1, 'assumption', 'E12')
    reputation: float = parameter(0.5, 'reputation lost if everybody of the kind heard of one breach', 'performance', 0, 1, 'assumption', 'E12')
    opportunist_from: float = parameter(1.0, 'propensity from which metrics count a seller as an opportunist; no process reads it, 1 counts nobody', 'share', 0, 1, 'assumption', 'S7', null=1.0)
