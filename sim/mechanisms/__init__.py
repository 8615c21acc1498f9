"""Mechanisms around the core: why the parties of a relationship behave as they do.

The core (``sim.processes``) plays what happens between two organisations.  What moves an organisation from within, who
stands between the two, what a state or a policy does, is played around it, each mechanism in a package of its own:
before the month it pulls levers of single relationships, after it it looks back on their traces
(``sim.state.columns``).  A mechanism whose parameters are at their nulls is not built and costs nothing.
"""

from sim.mechanisms.mechanism import Mechanism, Setting
from sim.mechanisms.roster import MECHANISMS, mechanisms_at_work

__all__ = ["MECHANISMS", "Mechanism", "Setting", "mechanisms_at_work"]
