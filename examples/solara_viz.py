"""The model on Mesa's own page: `solara run examples/solara_viz.py` (needs `pip install 'dyads[app]'`)."""

from mesa.visualization import Slider, SolaraViz, make_plot_component

from sim import RelationshipModel

model_params = {
    "scenario": "commitment_trap",
    "arm": {"type": "Select", "value": "locked", "values": ["usual", "free", "locked"], "label": "world"},
    "seed": {"type": "SliderInt", "value": 1, "min": 1, "max": 99, "step": 1, "label": "root of all luck"},
    "trust__gain": Slider("trust.gain", value=0.07, min=0.0, max=0.3, step=0.01),
}
charts = [make_plot_component(["mean_trust", "captive_share"]), make_plot_component(["n_relationships", "n_long_term"])]
page = SolaraViz(RelationshipModel("commitment_trap", arm="locked"), components=charts, model_params=model_params)
