"""What every mechanism around the core is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from sim.mechanisms.happenings import Rows, Telling
from sim.parameters import Parameters, pack_mechanisms
from sim.state.columns import SELLER
from sim.state.levers import Pulled
from sim.state.world import World


@dataclass(frozen=True)
class Setting:
    """Where a mechanism is at work.

    Attributes
    ----------
    world : World
        With levers; the mechanism may write to it between months.
    seed : numpy.uint64
        Root of all luck.
    starts : (5,) int64 array
        First organisation of each kind and, last, their number.
    telling : Telling, optional
        Writes down what happens; None in runs that keep no events.
    """

    world: World
    seed: np.uint64
    starts: npt.NDArray[np.int64]
    telling: Telling | None = None

    @property
    def market_rows(self) -> int:
        """Rows of the buyers, who come first: what is kept of trades needs no more."""
        return int(self.world.organisations.first[self.starts[SELLER]])


class Mechanism(ABC):
    """A mechanism around the core, in one run.

    Parameters
    ----------
    setting : Setting
        The world, just built (or, if a dated change switches the mechanism on, as it is then).
    parameters : Parameters
        What holds now; :meth:`set_parameters` replaces them.

    Attributes
    ----------
    package : str
        Its package, whose parameters ``self.p`` holds, packed.
    pulls : frozenset of (lever, side)
        Which levers it pulls, and of which sides (``sim.state.levers``): no others have a place in the world.
    metrics_named : tuple of str
        The monthly metrics it adds to the table of steps.
    """

    package: ClassVar[str]
    pulls: ClassVar[Pulled] = frozenset()
    metrics_named: ClassVar[tuple[str, ...]] = ()

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        self.setting = setting
        self.set_parameters(parameters)

    @staticmethod
    @abstractmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether any parameter is away from its null, so that the mechanism must be built."""

    def set_parameters(self, parameters: Parameters) -> None:
        """Let other parameters hold from now on."""
        self.parameters = parameters
        self.p: Any = pack_mechanisms(parameters, self.package)

    def before(self, month: int) -> None:  # noqa: B027 - most mechanisms need one of the two
        """Pull levers for the coming month; all are at rest, but for what mechanisms before this one did."""

    def after(self, month: int) -> None:  # noqa: B027
        """Look back on the month just played; new relationships have age 0, ended ones stage -1."""

    @property
    def tells(self) -> bool:
        """Whether the run keeps events; where it does not, there is no need to look for any."""
        return self.setting.telling is not None

    def tell(self, event: int, rows: Rows, side: int) -> None:
        """Let the run's table of events say what happens to relationships; runs without such a table forget it.

        Parameters
        ----------
        event : int
            A kind of ``sim.mechanisms.happenings``.  Tell what is rare: not what every month brings.
        rows : (n,) int array
            Where the relationships lie; each must be alive, or have lived through the month just played.
        side : int
            Who does it.
        """
        if self.setting.telling is not None and rows.size:
            self.setting.telling(event, rows, side)

    def metrics(self) -> Mapping[str, float]:
        """Return the values of ``metrics_named`` for the month just played."""
        return {}
