"""What a study begins from, where that is a portfolio of existing relationships: the file, and how it is read.

The file stays where it is, because it may name customers; results hold its place and digest, so that whoever plays runs
of the study later (a worker, a resumed sweep, ``verify``) begins from the same relationships or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ResultsFolderError

if TYPE_CHECKING:
    from sim.portfolio import Portfolio
    from sim.scenario import Scenario

READING = ("scale", "date_format", "decimal", "as_of")
"""How a portfolio is read; arguments of ``read_portfolio``."""


@dataclass(frozen=True)
class Beginning:
    """A portfolio's file.

    Attributes
    ----------
    file : Path
    reading : mapping
        Arguments of ``read_portfolio``; None where a file speaks for itself.
    digest : str
        Of the file's bytes and of how it is read.
    """

    file: Path
    reading: Mapping[str, Any]
    digest: str

    def relationships(self, scenario: Scenario) -> Portfolio:
        """Return the relationships, as the scenario's own parameters read them.

        Raises
        ------
        InputProblems
            With everything that is wrong with the file.
        """
        from sim.portfolio import read_portfolio

        return read_portfolio(self.file, parameters=scenario.parameters, **self.reading)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-able data, for the manifest."""
        place = str(self.file.resolve())
        return {"file": self.file.name, "place": place, "reading": dict(self.reading), "digest": self.digest}


def beginning_of(file: Path, reading: Mapping[str, Any]) -> Beginning:
    """Return what a portfolio's file is now.

    Parameters
    ----------
    file : Path
    reading : mapping
        Of the names in ``READING``.
    """
    digest = hashlib.sha256(file.read_bytes() if file.is_file() else b"")
    digest.update(repr(sorted(reading.items())).encode())
    return Beginning(file, reading, digest.hexdigest())


def stored_beginning(folder: Path, manifest: Mapping[str, Any]) -> Beginning | None:
    """Return the portfolio that the results of a folder began from, or None where they began from none.

    Raises
    ------
    ResultsFolderError
        The file is no longer what it was, or not there.
    """
    stored = manifest.get("portfolio")
    if not stored:
        return None
    file = Path(stored.get("place") or stored["file"])
    found = beginning_of(file, stored.get("reading") or dict.fromkeys(READING))
    if found.digest != stored["digest"]:
        what = "is not what it was" if file.is_file() else "is not there"
        raise ResultsFolderError(f"{folder}: began from a portfolio, {file}, which {what}; nothing was run")
    return found
