"""The page: one desk a tab, and the four components that show it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara

from sim.app.desk import Desk
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.style import ARM_COLOURS, SIDE_STYLES, STAGE_COLOURS
from sim.scenario import shipped
from sim.scenario.statistics import STEP_METRICS

FIRST_SCENARIO = "DYADS_APP_SCENARIO"
"""Environment variable with the scenario that the command was given."""
MEASURES = {
    "mean_trust": "trust, both sides",
    "mean_commitment": "affective commitment (the wish to stay)",
    "mean_satisfaction": "satisfaction",
    "n_relationships": "relationships alive",
    "n_long_term": "long-term relationships",
    "n_decline": "relationships in decline",
    "n_ended": "relationships ended in the month",
    "captive_share": "share that cannot leave and would like to",
    "mean_cooperation": "cooperation",
    "mean_competition": "competition",
    "opportunism_rate": "share of deliveries with an opportunistic act",
    "failure_rate": "share of deliveries felt as a failure",
    "perception_gap": "gap between the two sides' trust",
}
LOOK = {
    "stages": list(STAGE_WORDS),
    "colours": [STAGE_COLOURS[word] for word in STAGE_WORDS],
    "worlds": [ARM_COLOURS[0], ARM_COLOURS[1]],
    "worldWords": [ARM_COLOURS[0], "#A0414F"],  # the same, darkened until text in it can be read on white
    "sides": [SIDE_STYLES["buyer"]["color"], SIDE_STYLES["seller"]["color"]],
    "sideWords": "#8A5800",  # the seller's orange, darkened likewise
    "measures": [{"key": key, "words": words} for key, words in MEASURES.items() if key in STEP_METRICS],
    "font": '"Helvetica Neue", Arial, "Liberation Sans", sans-serif',
}


@solara.component_vue("head.vue")
def Head(
    panel: dict[str, Any],
    event_open: Callable[[str], None],
    event_arms: Callable[[list[str]], None],
    event_play: Callable[[bool], None],
    event_step: Callable[[Any], None],
    event_reset: Callable[[Any], None],
    event_pace: Callable[[int], None],
    event_luck: Callable[[str], None],
    event_take: Callable[[str], None],
    event_snap: Callable[[Any], None],
) -> None:
    """Show the question and the controls of time."""


@solara.component_vue("side.vue")
def Side(
    panel: dict[str, Any],
    event_predict: Callable[[int], None],
    event_reveal: Callable[[Any], None],
    event_change: Callable[[list[str]], None],
    event_undo: Callable[[Any], None],
) -> None:
    """Show the prediction, the sliders and the lesson."""


@solara.component_vue("board.vue")
def Board(
    look: dict[str, Any],
    ground: dict[str, Any] | None,
    frame: dict[str, Any] | None,
    life: dict[str, Any] | None,
    names: list[str],
    event_drawn: Callable[[int], None],
    event_pick: Callable[[dict[str, int]], None],
) -> None:
    """Draw the two worlds."""


@solara.component_vue("below.vue")
def Below(
    look: dict[str, Any],
    life: dict[str, Any] | None,
    file: dict[str, Any] | None,
    picture: int,
    caption: dict[str, Any],
    event_away: Callable[[Any], None],
) -> None:
    """Draw the difference and one relationship."""


class Tab:
    """What one tab shows; each part is looked at only by the component that draws it."""

    def __init__(self) -> None:
        self.shown: dict[str, solara.Reactive[Any]] = {
            name: solara.reactive(None) for name in ("panel", "ground", "frame", "life", "file")
        }
        self.picture = solara.reactive(0)
        self.desk = Desk(self._publish, scenarios())

    def _publish(self, name: str, value: Any) -> None:
        self.shown[name].value = value


def scenarios() -> list[str]:
    """Return the scenarios that can be chosen, the one that was asked for first."""
    asked = os.environ.get(FIRST_SCENARIO)
    return list(
        dict.fromkeys([*([asked] if asked else []), "full_life_cycle", "commitment_trap", "market", *shipped()])
    )


@solara.component
def Header(tab: Tab) -> None:
    """Show the head of the page."""
    desk = tab.desk
    if tab.shown["panel"].value is not None:
        Head(
            panel=tab.shown["panel"].value,
            event_open=desk.open,
            event_arms=lambda arms: desk.arms(*arms),
            event_play=desk.play,
            event_step=lambda *_: desk.step(),
            event_reset=lambda *_: desk.reset(),
            event_pace=desk.pace,
            event_luck=desk.set_seed,
            event_take=desk.export,
            event_snap=lambda *_: tab.picture.set(tab.picture.value + 1),
        )


@solara.component
def Margin(tab: Tab) -> None:
    """Show what stands beside the worlds."""
    desk = tab.desk
    if tab.shown["panel"].value is not None:
        Side(
            panel=tab.shown["panel"].value,
            event_predict=desk.predict,
            event_reveal=lambda *_: desk.reveal(),
            event_change=lambda change: desk.change(*change),
            event_undo=lambda *_: desk.undo(),
        )


def worlds_in_words(panel: dict[str, Any] | None) -> list[str]:
    """Return what each world is called: its arm, and what was changed."""
    if not panel or not panel["ready"]:
        return ["", ""]
    names = [panel[side].replace("_", " ") if len(panel["arms"]) > 1 else "" for side in ("left", "right")]
    changed = len(panel["changes"])
    if changed:
        names[1] += (" · " if names[1] else "") + (panel["changes"][0] if changed == 1 else f"{changed} changes")
    elif panel["left"] == panel["right"]:
        names[1] = "nothing changed yet"
    return names


@solara.component
def Worlds(tab: Tab) -> None:
    """Show the two worlds."""
    Board(
        look=LOOK,
        ground=tab.shown["ground"].value,
        frame=tab.shown["frame"].value,
        life=tab.shown["life"].value,
        names=worlds_in_words(tab.shown["panel"].value),
        event_drawn=tab.desk.drawn,
        event_pick=lambda at: tab.desk.pick(at["world"], at["row"]),
    )


@solara.component
def Under(tab: Tab) -> None:
    """Show the difference and one relationship."""
    panel = tab.shown["panel"].value or {}
    names = worlds_in_words(panel)
    Below(
        look=LOOK,
        life=tab.shown["life"].value,
        file=tab.shown["file"].value,
        picture=tab.picture.value,
        caption={
            "name": (panel.get("scenario") or "dyads").rsplit("/", 1)[-1].removesuffix(".toml"),
            "question": panel.get("question", ""),
            "facts": f"Dyads · luck {panel.get('seed', '')}",
            "worlds": [
                f"as it is: {names[0]}".removesuffix(": "),
                f"the same luck, one change: {names[1]}".removesuffix(": "),
            ],
        },
        event_away=lambda *_: tab.desk.pick(0, -1),
    )


@solara.component
def Page() -> None:
    """Show two worlds on the same luck."""
    tab = solara.use_memo(Tab, [])
    solara.use_effect(lambda: tab.desk.close, [])
    solara.Title("Dyads: two worlds, the same luck")
    solara.Style(Path(__file__).with_name("page.css"))
    with solara.Div(classes=["dyads"]):
        Header(tab)
        with solara.Div(classes=["dyads-body"]):
            Margin(tab)
            with solara.Div():
                Worlds(tab)
                Under(tab)
