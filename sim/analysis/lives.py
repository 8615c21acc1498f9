"""Lives of relationships over a whole study, by arm or by a factor; counted on disk, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sim.analysis.stages import Spells, spells, transition_matrix
from sim.analysis.studies import Study
from sim.analysis.survival import Lifetimes, kaplan_meier
from sim.analysis.tables import where
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.recording.codes import CAUSE_WORDS
from sim.store.query import connect, quoted
from sim.store.reading import as_columns, committed_chunks
from sim.store.writing import chunk_file

EVENT_COLUMNS = ("run", "month", "dyad", "relation", "event", "from_stage", "to_stage")


@dataclass(frozen=True)
class StageLives:
    """Changes of stage, and the time spent in each stage.

    Attributes
    ----------
    changes : (7, 7) int
        From each stage (rows) into each other (columns).
    stays : Spells
    """

    changes: NDArray[np.int64]
    stays: Spells


def lifetimes_by(study: Study, key: str = "arm") -> dict[object, Lifetimes]:
    """Return level → lifetimes of the partnerships of all its finished runs.

    Parameters
    ----------
    study : Study
        With its table of relationships kept.
    key : str
        ``arm`` or a factor.
    """
    connection = connect(study.folder)
    level = "dyads.arm" if key == "arm" else f"points.{quoted(key)}"
    points = "" if key == "arm" else "join points using (point)"
    rows = connection.execute(
        f"""
        select {level}, "end" - "start" as age, case when censored then 'none' else cause::varchar end as why,
               case when "start" < 0 then -"start" else -1 end as entry, count(*)
        from dyads join runs using (run) {points}
        where runs.status = 'ok' and relation not in ('complement', 'supply') and "end" - "start" > entry
        group by all order by all
        """
    ).fetchall()
    code = {cause: number for number, cause in enumerate(CAUSE_WORDS)}
    parts: dict[object, list[tuple[int, int, int, int]]] = {}
    for name, age, why, entry, n in rows:
        parts.setdefault(name, []).append((age, code[why], entry, n))
    lives = {}
    for name, part in parts.items():
        age, cause, entry, n = np.array(part, dtype=np.int64).T
        lives[name] = Lifetimes(np.repeat(age, n), np.repeat(cause, n), np.repeat(entry, n))
    return lives


def stages_by(study: Study, key: str = "arm") -> dict[object, StageLives]:
    """Return level → changes of stage and times spent in stages, over all finished runs."""
    level = dict(zip(study.runs["run"].tolist(), study.factor(key).tolist(), strict=True))
    changes: dict[object, NDArray[np.int64]] = {}
    stays: dict[object, list[Spells]] = {}
    for events in _events_of_chunks(study):
        here = np.array([str(level.get(run, "")) for run in events["run"].tolist()])
        for name in dict.fromkeys(level.values()):
            mine = where(events, here == str(name))
            changes[name] = changes.get(name, 0) + transition_matrix(mine)
            stays.setdefault(name, []).append(spells(mine, study.months))
    size = len(STAGE_WORDS)
    return {
        name: StageLives(np.asarray(changes.get(name, np.zeros((size, size), np.int64))), _joined(stays[name]))
        for name in stays
    }


def _events_of_chunks(study: Study) -> Iterator[dict[str, NDArray[Any]]]:
    for chunk in committed_chunks(study.folder):
        file = chunk_file(study.folder, "events", chunk)
        if file.exists():
            yield as_columns(pq.read_table(file, columns=list(EVENT_COLUMNS)))


def _joined(parts: list[Spells]) -> Spells:
    columns = ("stage", "months", "to_stage", "censored")
    return Spells(*(np.concatenate([getattr(part, name) for part in parts]) for name in columns))


@dataclass(frozen=True)
class Sojourn:
    """How long relationships stay in one stage.

    Attributes
    ----------
    stage : str
    n, unfinished : int
        Stays, and those among them that the end of the run cut off.
    median : float
        Months (Kaplan–Meier); nan where more than half outlast the run.
    months : float
        Mean months of the part that was seen.
    """

    stage: str
    n: int
    unfinished: int
    median: float
    months: float


def sojourns(stays: Spells) -> list[Sojourn]:
    """Return how long relationships stay in each stage that occurs, in the order of life."""
    found = []
    for stage in np.unique(stays.stage):
        mine = stays.stage == stage
        months, cut = stays.months[mine], stays.censored[mine]
        curve = kaplan_meier(Lifetimes(months, np.where(cut, 0, 1), np.full(len(months), -1)))
        found.append(Sojourn(STAGE_WORDS[stage], len(months), int(cut.sum()), curve.median(), float(months.mean())))
    return found
