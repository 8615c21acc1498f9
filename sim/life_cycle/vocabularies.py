"""The same stages in the words of three authors."""

from __future__ import annotations

from sim.life_cycle.stages import Stage

STAGE_WORDS: tuple[str, ...] = (
    "pre-relationship",
    "early",
    "development",
    "long-term",
    "final",
    "decline",
    "dissolved",
)
"""Ford's five stages [@ford_1980], decline and dissolution; index = code."""

FOUR_STAGES: dict[Stage, str] = {
    Stage.PRE_RELATIONSHIP: "pre-relationship",
    Stage.EARLY: "development",
    Stage.DEVELOPMENT: "development",
    Stage.LONG_TERM: "maturity",
    Stage.FINAL: "maturity",
    Stage.DECLINE: "decline",
    Stage.DISSOLVED: "dissolved",
}
"""The coarse reading of Wilkinson and Young [@wilkinson_young_1997]."""

DWYER_SCHURR_OH: dict[Stage, str] = {
    Stage.PRE_RELATIONSHIP: "awareness",
    Stage.EARLY: "exploration",
    Stage.DEVELOPMENT: "expansion",
    Stage.LONG_TERM: "commitment",
    Stage.FINAL: "commitment",
    Stage.DECLINE: "dissolution",
    Stage.DISSOLVED: "dissolution",
}
"""The phases of Dwyer, Schurr and Oh [@dwyer_1987]."""
