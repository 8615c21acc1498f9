"""Playing every arm of a scenario once, on the same luck, with Ctrl-C and faults of the model in mind."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sim.cli.compiling import COMPILING_S, warm_up
from sim.cli.interruptions import Termination
from sim.cli.progress import MonthsPlayed
from sim.cli.voice import Voice

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.store import FinishedRun


@dataclass
class Played:
    """What came of playing the arms.

    Attributes
    ----------
    runs : list of FinishedRun
        In the order of the arms; the last may be interrupted.
    fault : Exception or None
        What the model raised; playing stopped there.
    fault_text : str
        Its traceback.
    fault_arm : str
        Arm in which it was raised.
    """

    runs: list[FinishedRun] = field(default_factory=list)
    fault: Exception | None = None
    fault_text: str = ""
    fault_arm: str = ""
    interrupted: bool = False

    @property
    def status(self) -> str:
        """Return ``"ok"``, ``"interrupted"`` or ``"failed"``."""
        return "failed" if self.fault else "interrupted" if self.interrupted else "ok"


def play_arms(
    scenario: Scenario,
    *,
    voice: Voice,
    threads: int,
    stop: Termination,
    portfolio: Any = None,
    portfolio_digest: str | None = None,
) -> Played:
    """Play every arm once on the scenario's seed.

    Parameters
    ----------
    scenario : Scenario
    voice : Voice
        Where progress is told.
    threads : int
        Threads within a run; the result does not depend on it.
    stop : Termination
        Whether SIGTERM came.
    portfolio : Portfolio, optional
        Existing relationships to start from.
    portfolio_digest : str, optional
        Digest of the portfolio's file, part of the runs' identity.

    Returns
    -------
    Played
        Also after Ctrl-C or a fault: what was finished until then.
    """
    from sim import _jit, engine
    from sim.errors import DyadsError
    from sim.store import TABLES, FinishedRun, run_key

    played = Played()
    if not _jit.is_compiled():
        voice.talk(f"compiling the engine, once, about {COMPILING_S} s …")
        try:
            warm_up()  # here Ctrl-C is heard at once; within a run it waits for the month to end
        except KeyboardInterrupt:
            return Played(interrupted=True)
    months, seed = scenario.run.months, scenario.run.seed
    with MonthsPlayed(voice, months * len(scenario.arms)) as progress:
        for number, arm in enumerate(scenario.arms):
            progress.begin(arm.name)
            try:
                with stop.noted():
                    result = engine.play(
                        scenario.arm_parameters(arm),
                        months=months,
                        seed=seed,
                        interventions=scenario.interventions_in(arm),
                        outputs=scenario.outputs,
                        portfolio=portfolio,
                        organisations=scenario.organisations,
                        links=scenario.links,
                        threads=threads,
                        progress=progress,
                        stopped=lambda: stop.asked,
                    )
            except KeyboardInterrupt:
                played.interrupted = True
                break
            except DyadsError:  # a mistake in the input that only the engine could see
                raise
            except Exception as fault:
                played.fault, played.fault_text, played.fault_arm = fault, traceback.format_exc(), arm.name
                break
            if not result.months:
                played.interrupted = True
                break
            played.runs.append(
                FinishedRun(
                    run=number,
                    point=number,
                    arm=arm.name,
                    seed=seed,
                    key=run_key(resolved=scenario.identity_of(arm, portfolio_digest), seed=seed, months=months),
                    status=result.status,
                    months=result.months,
                    wall_s=result.wall_s,
                    stop_reason="interrupted by the user" if result.status == "interrupted" else "",
                    tables={name: getattr(result, name) for name in TABLES},
                )
            )
            if result.status == "interrupted":
                played.interrupted = True
                break
    return played


def failed_run(scenario: Scenario, played: Played, portfolio_digest: str | None) -> FinishedRun:
    """Return the line that a run leaves in which the model raised."""
    from sim.store import FinishedRun, run_key

    number = len(played.runs)
    arm = scenario.arms[number]
    seed, months = scenario.run.seed, scenario.run.months
    return FinishedRun(
        run=number,
        point=number,
        arm=arm.name,
        seed=seed,
        key=run_key(resolved=scenario.identity_of(arm, portfolio_digest), seed=seed, months=months),
        status="failed",
        months=0,
        wall_s=0.0,
        stop_reason=f"{type(played.fault).__name__}: {played.fault}",
        tables={},
    )
