from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from sim.errors import ResultsFolderError
from sim.recording.codes import WORDS_OF_COLUMN
from sim.store import (
    as_arrow,
    completed_keys,
    model_digest,
    read_columns,
    read_manifest,
    read_table,
    run_key,
    write_chunk,
    write_design,
    write_manifest,
)
from tests.store.example import finished, tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_manifest(tmp_path, {"name": "example", "kind": "run"})
    return tmp_path


def test_what_is_written_is_read_back(folder: Path) -> None:
    write_chunk(folder, 0, [finished(0, "free", 1), finished(1, "locked", 2)])
    for name, table in tables(2).items():
        back = read_columns(folder, name, runs=(1,))
        assert list(back)[:2] == ["run", "arm"]
        assert set(back["arm"].tolist()) == {"locked"}
        for column, values in table.items():
            words = WORDS_OF_COLUMN.get(column)
            expected = np.array(words)[values] if words else values
            np.testing.assert_array_equal(back[column], expected)
            assert words or back[column].dtype == values.dtype


def test_words_are_dictionaries_and_arms_stand_in_front(folder: Path) -> None:
    write_chunk(folder, 0, [finished(0), finished(1, "locked")])
    events = read_table(folder, "events")
    assert events.schema.names[:4] == ["run", "arm", "month", "dyad"]
    assert pa.types.is_dictionary(events.schema.field("arm").type)
    assert pa.types.is_dictionary(events.schema.field("cause").type)


def test_chunks_are_read_together(folder: Path) -> None:
    write_chunk(folder, 0, [finished(0)])
    write_chunk(folder, 1, [finished(1, "locked", 2)])
    assert read_table(folder, "runs")["run"].to_pylist() == [0, 1]
    assert set(read_columns(folder, "steps")["arm"].tolist()) == {"free", "locked"}


def test_a_chunk_without_its_runs_file_does_not_count(folder: Path) -> None:
    write_chunk(folder, 0, [finished(0)])
    write_chunk(folder, 1, [finished(1)])
    (folder / "runs-000001.parquet").unlink()
    assert set(read_columns(folder, "steps")["run"].tolist()) == {0}


def test_an_empty_table_keeps_its_columns(folder: Path) -> None:
    made = tables()
    made["events"] = {name: values[:0] for name, values in made["events"].items()}
    write_chunk(folder, 0, [finished(tables=made)])
    events = read_columns(folder, "events")
    assert len(events["cause"]) == 0
    assert "trust_seller" in events


def test_failed_runs_leave_a_row_and_no_tables(folder: Path) -> None:
    write_chunk(folder, 0, [finished(0, status="failed", tables={}, months=0)])
    assert read_table(folder, "runs")["status"].to_pylist() == ["failed"]
    assert read_table(folder, "steps").num_rows == 0


def test_resuming_knows_which_runs_are_done(folder: Path) -> None:
    write_chunk(folder, 0, [finished(0), finished(1, status="interrupted"), finished(2, status="failed", tables={})])
    assert completed_keys(folder) == {"key 0"}


def test_a_design_is_one_row_per_point(folder: Path) -> None:
    write_design(
        folder, [{"point": 0, "arm": "free", "trust.gain": 0.1}, {"point": 1, "arm": "free", "trust.gain": 0.2}]
    )
    assert read_columns(folder, "design")["trust.gain"].tolist() == [0.1, 0.2]
    write_design(folder, [{"point": 0, "arm": "a"}, {"point": 1, "arm": "b", "trust.gain": 0.2}])
    assert read_table(folder, "design").to_pylist()[0] == {"point": 0, "arm": "a", "trust.gain": None}


def test_a_column_too_many_is_refused() -> None:
    made = tables()["dyads"]
    with pytest.raises(ValueError, match="dyads: columns missing or unknown: mood"):
        as_arrow("dyads", {**made, "mood": made["trust_buyer"]})


def test_a_code_without_a_word_is_refused() -> None:
    made = tables()["dyads"]
    with pytest.raises(ValueError, match="cause: a code outside 0 to 5"):
        as_arrow("dyads", {**made, "cause": np.full(5, 6, np.int8)})


def test_what_is_formed_comes_from_the_first_stage() -> None:
    events = tables()["events"]
    stored = as_arrow("events", {**events, "from_stage": np.full(5, -1, np.int8)})
    assert set(stored["from_stage"].to_pylist()) == {"pre-relationship"}


def test_a_folder_without_results_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResultsFolderError, match="no results there"):
        read_table(tmp_path, "runs")
    with pytest.raises(ResultsFolderError, match="no such folder"):
        read_manifest(tmp_path / "none")


def test_a_newer_layout_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"made_by": "dyads", "layout": 99}')
    with pytest.raises(ResultsFolderError, match="written by a newer version"):
        read_manifest(tmp_path)


def test_the_key_of_a_run_is_what_it_was_made_from() -> None:
    asked = {"parameters": {"trust": {"gain": 0.1}}, "outputs": {"every": 1}}
    key = run_key(resolved=asked, seed=0, months=12)
    assert key == run_key(resolved=dict(reversed(asked.items())), seed=0, months=12)
    others = [
        run_key(resolved={**asked, "outputs": {"every": 2}}, seed=0, months=12),
        run_key(resolved=asked, seed=1, months=12),
        run_key(resolved=asked, seed=0, months=13),
        run_key(resolved=asked, seed=0, months=12, model="another"),
    ]
    assert len({key, *others}) == 5
    assert len(model_digest()) == 64
