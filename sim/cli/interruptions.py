"""Ctrl-C and SIGTERM: stopping the work, and not stopping it while results are written."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator


class Termination:
    """Whether it was SIGTERM, not Ctrl-C, that stopped the work; both stop it in the same way."""

    def __init__(self) -> None:
        self.asked = False

    @contextlib.contextmanager
    def heard(self) -> Iterator[None]:
        """Let SIGTERM interrupt as Ctrl-C does."""

        def interrupt(*_: object) -> None:
            self.asked = True
            if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # a job in the background of a script
                raise KeyboardInterrupt
            signal.raise_signal(signal.SIGINT)

        before = signal.signal(signal.SIGTERM, interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, before)

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
