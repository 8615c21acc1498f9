"""What organisations profess and what they do, and the agreement that they are held to.

A line is default, meaning, unit, range, evidence and source; see ``sim.parameters.surroundings``.
"""

from __future__ import annotations

from sim.parameters.declare import Construct, parameter


class Values(Construct):
    """Espoused and enacted values (``sim.mechanisms.values``)."""

    gap: float = parameter(0.0, 'distance between the values an organisation professes and those it acts on; values lie in [0, 1]^5', 'distance', 0, 2, 'assumption', 'T36', null=0.0)
    opportunist_gap: float = parameter(0.0, 'distance added per unit of opportunism propensity', 'distance', 0, 2, 'assumption', 'T36', null=0.0)
    seen_after: float = parameter(6.0, 'deliveries after which half of what one sees are deeds', 'deliveries', 0.1, 120, 'assumption', 'T36')
    mentoring: float = parameter(0.0, 'share of the gap that mentoring closes', '1/month', 0, 1, 'assumption', 'T36', null=0.0)


class Agreement(Construct):
    """The agreement envelope: what a partner must at least perform (``sim.mechanisms.values``)."""

    rate: float = parameter(0.0, 'share by which trust moves to whether the partner stayed within the agreement', '1/month', 0, 1, 'assumption', 'T24', null=0.0)
    slack: float = parameter(0.15, 'how far below the first expectation performance may fall within the agreement', 'performance', 0, 1, 'assumption', 'T24')
