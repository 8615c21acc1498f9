"""Scripts for Slurm: read by a real ``sbatch`` where one can be brought up, and parsed where none can."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.cli.commands import call
from sim.experiments import Launch, Standing, launch
from sim.experiments.cluster import on_cluster, slurm_cluster_class
from sim.scenario import Slurm
from sim.store import read_manifest
from tests.experiments.conftest import SCENARIO
from tests.experiments.slurm import asked, slurm, why_not
from tests.experiments.sweeper import HERE, ROOT, assert_whole, grid_of

ASKED = '[execution.slurm]\nqueue = "short"\nwalltime = "00:10:00"\nmemory = "1 GB"\ncores = 1\n'
LOOPBACK = {"jobqueue.slurm.interface": "lo", "jobqueue.slurm.scheduler-options": {"dashboard": False}}


def need_jobqueue() -> None:
    if importlib.util.find_spec("dask_jobqueue") is None:
        pytest.skip("dask-jobqueue is not installed")
    slurm_cluster_class()  # with it come the settings that tests change


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A Slurm of our own, or a skip that says why there is none."""
    reason = why_not()
    if reason:
        pytest.skip(f"no Slurm here; scripts are parsed only: {reason}")
    folder = Path(tempfile.mkdtemp(prefix="slurm-"))
    try:
        with slurm(folder):
            yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def script(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the script of an array job of three shares."""
    file.write_text(SCENARIO.replace("replications = 10", "replications = 12") + ASKED)
    monkeypatch.chdir(file.parent)
    assert call(["worker", "small.toml", "--slurm", "3", "--out", "./out"]) == 0
    return capsys.readouterr().out


def test_the_script_parses(script: str) -> None:
    """Without Slurm: bash reads it, and every option is one that sbatch has, stated once, before any command."""
    assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0
    lines = script.splitlines()
    first_command = next(at for at, line in enumerate(lines) if line and not line.startswith("#"))
    options = {}
    for at, line in enumerate(lines):
        if line.startswith("#SBATCH"):
            assert at < first_command, "sbatch reads no option after the first command"
            found = re.fullmatch(r"#SBATCH --([a-z-]+)=(\S+)", line)
            assert found and found[1] not in options, line
            options[found[1]] = found[2]
    assert options == {
        "job-name": "small", "array": "1-3", "ntasks": "1", "cpus-per-task": "1", "partition": "short",
        "time": "00:10:00", "mem": "1024M", "output": "small-%A_%a.log", "signal": "B:TERM@30",
    }  # fmt: skip
    assert shlex.split(lines[-1])[:3] == ["exec", "dyads", "worker"]


def test_sbatch_would_start_it(cluster: None, script: str, tmp_path: Path) -> None:
    (tmp_path / "job.sh").write_text(script)
    said = asked("sbatch", "--test-only", str(tmp_path / "job.sh"))
    assert re.search(r"Job \d+ to start at .* using 1 processors on nodes localhost in partition short", said), said
    (tmp_path / "job.sh").write_text(script.replace("partition=short", "partition=long"))
    assert "invalid partition" in asked("sbatch", "--test-only", str(tmp_path / "job.sh"))


def test_an_array_job_plays_all_shares(
    cluster: None, script: str, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Really submitted: three jobs, each with its share of a sweep by the real engine, on one folder."""
    command = tmp_path / "bin" / "dyads"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {shlex.quote(sys.executable)} -m sim "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}:/usr/bin:/bin:/usr/sbin")
    assert call(["sweep", "small.toml", "--jobs", "1", "--out", "./here", "-q"]) == 0  # and all is compiled
    (tmp_path / "job.sh").write_text(script)
    submitted = asked("sbatch", str(tmp_path / "job.sh"))
    assert "Submitted batch job" in submitted, submitted
    until = time.monotonic() + 240
    while asked("squeue", "--noheader").strip():
        assert time.monotonic() < until, asked("squeue")
        time.sleep(0.3)
    logs = "\n".join(log.read_text() for log in tmp_path.glob("small-*.log"))
    manifest = read_manifest(tmp_path / "out")
    assert manifest["status"] == "ok", logs
    assert manifest["digest"] == read_manifest(tmp_path / "here")["digest"]


def test_workers_that_dask_asks_of_slurm(
    cluster: None, played: Callable[..., Standing], file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``--executor dask`` with ``[execution.slurm]``: dask-jobqueue submits the workers, which play and go."""
    need_jobqueue()
    import dask

    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{HERE}")
    monkeypatch.chdir(tmp_path)
    wanted = Slurm(queue="short", walltime="00:10:00", memory="1 GB", cores=1)
    how = Launch(jobs=2, engine="plays:steady", cluster=on_cluster(None, wanted))
    with dask.config.set(LOOPBACK):
        standing = launch(grid_of(str(file), 6), tmp_path / "dask", how, about={})
    assert standing.digest == played(grid_of(str(file), 6), "here").digest
    assert_whole(tmp_path / "dask", 60)
    until = time.monotonic() + 60
    while asked("squeue", "--noheader").strip():
        assert time.monotonic() < until, "workers stay when the sweep is over"
        time.sleep(0.3)


def test_ctrl_c_stays_ours_whatever_dask_jobqueue_does() -> None:
    need_jobqueue()
    code = """if True:
        import signal
        from sim.experiments.cluster import slurm_cluster_class
        before = signal.getsignal(signal.SIGINT)
        slurm_cluster_class()
        assert signal.getsignal(signal.SIGINT) is before, signal.getsignal(signal.SIGINT)
        """
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_script_of_dask_jobqueue_asks_for_what_the_study_states() -> None:
    """Without Slurm: the job script that dask-jobqueue would submit, parsed."""
    need_jobqueue()
    import dask

    from sim.experiments.cluster import _slurm_cluster

    wanted = Slurm(queue="short", account="p1", walltime="1-02:00:00", memory="4 GB", cores=2)
    with dask.config.set(LOOPBACK), _slurm_cluster(wanted, 0) as made:
        text = made.job_script()
    assert subprocess.run(["bash", "-n"], input=text, text=True, check=False).returncode == 0
    for option in ("-p short", "-A p1", "--cpus-per-task=2", "--mem=4G", "-t 1-02:00:00"):
        assert f"#SBATCH {option}" in text, text
    assert "--nthreads 1 " in text and "--nworkers 2 " in text
    assert "--lifetime 93480s" in text  # two minutes before its day and two hours are over
