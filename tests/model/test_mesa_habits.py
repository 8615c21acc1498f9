"""What Mesa's users do with a model, done with this one as it is."""

from __future__ import annotations

import math
import warnings
from typing import Any

import mesa
import pytest

import sim
from sim import Buyer, Decision, RelationshipModel, RelationshipView, Seller
from sim.model import METRICS, collector
from tests.model.playing import after

pytestmark = [pytest.mark.everywhere, pytest.mark.filterwarnings("error")]


class Opportunist(Seller):
    def decide(self, relationship: RelationshipView) -> Decision | None:
        return Decision(cheat=True)


def test_the_collector_has_a_row_for_every_month_from_0() -> None:
    frame = after(RelationshipModel("market", seed=2), 5).datacollector.get_model_vars_dataframe()
    steps = sim.play(sim.load("market").parameters, months=5, seed=2).steps
    assert list(frame.columns) == list(METRICS)
    assert frame.index.tolist() == [0, 1, 2, 3, 4, 5]
    assert math.isnan(frame.loc[0, "mean_trust"])
    assert frame["mean_trust"].tolist()[1:] == steps["mean_trust"].tolist()


def test_another_collector_takes_its_place() -> None:
    model = RelationshipModel("market", seed=2, population__complementors=3, agents={("seller", 1): Opportunist})
    model.datacollector = mesa.DataCollector(
        model_reporters={"trust": "mean_trust", "good": lambda m: len(m.sellers.select(lambda s: s.competence > 0.6))},
        agent_reporters={"partners": "n_partners", "trust": lambda agent: agent.trust_enjoyed},
        agenttype_reporters={Buyer: {"demand": "demand"}, Opportunist: {"lost": "n_ended"}, Seller: {"price": "price"}},
    )
    after(model, 3)
    of_model = model.datacollector.get_model_vars_dataframe()
    assert of_model["trust"].tolist() == model.result().steps["mean_trust"].tolist()
    assert (of_model["good"] > 0).all()
    of_agents = model.datacollector.get_agent_vars_dataframe()
    assert len(of_agents) == 3 * len(model.agents)
    last = of_agents.xs(3, level="Step")
    assert last["partners"].tolist() == model.agents.get("n_partners")
    buyers = model.datacollector.get_agenttype_vars_dataframe(Buyer)
    assert buyers.xs(3, level="Step")["demand"].tolist() == model.buyers.get("demand")
    assert len(model.datacollector.get_agenttype_vars_dataframe(Opportunist)) == 3
    assert len(model.datacollector.get_agenttype_vars_dataframe(Seller)) == 3 * 19


def test_no_collector_collects_nothing() -> None:
    model = RelationshipModel("market")
    model.datacollector = None
    assert after(model, 2).month == 2


def batch(**wanted: Any) -> list[dict[str, Any]]:
    return mesa.batch_run(RelationshipModel, number_processes=1, display_progress=False, **wanted)


def test_batch_run_plays_every_combination() -> None:
    rows = batch(
        parameters={
            "scenario": "commitment_trap",
            "arm": ["free", "locked"],
            "trust.gain": [0.05, 0.2],
            "run__seed": [1, 2, 3],
        },
        max_steps=6,
    )
    assert len(rows) == 12
    assert {row["Step"] for row in rows} == {6}
    for row in rows:
        model = RelationshipModel(
            "commitment_trap", arm=row["arm"], seed=row["run__seed"], trust__gain=row["trust.gain"]
        )
        assert row["mean_trust"] == after(model, 6).mean_trust
    assert len({row["mean_trust"] for row in rows}) == 12


def test_batch_run_tells_every_month_that_is_asked_for() -> None:
    rows = batch(parameters={"scenario": "market"}, max_steps=4, data_collection_period=1)
    model = after(RelationshipModel("market"), 4)
    assert [row["Step"] for row in rows] == [0, 1, 2, 3, 4]
    assert [row["mean_trust"] for row in rows[1:]] == model.result().steps["mean_trust"].tolist()


class WithAgents(RelationshipModel):
    """A model whose collector also looks at agents, in month 0 too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.datacollector = mesa.DataCollector({"trust": "mean_trust"}, {"partners": "n_partners"})
        self.datacollector.collect(self)


def test_batch_run_tells_of_agents() -> None:
    rows = mesa.batch_run(
        WithAgents, parameters={"scenario": "market"}, max_steps=3, display_progress=False, data_collection_period=1
    )
    model = after(RelationshipModel("market"), 3)
    assert len(rows) == 4 * 81
    assert [row["partners"] for row in rows if row["Step"] == 3] == model.agents.get("n_partners")


def test_a_batch_ends_with_the_scenario() -> None:
    rows = batch(parameters={"scenario": "market", "run.months": 5}, max_steps=1000, data_collection_period=1)
    assert rows[-1]["Step"] in (4, 5)  # Mesa 3.3 leaves out the last month of a model that stops by itself


@pytest.mark.parametrize(
    "measure", ["mean_trust", {"mean_trust": "tab:blue", "n_ended": "tab:red"}, ["volume", "revenue"]]
)
def test_a_plot_finds_its_measures(measure: Any) -> None:
    """Draw as Mesa's plot component does, which asks the model for no more than this."""
    from matplotlib.figure import Figure

    model = after(RelationshipModel("market"), 4)
    axes = Figure().subplots()
    frame = model.datacollector.get_model_vars_dataframe()
    for one in [measure] if isinstance(measure, str) else measure:
        axes.plot(frame.loc[:, one])
    assert [line.get_xdata().tolist() for line in axes.lines] == [[0, 1, 2, 3, 4]] * len(axes.lines)
    assert all(
        line.get_ydata()[4] == getattr(model, one)
        for line, one in zip(axes.lines, [measure] if isinstance(measure, str) else measure, strict=True)
    )


def test_the_plot_component_of_mesa_draws_the_model() -> None:
    solara = pytest.importorskip("solara", reason="the page is an extra: dyads[app]")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Mesa's own page breaks a rule of Solara's
        from mesa.visualization import make_plot_component

    component, _ = make_plot_component(["mean_trust", "mean_commitment"])
    box, context = solara.render_fixed(component(after(RelationshipModel("market"), 4)))
    assert box is not None
    context.close()


def test_the_page_can_make_the_model_anew() -> None:
    """Mesa 3.5 hands a scenario of its own to a model that has one; this has none, so nothing is handed."""
    model = RelationshipModel("commitment_trap", arm="locked")
    assert model.scenario is None
    assert model.dyads_scenario.name == "commitment_trap"
    assert model.sellers[0].model.scenario is None


def test_the_default_collector_can_be_had_anew() -> None:
    assert list(collector().model_reporters) == list(METRICS)
