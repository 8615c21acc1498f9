"""What no single field can tell: whether the parts of a scenario fit one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from sim.parameters import Parameters
from sim.scenario.account_checks import account_findings
from sim.scenario.chains import chain_findings
from sim.scenario.closed import Finding, did_you_mean
from sim.scenario.efforts import effort_findings
from sim.scenario.government_checks import government_findings
from sim.scenario.policies import policy_findings
from sim.scenario.positions import Path
from sim.scenario.statistics import parse_statistic, step_columns
from sim.scenario.triads import triad_findings

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

IN_ORDER: tuple[tuple[str, str, str], ...] = (
    ("population.partners", "population.sellers", "more partners than there are sellers: {low:g} of {high:g}"),
    *(
        (low, high, "lies above " + high + " = {high:g}")
        for low, high in (
            ("organisations.competence_low", "organisations.competence_high"),
            ("distance.technological_low", "distance.technological_high"),
            ("distance.time_low", "distance.time_high"),
            ("conflict.bargaining_low", "conflict.bargaining_high"),
            ("leadership.origin", "leadership.target"),
            ("price.low", "price.level"),
            ("price.level", "price.high"),
        )
    ),
)
"""Pairs of parameters of which the first must not be above the second, and what is said otherwise."""

_COUNTS = {"buyers": "buyers", "sellers": "sellers", "complementors": "complementors", "governments": "governments"}


def whole_findings(scenario: Scenario, *, shortened: bool) -> Iterator[Finding]:
    """Yield everything that does not fit.

    Parameters
    ----------
    scenario : Scenario
        Each part already valid by itself.
    shortened : bool
        Whether somebody shortened the run on purpose (an option on the command line): dates after its end are then
        passed over, for they just never come.
    """
    yield from chain(
        _arm_names(scenario),
        _order(scenario),
        _population(scenario),
        _start(scenario),
        chain_findings(scenario),
        triad_findings(scenario),
        effort_findings(scenario),
        policy_findings(scenario),
        account_findings(scenario),
        _outputs(scenario),
        _lesson(scenario),
        government_findings(scenario),
    )
    if scenario.run.burn_in >= scenario.run.months:
        yield Finding(
            ("run", "burn_in"), f"must be shorter than the run of {_months(scenario.run.months)}", (("run", "months"),)
        )
    if not shortened:
        yield from _dates(scenario)


def _months(number: int) -> str:
    return f"{number} month{'s' * (number != 1)}"


def key_path(key: str) -> Path:
    """Return the path of a parameter in the file."""
    return tuple(key.split("."))


def _arm_names(scenario: Scenario) -> Iterator[Finding]:
    names = [arm.name for arm in scenario.arms]
    about: tuple[Path, ...] = (("arm", "*", "name"),)
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Finding(("arm", number, "name"), "another arm has this name", about)
    for number, intervention in enumerate(scenario.interventions):
        for place, name in enumerate(intervention.arms or ()):
            if name not in names:
                yield Finding(("intervention", number, "arms", place), _no_arm(name, names), about)
    for number, claim in enumerate(scenario.claims):
        sides = [side for side in claim.sides if side is not None]
        for side in sides:
            if side not in names:
                yield Finding(("claim", number, "compare"), _no_arm(side, names), about)
        if len(set(sides)) < len(sides):
            yield Finding(("claim", number, "compare"), "compares an arm with itself")
    for key in scenario.design.factors if scenario.design else ():
        if all(key in arm.set for arm in scenario.arms):
            yield Finding(("design", "factors", key), "every arm sets it itself, so varying it would change nothing")


def _no_arm(name: str, names: list[str]) -> str:
    return f"{name} is no arm{did_you_mean(name, names) or '; arms: ' + ', '.join(names)}"


def _order(scenario: Scenario) -> Iterator[Finding]:
    """Check pairs of parameters in the scenario, in each arm and at the ends of a design."""
    seen: set[tuple[str, str]] = set()
    worlds: list[tuple[Path, Parameters, frozenset[str]]] = [((), scenario.parameters, frozenset())]
    for number, arm in enumerate(scenario.arms):
        worlds.append((("arm", number, "set"), scenario.arm_parameters(arm), frozenset(arm.set)))
    for prefix, parameters, changed in worlds:
        for low_key, high_key, message in IN_ORDER:
            if low_key == "population.partners" and parameters.chain.peers:
                continue  # partners are then found among buyers too
            low, high = _value(parameters, low_key), _value(parameters, high_key)
            if low > high and (low_key, high_key) not in seen:
                key = high_key if high_key in changed and low_key not in changed else low_key
                path = (*prefix, key) if key in changed else key_path(low_key)
                seen.update({(low_key, high_key)} if not prefix else ())
                yield Finding(path, message.format(low=low, high=high), (key_path(low_key), key_path(high_key)))
    yield from _order_in_design(scenario)


def _order_in_design(scenario: Scenario) -> Iterator[Finding]:
    if scenario.design is None:
        return
    factors = scenario.design.factors
    for low_key, high_key, message in IN_ORDER:
        varied = [key for key in (low_key, high_key) if key in factors]
        if not varied or (low_key == "population.partners" and scenario.parameters.chain.peers):
            continue
        if scenario.design.kind == "list" and len(varied) == 2:
            rows = zip(factors[low_key].values or (), factors[high_key].values or (), strict=False)
        else:
            low = factors[low_key].ends()[1] if low_key in factors else _value(scenario.parameters, low_key)
            high = factors[high_key].ends()[0] if high_key in factors else _value(scenario.parameters, high_key)
            rows = zip((low,), (high,), strict=True)
        worst = max(rows, key=lambda row: row[0] - row[1], default=(0.0, 0.0))
        if worst[0] > worst[1]:
            text = message.format(low=worst[0], high=worst[1])
            yield Finding(
                ("design", "factors", varied[0]), f"in some points {text}", (key_path(low_key), key_path(high_key))
            )


def _value(parameters: Parameters, key: str) -> float:
    construct, name = key.split(".")
    return float(getattr(getattr(parameters, construct), name))


def _least(scenario: Scenario, kind: str) -> int:
    """Return the fewest organisations of a kind (``sellers``) in any arm."""
    return min(int(_value(scenario.arm_parameters(arm), f"population.{kind}")) for arm in scenario.arms)


def _population(scenario: Scenario) -> Iterator[Finding]:
    """Numbers of organisations must exist in every arm, or in those that an intervention happens in."""
    for number, intervention in enumerate(scenario.interventions):
        if intervention.which is not None and intervention.target in _COUNTS:
            yield from _beyond(scenario, intervention.target, intervention.which, ("intervention", number, "which"))
    stated: dict[tuple[str, int, str], bool] = {}
    for number, traits in enumerate(scenario.organisations):
        path: Path = ("organisation", number, "which")
        yield from _beyond(scenario, f"{traits.kind}s", traits.which, path)
        for which in traits.which:
            for trait in ("competence", "opportunism", "bargaining"):
                if getattr(traits, trait) is None:
                    continue
                if (traits.kind, which, trait) in stated:
                    yield Finding(path, f"the {trait} of {traits.kind} {which} is stated twice")
                stated[traits.kind, which, trait] = True


def _beyond(scenario: Scenario, kind: str, which: tuple[int, ...], path: Path) -> Iterator[Finding]:
    yield from _beyond_count(_least(scenario, kind), kind, which, path)


def _beyond_count(count: int, kind: str, which: tuple[int, ...], path: Path) -> Iterator[Finding]:
    beyond = [number for number in which if number >= count]
    if beyond:
        there = f"{kind} are numbered 0 to {count - 1}" if count else f"there are no {kind}"
        yield Finding(path, f"there is no {kind[:-1]} {beyond[0]}; {there}", (("population", kind),))


def _start(scenario: Scenario) -> Iterator[Finding]:
    pairs: set[tuple[int, int]] = set()
    partners: dict[int, int] = {}
    wanted = min(scenario.arm_parameters(arm).population.partners for arm in scenario.arms)
    tail = scenario.parameters.population.degree_tail
    buyers, sellers = (_least(scenario, kind) for kind in ("buyers", "sellers"))  # once: links may be hundreds
    for number, link in enumerate(scenario.links):
        yield from _beyond_count(buyers, "buyers", (link.buyer,), ("link", number, "buyer"))
        yield from _beyond_count(sellers, "sellers", (link.seller,), ("link", number, "seller"))
        if (link.buyer, link.seller) in pairs:
            yield Finding(("link", number), f"buyer {link.buyer} and seller {link.seller} are linked twice")
        pairs.add((link.buyer, link.seller))
        partners[link.buyer] = partners.get(link.buyer, 0) + 1
        if partners[link.buyer] == wanted + 1 and tail == 0:
            yield Finding(
                ("link", number),
                f"buyer {link.buyer} has more partners than population.partners = {wanted}",
                (("population", "partners"),),
            )


def _outputs(scenario: Scenario) -> Iterator[Finding]:
    """Compare what claims need with what is remembered."""
    outputs = scenario.outputs
    kept = None if outputs.metrics == "all" else set(step_columns(outputs.metrics))
    for number, claim in enumerate(scenario.claims):
        statistic = parse_statistic(claim.statistic)
        if statistic is None:
            continue
        path: Path = ("claim", number, "statistic")
        if kept is not None and (left_out := [name for name in statistic.columns if name not in kept]):
            yield Finding(path, f"outputs.metrics leaves out {', '.join(left_out)}", (("outputs", "metrics"),))
        needs_events = statistic.table == "events" or any(word.startswith("long_term") for word in claim.among)
        if needs_events and not outputs.events:
            yield Finding(
                path, "is read from events, which outputs.events = false leaves out", (("outputs", "events"),)
            )
        if statistic.table != "steps" and not outputs.dyads:
            yield Finding(path, "is read from dyads, which outputs.dyads = false leaves out", (("outputs", "dyads"),))
        if statistic.form in {"at", "change"} and any(month % outputs.every for month in statistic.months):
            yield Finding(path, f"outputs.every = {outputs.every} leaves out that month", (("outputs", "every"),))


def _lesson(scenario: Scenario) -> Iterator[Finding]:
    """A lesson shows two arms that exist."""
    names = [arm.name for arm in scenario.arms]
    for place in ("left", "right"):
        name = getattr(scenario.lesson, place, None)
        if name is not None and name not in names:
            yield Finding(("lesson", place), _no_arm(name, names), (("arm", "*", "name"),))


def _dates(scenario: Scenario) -> Iterator[Finding]:
    months, about = scenario.run.months, (("run", "months"),)
    message = f"the run ends in month {months}"
    for number, intervention in enumerate(scenario.interventions):
        if intervention.at > months:
            yield Finding(("intervention", number, "at"), message, about)
        elif intervention.until is not None and intervention.until > months:
            yield Finding(("intervention", number, "until"), message, about)
    for number, claim in enumerate(scenario.claims):
        if any(month > months for month in claim.months_named()):
            yield Finding(("claim", number, "statistic"), message, about)
    prediction = scenario.lesson.prediction if scenario.lesson is not None else None
    asked = parse_statistic(prediction.statistic) if prediction is not None else None
    if asked is not None and max(asked.months, default=0) > months:
        yield Finding(("lesson", "prediction", "statistic"), message, about)
