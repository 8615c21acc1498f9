"""What is said about a claim that makes no sense."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Problems = Callable[..., list[tuple[int | None, str, str]]]
HEAD = 'schema = 1\nquestion = "why?"\n'  # lines 1 and 2: what a test writes begins on line 3

CLAIM = "[[arm]]\nname = 'a'\n[[arm]]\nname = 'b'\n[[claim]]\n"  # the claim's header is line 7
CLAIMS = [
    (
        "statistic = 'survivl_60'\nexpect = { sign = '+' }",
        8,
        ' statistic = "survivl_60"',
        "unknown statistic; did you mean survival_60?",
    ),
    (
        "statistic = 'survival_121'\nexpect = { sign = '+' }",
        8,
        ' statistic = "survival_121"',
        "the run ends in month 120",
    ),
    (
        "statistic = 'share_declining_84_72'\nexpect = { sign = '+' }",
        8,
        ' statistic = "share_declining_84_72"',
        "the second month must lie after the first",
    ),
    ("expect = { sign = '+' }", 7, "", "needs statistic"),
    ("statistic = 'mean_trust'", 7, "", "needs expect"),
    ("statistic = 'mean_trust'\nexpect = {}", 9, " expect = {}", "must state sign, at_least, at_most or between"),
    (
        "statistic = 'mean_trust'\nexpect = { sgin = '+', at_least = 0 }",
        9,
        ' expect.sgin = "+"',
        "unknown key; did you mean sign?",
    ),
    ("statistic = 'mean_trust'\nexpect = { sign = 1 }", 9, " expect.sign = 1", "must be one of: +, -"),
    (
        "statistic = 'mean_trust'\nexpect = { at_least = '1' }",
        9,
        ' expect.at_least = "1"',
        "must be a number, without quotes",
    ),
    (
        "statistic = 'mean_trust'\n[claim.expect]\nbetween = [1, 0]",
        10,
        " expect.between = [1, 0]",
        "must be [lower, upper]",
    ),
    (
        "statistic = 'mean_trust'\nexpect = { at_least = 2, at_most = 1 }",
        9,
        " expect.at_least = 2",
        "lies above at_most = 1",
    ),
    (
        "statistic = 'mean_trust'\nexpect = { sign = '+', at_most = -1 }",
        9,
        " expect.at_most = -1",
        'contradicts sign = "+"',
    ),
    (
        "statistic = 'mean_trust'\nexpect = { sign = '-', at_least = 1 }",
        9,
        " expect.at_least = 1",
        'contradicts sign = "-"',
    ),
    (
        "statistic = 'mean_trust'\ncompare = 'a - c'\nexpect = { sign = '+' }",
        9,
        ' compare = "a - c"',
        "c is no arm; arms: a, b",
    ),
    (
        "statistic = 'mean_trust'\ncompare = 'a - a'\nexpect = { sign = '+' }",
        9,
        ' compare = "a - a"',
        "compares an arm with itself",
    ),
    (
        "statistic = 'mean_trust'\ncompare = 'a vs b'\nexpect = { sign = '+' }",
        9,
        ' compare = "a vs b"',
        'must be an arm, or two as in "locked - free"',
    ),
    (
        "statistic = 'mean_trust'\nsystem = ['T11', 'T42']\nexpect = { sign = '+' }",
        9,
        ' system = "T42"',
        "must be one of T01 to T41",
    ),
    (
        "statistic = 'survival_6'\namong = 'alive'\nexpect = { sign = '+' }",
        9,
        ' among = "alive"',
        "must be one of: start, alive_N, stayers_N, long_term_N (N is a month)",
    ),
    (
        "statistic = 'mean_trust'\namong = ['start']\nexpect = { sign = '+' }",
        9,
        ' among = ["start"]',
        "mean_trust is a mean of all relationships of a month; leave it out",
    ),
    (
        "statistic = 'one_sided_share'\nexpect = { sign = '+' }\n[outputs]\nmetrics = ['mean_trust']",
        8,
        ' statistic = "one_sided_share"',
        "outputs.metrics leaves out n_one_sided, n_relationships",
    ),
    (
        "statistic = 'survival_6'\nexpect = { sign = '+' }\n[outputs]\ndyads = false",
        8,
        ' statistic = "survival_6"',
        "is read from dyads, which outputs.dyads = false leaves out",
    ),
    (
        "statistic = 'survival_6'\namong = 'long_term_3'\nexpect = { sign = '+' }\n[outputs]\nevents = false",
        8,
        ' statistic = "survival_6"',
        "is read from events, which outputs.events = false leaves out",
    ),
    (
        "statistic = 'mean_trust_at_36'\nexpect = { sign = '+' }\n[outputs]\nevery = 5",
        8,
        ' statistic = "mean_trust_at_36"',
        "outputs.every = 5 leaves out that month",
    ),
]


@pytest.mark.parametrize(("text", "line", "where", "message"), CLAIMS)
def test_a_claim_that_makes_no_sense(problems: Problems, text: str, line: int, where: str, message: str) -> None:
    assert problems(HEAD + CLAIM + text) == [(line, "[[claim]]" + where, message)]
