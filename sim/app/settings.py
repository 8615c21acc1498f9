"""Which world is shown: an arm of a scenario, its luck, and what somebody at the page changed about it, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sim.app.sizes import is_size, size_in, size_problem, sized, with_sizes
from sim.errors import DyadsError
from sim.parameters import Parameters
from sim.scenario import Arm, Intervention, Scenario, with_values
from sim.scenario.checks import IN_ORDER
from sim.scenario.settings import infos, value_problem

MOST = 50_000
"""Relationships that two worlds can be drawn with, and every month of them kept."""


@dataclass(frozen=True)
class Setting:
    """One world.

    Attributes
    ----------
    scenario : Scenario
    arm : Arm
    seed : int
        Root of all luck; two worlds that are compared have the same.
    founded : mapping
        Parameters changed before month 1, on top of the arm's.
    changed : tuple of (month, key, value)
        Parameters changed at the page: from the beginning of that month on.
    sizes : mapping
        How large interventions are that were changed at the page, by their keys (`sim.app.sizes`).
    """

    scenario: Scenario
    arm: Arm
    seed: int
    founded: Mapping[str, float] = field(default_factory=dict)
    changed: tuple[tuple[int, str, float], ...] = ()
    sizes: Mapping[str, float] = field(default_factory=dict)

    @property
    def months(self) -> int:
        """Months until the run ends."""
        return self.scenario.run.months

    def parameters(self) -> Parameters:
        """Return what holds in month 0."""
        return with_values(self.scenario.arm_parameters(self.arm), dict(self.founded))

    def interventions(self) -> tuple[Intervention, ...]:
        """Return what happens on a date: as the scenario says, and as somebody at the page decided."""
        own = tuple(
            Intervention(at=month, action="change", target="parameters", set={key: value})
            for month, key, value in self.changed
        )
        return (*with_sizes(self.scenario, self.arm.name, self.sizes), *own)

    def value(self, key: str) -> float:
        """Return the value of a parameter that holds last, or the size of an intervention."""
        if is_size(key):
            return self.sizes.get(key, self.usual_size(key))
        later = [value for _, changed, value in self.changed if changed == key]
        return later[-1] if later else value_of(self.parameters(), key)

    def usual_size(self, key: str) -> float:
        """Return how large an intervention is in this arm as the scenario says; 0 where it does not happen."""
        return size_in(sized(self.scenario)[key], self.arm.name)

    def with_change(self, key: str, value: float, month: int) -> Setting:
        """Return the world with another value from the beginning of a month on; 1 is from the founding on.

        A parameter that is read only when the world is founded holds from the founding on, whatever the month; the size
        of an intervention holds on its date.
        """
        if is_size(key):
            return replace(self, sizes={**self.sizes, key: value})
        if month <= 1 or founds(key):
            rest = tuple(item for item in self.changed if item[1] != key)
            return replace(self, founded={**self.founded, key: value}, changed=rest)
        rest = tuple(item for item in self.changed if item[:2] != (month, key))
        return replace(self, changed=(*rest, (month, key, value)))

    def from_the_start(self) -> Setting:
        """Return the world in which every change made on the way holds from the founding on."""
        later = {key: value for _, key, value in self.changed}
        return replace(self, founded={**self.founded, **later}, changed=())


def value_of(parameters: Parameters, key: str) -> float:
    """Return the value of a parameter ``construct.parameter``."""
    construct, name = key.split(".")
    return float(getattr(getattr(parameters, construct), name))


def founds(key: str) -> bool:
    """Return whether a parameter is read only when a world is founded."""
    return key.startswith("population.") or infos()[key].founding


def begins_anew(setting: Setting, key: str, month: int) -> bool:
    """Return whether a change means another past after so many months, so that the world must begin again."""
    return sized(setting.scenario)[key].at <= month if is_size(key) else founds(key)


def problem_with(setting: Setting, key: str, text: str) -> tuple[float, str]:
    """Read a value that somebody typed.

    Returns
    -------
    value : float
    problem : str
        What is wrong with it, as it can stand beside the field; empty where nothing is.
    """
    written = text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
    try:
        value: float = float(written)
    except ValueError:
        return 0.0, "must be a number" if written else "needs a number"
    if is_size(key):
        return value, size_problem(sized(setting.scenario)[key], value)
    if infos()[key].whole and value.is_integer():
        value = int(value)
    found = value_problem(key, value)
    if found:
        return value, found
    for low_key, high_key, _ in IN_ORDER:
        if key in (low_key, high_key):
            low, high = (value if one == key else setting.value(one) for one in (low_key, high_key))
            if low > high:
                other = high_key if key == low_key else low_key
                side = "above" if key == low_key else "below"
                return value, f"must not be {side} {other} ({setting.value(other):g})"
    return value, ""


def refuse_too_many(scenario: Scenario) -> None:
    """Raise DyadsError where a scenario is too large to be shown."""
    people = scenario.parameters.population
    wanted = people.buyers * min(people.partners, people.sellers)
    if wanted > MOST:
        raise DyadsError(
            f"{scenario.name} has about {wanted:,} relationships; the page shows up to {MOST:,}",
            f"  dyads run {scenario.name}    plays it without a page",
        )
