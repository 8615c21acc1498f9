"""What an instructor wants to show with a scenario: aim, worlds, a prediction to be written down, traps."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from sim.scenario.claims import Expect, Words
from sim.scenario.closed import Closed, Finding, raise_findings
from sim.scenario.settings import infos, unknown_parameter
from sim.scenario.statistics import nearest_statistic, parse_among, parse_statistic

Texts = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(strict=False)]


class Option(Expect):
    """One answer that a class may give, and the outcomes of which it would be the right one."""

    says: str = Field(min_length=1, description="the answer in plain words")


class Prediction(Closed):
    """A question to be answered before anything runs; the outcome over many repetitions decides between the answers."""

    question: str = Field(min_length=1, description="what the class is asked to predict")
    statistic: str = Field(description="what decides: a statistic, as in a claim")
    among: Words = Field(default=(), description="which relationships: start, alive_N, stayers_N, long_term_N")
    of: Literal["difference", "left", "right"] = Field(
        default="difference", description="right world less left world, or one of the two"
    )
    options: Annotated[tuple[Option, ...], Field(strict=False, min_length=2, max_length=6)] = Field(
        description="possible answers; each says which outcomes it stands for"
    )
    replications: int = Field(default=30, ge=2, le=1000, description="repetitions that decide")

    @field_validator("statistic")
    @classmethod
    def _statistic_exists(cls, name: str) -> str:
        if parse_statistic(name) is None:
            raise_findings([Finding((), nearest_statistic(name))])
        return name

    @field_validator("among")
    @classmethod
    def _among_exists(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        raise_findings(
            Finding((number,), "must be start, alive_N, stayers_N or long_term_N (N is a month)")
            for number, word in enumerate(words)
            if parse_among(word) is None
        )
        return words


class Lesson(Closed):
    """How the scenario is taught in the browser app; none of it changes a result."""

    aim: str = Field(default="", description="what the class should see, in one sentence")
    left: str | None = Field(default=None, description="arm shown on the left; the first where left out")
    right: str | None = Field(default=None, description="arm shown on the right; the second where left out")
    sliders: Annotated[tuple[str, ...], Field(strict=False)] = Field(
        default=(), description="parameters to move, besides those that arms and interventions set"
    )
    prediction: Prediction | None = None
    text: str = Field(default="", description="what to tell; blank lines part paragraphs")
    traps: Texts = Field(default=(), description="what a class easily gets wrong")
    evidence: str = Field(default="", description="what is known about the world outside the model, with its author")
    unknown: str = Field(default="", description="what is not known: where the outcome is a consequence of theory only")

    @field_validator("sliders")
    @classmethod
    def _parameters_exist(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        raise_findings(
            Finding((number,), unknown_parameter(key)) for number, key in enumerate(keys) if key not in infos()
        )
        return keys

    @model_validator(mode="after")
    def _two_worlds(self) -> Lesson:
        if self.left is not None and self.left == self.right:
            raise_findings([Finding(("right",), "is the same arm as left")])
        return self
