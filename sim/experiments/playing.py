"""Playing runs of a study one after the other and writing them down; every engine ends up here."""

from __future__ import annotations

import contextlib
import math
import shlex
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.experiments.study import Study
from sim.store import TABLES, FinishedRun, write_chunk, write_failure
from sim.store.writing import chunk_file

ENGINE = "sim.engine:play"
"""What plays a run: module and function; tests put others in its place."""

FLUSH_S = 5.0
"""Finished runs are written after so many seconds at the latest, whatever the chunk was meant to be."""

WRITING = -1
"""Noted instead of a run's number while files are written."""


LEAST_MONTHS = 2
"""A run that is only looked at is played for so many months, whatever they take."""


class TooLong(Exception):
    """A run took longer than it may."""


@dataclass(frozen=True)
class Cut:
    """A run that was cut short.

    Attributes
    ----------
    months, of : int
        Months played, and months that it has.
    rest_s : float
        Seconds that the others would take if they were like those.
    """

    months: int
    of: int
    rest_s: float


@dataclass(frozen=True)
class Receipt:
    """What a worker reports of some runs; their results are on disk.

    Attributes
    ----------
    done, failed : tuple of int
        Numbers of the runs.
    seconds : float
        All it took, writing included.
    size : int
        Bytes written.
    why : str
        What the last failure was, in one line.
    cut : Cut, optional
        Of a run that was cut short to see what it costs (``Orders.look_s``); seconds and size are then what all of its
        months would take if the rest were like those.
    """

    done: tuple[int, ...]
    failed: tuple[int, ...]
    seconds: float
    size: int = 0
    why: str = ""
    cut: Cut | None = None


@dataclass(frozen=True)
class Orders:
    """How runs are to be played.

    Attributes
    ----------
    folder : Path
        Absolute; claimed by the study.
    limit_s : float
        Seconds that a run may take.
    engine : str
        Module and function that plays a run.
    trace : bool
        Print the traceback of a run that raises.
    look_s : float
        Seconds after which a run is cut short, because it is played only to see what it costs.
    """

    folder: Path
    limit_s: float
    engine: str = ENGINE
    trace: bool = False
    look_s: float = math.inf

    def player(self) -> Callable[..., Any]:
        """Return the function that plays a run."""
        module, _, name = self.engine.partition(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found


def play_runs(
    study: Study,
    numbers: Sequence[int],
    orders: Orders,
    *,
    note: Callable[[int], None] = lambda *_: None,
    stopped: Callable[[], bool] = lambda: False,
    aborted: Callable[[], bool] = lambda: False,
) -> Iterator[Receipt]:
    """Play runs and write them down; yield a receipt for each chunk of files.

    Parameters
    ----------
    study : Study
    numbers : sequence of int
    orders : Orders
    note : callable
        Told the number of the run that begins, and ``WRITING``.
    stopped : callable
        Asked between runs; what was finished until then is written.
    aborted : callable
        Asked within runs: whether to leave the run in play at once.

    Raises
    ------
    OSError
        The disk refused; the runs since the last receipt do not count.
    """
    player = orders.player()
    finished: list[FinishedRun] = []
    failed: list[int] = []
    why, cut = "", None
    begun = time.perf_counter()
    for number in numbers:
        if stopped():
            break
        note(number)
        try:
            one, cut = _played(study, number, orders, player, aborted)
            finished.append(one)
        except KeyboardInterrupt:
            if finished or failed:
                yield _written(orders.folder, finished, failed, begun, why, cut)
            raise
        except Exception as fault:
            text = "".join(traceback.format_exception(fault))
            if orders.trace:
                traceback.print_exception(fault)
            why = record_failure(study, number, orders.folder, fault, text)
            failed.append(number)
        if time.perf_counter() - begun > FLUSH_S:
            note(WRITING)
            yield _written(orders.folder, finished, failed, begun, why, cut)
            finished, failed, begun = [], [], time.perf_counter()
    if finished or failed:
        note(WRITING)
        yield _written(orders.folder, finished, failed, begun, why, cut)


def _played(
    study: Study, number: int, orders: Orders, player: Callable[..., Any], aborted: Callable[[], bool]
) -> tuple[FinishedRun, Cut | None]:
    run = study.run(number)
    world = study.world(run.point)
    begun = time.monotonic()
    seen: list[tuple[int, float]] = []

    def watch(month: int, months: int) -> None:
        seen.append((month, time.monotonic()))
        if aborted():
            raise KeyboardInterrupt
        if time.monotonic() - begun > orders.limit_s:
            raise TooLong(f"stopped in month {month} of {months}, after {orders.limit_s:g} s (--max-seconds-per-run)")

    def looked() -> bool:
        return bool(seen) and seen[-1][0] >= LEAST_MONTHS and seen[-1][1] - begun > orders.look_s

    result = player(
        study.parameters(run.point),
        months=world.scenario.run.months,
        seed=run.seed,
        interventions=world.interventions,
        outputs=world.scenario.outputs,
        portfolio=study.portfolio(run.point),
        organisations=world.scenario.organisations,
        links=world.scenario.links,
        threads=1,
        progress=watch,
        stopped=looked,
    )
    if result.status != "ok" and not looked():
        raise KeyboardInterrupt  # the engine noted Ctrl-C and stopped in the middle
    one = FinishedRun(
        run=run.run,
        point=run.point,
        replicate=run.replicate,
        arm=run.arm,
        seed=run.seed,
        key=run.key,
        status=result.status,
        months=result.months,
        wall_s=result.wall_s,
        tables={name: getattr(result, name) for name in TABLES},
    )
    return one, _cut(begun, seen, world.scenario.run.months) if looked() else None


def _cut(begun: float, seen: Sequence[tuple[int, float]], months: int) -> Cut:
    """Return what was played of a run, judging by its months but for the first, before which the world is built."""
    played, until = seen[-1]
    built, since = seen[0] if seen[0][0] < played else (0, begun)
    return Cut(played, months, (months - played) * (until - since) / (played - built))


def _written(
    folder: Path, finished: Sequence[FinishedRun], failed: Sequence[int], begun: float, why: str, cut: Cut | None
) -> Receipt:
    size = 0
    if finished:
        chunk = finished[0].run
        write_chunk(folder, chunk, finished)
        files = [chunk_file(folder, name, chunk) for name in ("runs", *TABLES)]
        size = sum(file.stat().st_size for file in files if file.exists())
        for one in finished:  # one that failed before and did not now
            with contextlib.suppress(FileNotFoundError):
                (folder / "failures" / f"{one.run}.json").unlink()
    seconds = time.perf_counter() - begun
    if cut is not None:
        seconds, size = seconds + cut.rest_s, size * cut.of // cut.months
    return Receipt(tuple(one.run for one in finished), tuple(failed), seconds, size, why, cut)


def record_failure(study: Study, number: int, folder: Path, fault: BaseException, text: str = "") -> str:
    """Put a failed run on record, with the command that replays it; return what happened in one line."""
    run = study.run(number)
    error = str(fault) if isinstance(fault, TooLong) else f"{type(fault).__name__}: {fault}"
    try:
        parameters = study.parameters(run.point).model_dump(mode="json")
    except ValueError:  # the fault may be that there are none
        parameters = None
    write_failure(
        folder,
        number,
        {
            "run": number,
            "point": run.point,
            "arm": run.arm,
            "replicate": run.replicate,
            "seed": run.seed,
            "months": study.world(run.point).scenario.run.months,
            "varied": study.at(run.point),
            "parameters": parameters,
            "error": error,
            "traceback": text,
            "replay": replay_command(folder, number),
        },
    )
    return f"run {number}: {error.splitlines()[0] if error else type(fault).__name__}"


def replay_command(folder: Path, number: int) -> str:
    """Return the command line that plays one run of a study again."""
    place = folder
    with contextlib.suppress(ValueError):
        place = folder.relative_to(Path.cwd())
    return shlex.join(["dyads", "run", str(place), "--run", str(number)])
