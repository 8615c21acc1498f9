"""The Mesa model: one step is one month of the compiled engine, and everything Mesa users do with a model works."""

from __future__ import annotations

import math
import time
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import mesa

from sim.agents import Buyer, Complementor, Government, Organisation, OrganisationSet, Population, Seller
from sim.agents.organisations import STAYS
from sim.agents.population import KIND_WORDS
from sim.engine import RunResult, Simulation, begin_month, result_of
from sim.model.metrics import METRICS, collector
from sim.model.setting import settle
from sim.parameters import Parameters
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.portfolio import Portfolio

Players = Mapping[tuple[str, int], type[Organisation]]
_METRICS = frozenset(METRICS)


class RelationshipModel(mesa.Model):
    """A scenario as a Mesa model.

    Parameters
    ----------
    scenario : Scenario, str or Path, optional
        A scenario, the name of a shipped one or the path of a TOML file; the defaults where left out.
    parameters : Parameters, optional
        In place of the scenario's own.
    seed, rng : int, optional
        Root of all luck, under either name; the scenario's where left out, never a random one.
    arm : str, optional
        The arm that is played; the first where left out.
    agents : mapping, optional
        Which organisations are played by classes of one's own: ``{("seller", 3): Opportunist}``.
    threads : int
        Threads; results do not depend on it.
    portfolio : Portfolio, optional
        Existing relationships to start from.
    **kwargs
        ``"trust.gain"`` (or ``trust__gain``), ``run__months``, ``outputs__every`` …; they beat the arm.

    Attributes
    ----------
    month : int
        Months played so far.
    agents, agents_by_type, agent_types
        As in Mesa; ``buyers``, ``sellers``, ``complementors`` and ``governments`` are all of a kind.
    datacollector : mesa.DataCollector or None
        Collects in month 0 and after every step; every metric of a month, where nobody puts another there.
    running : bool
        False once the scenario's months are over; further steps can be played all the same.

    Raises
    ------
    InputProblems
        With everything that is wrong with scenario, arm, seed and overrides.

    Notes
    -----
    Every metric of the table of steps is an attribute: ``model.mean_trust`` is that of the last month, NaN in month 0.
    No step draws from ``model.random`` or ``model.rng``: a run equals that of ``sim.play``, digest for digest.
    """

    def __init__(
        self,
        scenario: Scenario | str | Path | None = None,
        *,
        parameters: Parameters | None = None,
        seed: int | None = None,
        rng: int | None = None,
        arm: str | None = None,
        agents: Players | None = None,
        threads: int = 1,
        portfolio: Portfolio | None = None,
        **kwargs: Any,  # Mesa's page knows further parameters by this name only
    ) -> None:
        if seed is not None and rng is not None:
            raise TypeError(f"seed = {seed!r} and rng = {rng!r} are two names of one thing: give one of them")
        setting = settle(scenario, parameters, seed if rng is None else rng, arm, kwargs)
        super().__init__(rng=setting.seed)
        self.dyads_scenario = setting.scenario
        self.arm = setting.arm
        self.seed = setting.seed
        self._interventions = setting.interventions
        outputs = setting.scenario.outputs
        self.simulation = Simulation(
            setting.parameters, setting.seed, organisations=setting.scenario.organisations,
            links=setting.scenario.links, portfolio=portfolio, keep_events=outputs.events, paths=outputs.paths,
            network_every=outputs.network_every, threads=threads,
        )  # fmt: skip
        weakref.finalize(self, self.simulation.close)
        self._base = self.simulation.parameters
        self._begun = 0
        self._wall_s = 0.0
        self._metrics: tuple[int, dict[str, float]] = (0, dict.fromkeys(METRICS, math.nan))
        self.population = Population(self, self.simulation)
        for (kind, number), player in (agents or {}).items():
            self._play_as(player, kind, [number])
        self.datacollector: mesa.DataCollector | None = collector()
        self.datacollector.collect(self)

    def step(self) -> None:
        """Play one month: what is dated for it, what agents of one's own do and decide, then the month itself."""
        begun = time.perf_counter()
        now = self.month + 1
        if self._begun < now:
            self._begun = now
            begin_month(self.simulation, self._base, self._interventions)
            self.population.incidence.forget()
        self.population.let_act()
        self.simulation.advance(1)
        self._wall_s += time.perf_counter() - begun
        self.running = self.month < self.dyads_scenario.run.months
        if self.datacollector is not None:
            self.datacollector.collect(self)

    @property
    def month(self) -> int:
        """Months played so far."""
        return self.simulation.month

    @property
    def parameters(self) -> Parameters:
        """The parameters in force."""
        return self.simulation.parameters

    @property
    def metrics(self) -> dict[str, float]:
        """The metrics of the last month played; NaN in month 0."""
        if self._metrics[0] != self.month:
            steps = self.simulation.steps(last=1)
            self._metrics = self.month, {name: float(steps[name][0]) for name in METRICS}
        return self._metrics[1]

    def __getattr__(self, name: str) -> float:
        if name in _METRICS:
            return self.metrics[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def result(self) -> RunResult:
        """Return the tables of the months played so far, as :func:`sim.play` does."""
        return result_of(self.simulation, self.dyads_scenario.outputs, wall_s=self._wall_s)

    # ------------------------------------------------------------ who is there

    @property
    def agents(self) -> OrganisationSet:
        """All organisations: buyers, sellers, complementors, governments."""
        return OrganisationSet(self.population, range(self.population.starts[-1]))

    @property
    def agents_by_type(self) -> dict[type[Organisation], OrganisationSet]:
        """The organisations of each class; as in Mesa, one of your own class is not among the sellers."""
        population = self.population
        if not population.players:
            kinds = {one: self._kind(code) for code, one in enumerate(population.types)}
            return {one: agents for one, agents in kinds.items() if len(agents)}
        rows = {one: (population.codes == code).nonzero()[0] for code, one in enumerate(population.types)}
        return {one: OrganisationSet(population, found) for one, found in rows.items() if len(found)}

    @property
    def agent_types(self) -> list[type[Organisation]]:
        """The classes of the organisations."""
        return list(self.agents_by_type)

    def _kind(self, kind: int) -> OrganisationSet:
        starts = self.population.starts
        return OrganisationSet(self.population, range(starts[kind], starts[kind + 1]))

    @property
    def buyers(self) -> OrganisationSet:
        """All buyers, those of your own class among them."""
        return self._kind(Buyer.kind)

    @property
    def sellers(self) -> OrganisationSet:
        """All sellers, those of your own class among them."""
        return self._kind(Seller.kind)

    @property
    def complementors(self) -> OrganisationSet:
        """All complementors, those of your own class among them."""
        return self._kind(Complementor.kind)

    @property
    def governments(self) -> OrganisationSet:
        """All governments, those of your own class among them."""
        return self._kind(Government.kind)

    def play_as(
        self,
        player: type[Organisation],
        *,
        buyers: Sequence[int] = (),
        sellers: Sequence[int] = (),
        complementors: Sequence[int] = (),
        governments: Sequence[int] = (),
    ) -> list[Any]:
        """Let a class of your own play some organisations, from the next month on.

        Parameters
        ----------
        player : type
            Subclass of Buyer, Seller, Complementor or Government.
        buyers, sellers, complementors, governments : sequences of int
            Numbers within the kind, from 0.

        Returns
        -------
        list
            The agents; they last, and what they note about themselves stays with them.

        Raises
        ------
        TypeError, ValueError
            Where the class does not fit the kind, or there is no such organisation.
        """
        chosen = zip(KIND_WORDS, (buyers, sellers, complementors, governments), strict=True)
        return [agent for kind, numbers in chosen for agent in self._play_as(player, kind, list(numbers))]

    def _play_as(self, player: type[Organisation], kind: str, numbers: list[int]) -> list[Organisation]:
        if kind not in KIND_WORDS:
            raise ValueError(f"there is no kind {kind!r}: it must be one of {', '.join(KIND_WORDS)}")
        return self.population.play_as(player, KIND_WORDS.index(kind), numbers) if numbers else []

    # ------------------------------------------------------------ habits of Mesa

    @property
    def scenario(self) -> None:
        """Nothing: Mesa 3.5 keeps scenarios of its own there, and hands one to a model that its page resets.

        What is played is in ``dyads_scenario``.
        """
        return

    @scenario.setter
    def scenario(self, scenario: object) -> None:
        """Take no notice of the one that Mesa 3.5 makes."""

    def register_agent(self, agent: Any) -> NoReturn:
        """Refuse: see the message."""
        raise NotImplementedError(
            f"{type(agent).__name__} cannot join: {STAYS}; model.play_as lets a class of your own play some of them"
        )

    def remove_all_agents(self) -> NoReturn:
        """Refuse: see the message."""
        raise NotImplementedError(STAYS)
