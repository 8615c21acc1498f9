"""What the mechanism tells every month is what the tables say."""

from __future__ import annotations

import numpy as np

from sim.engine import Simulation
from sim.mechanisms import exact
from sim.mechanisms.organisation.within import Within
from sim.parameters import Parameters
from sim.scenario import with_values

SERVED = {"population.buyers": 40, "population.sellers": 12, "internal_service.weight": 1.0}


def played(settings: dict[str, float], months: int = 24) -> Simulation:
    simulation = Simulation(with_values(Parameters(), settings), 3)
    simulation.advance(months)
    return simulation


def test_the_margin_of_all_sellers_is_revenue_above_the_least_price() -> None:
    steps = played(SERVED).steps()
    np.testing.assert_allclose(steps["seller_margin"], steps["revenue"] - 0.3 * steps["volume"], rtol=1e-5)


def test_the_margin_of_some_is_less_than_that_of_all() -> None:
    some, everybody = played(SERVED | {"effort_budget.firms": 3}).steps(), played(SERVED).steps()
    assert (some["seller_margin"] < everybody["seller_margin"]).all()


def test_internal_service_is_echoed_only_after_half_a_year_and_where_it_matters() -> None:
    loud = played(SERVED | {"internal_service.spread": 0.3, "organisations.seller_competence_sd": 0.0}, 48)
    assert np.isnan(loud.steps()["internal_service_echo"][:6]).all()
    assert loud.steps()["internal_service_echo"][-12:].mean() > 0.5
    (mechanism,) = loud.mechanisms
    assert isinstance(mechanism, Within)
    assert loud.steps()["internal_service"][-1] == exact.mean(mechanism.inside.service)


def test_a_programme_begins_when_it_is_dated() -> None:
    early = played({"relationship_management.level": 3, "culture.weight": 1.0}).steps()
    late = played(
        {"relationship_management.level": 3, "culture.weight": 1.0, "relationship_management.start": 13}
    ).steps()
    assert np.ptp(late["culture"][:12]) < 1e-12
    assert late["culture"][-1] > late["culture"][11]
    assert early["culture"][-1] > late["culture"][-1]
