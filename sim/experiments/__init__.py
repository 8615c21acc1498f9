"""Running many: studies that survive what happens to processes, and come out the same whoever plays them."""

from sim.experiments.cost import Cost
from sim.experiments.launch import Launch, Listeners, launch
from sim.experiments.place import study_in
from sim.experiments.standing import Standing
from sim.experiments.study import Run, Study, study_of

__all__ = ["Cost", "Launch", "Listeners", "Run", "Standing", "Study", "launch", "study_in", "study_of"]
