"""What ``batch``, ``sweep`` and ``worker`` share: the cost card, progress over runs, what is said at the end."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.interruptions import Termination
from sim.cli.progress import BETWEEN_COUNTS_S, BETWEEN_LINES_S
from sim.cli.voice import Voice, commands, put, put_json, width_of

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from sim.experiments import Cost, Launch, Standing, Study

LOOK_S = 5.0
"""Seconds that a run is played for a cost card; a longer one is judged by its first months."""


class Enough(Exception):
    """The cost card was all that was wanted."""


def shape_of(study: Study) -> str:
    """Return how many runs a study has, and how they come about."""
    points, arms = study.n_points // len(study.worlds), len(study.worlds)
    parts = [f"{points:,} point{'s' * (points != 1)}"] if points > 1 or study.kind == "sweep" else []
    parts += [f"{arms:,} arms"] if arms > 1 else []
    parts += [f"{study.replications:,} replication{'s' * (study.replications != 1)}"]
    return f"{' × '.join(parts)} = {study.n_runs:,} run{'s' * (study.n_runs != 1)}"


def in_words(seconds: float) -> str:
    """Return a length of time as people say it."""
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 72 * 3600 else f"{seconds / 86400:.1f} days"


def card(study: Study, cost: Cost, folder: Path) -> str:
    """Return the cost card: time, disk, memory."""
    from sim.scenario.memory import readable

    workers = f"{cost.jobs} worker{'s' * (cost.jobs != 1)}"
    seen = [f"judged by {cost.cut.months} of {cost.cut.of} months of one run"] if cost.cut else []
    return " · ".join(
        [
            f"about {in_words(cost.seconds)} with {workers}",
            f"{readable(cost.size)} in {folder}/",
            f"memory {readable(cost.memory)}",
            f"{cost.each_s:.3g} s a run",
            *seen,
        ]
    )


class RunsPlayed:
    """Progress over runs: a bar on a terminal, else a line every ten seconds."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.said = time.monotonic()
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def __call__(self, standing: Standing) -> None:
        """Show how the study stands."""
        terminal = sys.stderr.isatty()
        now = time.monotonic()
        if self.voice.quiet or now - self.said < (BETWEEN_COUNTS_S if terminal else BETWEEN_LINES_S):
            return
        self.said = now
        if terminal:
            self._draw(standing)
        else:
            self.voice.talk(f"  {line_of(standing)}")

    def _draw(self, standing: Standing) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        if self.bar is None:
            self.bar = Progress(
                BarColumn(), MofNCompleteColumn(), TextColumn("runs"), TextColumn("{task.description}", markup=False),
                TimeRemainingColumn(compact=True),
                console=Console(stderr=True, no_color=not self.voice.colour, highlight=False),
            )  # fmt: skip
            self.bar.start()
            self.task = self.bar.add_task("", total=standing.total)
        if self.task is not None:
            failed = f"{standing.failed} failed" if standing.failed else ""
            done = standing.done + standing.failed
            self.bar.update(self.task, completed=done, total=standing.total, description=failed)

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self.bar is not None:
            self.bar.stop()


def line_of(standing: Standing) -> str:
    """Return how far a study is, in one line."""
    played = standing.done + standing.failed - standing.before
    rate = played / standing.seconds if standing.seconds > 0 else 0.0
    left = standing.total - standing.done - standing.failed
    ahead = f", about {in_words(left / rate)} left" if rate and left else ""
    failed = f", {standing.failed:,} failed" if standing.failed else ""
    return f"{standing.done:,} of {standing.total:,} runs done{failed}, {rate:.3g} runs/s{ahead}"


def only_price(study: Study, folder: Path, how: Launch, voice: Voice, *, as_json: bool) -> int:
    """Print the cost card of a study and leave everything as it is."""
    from sim.engine.size import expected_memory
    from sim.experiments import Listeners, launch
    from sim.experiments.place import done_runs
    from sim.store.manifest import load_manifest

    stored = load_manifest(folder)
    done = int(done_runs(folder, study).sum()) if stored and stored.get("identity") == study.digest() else 0
    left = study.n_runs - done
    found: list[Cost] = []

    def priced(_: Study, __: Standing, cost: Cost) -> None:
        found.append(cost)
        raise Enough

    with tempfile.TemporaryDirectory(prefix="dyads-") as aside:
        how = replace(how, look_s=LOOK_S)
        small = replace(study, replications=min(study.replications, max(1, -(-11 // study.n_points))))
        try:
            launch(small, Path(aside) / "probe", how, about={"command": ""}, listeners=Listeners(priced=priced))
        except Enough:
            cost = found[0]
        else:
            return 1
    each = cost.size / cost.left if cost.left else 0.0
    if cost.cut:  # what a run holds grows as it goes
        world = study.worlds[0].scenario
        whole = expected_memory(study.parameters(study.run(0).point), world.run.months, world.outputs)
        cost = replace(cost, memory=max(cost.memory, whole * how.jobs))
    cost = replace(cost, left=left, seconds=left * cost.each_s / how.jobs, size=left * each)
    if as_json:
        put_json(
            {
                "runs": study.n_runs, "done": done, "points": study.n_points, "replications": study.replications,
                "seconds": cost.seconds, "seconds_a_run": cost.each_s, "bytes": cost.size, "memory": cost.memory,
                "workers": cost.jobs, "folder": str(folder),
                "judged_by_months": cost.cut.months if cost.cut else None,
            }
        )  # fmt: skip
    else:
        put(f"{shape_of(study)} · {card(study, cost, folder)}")
        if done:
            put(f"{done:,} of {study.n_runs:,} done already")
    voice.talk("nothing run (-n)")
    return 0


def play(
    study: Study,
    folder: Path,
    how: Launch,
    voice: Voice,
    *,
    about: dict[str, Any],
    as_json: bool,
    claimed: Callable[[], None] = lambda: None,
    more: Callable[[Study], int] | None = None,
    next_steps: list[tuple[str, str]],
) -> int:
    """Play a study, and say what came of it; return the exit code."""
    from sim.experiments import Listeners, launch
    from sim.experiments.cost import free_space
    from sim.scenario.memory import readable

    progress = RunsPlayed(voice)

    def opened(study: Study, standing: Standing) -> None:
        claimed()
        if standing.done:
            voice.talk(f"resuming: {standing.done:,} of {standing.total:,} done")

    def priced(study: Study, _: Standing, cost: Cost) -> None:
        voice.talk(f"{shape_of(study)} · {card(study, cost, folder)}")
        free = free_space(folder)
        if free is not None and cost.size > free:
            voice.talk(
                f"  only {readable(free)} are free there; it will stop when they are used up, and can be resumed"
            )

    stop = Termination()
    with stop.heard():
        try:
            standing = launch(
                study, folder, how, about=about,
                listeners=Listeners(opened=opened, priced=priced, beat=progress, more=more or (lambda *_: 0)),
            )  # fmt: skip
        finally:
            progress.close()
    return _told(voice, study, folder, standing, next_steps, stop.exit_code, as_json=as_json)


def _told(
    voice: Voice,
    study: Study,
    folder: Path,
    standing: Standing,
    next_steps: list[tuple[str, str]],
    interrupted_code: int,
    *,
    as_json: bool,
) -> int:
    if as_json:
        put_json(
            {
                "name": study.name, "folder": str(folder), "status": standing.status, "runs": standing.total,
                "done": standing.done, "failed": standing.failed, "digest": standing.digest or None,
                "seconds": standing.seconds, "restarts": standing.restarts,
            }
        )  # fmt: skip
    else:
        put(f"{folder}/  {line_of(standing) if standing.done > standing.before else _still(standing)}")
    if standing.restarts:
        voice.talk(f"workers died {standing.restarts} times and were replaced")
    for line in standing.failures:
        voice.talk(f"  {line}")
    if standing.failed > len(standing.failures):
        voice.talk(f"  … and {standing.failed - len(standing.failures)} more")
    if standing.failed:
        number = standing.failures[0].split()[1].rstrip(":")
        rows = [(f"dyads run {folder} --run {number}", "replays it"), (f"{folder}/failures/", "records of all of them")]
        voice.talk(*commands(rows, width_of(sys.stderr)))
    if standing.status == "interrupted":
        voice.talk("interrupted; the same command goes on from here")
        return interrupted_code
    if standing.status == "stopped":
        voice.talk("stopped at the first failure (--on-error stop); the same command goes on from here")
    if standing.digest:
        voice.talk(f"digest {standing.digest[:16]}")
    voice.talk(*commands(next_steps, width_of(sys.stderr)))
    return 1 if standing.failed else 0


def _still(standing: Standing) -> str:
    failed = f", {standing.failed:,} failed" if standing.failed else ""
    return f"{standing.done:,} of {standing.total:,} runs done{failed}"
