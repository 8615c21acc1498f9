"""``dyads ablate``: what each mechanism contributes to a scenario, on the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.ablating import Mechanism, mechanisms_of, outcomes_of, with_and_without, world_of
from sim.cli.compiling import COMPILING_S, warm_up
from sim.cli.progress import RepetitionsPlayed
from sim.cli.sheets import Sheet, figure, interval, number, plain, put_csv, put_sheet, word
from sim.cli.voice import Voice, put_json

if TYPE_CHECKING:
    from sim.scenario import Arm, Claim, Scenario

USUAL_SEEDS = 20


def ablate(
    ctx: typer.Context,
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name of a scenario, or a file.")],
    arm: Annotated[
        str | None, typer.Option("--arm", help="Which arm; the first of which something is claimed unless stated.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="KEY", help="Only this mechanism's key; may be repeated.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every parameter with a null, not only those that the scenario is about.")
    ] = False,
    seeds: Annotated[
        int, typer.Option("--seeds", "-r", min=2, help="Repetitions with and without each mechanism.")
    ] = USUAL_SEEDS,
    settings: Annotated[
        list[str] | None, typer.Option("-S", "--set", metavar="KEY=VALUE", help="Change a value; may be repeated.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Switch mechanisms off, one at a time, and say what each contributes."""
    from sim import _jit
    from sim.analysis.ablation import NOTICEABLE
    from sim.scenario import load

    voice: Voice = ctx.obj
    loaded = load(scenario, overrides=list(settings or ()))
    chosen = _arm(loaded, arm)
    outcomes = outcomes_of(loaded, chosen)
    mechanisms = mechanisms_of(loaded, chosen, list(only or ()), everything=everything)
    if not _jit.is_compiled():
        voice.talk(f"compiling the engine, once, about {COMPILING_S} s …")
        warm_up()
    with RepetitionsPlayed(voice, loaded.name) as progress:
        rows = _contributions(loaded, chosen, outcomes, mechanisms, seeds, progress)
    if as_json:
        put_json(plain(rows))
    elif as_csv:
        put_csv(list(rows[0]), (list(row.values()) for row in rows))
    else:
        put_sheet(_sheet(loaded, chosen, rows, seeds), voice)
    idle = [one.key for one in mechanisms if not any(row["counts"] for row in rows if row["mechanism"] == one.key)]
    voice.talk(
        "",
        f"an effect counts (*) where its 95 % interval excludes 0 and it is at least {NOTICEABLE:g} standard "
        "deviations of the outcome between repetitions",
        *[f"no effect counts: {', '.join(idle)}"] * bool(idle),
    )
    return 0


def _arm(scenario: Scenario, name: str | None) -> Arm:
    from sim.cli.judging import arms_claimed

    if name is None:
        return (arms_claimed(scenario) or list(scenario.arms))[0]
    if name not in [one.name for one in scenario.arms]:
        there = ", ".join(one.name for one in scenario.arms)
        raise typer.BadParameter(f"no arm {name!r} in {scenario.name}; there are {there}", param_hint="--arm")
    return scenario.arm(name)


def _contributions(
    scenario: Scenario,
    arm: Arm,
    outcomes: Sequence[Claim],
    mechanisms: Sequence[Mechanism],
    seeds: int,
    progress: Any,
) -> list[dict[str, Any]]:
    from sim.analysis.ablation import contribution

    worlds = [world_of(scenario, arm), *(world_of(scenario, arm, one) for one in mechanisms)]
    values = with_and_without(scenario, arm, outcomes, worlds, range(seeds), progress)
    rows = []
    for at, outcome in enumerate(outcomes):
        for number_of_world, one in enumerate(mechanisms, start=1):
            effect = contribution(values[0][at], values[number_of_world][at])
            rows.append(
                {
                    "outcome": " among ".join([outcome.statistic, *outcome.among]),
                    "mechanism": one.key,
                    "value": one.value,
                    "null": one.null,
                    "effect": effect.found,
                    "low": effect.low,
                    "high": effect.high,
                    "size": effect.size,
                    "n": effect.n,
                    "counts": effect.counts,
                }
            )
    return rows


def _sheet(scenario: Scenario, arm: Arm, rows: Sequence[dict[str, Any]], seeds: int) -> Sheet:
    ordered = sorted(
        enumerate(rows), key=lambda one: (list(dict.fromkeys(row["outcome"] for row in rows)).index(one[1]["outcome"]),
                                          -(one[1]["size"] if one[1]["size"] == one[1]["size"] else -1.0))
    )  # fmt: skip
    shown = [
        row | {"interval": interval(row["low"], row["high"]), "mark": "*" if row["counts"] else ""}
        for _, row in ordered
    ]
    return Sheet(
        "contributions",
        f"{scenario.name}, arm {arm.name} · {seeds} repetitions with and without each mechanism, on the same luck",
        shown,
        [
            word("mechanism"),
            figure("value", "value"),
            figure("null", "off at"),
            figure("effect", "effect"),
            word("interval", "95 % interval"),
            figure("size", "in sd", number),
            word("mark", " "),
        ],
        group="outcome",
    )
