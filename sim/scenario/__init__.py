"""The file format: a scenario is a question put to the model; errors are said in the file's own words."""

from sim.scenario.claims import Claim, Expect
from sim.scenario.designs import Design, Factor
from sim.scenario.editor import json_schema
from sim.scenario.interventions import ACTIONS, Action, Intervention
from sim.scenario.lessons import Lesson, Option, Prediction
from sim.scenario.loading import load
from sim.scenario.schema import (
    Arm,
    Execution,
    Link,
    OrganisationTraits,
    Outputs,
    RunSettings,
    Scenario,
    Slurm,
    from_resolved,
    with_values,
)
from sim.scenario.sources import shipped, shipped_files
from sim.scenario.statistics import Statistic, parse_among, parse_statistic, statistic_patterns, step_columns

__all__ = [
    "ACTIONS",
    "Action",
    "Arm",
    "Claim",
    "Design",
    "Execution",
    "Expect",
    "Factor",
    "Intervention",
    "Lesson",
    "Link",
    "Option",
    "OrganisationTraits",
    "Outputs",
    "Prediction",
    "RunSettings",
    "Scenario",
    "Slurm",
    "Statistic",
    "from_resolved",
    "json_schema",
    "load",
    "parse_among",
    "parse_statistic",
    "shipped",
    "shipped_files",
    "statistic_patterns",
    "step_columns",
    "with_values",
]
