"""Which points of the parameter space are played: what makes a scenario a study."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from sim.scenario.closed import Closed, Finding, Settings, raise_findings
from sim.scenario.settings import flattened, infos, unknown_parameter, value_problem

Kind = Literal["none", "list", "grid", "lhs", "sobol", "saltelli", "morris"]
_SAMPLED = ("lhs", "sobol", "saltelli", "morris")
_BALANCED = ("sobol", "saltelli")  # balanced only where n is a power of two


class Factor(Closed):
    """What one parameter is varied over: a range, a range in equal steps, or a list of values."""

    min: float | None = None
    max: float | None = None
    steps: int | None = Field(default=None, ge=2, le=100000, description="points from min to max, both included")
    values: Annotated[tuple[float, ...], Field(strict=False, min_length=1)] | None = None

    @model_validator(mode="after")
    def _range_or_values(self) -> Self:
        findings = []
        if self.values is not None:
            findings += [
                Finding((name,), "stands beside values: state a range or values")
                for name in ("min", "max", "steps")
                if getattr(self, name) is not None
            ]
        elif self.min is None or self.max is None:
            findings.append(Finding((), "must be { min = …, max = … } or { values = […] }"))
        elif self.min >= self.max:
            findings.append(Finding(("min",), f"must be less than max = {self.max:g}"))
        raise_findings(findings)
        return self

    def ends(self) -> tuple[float, float]:
        """Return the least and the greatest value."""
        if self.values is not None:
            return min(self.values), max(self.values)
        assert self.min is not None and self.max is not None  # a factor without values has both
        return self.min, self.max


def _dotted(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    flat = flattened(value)
    raise_findings(Finding((key,), unknown_parameter(key)) for key in flat if key not in infos())
    return flat


class Design(Closed):
    """A design: its kind, how many points, and over what."""

    kind: Kind = "none"
    n: int | None = Field(default=None, ge=1, le=10_000_000, description="points, base samples or trajectories")
    levels: int = Field(default=4, ge=2, le=64, description="levels of a Morris design; even")
    factors: Annotated[dict[str, Factor], BeforeValidator(_dotted), AfterValidator(Settings)] = Field(
        default_factory=Settings, description="what is varied, by parameter"
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        findings = [*self._wrong_number(), *self._wrong_factors()]
        if self.kind == "morris" and self.levels % 2:
            findings.append(Finding(("levels",), "must be even"))
        about = (("design", "kind"),)
        raise_findings(Finding(item.path, item.message, about) for item in findings)
        return self

    def _wrong_number(self) -> list[Finding]:
        if self.kind not in _SAMPLED:
            return [] if self.n is None else [Finding(("n",), f"means nothing to a design of kind {self.kind}")]
        if self.n is None:
            return [Finding(("n",), f"a {self.kind} design needs n: how many points")]
        if self.kind in _BALANCED and self.n & (self.n - 1):
            below = 1 << (self.n.bit_length() - 1)
            return [Finding(("n",), f"must be a power of 2 in a {self.kind} design: {below} or {2 * below}")]
        return []

    def _wrong_factors(self) -> list[Finding]:
        if self.kind == "none":
            return [Finding(("factors",), "a design of kind none varies nothing")] if self.factors else []
        findings = [] if self.factors else [Finding(("factors",), f"a {self.kind} design needs factors")]
        for key, factor in self.factors.items():
            findings += [
                Finding(("factors", key, *item.path), item.message) for item in self._wrong_factor(key, factor)
            ]
        sizes = {len(factor.values) for factor in self.factors.values() if factor.values is not None}
        if self.kind == "list" and len(sizes) > 1:
            findings.append(Finding(("factors",), "a list takes the factors row by row: equally many values in each"))
        return findings

    def _wrong_factor(self, key: str, factor: Factor) -> list[Finding]:
        whole = infos()[key].whole
        findings = []
        for name in ("min", "max"):
            value = getattr(factor, name)
            if value is not None and (message := value_problem(key, _as_declared(value, whole))):
                findings.append(Finding((name,), message))
        for number, value in enumerate(factor.values or ()):
            if message := value_problem(key, _as_declared(value, whole)):
                findings.append(Finding(("values", number), message))
        if self.kind != "list" and len(set(factor.values or ())) < len(factor.values or ()):
            findings.append(Finding(("values",), "holds a value twice"))  # which the rows of a list may do
        if self.kind == "list" and factor.values is None:
            findings.append(Finding((), "a list needs values = […]"))
        if self.kind == "grid" and factor.values is None and factor.steps is None:
            findings.append(Finding((), "a grid needs values = […], or steps beside min and max"))
        if self.kind in _SAMPLED and factor.steps is not None:
            findings.append(Finding(("steps",), f"means nothing to a {self.kind} design"))
        return findings


def _as_declared(value: float, whole: bool) -> float:
    return int(value) if whole and float(value).is_integer() else value
