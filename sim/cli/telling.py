"""What ``dyads run`` says: the question before, what happened after, and where to go from there."""

from __future__ import annotations

import dataclasses
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.playing import Played
from sim.cli.voice import Voice, commands, put, width_of

if TYPE_CHECKING:
    from sim.cli.summary import ArmSummary
    from sim.scenario import Scenario


def _count(n: int, word: str) -> str:
    return f"{n:,} {word}{'' if n == 1 else 's'}"


def header(scenario: Scenario, file: Path | None, relationships: Any) -> list[str]:
    """Return what is asked, of whom, for how long, with which luck, and what is done to the world meanwhile."""
    people = scenario.parameters.population
    facts = [_count(people.buyers, "buyer"), _count(people.sellers, "seller")]
    facts += [_count(people.complementors, "complementor")] if people.complementors else []
    facts += [_count(people.governments, "government")] if people.governments > 1 else []
    if file is not None:
        facts = [f"{_count(len(relationships), 'relationship')} from {file.name}"]
    facts += [_count(scenario.run.months, "month"), f"seed {scenario.run.seed}", "luck addressed by pair"]
    width = width_of(sys.stderr) or 100
    title = textwrap.wrap(f'{scenario.name} · "{scenario.question}"', width, subsequent_indent="  ")
    known = textwrap.wrap(" · ".join(facts), width, initial_indent="  ", subsequent_indent="  ")
    return [
        *title,
        *known,
        *(f"  month {one.at}: {_in_words(one)}" for one in scenario.interventions[:8] if one.at <= scenario.run.months),
    ]


def _in_words(intervention: Any) -> str:
    """Return what is done to the world, in a few words."""
    size = "" if intervention.by is None else f" by {intervention.by:+g}".replace("-", "−")
    values = ", ".join(f"{key} = {value:g}" for key, value in intervention.set.items())
    arms = f" (only in {', '.join(intervention.arms)})" if intervention.arms else ""
    whom = "" if intervention.target == "parameters" else f" of {intervention.target}"
    return f"{intervention.action.replace('_', ' ')}{whom}{size}{': ' if values else ''}{values}{arms}"


def summaries(scenario: Scenario, played: Played) -> list[ArmSummary]:
    """Return what happened in each arm that was played."""
    from sim.cli.summary import summarise

    kept = {"events": scenario.outputs.events, "dyads": scenario.outputs.dyads}
    told = []
    for one in played.runs:
        first = min((step.at for step in scenario.interventions_in(scenario.arm(one.arm))), default=0)
        before = first - 1 if 1 < first <= one.months else None
        told.append(summarise(one.arm, one.status, one.months, one.tables, before=before, **kept))
    return told


def as_json(
    scenario: Scenario,
    played: Played,
    told: Sequence[ArmSummary],
    folder: Path,
    digest: str,
    figures: Sequence[Path],
) -> dict[str, Any]:
    """Return what happened, and where it is, as JSON-able data."""
    return {
        "name": scenario.name,
        "question": scenario.question,
        "status": played.status,
        "seed": scenario.run.seed,
        "folder": str(folder),
        "digest": digest,
        "arms": [dataclasses.asdict(one) for one in told],
        "figures": [str(figure) for figure in figures],
    }


def tell(voice: Voice, scenario: Scenario, played: Played, told: Sequence[ArmSummary]) -> None:
    """Print what happened in each arm, and how the run ended where it did not end by itself."""
    from sim.cli import summary

    head, *rest = summary.lines(told, width_of(sys.stdout))
    voice.talk("")
    put(voice.strong(head), *rest)
    if played.interrupted:
        last, missing = played.runs[-1], len(scenario.arms) - len(played.runs)
        voice.talk(
            "",
            f"interrupted in month {last.months} of {scenario.run.months} of arm {last.arm}"
            + (f"; {_count(missing, 'arm')} not played" if missing else "")
            + "; the same command plays it whole",
        )


def where_it_is(folder: Path, digest: str, figures: Sequence[Path]) -> list[str]:
    """Return the folder of results, with its digest, and the names of the figures."""
    rows = [(f"{folder}/", f"tables, manifest; digest {digest[:16]}")]
    if figures:
        rows.append((f"{folder}/figures/", ", ".join(dict.fromkeys(figure.stem for figure in figures))))
    return commands(rows, width_of(sys.stderr))


def next_steps(scenario: Scenario, again: str, folder: Path) -> list[str]:
    """Return three commands that one may want next; ``again`` is the one that was given, ``folder`` its results."""
    return commands(
        [
            (f"{again} -S trust.gain=0.1 --out {scenario.name}_changed", "the same luck, one change"),
            ("dyads parameters", "what can be changed"),
            (f"dyads report {folder}", "one page that tells it to others"),
        ],
        width_of(sys.stderr),
    )
