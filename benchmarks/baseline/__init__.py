"""The theory as a plain Mesa model: one object per organisation and per side of a relationship.

Every ratio of the benchmarks is taken against it, and it is a second reading of the theory, independent of the engine.
"""

from benchmarks.baseline.model import BaselineModel

__all__ = ["BaselineModel"]
