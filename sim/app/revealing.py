"""The repetitions of one tab, played in a thread of their own while the tab goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sim.app.reveal import Cancelled, Outcome, reveal
from sim.app.settings import Setting
from sim.scenario import Prediction


class Revealing:
    """How far the repetitions are, and what came out.

    Parameters
    ----------
    do : callable
        Puts a command into the tab's queue.
    tell : callable
        Called, as a command, whenever there is something new.
    fail : callable
        Called, as a command, with what went wrong.
    """

    def __init__(
        self, do: Callable[[Callable[[], None]], None], tell: Callable[[], None], fail: Callable[[list[str]], None]
    ) -> None:
        self._do, self._tell, self._fail = do, tell, fail
        self._number = 0
        self.progress: tuple[int, int] | None = None
        """Runs played and runs, while they are played."""
        self.outcome: Outcome | None = None

    def forget(self) -> None:
        """Stop what is going on, and forget what came out."""
        self._number += 1
        self.progress = self.outcome = None

    def start(self, prediction: Prediction, left: Setting, right: Setting) -> None:
        """Play both worlds again and again, unless that is being done."""
        if self.progress is not None:
            return
        self.forget()
        number = self._number
        self.progress = (0, 2 * prediction.replications)
        self._tell()

        def progress(done: int, of: int) -> None:
            if done % max(1, of // 20) == 0:
                self._do(lambda: self._come(number, done, of))

        def work() -> None:
            try:
                outcome = reveal(prediction, left, right, progress=progress, cancelled=lambda: number != self._number)
            except Cancelled:
                return
            except Exception as error:
                told = f"{type(error).__name__}: {error}"
                self._do(lambda: self._fail(["the repetitions could not be played", told]))
                return
            self._do(lambda: self._done(number, outcome))

        threading.Thread(target=work, daemon=True, name="reveal").start()

    def _come(self, number: int, done: int, of: int) -> None:
        if number == self._number and self.progress is not None:
            self.progress = (done, of)
            self._tell()

    def _done(self, number: int, outcome: Outcome) -> None:
        if number == self._number:
            self.progress, self.outcome = None, outcome
            self._tell()
