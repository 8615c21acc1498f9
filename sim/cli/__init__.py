"""The command ``dyads``."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words after ``dyads``; those of the process unless stated.
    """
    from sim.cli.commands import call

    sys.exit(call(list(sys.argv[1:] if arguments is None else arguments)))
