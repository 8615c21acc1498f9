"""What a chain of firms needs: whether its tiers fit the population, in every arm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.parameters import Parameters
from sim.scenario.closed import Finding
from sim.scenario.positions import Path

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario


def chain_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield what does not fit about suppliers of sellers and firms that supply one another."""
    told: set[str] = set()
    worlds: list[tuple[Path, Parameters]] = [((), scenario.parameters)]
    worlds += [(("arm", number, "set"), scenario.arm_parameters(arm)) for number, arm in enumerate(scenario.arms)]
    for prefix, parameters in worlds:
        for key, about, text in _in_one_world(parameters):
            if text not in told:
                told.add(text)
                stated = prefix and key in scenario.arms[int(prefix[1])].set
                yield Finding((*prefix, key) if stated else tuple(key.split(".")), text, (tuple(about.split(".")),))
    for number, link in enumerate(scenario.links):
        tier = min(_first_tier(parameters) for _, parameters in worlds)
        if tier <= link.seller < min(parameters.population.sellers for _, parameters in worlds):
            text = f"seller {link.seller} supplies sellers, not buyers; those that sell to buyers are 0 to {tier - 1}"
            yield Finding(("link", number, "seller"), text, (("chain", "suppliers"),))


def _first_tier(parameters: Parameters) -> int:
    return parameters.population.sellers - parameters.chain.suppliers


def _in_one_world(parameters: Parameters) -> Iterator[tuple[str, str, str]]:
    """Yield key, what else it is about, and what is wrong."""
    chain, population = parameters.chain, parameters.population
    tier = _first_tier(parameters)
    if chain.suppliers and tier < 1:
        text = f"leaves nobody to sell to buyers: {chain.suppliers} suppliers among {population.sellers} sellers"
        yield "chain.suppliers", "population.sellers", text
    elif chain.suppliers and not chain.peers and tier < population.partners <= population.sellers:
        text = f"leaves {tier} sellers to buyers that want {population.partners} partners"
        yield "chain.suppliers", "population.partners", text
    if chain.suppliers and population.complementors:
        text = "sellers have either suppliers or complementors in one world: set one of the two to 0"
        yield "chain.suppliers", "population.complementors", text
    if chain.suppliers and chain.partners > chain.suppliers:
        text = f"more suppliers wanted than there are: {chain.partners} of {chain.suppliers}"
        yield "chain.partners", "chain.suppliers", text
    if not chain.suppliers and chain.input > 0.0:
        yield "chain.input", "chain.suppliers", "nothing can be passed on: chain.suppliers = 0"
    if not chain.suppliers and chain.scope > 1:
        yield "chain.scope", "chain.suppliers", "there is no chain to manage: chain.suppliers = 0"
    if chain.peers and population.partners > tier + population.buyers - 1:
        text = f"more partners than there are other firms: {population.partners} of {tier + population.buyers - 1}"
        yield "population.partners", "population.buyers", text
