"""What can be set: every parameter declared once, with default, meaning, unit, range, evidence and source."""

from sim.parameters.declarations import Parameters
from sim.parameters.listing import ParameterInfo, parameter_infos
from sim.parameters.packed import PackedParameters, constructs_of, pack, pack_mechanisms

__all__ = [
    "PackedParameters",
    "ParameterInfo",
    "Parameters",
    "constructs_of",
    "pack",
    "pack_mechanisms",
    "parameter_infos",
]
