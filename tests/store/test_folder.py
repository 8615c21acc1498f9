from __future__ import annotations

import errno
import os
import shutil
import signal
from pathlib import Path

import pytest

from sim.errors import ResultsFolderError
from sim.store import check_place, folder, read_columns, replacing, write_chunk, write_manifest
from tests.store.example import finished


def write_result(place: Path, seed: int = 1, name: str = "example") -> None:
    with replacing(place, name=name) as staging:
        write_chunk(staging, 0, [finished(seed=seed)])
        write_manifest(staging, {"name": name, "kind": "run", "seed": seed})


def message(error: pytest.ExceptionInfo[ResultsFolderError]) -> str:
    assert error.value.exit_code == 5
    assert "--out NAME" in error.value.lines()[-1]
    return error.value.lines()[0]


def test_a_new_place_is_made_with_its_parents(tmp_path: Path) -> None:
    write_result(tmp_path / "results" / "example")
    assert [entry.name for entry in (tmp_path / "results").iterdir()] == ["example"]


def test_our_own_earlier_result_is_replaced_whole(tmp_path: Path) -> None:
    place = tmp_path / "example"
    write_result(place, 1)
    (place / "figures").mkdir()
    (place / "figures" / "old.png").write_text("old")
    write_result(place, 2)
    assert not (place / "figures").exists()
    assert read_columns(place, "runs")["seed"].tolist() == [2]
    assert [entry.name for entry in tmp_path.iterdir()] == ["example"]


def test_files_of_the_user_s_own_stay(tmp_path: Path) -> None:
    place = tmp_path / "example"
    write_result(place, 1)
    (place / "notes.md").write_text("mine")
    write_result(place, 2)
    assert (place / "notes.md").read_text() == "mine"


def test_somebody_else_s_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "thesis"
    place.mkdir()
    (place / "chapter1.tex").write_text("years of work")
    with pytest.raises(ResultsFolderError) as error:
        check_place(place, name="example")
    assert message(error) == (
        f"{place}: holds files that dyads did not write (chapter1.tex); nothing was run and nothing was changed"
    )
    assert (place / "chapter1.tex").read_text() == "years of work"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_manifest_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "web app"}')
    with pytest.raises(ResultsFolderError, match="dyads did not write"):
        check_place(tmp_path, name="example")


def test_results_of_another_scenario_are_refused(tmp_path: Path) -> None:
    write_result(tmp_path / "x", name="commitment_trap")
    with pytest.raises(ResultsFolderError) as error:
        check_place(tmp_path / "x", name="full_life_cycle")
    assert "holds the results of another run, commitment_trap" in message(error)


def test_a_study_is_not_overwritten_by_a_run(tmp_path: Path) -> None:
    write_manifest(tmp_path, {"name": "example", "kind": "sweep"})
    with pytest.raises(ResultsFolderError, match="another sweep, example"):
        check_place(tmp_path, name="example")


def test_a_file_and_the_folder_that_one_is_in_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ResultsFolderError, match="is a file"):
        check_place(tmp_path / "file", name="example")
    inside = tmp_path / "empty"
    inside.mkdir()
    monkeypatch.chdir(inside)
    with pytest.raises(ResultsFolderError, match="the folder that you are in"):
        check_place(Path("."), name="example")
    with pytest.raises(ResultsFolderError, match="a part of the path is a file"):
        check_place(tmp_path / "file" / "deeper", name="example")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_place_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ResultsFolderError, match="no permission to write there"):
        check_place(tmp_path / "example", name="example")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "no permission to write there"),
    ],
)
def test_what_the_disk_says_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    place = tmp_path / "example"
    write_result(place, 1)

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(folder.os, "fsync", refuse)
    with pytest.raises(ResultsFolderError) as error:
        write_result(place, 2)
    assert message(error) == f"{place}: cannot be written: {said}; earlier results there are as they were"
    monkeypatch.undo()
    assert read_columns(place, "runs")["seed"].tolist() == [1]
    assert [entry.name for entry in tmp_path.iterdir()] == ["example"]


def test_a_disk_that_fills_up_half_way_leaves_the_old_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "example"
    write_result(place, 1)

    def stop_after_two_tables(path: Path, write: object) -> None:
        if path.name.startswith("dyads"):
            raise OSError(errno.ENOSPC, "No space left on device")
        folder.write_file(path, write)

    monkeypatch.setattr("sim.store.writing.write_file", stop_after_two_tables)
    with pytest.raises(ResultsFolderError, match="the disk is full"):
        write_result(place, 2)
    assert read_columns(place, "runs")["seed"].tolist() == [1]
    assert [entry.name for entry in tmp_path.iterdir()] == ["example"]


def test_an_interrupted_write_leaves_the_old_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "example"
    write_result(place, 1)
    monkeypatch.setattr("sim.store.writing.write_file", lambda *_: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        write_result(place, 2)
    monkeypatch.undo()
    assert read_columns(place, "runs")["seed"].tolist() == [1]
    assert [entry.name for entry in tmp_path.iterdir()] == ["example"]


def test_an_interruption_between_the_two_renames_brings_the_old_result_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "example"
    write_result(place, 1)
    rename = os.rename

    def interrupted(source: Path, target: Path) -> None:
        if "writing" in str(source):
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(folder.os, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_result(place, 2)
    assert read_columns(place, "runs")["seed"].tolist() == [1]


def test_a_writer_killed_between_the_two_renames_is_healed(tmp_path: Path) -> None:
    place = tmp_path / "example"
    write_result(place, 1)
    os.rename(place, tmp_path / ".example.previous-0a1b2c3d")
    check_place(place, name="example")
    assert read_columns(place, "runs")["seed"].tolist() == [1]


def test_what_a_killed_writer_left_is_cleared_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / ".example.writing-00000000", tmp_path / ".example.writing-11111111"
    for rest in (old, young):
        rest.mkdir()
    os.utime(old, (0, 0))
    check_place(tmp_path / "example", name="example")
    assert not old.exists()
    assert young.exists()


def test_a_linked_folder_stays_linked(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    write_result(scratch, 1)
    place = tmp_path / "example"
    place.symlink_to(scratch)
    write_result(place, 2)
    assert place.is_symlink()
    assert read_columns(scratch, "runs")["seed"].tolist() == [2]
    shutil.rmtree(scratch)
