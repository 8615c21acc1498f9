"""The engine, compiled before the first world is founded, in a process of its own so that no page freezes meanwhile."""

from __future__ import annotations

import subprocess
import sys
import threading
import time


class Readiness:
    """Whether the engine can be used yet; asked by every tab, prepared once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun: float | None = None
        self._done = threading.Event()
        self.problem = ""
        """What went wrong; empty where nothing did."""

    @property
    def seconds(self) -> float:
        """Seconds since preparing began."""
        return 0.0 if self._begun is None else time.monotonic() - self._begun

    def wait(self, timeout: float) -> bool:
        """Begin to prepare where nobody has yet, and wait so long at most; return whether the engine is ready."""
        with self._lock:
            if self._begun is None:
                self._begun = time.monotonic()
                threading.Thread(target=self._prepare, daemon=True, name="compiling").start()
        return self._done.wait(timeout)

    def _prepare(self) -> None:
        from sim.cli.compiling import warm_up

        try:
            from sim._jit import is_compiled

            if not is_compiled():
                code = "from sim.cli.compiling import warm_up; warm_up()"
                done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
                if done.returncode:
                    self.problem = (done.stderr.strip().splitlines() or ["compiling the engine failed"])[-1]
            if not self.problem:
                warm_up()
        except Exception as error:
            self.problem = f"{type(error).__name__}: {error}"
        finally:
            self._done.set()


READINESS = Readiness()
