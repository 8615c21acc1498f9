"""Figures: each takes numbers from `sim.analysis` and an axes, and returns the axes.

Nothing here imports ``pyplot``: figures are made, saved and forgotten, no window and no global state.
"""
