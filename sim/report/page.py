"""The page: everything that is told of a study, put into one file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sim.analysis.digits import number
from sim.analysis.episodes import Story, most_eventful, story_of
from sim.analysis.studies import Study, read_study
from sim.analysis.usual import usual_key
from sim.plots.results import read_results
from sim.plots.timeline import one_run
from sim.report.methods import methods_paragraph
from sim.report.pictures import MOST_FACTORS, pictures
from sim.report.tables import TableData, claim_lines, difference_table, outcome_table, told_values
from sim.report.worlds import ParameterLine, World, parameter_lines, scenarios_of, worlds_of
from sim.store.folder import as_folder_error, write_file

KINDS = {"batch": "a batch of ", "sweep": "a sweep of "}
MOST_EPISODES = 60


def write_report(folder: Path, out: Path) -> Path:
    """Write the report of a results folder.

    Parameters
    ----------
    folder : Path
        A results folder.
    out : Path
        The HTML file; one that is there is replaced.

    Returns
    -------
    Path
        ``out``.

    Raises
    ------
    ResultsFolderError
        The folder holds no results of ours, or the file cannot be written.
    DyadsError
        Not one run was finished.
    """
    text = page(read_study(folder))
    with as_folder_error(out.parent):
        out.parent.mkdir(parents=True, exist_ok=True)
        write_file(out, lambda file: file.write(text.encode()))
    return out


def page(study: Study) -> str:
    """Return the report of a study as HTML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    return environment.get_template("report.html").render(_content(study))


def _content(study: Study) -> dict[str, Any]:
    """Return everything that the template shows."""
    worlds = worlds_of(study)
    lines = parameter_lines(study, worlds)
    claims = claim_lines(study)
    values = told_values(study)
    story, where = (None, "") if study.factors else _story(study)
    manifest = study.manifest
    keys = ["arm"] if len(study.arms) > 1 else list(study.factors[:MOST_FACTORS])
    return {
        "title": " / ".join(dict.fromkeys(str(one.get("question") or one["name"]) for one in scenarios_of(study))),
        "name": study.name,
        "kind": KINDS.get(str(manifest.get("kind")), ""),
        "runs": len(study.runs["run"]),
        "months": study.months,
        "missing": study.in_words(),
        "interrupted": manifest.get("status") == "interrupted",
        "worlds": worlds,
        "several": len(worlds) > 1,
        "facts": _facts(study, worlds),
        "design": _design(study),
        "outcomes": outcome_table(study, values),
        "differences": [table for key in keys if (table := difference_table(study, key, values)) is not None],
        "claims": claims,
        "judged": [one for one in claims if one.mark != "–"],
        "holding": sum(one.mark == "✓" for one in claims),
        "figures": pictures(study),
        "story": story,
        "story_world": where,
        "methods": methods_paragraph(study, worlds, lines, len(claims)),
        "parameters": [_cells(line, worlds) for line in lines],
        "changed": [_cells(line, worlds) for line in lines if line.changed or line.label == "varied by the design"],
        "traits": _traits(study),
        "provenance": _provenance(study),
        "command": manifest.get("command") or "",
        "key": usual_key(study) or "arm",
        "version": (manifest.get("versions") or {}).get("dyads") or "",
    }


def _facts(study: Study, worlds: list[World]) -> list[tuple[str, str]]:
    from sim.report.worlds import people_in_words

    n = len(set(study.runs["replicate"].tolist()))
    run = scenarios_of(study)[0].get("run") or {}
    told = [
        ("who", people_in_words(worlds[0].values)),
        ("how long", f"{study.months:,} months"),
        ("worlds", ", ".join(world.name for world in worlds)),
        ("repetitions", f"{n:,}, the worlds share the luck of each" if len(worlds) > 1 else f"{n:,}"),
        ("seed", f"{run.get('seed', '')}"),
        ("runs", f"{len(study.runs['run']):,} finished{f'; {study.in_words()}' if study.in_words() else ''}"),
    ]
    portfolio = study.manifest.get("portfolio")
    if portfolio:
        told.insert(1, ("started from", f"the portfolio {portfolio['file']}"))
    return told


def _design(study: Study) -> TableData | None:
    """Return what was varied, where something was."""
    if not study.factors:
        return None
    rows = []
    for name in study.factors:
        values = sorted(set(study.design[name].tolist()))
        shown = (
            ", ".join(f"{value:g}" for value in values) if len(values) <= 12 else f"{values[0]:.4g} to {values[-1]:.4g}"
        )
        rows.append([name, shown, f"{len(values):,}"])
    return TableData("What was varied", ["factor", "values", "different values"], rows)


def _cells(line: ParameterLine, worlds: list[World]) -> dict[str, Any]:
    info = line.info
    low = "" if info.low is None else f"{info.low:g}"
    high = "" if info.high is None else f"{info.high:g}"
    values = (
        [("", line.values[""])] if "" in line.values else [(world.name, line.values[world.name]) for world in worlds]
    )
    return {
        "key": info.key, "meaning": info.meaning, "unit": info.unit, "default": f"{info.default:g}",
        "range": f"{low or '−∞'} to {high or '∞'}", "label": line.label, "source": _cited(info.source),
        "values": [(name, f"{value:g}") for name, value in values], "varied": line.label == "varied by the design",
    }  # fmt: skip


def _cited(source: str) -> str:
    """Return a source with its references as a reader knows them: Fichman, Levinthal 1991."""
    return re.sub(
        r"\b([a-z]+(?:_[a-z]+)*)_(\d{4})[a-z]?\b",
        lambda match: f"{match[1].replace('_', ', ').title()} {match[2]}",
        source,
    )


def _traits(study: Study) -> list[str]:
    """Return what the scenarios state about single organisations, in words."""
    told = []
    for scenario in scenarios_of(study):
        for one in scenario.get("organisation") or ():
            traits = [
                f"{name} {one[name]:g}"
                for name in ("competence", "opportunism", "bargaining")
                if one.get(name) is not None
            ]
            told.append(f"{one['kind']} {', '.join(map(str, one['which']))}: {', '.join(traits)}")
    return list(dict.fromkeys(told))


def _story(study: Study) -> tuple[Story | None, str]:
    """Return the life that the timeline shows, in the world in which it has most to tell, and that world."""
    runs = {arm: one_run(tables) for arm, tables in read_results(study.folder).arms.items()}
    pair, arms = most_eventful({name: (t.paths, t.events, t.dyads) for name, t in runs.items()})
    if pair is None:
        return None, ""
    told = runs[arms[0]]
    return story_of(pair, told.paths, told.events, told.dyads), arms[0]


def _provenance(study: Study) -> list[tuple[str, str]]:
    manifest = study.manifest
    versions = manifest.get("versions") or {}
    platform = manifest.get("platform") or {}
    told = [
        ("started", str(manifest.get("started", ""))),
        ("digest of the results", str(manifest.get("digest", ""))),
        ("digest of the model's sources", str(manifest.get("model_digest", ""))),
        ("source revision", str(manifest.get("source_revision") or "")),
        ("versions", ", ".join(f"{name} {version}" for name, version in versions.items() if version)),
        ("platform", ", ".join(str(platform[name]) for name in ("system", "machine") if platform.get(name))),
    ]
    return [(name, value) for name, value in told if value]
