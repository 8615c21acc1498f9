"""The command ``dyads``."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words after ``dyads``; those of the process unless stated.
    """
    # What imports leave behind is no garbage: to look through it again and again, and once more at the end, takes a
    # fifth of a small run.
    gc.set_threshold(20_000, 50, 100)
    atexit.register(gc.freeze)
    from sim.cli.commands import call

    sys.exit(call(list(sys.argv[1:] if arguments is None else arguments)))
