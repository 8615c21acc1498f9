from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest

from sim.store import read_table
from tests.cli.conftest import Said
from tests.cli.studies import MONTHS, PAIRS, Point, write_study

Dyads = Callable[..., Said]


def measure(point: Point, seed: int) -> dict[str, float]:
    return {"mean_trust": 0.125, "captive_share": float("nan")}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return write_study(
        tmp_path / "study", [("free", {"trust.gain": 0.1}), ("locked", {"trust.gain": 0.2})], measure,
        replications=4, failed={2}, chunk=3, ended=lambda point, _: 6 if point[0] == "free" else 2,
    )  # fmt: skip


def rows(path: Path, **how: str) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, **how))


def test_csv_holds_every_row_for_spreadsheets(study: Path, dyads: Dyads) -> None:
    said = dyads("export", str(study))
    out = study.with_name("study-export")
    assert said.out.splitlines() == [
        str(out / f"{name}.csv") for name in ("runs", "design", "steps", "events", "dyads", "paths")
    ]
    assert (out / "dyads.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # Excel reads UTF-8 then
    dyads_rows = rows(out / "dyads.csv")
    stored = read_table(study, "dyads").to_pylist()
    assert len(dyads_rows) == 7 * PAIRS
    assert [row["dyad"] for row in dyads_rows] == [f"d{row['dyad']}" for row in stored]
    assert [row["cause"] for row in dyads_rows] == [row["cause"] for row in stored]
    assert rows(out / "runs.csv")[0]["seed"] == "s5000000000000000000"  # not rounded by a spreadsheet
    assert {row["captive_share"] for row in rows(out / "steps.csv")} == {""}


def test_decimal_commas(study: Path, tmp_path: Path, dyads: Dyads) -> None:
    dyads("export", str(study), "--decimal", "comma", "--out", str(tmp_path / "out"))
    assert {row["mean_trust"] for row in rows(tmp_path / "out" / "steps.csv", delimiter=";")} == {"0,125"}


def test_parquet_is_one_file_a_table(study: Path, tmp_path: Path, dyads: Dyads) -> None:
    said = dyads("export", str(study), "--format", "parquet", "--out", str(tmp_path / "out"), "--json")
    assert json.loads(said.out)[str(tmp_path / "out" / "dyads.parquet")] == 7 * PAIRS
    for name in ("runs", "steps", "events", "dyads"):
        assert pq.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist() == [
            {
                key: pytest.approx(value, nan_ok=True) if isinstance(value, float) else value
                for key, value in row.items()
            }
            for row in read_table(study, name).to_pylist()
        ]


def test_gexf_has_time(study: Path, tmp_path: Path, dyads: Dyads) -> None:
    said = dyads("export", str(study), "-f", "gexf", "--arm", "locked", "--out", str(tmp_path / "out"))
    assert said.err.startswith(f"  network.gexf: {PAIRS} relationships\n")
    graph = nx.read_gexf(tmp_path / "out" / "network.gexf")
    edges = [edge for *_, edge in graph.edges(data=True)]
    assert sorted({(edge["start"], edge["end"]) for edge in edges}) == [(0, 12), (0, MONTHS)]
    assert {edge["weight"] for edge in edges} == {0.375}
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {"buyer", "seller"}


def test_graphml_and_node_link_are_the_same_network(study: Path, tmp_path: Path, dyads: Dyads) -> None:
    for form in ("graphml", "networkx"):
        assert dyads("export", str(study), "-f", form, "--run", "1", "--out", str(tmp_path / "out")).code == 0
    ml = nx.read_graphml(tmp_path / "out" / "network.graphml")
    link = nx.node_link_graph(json.loads((tmp_path / "out" / "network.json").read_text()), edges="links")
    assert set(ml.nodes) == set(link.nodes)
    assert ml.number_of_edges() == link.number_of_edges() == PAIRS
    assert {edge["cause"] for *_, edge in link.edges(data=True)} == {"none", "better alternative", "weak commitment"}


def test_the_start_in_r_draws_the_same_curve(study: Path, tmp_path: Path, dyads: Dyads) -> None:
    said = dyads("export", str(study), "-f", "r", "--out", str(tmp_path / "out"))
    assert said.out.splitlines()[0].endswith("read.R")
    assert "Results of known, read in R." in (tmp_path / "out" / "read.R").read_text()
    if shutil.which("Rscript") is None:
        return
    done = subprocess.run(["Rscript", "read.R"], cwd=tmp_path / "out", capture_output=True, text=True, check=True)
    found = [line.split() for line in done.stdout.splitlines() if line.split()[:1] == ["12"]]
    assert [float(line[3]) for line in found] == pytest.approx([1 - 6 / PAIRS, 1 - 2 / PAIRS])
    assert (tmp_path / "out" / "survival.png").stat().st_size > 2000


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["-f", "gexf", "--run", "2"], "--run 2: it failed and left no tables"),
        (["-f", "gexf", "--run", "8"], "has runs 0 to 7"),
        (["-f", "gexf", "--arm", "none"], "there are: free, locked"),
        (["-f", "csv", "--run", "1"], "means nothing to csv"),
        (["-f", "gexf", "--decimal", "comma"], "means nothing to gexf"),
        (["-f", "xlsx"], "'xlsx' is not one of"),
    ],
)
def test_mistakes(study: Path, dyads: Dyads, words: list[str], expected: str) -> None:
    said = dyads("export", str(study), *words)
    assert (said.code, said.out) == (2, "")
    assert expected in said.err


def test_places_that_cannot_be_written(study: Path, tmp_path: Path, dyads: Dyads) -> None:
    (tmp_path / "file").write_text("")
    said = dyads("export", str(study), "--out", str(tmp_path / "file"))
    assert (said.code, "cannot be written: File exists" in said.err) == (2, True)
    assert dyads("export", str(tmp_path / "nowhere")).code == 5


def test_relationships_that_were_not_kept(tmp_path: Path, dyads: Dyads) -> None:
    study = write_study(tmp_path / "a", [("one", {})], measure)
    for file in study.glob("dyads-*.parquet"):
        file.unlink()
    assert "no relationships were kept" in dyads("export", str(study), "-f", "gexf").err
