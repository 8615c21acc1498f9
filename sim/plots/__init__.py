"""Figures: each takes numbers from `sim.analysis` and an axes, and returns the axes.

Nothing here imports ``pyplot``: figures are made, saved and forgotten, with no window and no global state.
"""

from sim.plots.results import ArmTables, Results, read_results
from sim.plots.run_figures import FIGURES, figures_for_run, figures_of

__all__ = ["FIGURES", "ArmTables", "Results", "figures_for_run", "figures_of", "read_results"]
