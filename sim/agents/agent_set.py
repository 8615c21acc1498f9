"""Mesa's set of agents over rows: it holds row numbers, and makes agents only when somebody looks at one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any, Literal, NoReturn

import numpy as np
import numpy.typing as npt

from sim.agents.organisations import STAYS, Organisation
from sim.agents.population import Population

try:  # Mesa 3.5
    from mesa.agentset import AbstractAgentSet as _MesaSet
    from mesa.agentset import GroupBy
except ImportError:  # Mesa 3.3
    from mesa.agent import AgentSet as _MesaSet
    from mesa.agent import GroupBy

Rows = range | npt.NDArray[np.int64]
Method = str | Callable[..., Any]
INFINITE = float("inf")


class OrganisationSet(_MesaSet):
    """Organisations in an order, with everything that Mesa's AgentSet can do except adding and removing.

    Reading, writing, counting and grouping by an attribute go over whole columns; only functions of the user's see
    agents.  ``shuffle`` draws from ``model.random``, as in Mesa; no month of the model does.

    Parameters
    ----------
    population : Population
        Whose organisations.
    rows : range or array of int64
        Which ones, in which order.
    """

    def __init__(self, population: Population, rows: Rows) -> None:
        # Not Mesa's, which would hold every agent.
        self.population = population
        self.rows = rows

    @property
    def random(self) -> Random:
        """Mesa's generator of the model."""
        return self.population.model.random  # type: ignore[no-any-return]

    @property
    def _where(self) -> Any:
        """The rows as an index into columns."""
        rows = self.rows
        return slice(rows.start, rows.stop) if isinstance(rows, range) else rows

    def _with(self, rows: Any, *, inplace: bool = False) -> OrganisationSet:
        """Return a set of other rows, or this one with them."""
        wanted = rows if isinstance(rows, range) else np.asarray(rows, np.int64)
        if not inplace:
            return OrganisationSet(self.population, wanted)
        self.rows = wanted
        return self

    def _types(self) -> list[type[Organisation]]:
        """Return the classes of the agents in the set."""
        present = np.unique(self.population.codes[self._where])
        return [self.population.types[code] for code in present.tolist()]

    def _trait(self, name: str) -> Any:
        """Return what all classes in the set read an attribute from, if it can be read as a column."""
        traits = [getattr(one, name, None) for one in self._types()]
        same = bool(traits) and all(trait is traits[0] for trait in traits)
        return traits[0] if same and hasattr(traits[0], "of") else None

    # ------------------------------------------------------------ a collection

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Any]:
        view = self.population.view
        return (view(row) for row in (self.rows if isinstance(self.rows, range) else self.rows.tolist()))

    def __contains__(self, agent: object) -> bool:
        return (
            isinstance(agent, Organisation)
            and agent.model is self.population.model
            and bool(agent.row in self.rows if isinstance(self.rows, range) else np.any(self.rows == agent.row))
        )

    def __getitem__(self, item: Any) -> Any:
        chosen = self.rows[item]
        if isinstance(item, slice):
            return [self.population.view(int(row)) for row in chosen]
        return self.population.view(int(chosen))

    def __reversed__(self) -> Iterator[Any]:
        return (self.population.view(int(row)) for row in self.rows[::-1])

    def __reduce__(self) -> tuple[Any, ...]:
        return OrganisationSet, (self.population, self.rows)

    def __repr__(self) -> str:
        return f"<{len(self)} organisations>"

    def _from_iterable(self, agents: Iterable[Any]) -> OrganisationSet:
        """Return the set that ``&``, ``|`` and ``-`` make."""
        return self._with(list(dict.fromkeys(agent.row for agent in agents)))

    def _update(self, agents: Iterable[Any]) -> OrganisationSet:
        return self._with([agent.row for agent in agents], inplace=True)

    def to_list(self) -> list[Any]:
        """Return all agents as a list."""
        return list(self)

    def copy(self) -> OrganisationSet:
        """Return another set of the same organisations."""
        return self._with(self.rows)

    def add(self, agent: Any) -> NoReturn:
        """Refuse: see the message."""
        raise NotImplementedError(f"{agent!r} cannot be added to a set: select(…) makes another set; {STAYS}")

    def discard(self, agent: Any) -> NoReturn:
        """Refuse: see the message."""
        raise NotImplementedError(f"{agent!r} cannot be taken out of a set: select(…) makes another set; {STAYS}")

    remove = discard

    # ------------------------------------------------------------ other sets

    def select(
        self,
        filter_func: Callable[[Any], bool] | None = None,
        at_most: float = INFINITE,
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> OrganisationSet:
        """Return those of a class for which a function is true, at most so many (or, below 1.0, such a share)."""
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        chosen: Any = self.rows
        if agent_type is not None:
            codes = [code for code, one in enumerate(self.population.types) if issubclass(one, agent_type)]
            chosen = np.asarray(chosen)[np.isin(self.population.codes[self._where], codes)]
        if filter_func is not None:
            found: list[int] = []
            for row in chosen if isinstance(chosen, range) else chosen.tolist():
                if len(found) >= at_most:
                    break
                if filter_func(self.population.view(row)):
                    found.append(row)
            chosen = found
        return self._with(chosen if at_most == INFINITE else chosen[: int(at_most)], inplace=inplace)

    def shuffle(self, inplace: bool = False) -> OrganisationSet:
        """Return them in a random order."""
        rows = list(self.rows)
        self.random.shuffle(rows)
        return self._with(rows, inplace=inplace)

    def sort(self, key: Method, ascending: bool = False, inplace: bool = False) -> OrganisationSet:
        """Return them sorted by an attribute or a function; the greatest first unless ``ascending``."""
        values = self.get(key) if isinstance(key, str) else [key(agent) for agent in self]
        order = sorted(range(len(values)), key=values.__getitem__, reverse=not ascending)
        return self._with(np.asarray(self.rows, np.int64)[order], inplace=inplace)

    def groupby(self, by: Method, result_type: Literal["agentset", "list"] = "agentset") -> Any:
        """Return Mesa's GroupBy over an attribute or a function."""
        values = self.get(by) if isinstance(by, str) else [by(agent) for agent in self]
        groups: dict[Any, list[int]] = {}
        for row, value in zip(self.rows, values, strict=True):
            groups.setdefault(value, []).append(int(row))
        if result_type == "agentset":
            return GroupBy({value: self._with(rows) for value, rows in groups.items()})
        return GroupBy({value: [self.population.view(row) for row in rows] for value, rows in groups.items()})

    # ------------------------------------------------------------ calling

    def map(self, method: Method, *args: Any, **kwargs: Any) -> list[Any]:
        """Call a method or function for each agent and return what they return."""
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in self]
        return [method(agent, *args, **kwargs) for agent in self]

    def do(self, method: Method, *args: Any, **kwargs: Any) -> OrganisationSet:
        """Call a method or function for each agent."""
        for agent in self:
            if isinstance(method, str):
                getattr(agent, method)(*args, **kwargs)
            else:
                method(agent, *args, **kwargs)
        return self

    def shuffle_do(self, method: Method, *args: Any, **kwargs: Any) -> OrganisationSet:
        """Call a method or function for each agent, in a random order."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    # ------------------------------------------------------------ columns

    def get(self, attr_names: Any, handle_missing: str = "error", default_value: Any = None) -> Any:
        """Return an attribute of each agent, or of each a list of several.

        Raises
        ------
        AttributeError
            Where an agent lacks it and ``handle_missing`` is not ``"default"``.
        """
        if handle_missing not in ("error", "default"):
            raise ValueError(f"Unknown handle_missing option: {handle_missing}, should be one of 'error' or 'default'")
        if not isinstance(attr_names, str):
            columns = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [list(one) for one in zip(*columns, strict=True)] if columns else [[] for _ in self.rows]
        trait = self._trait(attr_names)
        if trait is not None:
            return trait.of(self.population, self._where)
        if handle_missing == "error":
            return [getattr(agent, attr_names) for agent in self]
        return [getattr(agent, attr_names, default_value) for agent in self]

    def set(self, attr_name: str, value: Any) -> OrganisationSet:
        """Write one value into an attribute of each agent."""
        trait = self._trait(attr_name)
        if trait is not None:
            trait.put(self.population, self._where, value)
        else:
            for agent in self:
                setattr(agent, attr_name, value)
        return self
