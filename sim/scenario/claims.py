"""What theory leads us to expect, as a statement that repetitions can bear out or not."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from sim.scenario.closed import Closed, Finding, raise_findings
from sim.scenario.statistics import AMONG, nearest_statistic, parse_among, parse_statistic

SYSTEMS = tuple(f"T{number:02d}" for number in range(1, 42))
_COMPARE = re.compile(r"\s*([A-Za-z]\w*)\s*(?:[-\N{MINUS SIGN}]\s*([A-Za-z]\w*)\s*)?", re.ASCII)


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], Field(strict=False), BeforeValidator(_as_tuple)]


class Expect(Closed):
    """What the difference, or the one arm's value, must be like; all that is stated must hold."""

    sign: Literal["+", "-"] | None = Field(default=None, description="above or below 0")
    at_least: float | None = None
    at_most: float | None = None
    between: Annotated[tuple[float, float], Field(strict=False)] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        findings = []
        if self.sign is None and self.at_least is None and self.at_most is None and self.between is None:
            findings.append(Finding((), "must state sign, at_least, at_most or between"))
        if self.between is not None and self.between[0] >= self.between[1]:
            findings.append(Finding(("between",), "must be [lower, upper]"))
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            findings.append(Finding(("at_least",), f"lies above at_most = {self.at_most:g}"))
        if self.sign == "+" and self.at_most is not None and self.at_most <= 0:
            findings.append(Finding(("at_most",), 'contradicts sign = "+"'))
        if self.sign == "-" and self.at_least is not None and self.at_least >= 0:
            findings.append(Finding(("at_least",), 'contradicts sign = "-"'))
        raise_findings(findings)
        return self


class Claim(Closed):
    """One claim: a statistic, of one arm or of a difference of two, and what it must be like."""

    system: Words = Field(default=(), description="theoretical systems it belongs to: T01 to T41")
    says: str = Field(default="", description="the claim in plain words")
    statistic: str = Field(description="what is looked at: a step metric or a statistic of relationships")
    among: Words = Field(default=(), description="which relationships: start, alive_N, stayers_N, long_term_N")
    compare: str | None = Field(default=None, description="one arm, or 'arm - other arm'; the first arm where left out")
    expect: Expect

    @field_validator("system")
    @classmethod
    def _systems_exist(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        raise_findings(
            Finding((number,), "must be one of T01 to T41") for number, word in enumerate(words) if word not in SYSTEMS
        )
        return words

    @field_validator("statistic")
    @classmethod
    def _statistic_exists(cls, name: str) -> str:
        found = parse_statistic(name)
        if found is None:
            raise_findings([Finding((), nearest_statistic(name))])
        elif len(found.months) == 2 and found.months[0] >= found.months[1]:
            raise_findings([Finding((), "the second month must lie after the first")])
        return name

    @field_validator("among")
    @classmethod
    def _fits_the_statistic(cls, words: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        raise_findings(
            Finding((number,), f"must be one of: {', '.join(AMONG)} (N is a month)")
            for number, word in enumerate(words)
            if parse_among(word) is None
        )
        found = parse_statistic(info.data.get("statistic", ""))
        if words and found is not None and found.table == "steps":
            raise_findings([Finding((), f"{found.name} is a mean of all relationships of a month; leave it out")])
        return words

    @field_validator("compare")
    @classmethod
    def _names_one_arm_or_two(cls, text: str | None) -> str | None:
        if text is not None and _COMPARE.fullmatch(text) is None:
            raise_findings([Finding((), 'must be an arm, or two as in "locked - free"')])
        return text

    @property
    def sides(self) -> tuple[str | None, str | None]:
        """The arm that is looked at (None: the first arm) and the arm taken away from it (None: nothing is)."""
        match = _COMPARE.fullmatch(self.compare or "")
        return (match[1], match[2]) if match else (None, None)

    def months_named(self) -> tuple[int, ...]:
        """Return the months that statistic and ``among`` speak of."""
        found = parse_statistic(self.statistic)
        among = [parsed[1] for word in self.among if (parsed := parse_among(word)) and parsed[1] is not None]
        return (*(found.months if found else ()), *among)
