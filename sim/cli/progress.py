"""How far the work is, on stderr: on a terminal a bar or a line, else a line every ten seconds."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sim.cli.voice import Voice

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

SHORT_S = 2.0
"""Work that takes less says nothing."""
BETWEEN_LINES_S = 10.0
BETWEEN_DRAWINGS_S = 0.1
BETWEEN_COUNTS_S = 0.2
"""Between drawings of what counts runs."""


class MonthsPlayed:
    """Progress over the months of all arms.

    Parameters
    ----------
    voice : Voice
        Silent where it is quiet.
    total : int
        Months to play, all arms together.
    """

    def __init__(self, voice: Voice, total: int) -> None:
        self.voice = voice
        self.total = total
        self.done = 0
        self.before = 0
        self.arm = ""
        self.begun: float | None = None
        self.done_at_begin = 0
        self.said = 0.0
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def __enter__(self) -> Self:
        """Return itself; the clock starts with the first months, since building and compiling are no measure."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the bar as it stands."""
        if self.bar is not None:
            self._draw()
            self.bar.stop()

    def begin(self, arm: str) -> None:
        """Say which arm is played from now on."""
        self.arm = arm
        self.before = self.done

    def __call__(self, month: int, months: int) -> None:
        """Note that this many months of the arm's are played."""
        self.done = self.before + month
        now = time.monotonic()
        if self.begun is None:
            self.begun, self.done_at_begin = now, self.done
        if self.voice.quiet or now - self.begun < SHORT_S:
            return
        terminal = sys.stderr.isatty()
        if now - self.said < (BETWEEN_DRAWINGS_S if terminal else BETWEEN_LINES_S):
            return
        self.said = now
        if terminal:
            self._draw()
        else:
            rate = self._rate(now)
            left = (self.total - self.done) / rate if rate else 0.0
            self.voice.talk(f"  {self.arm}: month {month} of {months}, {rate:.3g} months/s, about {left:.0f} s left")

    def _rate(self, now: float) -> float:
        """Return the months played in a second since the clock was started."""
        return 0.0 if self.begun is None else (self.done - self.done_at_begin) / max(now - self.begun, 1e-9)

    def _draw(self) -> None:
        if self.bar is None:
            self.bar = self._new_bar()
            self.bar.start()
            self.task = self.bar.add_task(self.arm, total=self.total, rate="")
        if self.task is not None:
            rate = f"{self._rate(time.monotonic()):.3g} months/s"
            self.bar.update(self.task, completed=self.done, description=self.arm, rate=rate)

    def _new_bar(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        return Progress(
            TextColumn("  {task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("months"),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True, no_color=not self.voice.colour, highlight=False),
        )


class RepetitionsPlayed:
    """Progress over runs: a line that is written anew on a terminal, else one every ten seconds.

    Parameters
    ----------
    voice : Voice
        Silent where it is quiet.
    name : str
        What is played.
    """

    def __init__(self, voice: Voice, name: str) -> None:
        self.voice, self.name = voice, name
        self.terminal = sys.stderr.isatty() and not voice.quiet
        self.said = time.monotonic()
        self.drawn = False

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __call__(self, done: int, total: int) -> None:
        """Note that so many runs of the total are played."""
        now = time.monotonic()
        if now - self.said < (BETWEEN_COUNTS_S if self.terminal else BETWEEN_LINES_S):
            return
        self.said = now
        line = f"{self.name}: {done:,} of {total:,} runs"
        if self.terminal:
            print(f"\r{line}", end="", file=sys.stderr, flush=True)
            self.drawn = True
        else:
            self.voice.talk(line)

    def __exit__(self, *_: object) -> None:
        """Wipe the line away."""
        if self.drawn:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
