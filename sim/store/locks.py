"""Locks on files that die with the process that holds them, however it dies."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import BinaryIO, Self

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class Lock:
    """A lock on a file, held by one process or, where it is shared, by several.

    Parameters
    ----------
    path : Path
        The file; made where it is not there, never removed (removing it would let two hold it).
    shared : bool
        Whether others may share it; all of them must then say so.
    """

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self.path = path
        self.shared = shared
        self._file: BinaryIO | None = None

    def take(self, wait_s: float = 0.0) -> bool:
        """Take the lock, waiting at most so many seconds; return whether it is held now.

        Raises
        ------
        OSError
            The file cannot be made.
        """
        file = open(self.path, "ab")  # noqa: SIM115
        until = time.monotonic() + wait_s
        while not _locked(file, self.shared):
            if time.monotonic() >= until:
                file.close()
                return False
            time.sleep(0.02)
        self._file = file
        return True

    def free(self) -> None:
        """Give the lock back."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        """Return the lock, taken or not."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give the lock back."""
        self.free()


def _locked(file: BinaryIO, shared: bool) -> bool:
    if fcntl is None:
        return _locked_on_windows(file)
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked_on_windows(file: BinaryIO) -> bool:
    import msvcrt

    with contextlib.suppress(OSError):
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        getattr(msvcrt, "locking")(file.fileno(), 2, 1)  # noqa: B009  (2: exclusive, at once)
        return True
    return False
