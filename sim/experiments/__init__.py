"""Running many: studies that survive what happens to processes, and come out the same whoever plays them."""

from sim.experiments.launch import Launch, Standing, launch
from sim.experiments.place import study_in
from sim.experiments.study import Run, Study, study_of

__all__ = ["Launch", "Run", "Standing", "Study", "launch", "study_in", "study_of"]
