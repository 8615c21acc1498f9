"""``dyads check``: do repetitions bear out what scenarios claim."""

from __future__ import annotations

import math
import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.compiling import COMPILING_S, warm_up
from sim.cli.progress import RepetitionsPlayed
from sim.cli.sheets import interval, number, plain, put_csv
from sim.cli.voice import Voice, put, put_json, width_of
from sim.errors import DyadsError

if TYPE_CHECKING:
    from sim.analysis.verdict import Verdict
    from sim.cli.judging import Judged
    from sim.scenario import Claim, Scenario

DID_NOT_HOLD = 4
NO_BREAK = "\N{NO-BREAK SPACE}"


def check(
    ctx: typer.Context,
    scenarios: Annotated[
        list[str] | None, typer.Argument(metavar="SCENARIO…", help="Names of scenarios, or files.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every shipped scenario that claims something.")] = False,
    seeds: Annotated[
        int | None, typer.Option("--seeds", "-r", min=2, help="Repetitions; those of the scenario unless stated.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("-S", "--set", metavar="KEY=VALUE", help="Change a value; may be repeated.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Judge what scenarios claim, on paired repetitions."""
    from sim import _jit
    from sim.cli.judging import judged

    voice: Voice = ctx.obj
    loaded = _loaded(scenarios or [], settings or (), everything=everything)
    if not _jit.is_compiled():
        voice.talk(f"compiling the engine, once, about {COMPILING_S} s …")
        warm_up()
    results = []
    for scenario in loaded:
        n = seeds or scenario.run.replications
        if n < 2:
            raise DyadsError(f"{scenario.name}: run.replications = {n}; a verdict takes 2 or more", "  --seeds 30")
        with RepetitionsPlayed(voice, scenario.name) as progress:
            results.append(judged(scenario, n, progress))
        if not as_csv and not as_json:
            put(*[""] * (len(results) > 1), *_told(results[-1], voice, width_of(sys.stdout)))
    rows = [_row(one, at) for one in results for at in range(len(one.verdicts))]
    if as_json:
        put_json(plain(rows))
    elif as_csv:
        put_csv(list(rows[0]), (list(row.values()) for row in rows))
    claims, holding = len(rows), sum(row["holds"] for row in rows)
    voice.talk("", f"{holding} of {claims} claim{'s' * (claims != 1)} hold{'s' * (holding == 1)}")
    return 0 if holding == claims else DID_NOT_HOLD


def _loaded(names: Sequence[str], settings: Sequence[str], *, everything: bool) -> list[Scenario]:
    """Return the scenarios that are to be judged, all of them with claims."""
    from sim.scenario import load, shipped

    if everything == bool(names):
        raise typer.BadParameter("name scenarios, or --all", param_hint="SCENARIO…")
    loaded = [load(name, overrides=list(settings)) for name in (shipped() if everything else dict.fromkeys(names))]
    silent = [scenario.name for scenario in loaded if not scenario.claims]
    if silent and not everything:
        raise DyadsError(
            f"{', '.join(silent)}: claims nothing; there is nothing to judge",
            "  [[claim]] in the file states what theory expects",
        )
    return [scenario for scenario in loaded if scenario.claims]


def _told(one: Judged, voice: Voice, width: int | None) -> list[str]:
    """Return what is said of a scenario: a claim and its verdict, and below it what was found."""
    lines = [voice.strong(f"{one.scenario.name} · {one.seeds} repetitions on shared luck")]
    for claim, verdict in one.verdicts:
        says = claim.says or _subject(claim, one.scenario)
        systems = f" ({', '.join(claim.system)})" if claim.system else ""
        lines += _wrapped(f"{'holds' if verdict.holds else 'FAILS'}  {says}{systems}", width, 2, 9)
        lines += _wrapped(_found(claim, verdict, one.scenario), width, 9, 11)
    return lines


def _wrapped(text: str, width: int | None, first: int, later: int) -> list[str]:
    """Wrap a text whose no-break spaces hold together what belongs together, and print as plain ones."""
    wrapped = textwrap.wrap(
        text,
        max(width or 100, 40),
        initial_indent=" " * first,
        subsequent_indent=" " * later,
        break_on_hyphens=False,
    )
    return [line.replace(NO_BREAK, " ") for line in wrapped]


def _subject(claim: Claim, scenario: Scenario) -> str:
    """Return what is looked at: ``survival_60, locked − free``."""
    first, second = claim.sides
    whose = f"{first or scenario.arms[0].name}{f' − {second}' if second else ''}"
    among = f" among {', '.join(claim.among)}" if claim.among else ""
    return f"{claim.statistic}{among}, {whose}"


def _found(claim: Claim, verdict: Verdict, scenario: Scenario) -> str:
    between = interval(verdict.low, verdict.high).replace(" ", NO_BREAK)
    found = f"{number(verdict.found)}{NO_BREAK}({between})" if not math.isnan(verdict.low) else number(verdict.found)
    expected = verdict.expected.replace(" and ", "\n").replace(" ", NO_BREAK).replace("\n", " and ")
    missing = f"; {verdict.missing} without a value" if verdict.missing else ""
    return f"{_subject(claim, scenario)}: {found}, expected {expected}{missing}"


def _row(one: Judged, at: int) -> dict[str, Any]:
    claim, verdict = one.verdicts[at]
    return {
        "scenario": one.scenario.name,
        "claim": at + 1,
        "system": " ".join(claim.system),
        "says": claim.says,
        "statistic": claim.statistic,
        "among": " ".join(claim.among),
        "compare": claim.compare or one.scenario.arms[0].name,
        "expected": verdict.expected,
        "found": verdict.found,
        "low": verdict.low,
        "high": verdict.high,
        "holds": verdict.holds,
        "n": verdict.n,
        "missing": verdict.missing,
        "unpaired": verdict.n_independent,
    }
