"""A study: worlds at the points of a design, repeated; every run has a number, a seed and a key.

Runs are numbered replicate by replicate, so that a study can be continued with more replications, and so that a study
that is half done has half the replications of every point.  Arms and points share the luck of a replicate.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.points import points_of
from sim.experiments.worlds import World, with_parameters, worlds_of
from sim.store.keys import model_digest, seed_key, world_key

if TYPE_CHECKING:
    from sim.experiments.beginning import Beginning
    from sim.parameters import Parameters
    from sim.portfolio import Portfolio
    from sim.scenario import Scenario


@dataclass(frozen=True)
class Run:
    """One run of a study; see the columns of ``runs``."""

    run: int
    point: int
    arm: str
    replicate: int
    seed: int
    key: str


@dataclass(frozen=True)
class Study:
    """A study.

    Attributes
    ----------
    name : str
    kind : {"run", "batch", "sweep"}
    scenarios : tuple of Scenario
        One, or several in a batch.
    values : mapping from parameter to (points,) float64
        What is varied by the design or between arms, and its value at each point.
    samples : (samples,) int64
        The design's rows in their order: the number of the distinct combination of factors.
    replications : int
    beginning : Beginning, optional
        Existing relationships that every world starts from.
    """

    name: str
    kind: str
    scenarios: tuple[Scenario, ...]
    values: Mapping[str, NDArray[np.float64]]
    samples: NDArray[np.int64]
    replications: int
    beginning: Beginning | None = None
    worlds: tuple[World, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "worlds", worlds_of(self.scenarios))

    @functools.cached_property
    def n_points(self) -> int:
        """Distinct combinations of factors, times worlds."""
        return (int(self.samples.max()) + 1) * len(self.worlds)

    @property
    def n_runs(self) -> int:
        """Runs of the whole study."""
        return self.n_points * self.replications

    @property
    def seed(self) -> int:
        """Root of all luck: that of the first scenario."""
        return self.scenarios[0].run.seed

    def world(self, point: int) -> World:
        """Return the world that is played at a point."""
        return self.worlds[point % len(self.worlds)]

    def at(self, point: int) -> dict[str, float]:
        """Return what is varied, and its value at a point."""
        return {key: float(column[point]) for key, column in self.values.items()}

    def parameters(self, point: int) -> Parameters:
        """Return all parameters of a point."""
        from sim.scenario import with_values

        world = self.world(point)
        return with_values(world.scenario.parameters, {**world.arm.set, **self.at(point)})

    def portfolio(self, point: int) -> Portfolio | None:
        """Return the relationships that the world of a point starts from, where it does not make its own."""
        if self.beginning is None:
            return None
        scenario = self.world(point).scenario
        if scenario.name not in self._portfolios:
            self._portfolios[scenario.name] = self.beginning.relationships(scenario)
        return self._portfolios[scenario.name]

    @functools.cached_property
    def _portfolios(self) -> dict[str, Portfolio]:
        return {}

    def run(self, number: int) -> Run:
        """Return what is known of a run before it is played."""
        replicate, point = divmod(number, self.n_points)
        seed = self._seed_of(replicate)
        return Run(number, point, self.world(point).name, replicate, seed, seed_key(self._world_key(point), seed))

    def _seed_of(self, replicate: int) -> int:
        from sim.engine.replications import replicate_seed

        return int(replicate_seed(self.seed, replicate))

    @functools.cached_property
    def _identities(self) -> list[dict[str, Any]]:
        digest = self.beginning.digest if self.beginning else None
        return [world.scenario.identity_of(world.arm, digest) for world in self.worlds]

    @functools.cached_property
    def _keys(self) -> dict[int, str]:
        return {}

    def _world_key(self, point: int) -> str:
        if point not in self._keys:
            identity = with_parameters(self._identities[point % len(self.worlds)], self.at(point))
            self._keys[point] = world_key(resolved=identity, months=self.world(point).scenario.run.months)
        return self._keys[point]

    def identity(self) -> dict[str, Any]:
        """Return what makes a folder this study's: everything but how often and where it is played; JSON-able."""
        return {
            "name": self.name,
            "kind": self.kind,
            "worlds": [
                {"arm": world.name, "months": world.scenario.run.months, **identity}
                for world, identity in zip(self.worlds, self._identities, strict=True)
            ],
            "seed": self.seed,
            "design": self._design(),
            "model": model_digest(),
        }

    def _design(self) -> dict[str, Any] | None:
        design = self.scenarios[0].design
        return None if design is None else design.model_dump(mode="json")

    def digest(self) -> str:
        """Return the digest of the identity."""
        return hashlib.sha256(json.dumps(self.identity(), sort_keys=True).encode()).hexdigest()


def study_of(
    scenarios: Sequence[Scenario], kind: str, *, replications: int | None = None, beginning: Beginning | None = None
) -> Study:
    """Return the study that scenarios state.

    Parameters
    ----------
    scenarios : sequence of Scenario
        At least one; only a study of one may have a design.
    kind : {"batch", "sweep"}
    replications : int, optional
        Those of the first scenario unless stated.
    beginning : Beginning, optional
        Existing relationships to start from.
    """
    from sim.scenario import Design
    from sim.scenario.settings import infos

    first = scenarios[0]
    design = first.design if kind == "sweep" and first.design is not None else Design()
    whole = frozenset(key for key in design.factors if infos()[key].whole)
    points = points_of(design, first.run.seed, whole)
    if points.shape[1]:
        distinct, first_rows, inverse = np.unique(points, axis=0, return_index=True, return_inverse=True)
        order = np.argsort(first_rows)  # combinations are numbered as they first appear
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        distinct, samples = distinct[order], rank[inverse.reshape(-1)]
    else:
        distinct, samples = points, np.zeros(1, np.int64)
    worlds = worlds_of(scenarios)
    return Study(
        name="+".join(dict.fromkeys(scenario.name for scenario in scenarios)),
        kind=kind,
        scenarios=tuple(scenarios),
        values=_values(worlds, dict(zip(design.factors, distinct.T, strict=True)), len(distinct)),
        samples=samples.astype(np.int64),
        replications=replications or first.run.replications,
        beginning=beginning,
    )


def _values(worlds: Sequence[World], factors: Mapping[str, NDArray[Any]], n: int) -> dict[str, NDArray[np.float64]]:
    """Return what is varied at every point: a factor, unless the arm sets it itself."""
    keys = dict.fromkeys([*factors, *(key for world in worlds for key in world.arm.set)])
    columns = {}
    for key in keys:
        construct, name = key.split(".")
        column = np.empty((n, len(worlds)))
        for place, world in enumerate(worlds):
            if key in world.arm.set or key not in factors:
                own = getattr(world.scenario.arm_parameters(world.arm), construct)
                column[:, place] = float(getattr(own, name))
            else:
                column[:, place] = factors[key]
        columns[key] = column.reshape(-1)
    return columns
