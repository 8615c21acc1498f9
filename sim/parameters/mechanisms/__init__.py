"""Parameters of the mechanisms around the core, a module for each package of ``sim.mechanisms``."""
