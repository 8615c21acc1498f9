"""How large a world will be, before it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.mechanisms import mechanisms_at_work
from sim.parameters import Parameters
from sim.state.columns import COUNTS, DIRECTED, DYADIC, MARKS, READ_OUT, STAGES, TRACES

if TYPE_CHECKING:
    from sim.scenario import Outputs

PROCESS = 350e6
"""Bytes of a process that has the engine loaded and no world yet."""
ORGANISATION = 450
"""Bytes of an organisation, its sums included."""
MOST_PARTNERS = 4096
"""As ``sim.processes.founding`` draws them."""
ENDED_A_MONTH = 0.015
EVENTS_A_MONTH = 0.35
CONTACTS_A_MONTH = 0.4
"""Events more where sellers have account managers; 0.1 to 0.4 in the shipped scenarios."""
KEPT, CUSTOMER = 30, 75
"""Bytes of a relationship that a mechanism around the core keeps at most, and that account people keep besides, as
``python -m benchmarks --only memory`` finds them."""
LIFE, EVENT = 320, 160
"""Bytes of a life and of an event while a run's tables are made, sorting included; as measured, rounded up."""


def expected_relationships(parameters: Parameters) -> float:
    """Return about how many relationships a world of these parameters has at a time."""
    population = parameters.population
    least, most = min(population.partners, population.sellers), min(population.sellers, MOST_PARTNERS)
    partners = float(least)
    if population.degree_tail > 0.0:
        # The mean of a whole number is the sum of its chances to reach 1, 2, 3 …
        reached = np.arange(least + 1, most + 1)
        partners += float(((least / reached) ** population.degree_tail).sum())
    linked = population.sellers if population.complementors else 0
    return population.buyers * partners + linked


def expected_memory(parameters: Parameters, months: int, outputs: Outputs) -> float:
    """Return about how many bytes a run takes at most, its tables included.

    Parameters
    ----------
    parameters : Parameters
    months : int
        Months that will be played.
    outputs : Outputs
        What will be recorded.
    """
    rows = expected_relationships(parameters)
    population = parameters.population
    organisations = population.buyers + population.sellers + population.complementors + population.governments
    row = 8 * (2 * len(DIRECTED) + len(DYADIC)) + 8 * len(READ_OUT) + 2 * len(COUNTS) + len(STAGES) + 4
    mechanisms = mechanisms_at_work(parameters)
    if mechanisms:
        lines = {line for mechanism in mechanisms for line in mechanism.pulls}
        row += 4 * len(lines) + 8 * len(TRACES) + 2 * len(MARKS)
        row += KEPT * len(mechanisms) + (CUSTOMER if parameters.people.per_seller else 0)
    lives = rows * (1.0 + ENDED_A_MONTH * months)
    told = EVENTS_A_MONTH + (CONTACTS_A_MONTH if parameters.people.per_seller else 0.0)
    events = rows * told * months if outputs.events else 0.0
    return PROCESS + row * rows + ORGANISATION * organisations + LIFE * lives + EVENT * events
