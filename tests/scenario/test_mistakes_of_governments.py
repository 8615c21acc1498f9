"""What is said where governments are to do what they cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.parameters import Parameters, parameter_infos
from sim.scenario import load
from sim.scenario.packs import CONTEXT, PACKS
from sim.scenario.schema import with_values

Problems = Callable[..., list[tuple[int | None, str, str]]]
HEAD = 'schema = 1\nquestion = "why?"\n'
TWO = "[population]\ngovernments = 2\ncomplementors = 4\n"  # lines 3 to 5
STATES = TWO + "[diplomacy]\nat_work = 1\n"  # lines 6 and 7

ONE_PROBLEM = [
    ("[diplomacy]\nat_work = 1", "diplomacy takes two governments; population.governments = 1"),
    ("[borders]\nculture = 0.3", "a border takes two countries; population.governments = 1"),
    ("[facilitator]\nbudget = 1.0", "a trade mission takes a country to go to; population.governments = 1"),
    ("[subsidiser]\nabroad = 1", "a relationship across a border takes two countries; population.governments = 1"),
    (
        "[population]\ngovernments = 2\n[diplomacy]\nat_work = 1",
        "exchange needs somebody who delivers it; population.complementors = 0",
    ),
    (f"{TWO}[diplomacy]\ncounterparts = 1", "means nothing while diplomacy.at_work = 0"),
    (f"{TWO}[posts]\nnumber = 1", "means nothing while diplomacy.at_work = 0"),
    (f"{STATES}[posts]\nnumber = 1", "posts are kept under a memorandum; diplomacy.counterparts = 0 seeks none"),
    (f"{STATES}[visits]\nevery = 6", "visits are paid under a memorandum; diplomacy.counterparts = 0 seeks none"),
    (
        f"{STATES}[programme]\nbudget = 6.0",
        "a programme is paid for under a memorandum; diplomacy.counterparts = 0 seeks none",
    ),
    (f"{STATES}counterparts = 2", "more counterparts than there are other governments: 1"),
    (f"{STATES}[exchange]\nprivate = 1.5", "must be between 0 and 1"),
    (f"{STATES}shared_goals = 1.5", "must be between 0 and 1"),
    ("[subsidiser]\nshare = 0.6", "must be between 0 and 0.5"),
    ("[procurement]\npublic = 2.0", "must be between 0 and 1"),
    ('pack = "intrenational"', "no such pack; did you mean international?"),
    ('pack = "moon"', "no such pack; packs: domestic, international"),
    ("pack = 1", "must be text in quotes"),
]


@pytest.mark.parametrize(("text", "message"), ONE_PROBLEM, ids=[message for _, message in ONE_PROBLEM])
def test_one_mistake_one_message(problems: Problems, text: str, message: str) -> None:
    (found,) = problems(HEAD + text)
    assert found[2] == message
    assert found[0] == len((HEAD + text).splitlines()), "the line on which the mistake stands"


def test_a_dated_memorandum_is_one(problems: Problems, tmp_path: Path) -> None:
    dated = (
        '[posts]\nnumber = 1\n[[intervention]]\nat = 12\naction = "change"\nset = { "diplomacy.counterparts" = 1 }\n'
    )
    file = tmp_path / "dated.toml"
    file.write_text(HEAD + STATES + dated, encoding="utf-8")
    assert load(str(file)).parameters.posts.number == 1


def test_an_arm_without_memorandum_keeps_no_posts(problems: Problems) -> None:
    arms = (
        '[[arm]]\nname = "a"\nset = { "diplomacy.counterparts" = 1 }\n[[arm]]\nname = "b"\nset = { "posts.number" = 1 }'
    )
    (found,) = problems(HEAD + STATES + arms)
    assert found[2] == "posts are kept under a memorandum; diplomacy.counterparts = 0 seeks none"


def test_packs_differ_only_in_context() -> None:
    domestic, international = PACKS["domestic"], PACKS["international"]
    assert domestic.keys() == international.keys()
    assert all(key.startswith(CONTEXT) for key in domestic)
    mine, theirs = (with_values(Parameters(), PACKS[name]) for name in ("domestic", "international"))
    differing = {
        info.key
        for info in parameter_infos()
        if getattr(getattr(mine, info.key.split(".")[0]), info.key.split(".")[1])
        != getattr(getattr(theirs, info.key.split(".")[0]), info.key.split(".")[1])
    }
    assert differing == set(international)
    assert mine == Parameters(), "domestic is what holds where nothing is said"


def test_a_file_says_more_than_its_pack(tmp_path: Path) -> None:
    file = tmp_path / "abroad.toml"
    file.write_text(HEAD + 'pack = "international"\n[honeymoon]\nstart = 0.5\n', encoding="utf-8")
    scenario = load(str(file))
    assert scenario.pack == "international"
    assert scenario.parameters.honeymoon.start == 0.5
    assert scenario.parameters.distance.social_start == 0.8
    at_home = tmp_path / "home.toml"
    at_home.write_text(HEAD + 'base = "abroad.toml"\npack = "domestic"\n', encoding="utf-8")
    assert load(str(at_home)).parameters.distance == Parameters().distance


def test_the_scenario_of_both_packs_states_just_these() -> None:
    arms = load("one_engine").arms
    assert {arm.name: dict(arm.set) for arm in arms} == {"domestic": {}, "international": PACKS["international"]}
