"""One run of a study as a scenario of its own, to be played again and looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InputProblems, Problem
from sim.experiments.place import study_in
from sim.store import read_table

if TYPE_CHECKING:
    from sim.experiments.beginning import Beginning
    from sim.portfolio import Portfolio
    from sim.scenario import Scenario

LONGEST_NAME = 80


@dataclass(frozen=True)
class OneRun:
    """What it takes to play one run again.

    Attributes
    ----------
    scenario : Scenario
        Of this run alone.
    stored : str or None
        The digest that is stored of it; None where it is not done.
    portfolio : Portfolio or None
        Relationships that it starts from.
    beginning : Beginning or None
        The file that they came from.
    """

    scenario: Scenario
    stored: str | None
    portfolio: Portfolio | None
    beginning: Beginning | None


def one_run(folder: Path, number: int) -> OneRun:
    """Return one run of a results folder.

    Parameters
    ----------
    folder : Path
        A results folder.
    number : int
        As in the column ``run``.

    Raises
    ------
    ResultsFolderError
        There are no results of ours.
    InputProblems
        The study has no such run.
    """
    from sim.scenario import Arm

    study = study_in(folder)
    if number >= study.n_runs:
        problem = Problem(None, f"--run {number}", f"runs of this study are numbered 0 to {study.n_runs - 1}")
        raise InputProblems(f"{folder}: 1 problem, nothing was run", [problem])
    run = study.run(number)
    stored = read_table(folder, "runs", runs=(number,), columns=("run", "seed", "digest", "status")).to_pylist()
    world = study.world(run.point)
    scenario = world.scenario.model_copy(
        update={
            "name": f"{study.name[:LONGEST_NAME].replace('+', '-')}-run-{number}",
            "run": world.scenario.run.model_copy(update={"seed": run.seed}),
            "parameters": study.parameters(run.point),
            "arms": (Arm(name=world.arm.name),),
            "interventions": tuple(one.model_copy(update={"arms": None}) for one in world.interventions),
            "claims": (),
            "lesson": None,
            "design": None,
        }
    )
    digest = stored[0]["digest"] if stored and stored[0]["status"] == "ok" else None
    return OneRun(scenario, digest, study.portfolio(run.point), study.beginning)
