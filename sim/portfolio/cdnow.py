"""Where the public CDNOW order log lies on this machine; the data are not ours and never enter the project."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from sim.errors import InputProblems, Problem


def cdnow_orders_path() -> Path:
    """Return the CDNOW order log (69,659 orders, 23,570 customers) that the package ``lifetimes`` ships.

    The package itself, which does not run on current Python, is never imported.

    Returns
    -------
    Path

    Raises
    ------
    InputProblems
        The package is not installed, or holds no such file.
    """
    try:
        path = Path(str(distribution("lifetimes").locate_file("lifetimes/datasets/CDNOW_master.txt")))
    except PackageNotFoundError:
        path = None
    if path is None or not path.is_file():
        raise InputProblems(
            "the CDNOW order log is not on this machine",
            [Problem(None, "CDNOW_master.txt", "comes with the package lifetimes 0.11.3")],
            "pip install 'dyads[validation]'  fetches it",
        )
    return path
