"""The four kinds of Mesa agent: buyers, sellers, complementors and governments, each a view on a row.

An agent holds two references, its model and its row.  It is made when somebody looks at it, so that a million
organisations cost nothing until they are touched; equal views are interchangeable.
"""

from __future__ import annotations

import difflib
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import mesa

from sim.agents.decision import Decision
from sim.agents.read_outs import Ended, MeanOver, Partners
from sim.agents.traits import POSITION, VALUES, InstitutionalTrust, Place, Trait
from sim.state import columns as c

if TYPE_CHECKING:
    from sim.agents.relationship import RelationshipView

_CONDUCT, _STANDING = attrgetter("conduct"), attrgetter("standing")
_READ_OUT = "it is worked out anew every month"
STAYS = (
    "organisations neither come nor go during a run: population.buyers, .sellers, .complementors and .governments say "
    "how many there are; Decision(leave=True) ends a relationship"
)


class Organisation(mesa.Agent):
    """An organisation: reading or writing an attribute reads or writes the model's table.

    Subclass :class:`Buyer`, :class:`Seller`, :class:`Complementor` or :class:`Government`, define :meth:`decide` or
    :meth:`act`, and hand the class to ``RelationshipModel(agents={("seller", 3): MySeller})`` or ``model.play_as``:
    that organisation is then one lasting object with attributes of its own, and a month calls it.

    Parameters
    ----------
    model : RelationshipModel
    row : int
        Its row in the tables; the model says which.
    """

    __slots__ = ("model", "row")
    kind: ClassVar[int] = -1

    competence = Trait(_CONDUCT, c.CONDUCT[c.COMPETENCE], c.COMPETENCE)
    opportunism = Trait(_CONDUCT, c.CONDUCT[c.OPPORTUNISM_PROPENSITY], c.OPPORTUNISM_PROPENSITY)
    bargaining = Trait(_CONDUCT, c.CONDUCT[c.BARGAINING], c.BARGAINING)
    leniency = Trait(_CONDUCT, c.CONDUCT[c.LENIENCY], c.LENIENCY)
    effort_shift = Trait(_CONDUCT, c.CONDUCT[c.EFFORT_SHIFT], c.EFFORT_SHIFT)
    reputation = Trait(_STANDING, c.STANDING[c.REPUTATION], c.REPUTATION)
    price = Trait(_STANDING, c.STANDING[c.LIST_PRICE], c.LIST_PRICE)
    comparison_level = Trait(_STANDING, c.STANDING[c.SLOW_LEVEL], c.SLOW_LEVEL)
    volume_sold = Trait(_STANDING, c.STANDING[c.VOLUME], c.VOLUME, _READ_OUT)
    values = Place(attrgetter("place"), VALUES, "Values; they count when a relationship begins")
    goals = Place(attrgetter("goals"), VALUES, "Goals; they count when a relationship begins")
    position = Place(attrgetter("place"), POSITION, "Place on the map; it counts when a relationship begins")
    pos = Place(attrgetter("place"), POSITION, "Mesa's word for position")
    institutional_trust = InstitutionalTrust()
    n_partners = Partners("Number of its living relationships.")
    n_ended = Ended("Number of its relationships that have ended since month 0.")
    trust_enjoyed = MeanOver("Mean trust that its partners have in it; NaN without partners.", c.TRUST, theirs=True)
    trust_given = MeanOver("Mean trust that it has in its partners; NaN without partners.", c.TRUST, theirs=False)
    commitment_enjoyed = MeanOver("Mean affective commitment of its partners.", c.COMMITMENT, theirs=True)
    commitment_given = MeanOver("Mean affective commitment to its partners.", c.COMMITMENT, theirs=False)
    satisfaction = MeanOver("Mean satisfaction with its partners.", c.SATISFACTION, theirs=False)

    def __init__(self, model: Any, row: int) -> None:
        # Not Mesa's: that would register every view with the model.
        self.model = model
        self.row = int(row)

    def decide(self, relationship: RelationshipView) -> Decision | None:  # noqa: ARG002
        """Decide about one of its relationships, before the month is played; ``None`` leaves all to the theory."""
        return None

    def act(self) -> None:
        """Do something before the month is played: look around, change its own attributes."""

    @property
    def unique_id(self) -> int:
        """Mesa's number: from 1, over all kinds; ``number`` counts from 0 within the kind."""
        return self.row + 1

    @property
    def number(self) -> int:
        """Number within its kind, from 0, as scenarios and results have it."""
        return self.row - int(self.model.population.starts[self.kind])

    @property
    def relationships(self) -> list[RelationshipView]:
        """Its living relationships, each as it sees them."""
        return self.model.population.relationships_of(self.row)  # type: ignore[no-any-return]

    @property
    def partners(self) -> list[Organisation]:
        """The organisations that it has a relationship with."""
        return [relationship.partner for relationship in self.relationships]

    @property
    def government(self) -> Government | None:
        """The government that it lives under; ``None`` in a world without."""
        population = self.model.population
        if population.size_of(c.GOVERNMENT) == 0:
            return None
        number = int(population.organisations.government[self.row])
        return population.view(int(population.starts[c.GOVERNMENT]) + number)  # type: ignore[no-any-return]

    @government.setter
    def government(self, government: Government | int) -> None:
        population = self.model.population
        number = government.number if isinstance(government, Government) else government
        size = population.size_of(c.GOVERNMENT)
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < size:
            allowed = f"a government or its number, 0 to {size - 1}" if size else "nothing: there are no governments"
            raise ValueError(f"government = {government!r}: must be {allowed}")
        population.organisations.government[self.row] = number

    def remove(self) -> NoReturn:
        """Refuse: see the message."""
        raise NotImplementedError(f"{self!r} cannot be removed: {STAYS}")

    @classmethod
    def create_agents(cls, model: Any, n: int, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: see the message."""
        raise NotImplementedError(f"{cls.__name__} cannot be created: {STAYS}; model.play_as lets a class play some")

    def __setattr__(self, name: str, value: Any) -> None:
        if type(self) in BUILT_IN and not hasattr(type(self), name):
            known = [one for one in dir(type(self)) if not one.startswith("_")]
            near = difflib.get_close_matches(name, known, n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise AttributeError(
                f"{self!r} has no attribute {name!r}{meant} (a view keeps nothing of its own; "
                "an object of your own class does: model.play_as)"
            )
        object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Organisation) and other.row == self.row and other.model is self.model

    def __hash__(self) -> int:
        return hash((Organisation, self.row))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.number}>"


class Buyer(Organisation):
    """A buying organisation."""

    __slots__ = ()
    kind = c.BUYER
    demand = Trait(_CONDUCT, c.CONDUCT[c.DEMAND], c.DEMAND)


class Seller(Organisation):
    """A selling organisation."""

    __slots__ = ()
    kind = c.SELLER


class Complementor(Organisation):
    """An organisation that delivers part of what a seller promises."""

    __slots__ = ()
    kind = c.COMPLEMENTOR


class Government(Organisation):
    """A government body; ``institutional_trust`` of those under it is its to write."""

    __slots__ = ()
    kind = c.GOVERNMENT

    @property  # type: ignore[misc]
    def government(self) -> Government:
        """Itself."""
        return self


KIND_CLASSES: tuple[type[Organisation], ...] = (Buyer, Seller, Complementor, Government)
"""The class of each kind; index = code."""
BUILT_IN = frozenset(KIND_CLASSES)
