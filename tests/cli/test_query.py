from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.store import FinishedRun, write_chunk
from tests.cli.conftest import Said
from tests.cli.studies import MONTHS, PAIRS, write_study

Dyads = Callable[..., Said]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return write_study(
        tmp_path / "it's a study",  # a quote in the path
        [("free", {"trust.gain": 0.1}), ("locked", {"trust.gain": 0.2})],
        lambda point, _: {"mean_trust": point[1]["trust.gain"]},
        replications=5, failed={3}, chunk=4, samples=[0, 1, 1],
    )  # fmt: skip


def test_tables_are_views(study: Path, dyads: Dyads) -> None:
    said = dyads("query", str(study), "select arm, count(*) n from dyads group by all order by arm", "--csv")
    assert said.out == f"arm,n\nfree,{4 * PAIRS}\nlocked,{5 * PAIRS}\n"
    joined = (
        'select avg(mean_trust) t from steps join runs using (run) join points using (point) where "trust.gain" > 0.1'
    )
    assert json.loads(dyads("query", str(study), joined, "--json").out) == [{"t": pytest.approx(0.2)}]


def test_without_a_question_it_tells_tables_and_columns(study: Path, dyads: Dyads) -> None:
    said = json.loads(dyads("query", str(study), "--json").out)
    assert list(said) == ["runs", "design", "points", "steps", "events", "dyads", "paths"]
    assert said["steps"] == {"run": "INTEGER", "arm": "VARCHAR", "month": "INTEGER", "mean_trust": "DOUBLE"}
    assert dyads("query", str(study)).out.splitlines()[1].split() == ["runs", "run", "integer"]


def test_a_run_played_again_is_one_run(study: Path, dyads: Dyads) -> None:
    again = FinishedRun(
        run=3, arm="free", seed=1, key="k", status="failed", months=0, wall_s=0.0, tables={}, stop_reason="again"
    )
    write_chunk(study, 100, [again])
    said = dyads(
        "query", str(study), "select count(*), count(distinct run), count(*) filter (status = 'ok') from runs", "--csv"
    )
    assert said.out.splitlines()[1] == "10,10,9"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("selec 1", 'SQL: Parser Error: syntax error at or near "selec"'),
        ("select nothing from runs", 'Referenced column "nothing" not found'),
        ("select * from nowhere", "Table with name nowhere does not exist"),
        ("drop view runs", "SQL: results can be read, not changed: select, not drop"),
        ("copy runs to 'mine.csv'", "select, not copy"),
        ("create table mine as from runs", "select, not create"),
        ("select 1; select 2", "SQL: one statement at a time"),
        ("  ", "SQL: nothing was asked"),
        ("select cast(arm as int) from runs", "Could not convert string"),
    ],
)
def test_mistakes_are_told_in_one_line(study: Path, dyads: Dyads, sql: str, expected: str) -> None:
    said = dyads("query", str(study), sql)
    assert (said.code, said.out) == (2, "")
    assert expected in said.err
    assert len(said.err.splitlines()) == 1
    assert not (Path.cwd() / "mine.csv").exists()


def test_other_folders_are_refused(tmp_path: Path, dyads: Dyads) -> None:
    assert dyads("query", str(tmp_path), "select 1").code == 5
    assert dyads("query", str(tmp_path / "nowhere"), "select 1").code == 5


def test_what_is_no_number_is_nothing(study: Path, dyads: Dyads) -> None:
    sql = "select 'nan'::double a, 'inf'::double b, null c, true d, date '2024-02-29' e, [1, 2] f, 9007199254740993 g"
    (row,) = json.loads(dyads("query", str(study), sql, "--json").out)
    assert row == {"a": None, "b": None, "c": None, "d": True, "e": "2024-02-29", "f": [1, 2], "g": 9007199254740993}
    assert (
        dyads("query", str(study), sql, "--csv").out.splitlines()[1] == ',,,True,2024-02-29,"[1, 2]",9007199254740993'
    )
    assert json.loads(dyads("query", str(study), "select 1 where false", "--json").out) == []


def test_for_people_numbers_are_set_right(study: Path, dyads: Dyads) -> None:
    said = dyads("query", str(study), "select arm, max(month) as last_month from steps group by all order by arm")
    assert said.out.splitlines() == ["arm     last_month", f"free            {MONTHS}", f"locked          {MONTHS}"]
