"""A whole Slurm on this machine's loopback: a controller, a node, and what signs their messages, in one folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "scontrol")

CONFIGURATION = """\
ClusterName=checks
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
SlurmUser=root
MpiDefault=none
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SlurmdSpoolDir={folder}/spool
StateSaveLocation={folder}/state
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SchedulerParameters=sched_min_interval=10000,sched_interval=1,batch_sched_delay=0
SelectType=select/cons_tres
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SlurmdParameters=config_overrides
NodeName=localhost NodeAddr=127.0.0.1 CPUs=4 RealMemory=16000 State=UNKNOWN
PartitionName=short Nodes=localhost Default=YES MaxTime=INFINITE State=UP
"""


def why_not() -> str:
    """Return why no Slurm can be brought up here; empty where one may be tried."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    missing = [name for name in PROGRAMS if shutil.which(name, path=path) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (Debian: slurmctld slurmd slurm-client munge)"
    return "" if os.geteuid() == 0 else "only root can start a node"


@contextlib.contextmanager
def slurm(folder: Path) -> Iterator[None]:
    """Bring a Slurm up for as long as the context lasts; ``SLURM_CONF`` leads every command to it.

    Raises
    ------
    RuntimeError
        It does not come up, with what its programs said.
    """
    for name in ("spool", "state"):
        (folder / name).mkdir()
    key = folder / "munge.key"
    key.write_bytes(os.urandom(128))
    key.chmod(0o400)
    configuration = folder / "slurm.conf"
    controller, node = _free_port(), _free_port()
    configuration.write_text(CONFIGURATION.format(folder=folder, controller=controller, node=node))
    before = {name: os.environ.get(name) for name in ("SLURM_CONF", "PATH")}
    os.environ["SLURM_CONF"] = str(configuration)
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    files = [
        f"--{what}={folder}/munge.{what.split('-')[0]}" for what in ("socket", "pid-file", "log-file", "seed-file")
    ]
    calls = [
        ["munged", "--foreground", "--force", f"--key-file={key}", *files],
        ["slurmctld", "-D", "-f", str(configuration)],
        ["slurmd", "-D", "-N", "localhost", "-f", str(configuration)],
    ]
    processes = []
    try:
        for call in calls:
            with open(folder / f"{call[0]}.out", "wb") as out:
                processes.append(subprocess.Popen(call, stdout=out, stderr=subprocess.STDOUT))
            if call[0] == "munged":
                _wait_until(lambda: (folder / "munge.socket").exists(), folder)
        _wait_until(lambda: "idle" in asked("sinfo", "--noheader", "--format=%t"), folder)
        yield
    finally:
        for process in reversed(processes):
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def asked(*words: str) -> str:
    """Return what a command of Slurm says, errors included."""
    done = subprocess.run(words, capture_output=True, text=True, timeout=30, check=False)
    return done.stdout + done.stderr


def _wait_until(is_so: object, folder: Path) -> None:
    until = time.monotonic() + 30
    while not is_so():  # type: ignore[operator]
        if time.monotonic() > until:
            said = [f"{file.name}: {file.read_text(errors='replace')[-500:]}" for file in folder.glob("*.out")]
            raise RuntimeError("\n".join(["Slurm does not come up", *said]))
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
