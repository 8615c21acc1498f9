"""Mechanisms around the core: why the parties of a relationship behave as they do.

The core (``sim.processes``) plays what happens between two organisations.  What moves an organisation from within, who
stands between the two, what a state or a policy does, is played around it, each mechanism in a package of its own:
before the month it pulls levers of single relationships, after it it looks back on their traces
(``sim.state.columns``).  A mechanism whose parameters are at their nulls is not built and costs nothing.
"""

from typing import TYPE_CHECKING, Any

from sim.mechanisms import roster
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.mechanisms.roster import in_turn, mechanisms_at_work

if TYPE_CHECKING:
    MECHANISMS: tuple[type[Mechanism], ...]

__all__ = ["MECHANISMS", "Mechanism", "Setting", "in_turn", "mechanisms_at_work"]


def __getattr__(name: str) -> Any:
    """Import all mechanisms when ``MECHANISMS`` is asked for."""
    if name != "MECHANISMS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return roster.MECHANISMS
