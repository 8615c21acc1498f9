"""However the months are played, the same comes out: threads, blocks, calls, full books, thinned steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.engine import Simulation, build, simulation
from sim.engine import threads as sharing_out
from sim.engine.interventions import apply
from sim.processes.chronicle import EVENTS_A_ROW
from sim.processes.schedule import Books
from sim.recording.books import Table, new_books
from tests.oracle.worlds import INTERVENTIONS, world

MONTHS = 18
WORLDS = ("default", "everything", "restless")
ENDING_SOME = next(item for item in INTERVENTIONS if item.action == "end_relationships")

State = dict[str, np.ndarray]


def state(played: Simulation) -> State:
    """Return copies of every array of the world and every column of every table."""
    kept = {f"{part}.{k}": np.array(v) for part in played.world for k, v in part._asdict().items()}
    tables: dict[str, Callable[[], Table]] = {
        "steps": played.steps, "events": played.events, "dyads": played.dyads, "paths": played.paths,
    }  # fmt: skip
    return kept | {f"{name}.{k}": v for name, table in tables.items() for k, v in table().items()}


def play(name: str, *, calls: tuple[int, ...] = (MONTHS,), **how: int) -> State:
    one = Simulation(world(name), 20130615, **how)
    for months in calls:
        one.advance(months)
    # Endings from outside go through the same books.
    apply(one, ENDING_SOME)
    one.advance(2)
    one.close()
    return state(one)


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


def assert_same(one: State, other: State) -> None:
    assert set(one) == set(other)
    assert [key for key in one if not same(one[key], other[key])] == []


@pytest.fixture(scope="module")
def usual() -> dict[str, State]:
    return {name: play(name) for name in WORLDS}


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small worlds have many blocks and be worth several threads."""
    monkeypatch.setattr(build, "ROWS", 5)
    monkeypatch.setattr(sharing_out, "THREADS_FROM", 1)
    monkeypatch.setattr(sharing_out, "ROWS_A_PIECE", 1)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("threads", [2, 4])
def test_threads_change_nothing(name: str, threads: int, usual: dict[str, State]) -> None:
    several = Simulation(world(name), 0, threads=threads)
    assert several.threads == threads
    assert len(several.blocks) > threads
    several.close()
    assert_same(play(name, threads=threads), usual[name])


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("rows", [1, 7, 10**6])
def test_the_size_of_blocks_changes_nothing(
    name: str, rows: int, usual: dict[str, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "ROWS", rows)
    assert_same(play(name), usual[name])


@pytest.mark.parametrize("name", WORLDS)
def test_month_by_month_is_all_at_once(name: str, usual: dict[str, State]) -> None:
    assert_same(play(name, calls=(1,) * MONTHS), usual[name])
    assert_same(play(name, calls=(5, MONTHS - 5)), usual[name])


def test_the_months_of_one_call_of_compiled_code_change_nothing(
    usual: dict[str, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulation, "MONTHS_A_CALL", 4)
    assert_same(play("everything"), usual["everything"])


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("threads", [1, 3])
def test_full_books_are_emptied_and_nothing_is_lost_or_twice(
    name: str, threads: int, usual: dict[str, State], monkeypatch: pytest.MonkeyPatch, small_blocks: None
) -> None:
    emptied = []

    def tiny_books(rows: int, owners: int, watched: int, largest: int, months: int) -> Books:
        """Return books with room for no more than one block."""
        usual_books = new_books(rows, owners, watched, largest, months)
        room = {"event": EVENTS_A_ROW * largest + owners, "ending": largest, "path": largest}
        cut = {
            field: getattr(usual_books, field)[: room[field.split("_")[0]]]
            for field in Books._fields
            if field != "used"
        }
        return usual_books._replace(**cut)

    monkeypatch.setattr(simulation, "new_books", tiny_books)
    empty_out = simulation.Archive.empty_out

    def counted(archive: simulation.Archive, books: Books) -> None:
        emptied.append(int(books.used.sum()))
        empty_out(archive, books)

    monkeypatch.setattr(simulation.Archive, "empty_out", counted)
    assert_same(play(name, threads=threads), usual[name])
    assert len([used for used in emptied if used]) > MONTHS


@pytest.mark.parametrize("every", [2, 5, 100])
def test_fewer_steps_only_leave_months_out(every: int, usual: dict[str, State]) -> None:
    thinned, whole = play("everything", every=every), usual["everything"]
    others = [key for key in whole if not key.startswith("steps.")]
    assert_same({key: thinned[key] for key in others}, {key: whole[key] for key in others})
    kept = whole["steps.month"] % every == 0
    for key, column in thinned.items():
        if key.startswith("steps."):
            assert same(column, whole[key][kept]), key


@pytest.mark.parametrize("how", [{"keep_events": False}, {"paths": 0}, {"paths": 7}])
def test_what_is_remembered_changes_nothing_else(how: dict[str, int], usual: dict[str, State]) -> None:
    less, whole = play("everything", **how), usual["everything"]
    left_out = "events." if "keep_events" in how else "paths."
    for key, column in less.items():
        if key.startswith(left_out):
            assert len(column) < len(whole[key])
        else:
            assert same(column, whole[key]), key
