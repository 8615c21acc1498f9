"""The paragraph on methods that a paper can take over, made from what was run."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.sensitivity import method_for
from sim.analysis.studies import Study
from sim.report.worlds import ParameterLine, World, people_in_words, scenarios_of

DESIGNS = {
    "grid": "a full grid",
    "list": "a list of points",
    "lhs": "a Latin hypercube",
    "sobol": "a scrambled Sobol' sequence",
    "saltelli": "Saltelli's scheme for Sobol' indices",
    "morris": "Morris trajectories",
}
METHODS = {"sobol": "Sobol' indices", "morris": "Morris' elementary effects", "pawn": "PAWN indices"}


def methods_paragraph(study: Study, worlds: Sequence[World], lines: Sequence[ParameterLine], n_claims: int) -> str:
    """Return the paragraph: model, world, arms, luck, repetitions, design, statistics, and what is not claimed."""
    manifest = study.manifest
    scenario = scenarios_of(study)[0]
    version = (manifest.get("versions") or {}).get("dyads")
    revision = (manifest.get("source_revision") or "")[:10]
    exact = ", ".join(
        part for part in (f"version {version}" if version else "", f"revision {revision}" if revision else "") if part
    )
    told = [
        f"We used Dyads{f' ({exact})' if exact else ''}, an agent-based model of relationships between organisations "
        "in which each side of a relationship holds trust, satisfaction, commitment and expectations of its own, and "
        "in which stages and types of relationship are read out and never fed back.",
        f"The simulated world held {people_in_words(worlds[0].values)} for {study.months} monthly steps.",
        *_arms(worlds),
        *_repetitions(study),
        *_design(study),
    ]
    burn_in = int((scenario.get("run") or {}).get("burn_in") or 0)
    if burn_in:
        told.append(f"The first {burn_in} months were left out of means over months.")
    told.append(_statistics(study))
    several = len(set(study.runs["replicate"].tolist())) > 1
    if n_claims and several and not study.factors:
        told.append(
            f"{_words(n_claims)} expectation{'s' if n_claims != 1 else ''} from theory "
            f"{'were' if n_claims != 1 else 'was'} stated in the scenario file and judged by one rule: the mean must "
            "be an allowed value, and where two worlds are compared or a sign is stated the 95% interval must exclude "
            "0."
        )
    changed = sum(line.changed for line in lines)
    kinds = {
        label: sum(line.info.evidence == label for line in lines) for label in ("measured", "literature", "assumption")
    }
    told.append(
        f"Of {len(lines)} parameters {changed} differ from their defaults (table of parameters); of the defaults "
        f"{kinds['measured']} rest on measurements, {kinds['literature']} on signs or shapes in the literature and "
        f"{kinds['assumption']} are assumptions. The model is not calibrated to data: results are statements about the "
        "model, not estimates for any population."
    )
    digest = manifest.get("digest")
    if digest:
        told.append(f"The results have the digest {str(digest)[:16]}, which the same command reproduces.")
    return " ".join(told)


SMALL = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def _words(n: int) -> str:
    """Return a number as a sentence begins with it."""
    return SMALL[n] if n < len(SMALL) else f"{n:,}"


def _arms(worlds: Sequence[World]) -> list[str]:
    """Say which worlds are compared and what was done to them."""
    if len(worlds) == 1:
        done = worlds[0].interventions
        return [f"Interventions: {'; '.join(done)}."] if done else []
    first = worlds[0].name
    told = [
        f"{_words(len(worlds))} worlds were compared ({', '.join(world.name for world in worlds)}); {first} is the "
        "reference."
    ]
    common = [one for one in worlds[0].interventions if all(one in world.interventions for world in worlds)]
    if common:
        told.append(f"In all of them: {'; '.join(common)}.")
    for world in worlds:
        own = [f"{key} = {value:g}" for key, value in world.own.items()]
        own += [one for one in world.interventions if one not in common]
        if own:
            told.append(f"In the world {world.name}: {'; '.join(own)}.")
    return told


def _repetitions(study: Study) -> list[str]:
    n = len(set(study.runs["replicate"].tolist()))
    root = (study.scenario.get("run") or {}).get("seed")
    seed = f" derived from the seed {root}" if root is not None else ""
    if n == 1:
        return [
            f"Each world was played once, with random numbers{seed}; a single run allows no statement of uncertainty."
        ]
    shared = (
        " Random numbers are addressed by purpose, month and pair of organisations, so that all worlds share their "
        "luck within a repetition (common random numbers)."
    )
    return [f"Each was repeated {n} times with random numbers{seed}.{shared}"]


def _design(study: Study) -> list[str]:
    design = study.scenario.get("design") or {}
    if not study.factors:
        return []
    kind = DESIGNS.get(str(design.get("kind")), "a design")
    points = len(set(study.design["point"].tolist()))
    method = METHODS[method_for(str(design.get("kind", "none")))]
    return [
        f"{', '.join(study.factors)} {'were' if len(study.factors) > 1 else 'was'} varied over {points:,} points by "
        f"{kind}; {method} say how much each decides."
    ]


def _statistics(study: Study) -> str:
    many = len(set(study.runs["replicate"].tolist())) > 1
    told = [
        "Survival was estimated by Kaplan and Meier's method with late entry, competing causes of ending by Aalen "
        "and Johansen's"
    ]
    if many and (len(study.arms) > 1 or study.factors):
        told.append("; differences are means over pairs of runs with the same luck, with 95% t-intervals")
    elif many:
        told.append("; means over runs have 95% t-intervals")
    return "".join(told) + "."
