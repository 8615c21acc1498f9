"""What can be done to the world on a date, by a government, a firm or the world itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema, model_validator

from sim.parameters import parameter_infos
from sim.scenario.closed import Closed, Finding, Settings, raise_findings
from sim.scenario.settings import parameter_values

ORGANISATIONS = ("buyers", "sellers", "complementors", "governments")

ActionName = Literal[
    "quality_shift",
    "failure",
    "price_change",
    "demand_shift",
    "contact_departure",
    "manager_departure",
    "end_relationships",
    "deception",
    "scandal",
    "subsidy",
    "regulation",
    "change",
]
Target = Literal["buyers", "sellers", "complementors", "governments", "relationships", "parameters"]


@dataclass(frozen=True)
class Action:
    """What one kind of intervention does and which fields it takes.

    Attributes
    ----------
    meaning : str
        What happens.
    targets : tuple of str
        Whom it may hit; the first is taken where the file says nothing.
    by : (low, high) or None
        Allowed size, where it has one; ``by`` is then required.
    takes : tuple of str
        Further fields that it may have.
    needs : tuple of str
        Those of them that must be there.
    """

    meaning: str
    targets: tuple[str, ...]
    by: tuple[float, float] | None = None
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


ACTIONS: dict[str, Action] = {
    "quality_shift": Action("competence rises or falls by this much, for good", ORGANISATIONS, (-1, 1), ("which",)),
    "failure": Action("performance lost in that month", ("sellers", "buyers", "complementors"), (0, 1), ("which",)),
    "price_change": Action(
        "price as a share of value rises or falls by this much", ("sellers",), (-0.4, 0.4), ("which",)
    ),
    "demand_shift": Action("demand changes by this share: 0.2 is 20 % more", ("buyers",), (-1, 10), ("which",)),
    "contact_departure": Action(
        "the contact person leaves, in this share of the relationships", ("sellers", "buyers"), None, ("share", "which")
    ),
    "manager_departure": Action(
        "this share of the account managers leaves; departures.replacement says who comes",
        ("sellers",),
        None,
        ("share", "which"),
    ),
    "end_relationships": Action("this share of the relationships ends", ("relationships",), None, ("share",)),
    "deception": Action(
        "a lie comes to light: buyers detect a concealed breach, in this share of these sellers' relationships",
        ("sellers",),
        None,
        ("share", "which"),
    ),
    "scandal": Action("institutional trust lost", ("governments",), (0, 1), ("which",)),
    "subsidy": Action(
        "share of specific investment that the government adds, until a month",
        ("governments",),
        (0, 0.5),
        ("until",),
        ("until",),
    ),
    "regulation": Action(
        "rules of governments, contracts and prices from then on", ("governments",), None, ("set",), ("set",)
    ),
    "change": Action(
        "any parameter but those of the population, from then on", ("parameters",), None, ("set",), ("set",)
    ),
}
"""Every action; ``quality_shift`` needs its target said, because it fits four."""

_RULES = ("government", "regulator", "contract", "price")
_NEEDED = {"until": "the last month of it", "set": 'parameters and their new values, { "price.high" = 0.6 }'}


def _changeable(key: str) -> str:
    if key.startswith("population."):
        return "the population cannot be changed during a run"
    return "is read when the world is founded; a change during the run would mean nothing" if key in _founding() else ""


@cache
def _founding() -> frozenset[str]:
    return frozenset(info.key for info in parameter_infos() if info.founding)


ChangedValues = Annotated[
    dict[str, float],
    PlainValidator(lambda values: parameter_values(values, _changeable)),
    PlainSerializer(dict, return_type=dict[str, Any]),  # whole numbers stay whole
    WithJsonSchema({"type": "object", "$comment": "parameters"}),
]


class Intervention(Closed):
    """One dated intervention; ``ACTIONS`` says which fields an action takes."""

    at: int = Field(ge=1, le=32000, description="month in which it happens")
    action: ActionName = Field(description="what happens")
    target: Target = Field(default="parameters", description="whom it hits; not needed where an action fits only one")
    by: float | None = Field(default=None, description="how much; a fall is negative")
    share: float = Field(default=1.0, gt=0, le=1, description="share of the relationships that it hits")
    which: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(strict=False, min_length=1)] | None = Field(
        default=None, description="only these organisations, counted from 0 within their kind; all where left out"
    )
    until: int | None = Field(default=None, ge=1, le=32000, description="last month of it")
    set: ChangedValues = Field(default_factory=Settings, description="parameters and their new values")
    arms: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] | None = Field(
        default=None, description="only in these arms; in all where left out"
    )

    @model_validator(mode="before")
    @classmethod
    def _usual_target(cls, data: Any) -> Any:
        if isinstance(data, dict) and "target" not in data:
            action = ACTIONS.get(data["action"]) if isinstance(data.get("action"), str) else None
            if action is not None and (len(action.targets) == 1 or "which" not in action.takes):
                return {**data, "target": action.targets[0]}
        return data

    @model_validator(mode="after")
    def _fits(self) -> Self:
        action = ACTIONS[self.action]
        findings = [*self._wrong_target(action), *self._wrong_size(action), *self._wrong_fields(action)]
        if self.until is not None and self.until < self.at:
            findings.append(Finding(("until",), f"ends before it begins in month {self.at}"))
        if self.action == "regulation":
            findings += [
                Finding(
                    ("set", key),
                    f"a regulation sets {', '.join(f'{rule}.*' for rule in _RULES)}; use the action change",
                )
                for key in self.set
                if key.split(".")[0] not in _RULES
            ]
        raise_findings(findings)
        return self

    def _wrong_target(self, action: Action) -> list[Finding]:
        if self.target in action.targets:
            return []
        allowed = " or ".join(action.targets)
        if "target" not in self.model_fields_set:
            return [Finding(("target",), f"{self.action} needs a target: {allowed}")]
        return [Finding(("target",), f"{self.action} has the target {allowed}")]

    def _wrong_size(self, action: Action) -> list[Finding]:
        if action.by is None:
            return [] if self.by is None else [Finding(("by",), f"means nothing to {self.action}")]
        low, high = action.by
        if self.by is None:
            return [Finding(("by",), f"{self.action} needs by: {action.meaning} ({low:g} to {high:g})")]
        if self.by == 0 or not low <= self.by <= high:
            between = (
                f"must be more than 0 and at most {high:g}"
                if low == 0
                else f"must be between {low:g} and {high:g}, not 0"
            )
            return [Finding(("by",), f"{between}: {action.meaning}")]
        return []

    def _wrong_fields(self, action: Action) -> list[Finding]:
        given = {
            "share": self.share != 1.0,
            "which": self.which is not None,
            "until": self.until is not None,
            "set": bool(self.set),
        }
        missing = [name for name in action.needs if not given[name]]
        idle = [name for name, is_given in given.items() if is_given and name not in action.takes]
        return [
            *(Finding((name,), f"{self.action} needs {name}: {_NEEDED[name]}") for name in missing),
            *(Finding((name,), f"means nothing to {self.action}") for name in idle),
        ]
