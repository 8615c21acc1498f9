"""What is said about an intervention that makes no sense."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Problems = Callable[..., list[tuple[int | None, str, str]]]
HEAD = 'schema = 1\nquestion = "why?"\n'  # lines 1 and 2: what a test writes begins on line 3

SLIP = "[[intervention]]\nat = 1\naction = 'quality_shift'\n"
ACTIONS = [
    ("[[intervention]]\nat = 121\naction = 'price_change'\nby = 0.1", 4, " at = 121", "the run ends in month 120"),
    ("[[intervention]]\nat = 0\naction = 'price_change'\nby = 0.1", 4, " at = 0", "must be 1 or more"),
    ("[[intervention]]\naction = 'price_change'\nby = 0.1", 3, "", "needs at"),
    ("[[intervention]]\nat = 1\nby = 0.1", 3, "", "needs action"),
    (
        SLIP + "target = 'sellers'",
        3,
        "",
        "quality_shift needs by: competence rises or falls by this much, for good (-1 to 1)",
    ),
    (SLIP + "by = 0.1", 3, "", "quality_shift needs a target: buyers or sellers or complementors or governments"),
    (
        SLIP + "target = 'relationships'\nby = 0.1",
        6,
        ' target = "relationships"',
        "quality_shift has the target buyers or sellers or complementors or governments",
    ),
    (
        SLIP + "target = 'selers'\nby = 0.1",
        6,
        ' target = "selers"',
        "did you mean sellers? one of: buyers, sellers, complementors, governments, relationships, parameters",
    ),
    (
        SLIP + "target = 'sellers'\nby = 0",
        7,
        " by = 0",
        "must be between -1 and 1, not 0: competence rises or falls by this much, for good",
    ),
    (
        "[[intervention]]\nat = 1\naction = 'failure'\ntarget = 'sellers'\nby = -0.4",
        7,
        " by = -0.4",
        "must be more than 0 and at most 1: performance lost in that month",
    ),
    (SLIP + "target = 'sellers'\nby = 0.1\nshare = 0.5", 8, " share = 0.5", "means nothing to quality_shift"),
    (SLIP + "target = 'sellers'\nby = 0.1\nuntil = 5", 8, " until = 5", "means nothing to quality_shift"),
    (
        SLIP + "target = 'sellers'\nby = 0.1\nwhich = [3, 20]",
        8,
        " which = [3, 20]",
        "there is no seller 20; sellers are numbered 0 to 19",
    ),
    (SLIP + "target = 'sellers'\nby = 0.1\nwhich = []", 8, " which = []", "needs at least 1"),
    (
        SLIP + "target = 'sellers'\nby = 0.1\narms = ['refrence']",
        8,
        ' arms = "refrence"',
        "refrence is no arm; did you mean reference?",
    ),
    (SLIP + "target = 'sellers'\nby = 0.1\nextra = 1", 8, " extra = 1", None),
    ("[[intervention]]\nat = 1\naction = 'end_relationships'\nshare = 1.5", 6, " share = 1.5", "must be 1 or less"),
    (
        "[[intervention]]\nat = 1\naction = 'end_relationships'\nby = 1.5",
        6,
        " by = 1.5",
        "means nothing to end_relationships",
    ),
    ("[[intervention]]\nat = 9\naction = 'subsidy'\nby = 0.2", 3, "", "subsidy needs until: the last month of it"),
    (
        "[[intervention]]\nat = 9\naction = 'subsidy'\nby = 0.2\nuntil = 8",
        7,
        " until = 8",
        "ends before it begins in month 9",
    ),
    (
        "[[intervention]]\nat = 9\naction = 'subsidy'\nby = 0.2\nuntil = 121",
        7,
        " until = 121",
        "the run ends in month 120",
    ),
    (
        "[[intervention]]\nat = 9\naction = 'regulation'",
        3,
        "",
        'regulation needs set: parameters and their new values, { "price.high" = 0.6 }',
    ),
    (
        "[[intervention]]\nat = 9\naction = 'regulation'\nset = { 'trust.gain' = 0.1 }",
        6,
        " trust.gain = 0.1",
        "a regulation sets government.*, regulator.*, contract.*, price.*; use the action change",
    ),
    (
        "[[intervention]]\nat = 9\naction = 'change'\nset = { 'population.buyers' = 10 }",
        6,
        " population.buyers = 10",
        "the population cannot be changed during a run",
    ),
    (
        "[[intervention]]\nat = 9\naction = 'regulation'\nset = { 'government.institutional_trust' = 0.5 }",
        6,
        " government.institutional_trust = 0.5",
        "is read when the world is founded; a change during the run would mean nothing",
    ),
    (
        "[[intervention]]\nat = 9\naction = 'change'\n[intervention.set]\ntrust.gain = 7",
        7,
        " trust.gain = 7",
        "must be between 0 and 1",
    ),
    (
        "[[intervention]]\nat = 9\naction = 'chnge'",
        5,
        ' action = "chnge"',
        "did you mean change? one of: quality_shift, failure, price_change, demand_shift, contact_departure, "
        "manager_departure, end_relationships, deception, scandal, subsidy, regulation, change",
    ),
]


@pytest.mark.parametrize(("text", "line", "where", "message"), ACTIONS)
def test_an_intervention_that_makes_no_sense(
    problems: Problems, text: str, line: int, where: str, message: str | None
) -> None:
    known = "unknown key; known: at, action, target, by, share, which, until, set, arms"
    assert problems(HEAD + text) == [(line, "[[intervention]]" + where, message or known)]
