"""Playing stored runs again, and comparing what comes out with what is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.errors import ResultsFolderError
from sim.experiments.place import study_in
from sim.experiments.playing import ENGINE, Orders
from sim.experiments.study import Study
from sim.store import TABLES, as_arrow, read_table, run_digest

SAME = "same"


@dataclass(frozen=True)
class Checked:
    """One run that was looked at.

    Attributes
    ----------
    run : int
    stored : str
        The digest in the table of runs.
    again : str
        The digest of the run played again.
    verdict : str
        ``"same"``, or what is not as it was.
    """

    run: int
    stored: str
    again: str
    verdict: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-able data."""
        return asdict(self)


def verified(
    folder: Path, sample: int, *, engine: str = ENGINE, told: Callable[[Checked], None] = lambda *_: None
) -> list[Checked]:
    """Play a sample of the finished runs again, and read their stored tables.

    Parameters
    ----------
    folder : Path
        A results folder.
    sample : int
        Runs, ≥ 1; all of them where there are fewer.
    engine : str
        What plays a run.
    told : callable
        Told each run as it is done.

    Raises
    ------
    ResultsFolderError
        No results of ours, none that is finished, or a portfolio that is not what it was.
    """
    study = study_in(folder)
    runs = read_table(folder, "runs", columns=("run", "seed", "status", "digest", "point", "months"))
    runs = runs.filter(pc.equal(runs["status"], "ok"))
    if not runs.num_rows:
        raise ResultsFolderError(f"{folder}: no run is finished there")
    # Always the same sample of the same results, so that a verdict can be looked at again.
    order = np.random.default_rng(runs.num_rows).permutation(runs.num_rows)[:sample]
    player = Orders(folder, 0.0, engine).player()
    checked = []
    for row in runs.take(pa.array(sorted(int(place) for place in order))).to_pylist():
        checked.append(_checked(folder, study, row, player))
        told(checked[-1])
    return checked


def _checked(folder: Path, study: Study, row: dict[str, Any], player: Callable[..., Any]) -> Checked:
    number, stored = row["run"], row["digest"]
    again = play_again(study, row["point"], row["seed"], player)
    if _stored_digest(folder, number, row["months"]) != stored:
        verdict = "the stored tables are not as they were written"
    elif again != stored:
        verdict = "played again, it comes out differently"
    else:
        verdict = SAME
    return Checked(number, stored, again, verdict)


def play_again(study: Study, point: int, seed: int, player: Callable[..., Any]) -> str:
    """Return the digest of a run, played now."""
    world = study.world(point)
    result = player(
        study.parameters(point),
        months=world.scenario.run.months,
        seed=seed,
        interventions=world.interventions,
        outputs=world.scenario.outputs,
        portfolio=study.portfolio(point),
        organisations=world.scenario.organisations,
        links=world.scenario.links,
        threads=1,
        progress=lambda *_: None,
    )
    return run_digest({name: as_arrow(name, getattr(result, name)) for name in TABLES}, result.months)


def _stored_digest(folder: Path, number: int, months: int) -> str:
    tables = {}
    for name in TABLES:
        table = read_table(folder, name, runs=(number,))
        tables[name] = table.drop_columns([column for column in ("run", "arm") if column in table.column_names])
    return run_digest(tables, months)
