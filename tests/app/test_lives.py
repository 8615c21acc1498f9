"""The life of one relationship, in words."""

from __future__ import annotations

import numpy as np

from sim.app.lives import life_in_row, life_of_pair, other_world, why_it_ended
from sim.app.settings import Setting
from sim.app.worlds import World
from sim.recording.codes import Event
from sim.scenario import Scenario, load


def played(setting: Setting, months: int) -> World:
    world = World(setting)
    for _ in range(months):
        world.advance()
    return world


def test_every_ended_relationship_says_why(setting: Setting) -> None:
    world = played(setting, 48)
    dyads = world.simulation.dyads()
    ended = np.flatnonzero(~dyads["censored"] & (dyads["end"] > dyads["start"] + 1))
    assert ended.size > 5
    for k in ended:
        buyer, seller, start = (int(dyads[name][k]) for name in ("buyer", "seller", "start"))
        life = life_of_pair(world, buyer, 12 + seller, start)
        assert life is not None and life.start == start
        assert life.end is not None and life.end.month == int(dyads["end"][k])
        why = why_it_ended(life)
        assert f" in month {life.end.month}, after {life.end.month - start} month" in why[0]
        assert len(why) >= 3 and all(sentence.endswith(".") for sentence in why)


def test_a_life_holds_its_own_events_and_no_others(setting: Setting) -> None:
    world = played(setting, 48)
    events = world.simulation.events()
    row = int(np.flatnonzero(world.history[-1].stage >= 0)[0])
    life = life_in_row(world, row, 48)
    assert life is not None and life.end is None and why_it_ended(life) == []
    mine = (events["buyer"] == life.owner) & (events["seller"] == life.partner - 12)
    mine &= (events["relation"] == 0) & (events["month"] >= life.start)
    inside = [one for one in life.happenings if one.kind != "world"]
    assert len(inside) == int(mine.sum()) > 0
    assert [one.month for one in life.happenings] == sorted(one.month for one in life.happenings)
    assert life.months[-1] == 48


def test_a_vacant_row_has_no_life(setting: Setting) -> None:
    world = played(setting, 3)
    assert life_in_row(world, 10_000, 3) is None
    for month, then in enumerate(world.history):
        for row in np.flatnonzero(then.stage < 0):
            assert life_in_row(world, int(row), month) is None


def test_what_happened_to_the_world_stands_in_the_life() -> None:
    scenario = load("full_life_cycle")
    world = played(Setting(scenario, scenario.arm("halfway"), scenario.run.seed), 100)
    life = life_of_pair(world, 0, 1, 0)
    assert life is not None
    outside = [(one.month, one.words) for one in life.happenings if one.kind == "world"]
    assert outside == [
        (72, "the quality of seller 0 falls by 0.25, for good"),
        (90, "the quality of seller 0 rises by 0.125, for good"),
    ]


def test_the_same_two_in_the_other_world(market: Scenario) -> None:
    one = played(Setting(market, market.arms[0], 7), 48)
    other = played(Setting(market, market.arms[0], 7, {"exit.intercept": 3.0}), 48)
    row = int(np.flatnonzero(one.history[-1].stage >= 0)[0])
    life = life_in_row(one, row, 48)
    assert life is not None
    assert other_world(life, other, apart=None).startswith("So far the other world is the same")
    founded = next(
        found
        for row in np.flatnonzero(one.history[-1].stage >= 0)
        if (found := life_in_row(one, int(row), 48)) is not None and found.start == 0
    )
    assert "parted in month" in other_world(founded, other, apart=1)
    assert "are together in month 48" in other_world(founded, one, apart=1)


def test_words_for_all_events() -> None:
    from sim.app.wording import event_in_words

    for event in Event:
        for side in range(4):
            words = event_in_words(int(event), side, 1, 2, 1, ("buyer", "seller"))
            assert words and not words.endswith(".")
