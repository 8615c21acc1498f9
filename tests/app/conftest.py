from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sim.app.desk import Desk
from sim.app.settings import Setting
from sim.scenario import Scenario, load


class Shown(dict[str, Any]):
    """What a desk has told its page last, by name."""

    def publish(self, name: str, value: Any) -> None:
        self[name] = value


@pytest.fixture(scope="session")
def market() -> Scenario:
    return load("market", overrides=["population.buyers=12", "population.sellers=5", "run.months=48"])


@pytest.fixture
def setting(market: Scenario) -> Setting:
    return Setting(market, market.arms[0], 7)


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def desk(shown: Shown) -> Iterator[Desk]:
    desk = Desk(shown.publish, ["full_life_cycle", "commitment_trap", "market"])
    assert desk.idle(900)  # the engine may have to be compiled first
    yield desk
    desk.close()
