from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from sim.store import read_table, results_digest, run_digest, write_chunk, write_manifest
from sim.store.digest import _order
from sim.store.schema import TABLES
from tests.store.example import arrow, finished, tables

DIGEST_WITH_NETWORKS = "e4ed4b328ab20a0d47b41beed084f70c7d8f2fabb4c2b87667a5827a016d33ba"
DIGEST_OF_EXAMPLE = "52b917549970d465d339c7f0074a3f25014edfad5200e15e42079cef462989a3"


def digest(made: dict[str, dict[str, np.ndarray]], months: int = 6) -> str:
    return run_digest(arrow(made), months)


def test_the_same_content_has_the_same_digest() -> None:
    assert digest(tables()) == digest(tables())


def test_the_order_of_rows_does_not_matter() -> None:
    made = tables()
    made["dyads"] = {name: values[::-1] for name, values in made["dyads"].items()}
    assert digest(made) == digest(tables())


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_matters(name: str) -> None:
    same = digest(tables())
    for column, values in tables()[name].items():
        made = tables()
        changed = values.copy()
        # Codes and booleans turn to the next one, numbers grow.
        changed[-1] = (
            (int(changed[-1]) + 1) % {"b": 2, "i": 3}[changed.dtype.kind] if changed.itemsize == 1 else changed[-1] + 1
        )
        made[name][column] = changed
        assert digest(made) != same, column


def test_months_matter_and_zero_has_one_sign() -> None:
    made = tables()
    made["steps"]["volume"][0] = 0.0
    same = digest(made)
    assert digest(made, months=5) != same
    made["steps"]["volume"][0] = -0.0
    assert digest(made) == same


def test_a_stored_run_has_the_digest_that_it_had_in_memory(tmp_path: Path) -> None:
    write_manifest(tmp_path, {"name": "example", "kind": "run"})
    rows = write_chunk(tmp_path, 0, [finished(0, "free", 1), finished(1, "locked", 2)])
    for run, row in enumerate(rows):
        back = {name: read_table(tmp_path, name, runs=(run,)).drop_columns(["run", "arm"]) for name in TABLES}
        assert run_digest(back, 6) == row["digest"] == digest(tables(run + 1))


def test_neither_chunk_borders_nor_wall_clock_matter(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        write_manifest(folder, {"name": "example", "kind": "run"})
    write_chunk(one, 0, [finished(0), finished(1, "locked", 2)])
    write_chunk(two, 7, [finished(1, "locked", 2, wall_s=9.0)])
    write_chunk(two, 8, [finished(0)])
    assert results_digest(read_table(one, "runs")) == results_digest(read_table(two, "runs"))
    write_chunk(two, 8, [finished(0, seed=3)])
    assert results_digest(read_table(one, "runs")) != results_digest(read_table(two, "runs"))


def test_how_words_are_encoded_does_not_matter() -> None:
    events = arrow(tables())
    spelt = dict(events)
    dyads = events["dyads"]
    backwards = pa.array(["decline", "early", "pre-relationship", "development"])
    words = dyads["stage"].cast(pa.string())
    codes = pa.array([backwards.to_pylist().index(word) for word in words.to_pylist()], pa.int32())
    place = dyads.schema.get_field_index("stage")
    spelt["dyads"] = dyads.set_column(place, "stage", pa.DictionaryArray.from_arrays(codes, backwards))
    assert run_digest(spelt, 6) == run_digest(events, 6)


@pytest.mark.everywhere
def test_the_digest_is_the_same_on_every_machine_and_version() -> None:
    made = tables()
    for table in made.values():
        for name, values in table.items():
            table[name] = (np.arange(len(values)) % 3).astype(values.dtype)
    assert digest(made) == DIGEST_WITH_NETWORKS
    # What a run was not asked for has no part in its digest.
    del made["networks"]
    assert digest(made) == DIGEST_OF_EXAMPLE


def test_the_order_of_rows_is_that_of_all_keys_however_they_come() -> None:
    luck = np.random.default_rng(5)
    for _ in range(50):
        keys = [luck.integers(0, 4, 30) for _ in range(3)]
        for rows in (np.arange(30), np.lexsort(keys[::-1]), np.lexsort(keys[:1]), np.lexsort(keys[1::-1])):
            given = [key[rows] for key in keys]
            found = [key[_order(given)].tolist() for key in given]
            assert found == [key[np.lexsort(given[::-1])].tolist() for key in given]
