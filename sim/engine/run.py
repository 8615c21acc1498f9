"""Play a whole run and hand over its tables."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Literal

from sim.engine.interventions import begin_month, months_of_change
from sim.engine.simulation import Simulation
from sim.parameters import Parameters
from sim.recording.books import Table

if TYPE_CHECKING:
    from sim.portfolio import Portfolio
    from sim.scenario import Intervention, Link, OrganisationTraits, Outputs

CALL_S = 0.1
"""Compiled code is called for about this long at a time, so that progress is told and Ctrl-C is heard."""
ROWS_FIRST = 50_000
"""Months of relationships, of all together, that the first call plays: they take less, whatever the machine."""


@dataclass(frozen=True)
class RunResult:
    """What came of a run.

    Attributes
    ----------
    status : {"ok", "interrupted"}
        Tables are whole in either case, up to month ``months``.
    months : int
        Months played.
    seed : int
        Root of all luck.
    steps, events, dyads, paths, networks : Table
        See the modules ``sim.recording.tables`` and ``sim.recording.networks``.
    wall_s : float
        Seconds that playing took.
    """

    status: Literal["ok", "interrupted"]
    months: int
    seed: int
    steps: Table
    events: Table
    dyads: Table
    paths: Table
    networks: Table
    wall_s: float


class _Stop:
    """Whether Ctrl-C was pressed; while months are played it is only noted, so that no month is torn."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True

    @contextmanager
    def heard(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.getsignal(signal.SIGINT)
        if before is signal.SIG_IGN or before is None:
            yield
            return
        signal.signal(signal.SIGINT, self)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


def play(
    parameters: Parameters,
    *,
    months: int,
    seed: int,
    interventions: Sequence[Intervention] = (),
    outputs: Outputs | None = None,
    portfolio: Portfolio | None = None,
    organisations: Sequence[OrganisationTraits] = (),
    links: Sequence[Link] = (),
    threads: int = 1,
    single: bool = False,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> RunResult:
    """Play one run.

    Parameters
    ----------
    parameters : Parameters
        What holds, but for dated changes.
    months : int
        Months to play.
    seed : int
        Root of all luck; any integer, 0 included.
    interventions : sequence of Intervention
        Dated changes; each happens at the beginning of its month.
    outputs : Outputs, optional
        What to remember; everything, every month, where left out.
    portfolio : Portfolio, optional
        Existing relationships to start from.
    organisations, links : sequences
        What the scenario states about single organisations and first relationships.
    threads : int
        Threads; results do not depend on it.
    single : bool
        Keep relationships in single precision: half the memory, other digests.
    progress : callable, optional
        Called with (month, months) about ten times a second.
    stopped : callable, optional
        Asked as often; where it says so, the run ends there as it does after Ctrl-C.

    Returns
    -------
    RunResult
        After Ctrl-C: whole tables of the months played until then.
    """
    from sim.scenario import Outputs

    wanted = outputs or Outputs()
    begun = time.perf_counter()
    stop = _Stop()
    with stop.heard():
        simulation = Simulation(
            parameters, seed, organisations=organisations, links=links, portfolio=portfolio, every=wanted.every,
            keep_events=wanted.events, paths=wanted.paths, network_every=wanted.network_every, threads=threads,
            single=single,
        )  # fmt: skip
        # The world may have adapted the population to a portfolio.
        base = simulation.parameters
        changes = months_of_change(interventions, months)
        chunk = max(1, ROWS_FIRST // max(1, simulation.rows))
        while simulation.month < months and not (stop.asked or stopped()):
            begin_month(simulation, base, interventions)
            until = min([month - 1 for month in changes if month > simulation.month + 1] + [months])
            called = time.perf_counter()
            simulation.advance(min(chunk, until - simulation.month))
            spent = time.perf_counter() - called
            chunk = max(1, chunk // 2) if spent > CALL_S else chunk * 2
            if progress is not None:
                progress(simulation.month, months)
    simulation.close()
    # Ctrl-C in the last months counts too, or whoever plays several runs would never hear of it.
    return result_of(simulation, wanted, interrupted=stop.asked or stopped(), wall_s=time.perf_counter() - begun)


def result_of(simulation: Simulation, outputs: Outputs, *, interrupted: bool = False, wall_s: float = 0.0) -> RunResult:
    """Return what a simulation remembers of the months played so far, as far as the outputs ask for it."""
    dyads = simulation.dyads()
    return RunResult(
        status="interrupted" if interrupted else "ok",
        months=simulation.month,
        seed=simulation.seed,
        steps=_chosen(simulation.steps(), outputs),
        events=simulation.events(),
        dyads=dyads if outputs.dyads else {name: column[:0] for name, column in dyads.items()},
        paths=simulation.paths(),
        networks=simulation.networks(),
        wall_s=wall_s,
    )


def _chosen(steps: Table, outputs: Outputs) -> Table:
    """Return the months and columns of steps that the outputs ask for."""
    steps = {name: column[steps["month"] % outputs.every == 0] for name, column in steps.items()}
    if outputs.metrics == "all":
        return steps
    from sim.scenario import step_columns

    # Metrics of mechanisms that are not at work in this run do not exist in it.
    return {name: steps[name] for name in ("month", *step_columns(outputs.metrics)) if name in steps}
