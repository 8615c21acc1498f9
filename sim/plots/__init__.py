"""Figures: each takes numbers from `sim.analysis` and an axes, and returns the axes.

Nothing here imports ``pyplot``: figures are made, saved and forgotten, with no window and no global state.
"""

from sim.plots.results import ArmTables, Results, read_results
from sim.plots.run_figures import FIGURES, OF_EVERY_RUN, figures_for_run

__all__ = ["FIGURES", "OF_EVERY_RUN", "ArmTables", "Results", "figures_for_run", "read_results"]
