"""Which mechanisms there are, in the order in which they play."""

from __future__ import annotations

from sim.mechanisms import governments
from sim.mechanisms.accounts import Accounts
from sim.mechanisms.amends import AmendsAndLoyalty
from sim.mechanisms.chain.chain import Chains
from sim.mechanisms.chain.rivalry import Rivalry
from sim.mechanisms.mechanism import Mechanism
from sim.mechanisms.organisation.within import Within
from sim.mechanisms.policies import Policies
from sim.mechanisms.reputation import WordOfMouth
from sim.mechanisms.triads import ThirdParties
from sim.mechanisms.values import ValuesAndAgreements
from sim.parameters import Parameters

MECHANISMS: tuple[type[Mechanism], ...] = (
    Within,
    Chains,
    Rivalry,
    ThirdParties,
    AmendsAndLoyalty,
    governments.Institutions,
    governments.Diplomacy,
    governments.Facilitator,
    governments.Regulator,
    governments.Subsidiser,
    governments.PublicBuyer,
    governments.Ritual,
    Policies,
    ValuesAndAgreements,
    WordOfMouth,
    Accounts,
)
"""All of them; a later one sees the levers that earlier ones pulled."""


def mechanisms_at_work(parameters: Parameters) -> tuple[type[Mechanism], ...]:
    """Return the mechanisms that some parameter switches on."""
    return tuple(mechanism for mechanism in MECHANISMS if mechanism.is_at_work(parameters))
