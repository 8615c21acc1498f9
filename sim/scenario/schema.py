"""The scenario: a question put to the model, as one closed and frozen object."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from sim.parameters import Parameters
from sim.scenario.checks import whole_findings
from sim.scenario.claims import Claim
from sim.scenario.closed import Closed, Finding, Settings, did_you_mean, raise_findings
from sim.scenario.designs import Design
from sim.scenario.interventions import Intervention
from sim.scenario.lessons import Lesson
from sim.scenario.packs import PACKS
from sim.scenario.settings import infos, parameter_values
from sim.scenario.statistics import nearest_statistic, parse_statistic

SCHEMA = 1
MONTHS = 32000

ParameterValues = Annotated[
    dict[str, float],
    PlainValidator(parameter_values),
    PlainSerializer(dict, return_type=dict[str, Any]),  # whole numbers stay whole
    WithJsonSchema({"type": "object", "$comment": "parameters"}),
]


class RunSettings(Closed):
    """How long, with which luck, how often."""

    months: int = Field(default=120, ge=1, le=MONTHS, description="months played; one step is one month")
    seed: int = Field(default=20130615, ge=0, le=2**63 - 1, description="root of all luck")
    replications: int = Field(default=30, ge=1, le=10_000_000, description="repetitions in a batch, a check or a sweep")
    burn_in: int = Field(default=0, ge=0, le=MONTHS, description="first months left out of statistics")


class Arm(Closed):
    """One of the worlds that are compared; all share their luck, and the first is the reference."""

    name: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}$", description="letters, digits and _")
    set: ParameterValues = Field(default_factory=Settings, description="parameters that differ in this arm")


class OrganisationTraits(Closed):
    """Traits of single organisations, which are drawn where nothing is said."""

    kind: Literal["buyer", "seller", "complementor", "government"]
    which: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(strict=False, min_length=1)] = Field(
        description="numbers of the organisations, from 0 within their kind"
    )
    competence: float | None = Field(default=None, ge=0, le=1, description="mean deliverable performance")
    opportunism: float | None = Field(default=None, ge=0, le=1, description="opportunism propensity")
    bargaining: float | None = Field(default=None, ge=0, le=1, description="bargaining intensity")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.competence is None and self.opportunism is None and self.bargaining is None:
            raise_findings([Finding((), "must state competence, opportunism or bargaining")])
        return self


class Link(Closed):
    """A relationship that is there in month 0; where any is stated, none is drawn."""

    buyer: int = Field(ge=0, description="number of the buyer, from 0")
    seller: int = Field(ge=0, description="number of the seller, from 0")


def _metrics(value: Any) -> Any:
    if value == "all":
        return value
    if not isinstance(value, list | tuple) or not value:
        raise_findings([Finding((), 'must be "all" or a list of names')])
    raise_findings(
        Finding((number,), nearest_statistic(name) if isinstance(name, str) else "must be text in quotes")
        for number, name in enumerate(value)
        if not isinstance(name, str) or parse_statistic(name) is None
    )
    return tuple(value)


Metrics = Annotated[
    tuple[str, ...] | Literal["all"],
    PlainValidator(_metrics),
    PlainSerializer(lambda value: value if value == "all" else list(value), return_type=list[str] | Literal["all"]),
    WithJsonSchema({"anyOf": [{"const": "all"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]


class Outputs(Closed):
    """What a run remembers."""

    metrics: Metrics = Field(default="all", description="statistics to keep")
    every: int = Field(default=1, ge=1, le=MONTHS, description="months between two rows of steps")
    events: bool = Field(default=True, description="keep what happened to relationships")
    dyads: bool = Field(default=True, description="keep one row for each relationship")
    paths: int = Field(default=60, ge=0, le=1_000_000, description="relationships that are followed month by month")
    network_every: int = Field(
        default=0, ge=0, le=MONTHS, description="months between two snapshots of all relationships; 0 is none"
    )


class Slurm(Closed):
    """How a batch system is asked."""

    queue: str | None = None
    account: str | None = None
    walltime: str | None = Field(default=None, pattern=r"^(\d+-)?\d{1,3}:[0-5]\d:[0-5]\d$", description="hh:mm:ss")
    memory: str | None = Field(default=None, pattern=r"^\d+(\.\d+)? ?[KMGT]i?B$", description="memory of one job, 8 GB")
    cores: int | None = Field(default=None, ge=1, le=4096)


class Execution(Closed):
    """Where and how runs are played; never part of a result's identity."""

    jobs: int = Field(default=0, ge=0, le=65536, description="worker processes; 0 is one for each core")
    executor: Literal["processes", "dask", "serial"] = "processes"
    max_seconds_per_run: float = Field(default=600.0, gt=0, le=31_536_000.0)
    on_error: Literal["record", "stop"] = "record"
    slurm: Slurm | None = None


def _or_reference(value: Any) -> Any:
    return ({"name": "reference"},) if value in ([], ()) else value


class Scenario(Closed):
    """A question put to the model: a world, arms to compare, interventions, claims, outputs and perhaps a design."""

    schema_: Literal[1] = Field(alias="schema", description="version of this format")
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$", description="letters, digits and _ . -")
    question: str = Field(min_length=1, description="what is asked, in plain words")
    base: str | None = Field(default=None, description="another scenario, by name or path; only deviations are stated")
    pack: str | None = Field(default=None, description="context of the relationships: domestic or international")
    run: RunSettings = RunSettings()
    parameters: Parameters = Parameters()
    arms: Annotated[tuple[Arm, ...], Field(strict=False), BeforeValidator(_or_reference)] = Field(
        default=(Arm(name="reference"),), alias="arm"
    )
    interventions: Annotated[tuple[Intervention, ...], Field(strict=False)] = Field(default=(), alias="intervention")
    claims: Annotated[tuple[Claim, ...], Field(strict=False)] = Field(default=(), alias="claim")
    organisations: Annotated[tuple[OrganisationTraits, ...], Field(strict=False)] = Field(
        default=(), alias="organisation"
    )
    links: Annotated[tuple[Link, ...], Field(strict=False)] = Field(default=(), alias="link")
    outputs: Outputs = Outputs()
    lesson: Lesson | None = None
    design: Design | None = None
    execution: Execution = Execution()

    @field_validator("pack")
    @classmethod
    def _pack_exists(cls, name: str | None) -> str | None:
        if name is not None and name not in PACKS:
            raise_findings([Finding((), f"no such pack{did_you_mean(name, PACKS) or '; packs: ' + ', '.join(PACKS)}")])
        return name

    @model_validator(mode="after")
    def _holds_together(self, info: ValidationInfo) -> Self:
        raise_findings(whole_findings(self, shortened=bool((info.context or {}).get("shortened"))))
        return self

    def arm(self, name: str) -> Arm:
        """Return the arm of this name; KeyError where there is none."""
        for arm in self.arms:
            if arm.name == name:
                return arm
        raise KeyError(name)

    def interventions_in(self, arm: Arm) -> tuple[Intervention, ...]:
        """Return the interventions that happen in an arm."""
        return tuple(one for one in self.interventions if one.arms is None or arm.name in one.arms)

    def identity_of(self, arm: Arm, portfolio_digest: str | None = None) -> dict[str, Any]:
        """Return everything, but seed and months, that decides what a run of an arm returns; JSON-able."""
        resolved = self.resolved()
        return {
            "parameters": self.arm_parameters(arm).model_dump(mode="json"),
            "interventions": [one.model_dump(mode="json") for one in self.interventions_in(arm)],
            "organisations": resolved["organisation"],
            "links": resolved["link"],
            "outputs": resolved["outputs"],
            "portfolio": portfolio_digest,
        }

    def arm_parameters(self, arm: Arm) -> Parameters:
        """Return the scenario's parameters with the arm's ``set`` on top."""
        return with_values(self.parameters, arm.set)

    def resolved(self) -> dict[str, Any]:
        """Return everything, stated or not, as plain JSON-able data; ``from_resolved`` reads it back."""
        return self.model_dump(mode="json", by_alias=True)


def with_values(parameters: Parameters, values: dict[str, float]) -> Parameters:
    """Return parameters with other values for some keys ``construct.parameter``.

    Raises
    ------
    pydantic.ValidationError
        Where a key is unknown or a value is out of range.
    """
    if not values:
        return parameters
    data: dict[str, Any] = parameters.model_dump()
    for key, value in values.items():
        construct, name = key.split(".")
        whole = key in infos() and infos()[key].whole and float(value).is_integer()
        data[construct][name] = int(value) if whole else value
    return Parameters.model_validate(data)


def from_resolved(data: dict[str, Any]) -> Scenario:
    """Return the scenario that ``Scenario.resolved`` wrote down, for instance in a manifest.

    Raises
    ------
    pydantic.ValidationError
        Where the data do not come from there.
    """
    return Scenario.model_validate(data, context={"shortened": True})
