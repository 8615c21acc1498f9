"""What a person reads when account managers, teams, pyramids and databases do not fit together."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputProblems
from sim.scenario import load

HEAD = 'schema = 1\nquestion = "why?"\n'  # lines 1 and 2: what a test writes begins on line 3
PEOPLE = "[people]\nper_seller = 2\n"  # lines 3 and 4

WRONG = [
    ("[account_team]\nsize = 2", 4, "account_team.size needs people: people.per_seller is 0"),
    ("[account_pay]\nturnover_weight = 1.0", 4, "account_pay.turnover_weight needs people: people.per_seller is 0"),
    ("[crm]\ncapture = 0.5", 4, "crm.capture needs people: people.per_seller is 0"),
    ("[pyramid]\nrule = 2", 4, "pyramid.rule needs people: people.per_seller is 0"),
    (PEOPLE + "[account_team]\nsize = 3", 6, "a team of 3, but a seller has 2 account managers"),
    (PEOPLE + "[account_team]\nmissing = 3", 6, "there is no team that could miss it: account_team.size is 0"),
    (
        PEOPLE + "[pyramid]\na_hours = 0.9\nb_hours = 0.3",
        6,
        "shares of time for tiers A and B add up to 1.2; at most 1",
    ),
    (
        PEOPLE + "[pyramid]\na_customers = 0.9\nb_customers = 0.3",
        6,
        "tiers A and B hold 1.2 of the customers; at most 1",
    ),
    (
        PEOPLE + "[crm_elements]\nretention = 0.7\nattraction = 0.7",
        7,
        "the four elements take 1.4 of the time that people have; at most 1",
    ),
    (
        PEOPLE + "[crm]\ncapture = 0.5\n[relationship_memory]\npass_on = 0.0",
        6,
        "needs relationship_memory.pass_on of 0.1 or more: a database is fed by people",
    ),
    (PEOPLE + "[departures]\nreplacement = 4", 6, "must be between 0 and 3"),
    (
        "[[intervention]]\nat = 3\naction = 'manager_departure'\nshare = 0.5",
        5,
        "nobody can leave: people.per_seller is 0",
    ),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_a_setting_that_cannot_act_is_refused(tmp_path: Path, text: str, line: int, message: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + text + "\n", encoding="utf-8")
    with pytest.raises(InputProblems) as caught:
        load(str(file))
    assert [(problem.line, problem.message) for problem in caught.value.problems] == [(line, message)]


def test_an_arm_that_takes_the_people_away_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    arms = '[[arm]]\nname = "with"\n[[arm]]\nname = "without"\nset = { "people.per_seller" = 0 }\n'
    file.write_text(HEAD + "[people]\nper_seller = 2\n[pyramid]\nrule = 1\n" + arms, encoding="utf-8")
    with pytest.raises(InputProblems) as caught:
        load(str(file))
    assert [problem.message for problem in caught.value.problems] == [
        "pyramid.rule needs people: people.per_seller is 0"
    ]


def test_what_fits_is_let_through(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + "[people]\nper_seller = 3\n[account_team]\nsize = 3\nmissing = 6\n", encoding="utf-8")
    assert load(str(file)).parameters.account_team.missing == 6
