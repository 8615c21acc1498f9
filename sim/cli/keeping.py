"""What ``dyads run`` keeps: tables and manifest of every arm, and a record of a fault."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.playing import Played, failed_run
from sim.cli.voice import commands, width_of

if TYPE_CHECKING:
    from sim.scenario import Scenario


def keep(folder: Path, scenario: Scenario, played: Played, about: dict[str, Any]) -> tuple[Path, str]:
    """Write the results folder whole.

    Parameters
    ----------
    folder : Path
        Its place, known to be ours.
    scenario : Scenario
    played : Played
        At least one run, finished, interrupted or failed.
    about : dict
        Further entries of the manifest: portfolio, command, start.

    Returns
    -------
    (Path, str)
        The folder (another one where a fault would have taken the place of an earlier result); digest of the whole.

    Raises
    ------
    ResultsFolderError
        The disk refused; what was there before still is.
    """
    from sim import store

    earlier = store.read_manifest(folder) if (folder / "manifest.json").exists() else {"status": "failed"}
    if played.fault is not None and earlier["status"] != "failed":
        # What failed does not take the place of what had succeeded.
        folder = folder.with_name(f"{folder.name}-failed")
    runs = list(played.runs)
    if played.fault is not None:
        runs.append(failed_run(scenario, played, (about["portfolio"] or {}).get("digest")))
    with store.replacing(folder, name=scenario.name) as new:
        store.write_design(new, _design(scenario))
        rows = store.write_chunk(new, 0, runs)
        if played.fault is not None:
            store.write_failure(new, runs[-1].run, _failure(scenario, played, about))
        digest = store.results_digest(rows)
        store.write_manifest(
            new,
            {
                "name": scenario.name,
                "kind": "run",
                "status": played.status,
                "digest": digest,
                "runs": [{key: row[key] for key in ("run", "arm", "status", "months", "digest")} for row in rows],
                "arms": [arm.name for arm in scenario.arms],
                "scenario": scenario.resolved(),
                "model_digest": store.model_digest(),
                **store.surroundings(),
                **about,
                "wall_s": sum(one.wall_s for one in runs),
            },
        )
    return folder, digest


def _design(scenario: Scenario) -> list[dict[str, Any]]:
    """Return one row per arm: its number, name, and the value of everything in which arms differ."""
    varied = dict.fromkeys(key for arm in scenario.arms for key in arm.set)
    rows = []
    for number, arm in enumerate(scenario.arms):
        values = scenario.arm_parameters(arm).model_dump()
        stated = {key: values[key.split(".")[0]][key.split(".")[1]] for key in varied}
        rows.append({"point": number, "arm": arm.name, **stated})
    return rows


def _failure(scenario: Scenario, played: Played, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "arm": played.fault_arm,
        "seed": scenario.run.seed,
        "months": scenario.run.months,
        "parameters": scenario.arm_parameters(scenario.arm(played.fault_arm)).model_dump(mode="json"),
        "error": f"{type(played.fault).__name__}: {played.fault}",
        "traceback": played.fault_text,
        "replay": about["command"],
    }


def model_raised(folder: Path, played: Played, command: str) -> Exception:
    """Return the error that tells what the model raised, how to replay it, and where its record is."""
    from sim.errors import ModelRaised

    record = folder / "failures" / f"{len(played.runs)}.json"
    steps = commands(
        [(f"{command} -v", "replays it"), (str(record), "its parameters and traceback")], width_of(sys.stderr)
    )
    return ModelRaised(
        f"the model raised in arm {played.fault_arm}: {type(played.fault).__name__}: {played.fault}", *steps
    )
