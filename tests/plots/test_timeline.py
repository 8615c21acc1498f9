"""The timeline of one relationship: every kind of episode has its sign, its row and its words."""

from __future__ import annotations

import dataclasses

import pytest
from matplotlib.figure import Figure

from sim.analysis.episodes import Episode, Story, most_eventful, story_of
from sim.analysis.network import kind_and_number
from sim.engine import play
from sim.parameters import Parameters
from sim.plots.results import ArmTables, Results
from sim.plots.timeline import MARKS, rows_of, shown_of, timeline, timeline_figure
from sim.recording.codes import Event, Side
from sim.scenario import Outputs, with_values

STATES = {
    "population.governments": 2, "population.buyers": 6, "population.sellers": 3, "population.complementors": 4,
    "population.partners": 2, "diplomacy.at_work": 1, "diplomacy.counterparts": 1, "programme.budget": 5.0,
    "posts.number": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def results() -> Results:
    arms = {}
    for name, more in (("signed", {}), ("lived", {"diplomacy.celebrate": 1, "visits.every": 12})):
        parameters = with_values(Parameters(), STATES | more)
        run = play(parameters, months=60, seed=3, outputs=Outputs(paths=100))
        arms[name] = ArmTables(steps=run.steps, events=run.events, dyads=run.dyads, paths=run.paths)
    return Results("Why?", arms, 60)


def episode(month: int, event: Event, side: Side = Side.BOTH) -> Episode:
    return Episode(month, event, side, "")


def test_the_pair_with_most_to_tell_is_found_in_any_arm(results: Results) -> None:
    pair, arms = most_eventful({arm: (t.paths, t.events, t.dyads) for arm, t in results.arms.items()})
    assert pair is not None
    assert arms[0] == "lived"
    kinds, _ = kind_and_number(pair >> 32)
    assert kinds == 3, "governments, who celebrate and visit"
    assert most_eventful({}) == (None, [])


def test_contact_review_and_celebration_are_told_in_words_in_order(results: Results) -> None:
    tables = results.arms["lived"]
    pair, _ = most_eventful({"": (tables.paths, tables.events, tables.dyads)})
    assert pair is not None
    story = story_of(pair, tables.paths, tables.events, tables.dyads)
    assert story is not None
    words = [one.words for one in story.episodes]
    assert "a state visit" in words
    assert "both celebrate an anniversary of their agreement" in words
    assert any("review" in one for one in words)
    months = [one.month for one in story.episodes]
    assert months == sorted(months)
    assert [one.event for one in story.episodes if one.event == Event.ENDED] == [Event.ENDED] * story.ended
    assert not story.ended or story.episodes[-1].event == Event.ENDED


def test_the_figure_shows_them_and_says_what_signs_mean(results: Results) -> None:
    figure = timeline_figure(results)
    labels = [label.get_text() for ax in figure.axes for label in ax.get_yticklabels()]
    assert {"state visit", "celebration", "agreement"} <= set(labels)
    (legend,) = figure.legends
    named = [text.get_text() for text in legend.get_texts()]
    assert {"government 0", "government 1", "delivery received"} <= set(named)


def test_every_kind_has_a_sign_but_a_new_stage_which_is_a_line() -> None:
    assert set(MARKS) == set(Event) - {Event.STAGE_ENTERED}
    rows: dict[str, set[str]] = {}
    for marker, row, _ in MARKS.values():
        assert marker not in rows.setdefault(row, set()), f"two kinds look the same in the row {row}"
        rows[row].add(marker)


def test_rows_stand_in_one_order_and_only_where_something_happened() -> None:
    story = Story(1, ("buyer 0", "seller 0"), None, [
        episode(30, Event.ENDED), episode(3, Event.PITCH, Side.SELLER), episode(2, Event.CONTACT, Side.SELLER),
        episode(12, Event.REVIEW), episode(12, Event.REVIEW_GROW, Side.SELLER), episode(24, Event.REVIEW),
    ], 0, 30, True)  # fmt: skip
    shown = shown_of(story)
    assert rows_of(shown) == {
        "contact": {Event.CONTACT, Event.PITCH}, "review": {Event.REVIEW, Event.REVIEW_GROW}, "end": {Event.ENDED},
    }  # fmt: skip
    assert [one.month for one in shown if one.event == Event.REVIEW] == [24], "one review is not drawn twice"
    ax = timeline(story, Figure().add_subplot())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["contact", "review", "end"]
    alone = dataclasses.replace(story, episodes=[episode(3, Event.PITCH, Side.SELLER)])
    ax = timeline(alone, Figure().add_subplot())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["sales pitch"]


def test_two_worlds_that_tell_the_same_are_drawn_once(results: Results) -> None:
    twice = Results("Why?", {"one": results.arms["lived"], "other": results.arms["lived"]}, 60)
    assert len(timeline_figure(twice).axes) == 2
    assert len(timeline_figure(results).axes) == 4
