"""Ctrl-C and SIGTERM: stopping the work, and not stopping it while results are written."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator


class Termination:
    """Whether it was SIGTERM, not Ctrl-C, that stopped the work; both stop it in the same way."""

    def __init__(self) -> None:
        self.asked = False
        self._only_noted = False

    @contextlib.contextmanager
    def heard(self) -> Iterator[None]:
        """Let SIGTERM interrupt as Ctrl-C does."""

        def interrupt(*_: object) -> None:
            self.asked = True
            if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
                signal.raise_signal(signal.SIGINT)
            elif not self._only_noted:  # a job in the background of a script, where nobody hears Ctrl-C
                raise KeyboardInterrupt

        before = signal.signal(signal.SIGTERM, interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, before)

    @contextlib.contextmanager
    def noted(self) -> Iterator[None]:
        """Tear nothing where Ctrl-C is ignored: whoever plays asks whether to stop, month by month."""
        self._only_noted = True
        try:
            yield
        finally:
            self._only_noted = False

    @property
    def exit_code(self) -> int:
        """Return 143 after SIGTERM, 130 after Ctrl-C."""
        return 143 if self.asked else 130


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let no interruption in while results are written."""
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.SIG_IGN) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
