"""Write a portfolio file: whole or not at all."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from sim.portfolio.customers import Customers
from sim.portfolio.dates import iso
from sim.portfolio.files import refuse
from sim.portfolio.report import ImportReport

COLUMNS = ("id", "start", "last", "orders", "order_months", "volume", "total", "as_of")


def write_portfolio(imported: ImportReport | Customers, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write customers as a portfolio file, which ``read_portfolio`` reads.

    Parameters
    ----------
    imported : ImportReport or Customers
    path : path
        CSV file to write, UTF-8, sorted by id, dates as YYYY-MM-DD, volume in money per month.
    overwrite : bool
        Whether a file that is there may be replaced.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputProblems
        The file is there already, or cannot be written.
    """
    who = imported.customers if isinstance(imported, ImportReport) else imported
    path = Path(path)
    if path.is_dir():
        raise refuse(path, "this is a folder, not a file", "name the file to write", written=True)
    if path.exists() and not overwrite:
        raise refuse(path, "there is such a file already", "--force  replaces it", written=True)
    temporary: Path | None = None
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, suffix=".part", delete=False
        ) as out:
            temporary = Path(out.name)
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(COLUMNS)
            end = iso(who.as_of)
            for row, one in enumerate(who.ids):
                writer.writerow(
                    (one, iso(who.first[row]), iso(who.last[row]), who.orders[row], who.order_months[row],
                     f"{who.volume[row]:.6g}", f"{who.total[row]:.12g}", end)
                )  # fmt: skip
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise refuse(
            path, f"cannot be written: {error.strerror}", "another folder, or room on the disk", written=True
        ) from None
    return path


def _umask() -> int:
    """Return the permissions that new files of this process lack (temporary files are closed to everybody else)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
