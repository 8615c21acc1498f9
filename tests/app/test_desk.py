"""One tab, asked for what its page would ask for."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.app.desk import Desk
from sim.app.settings import Setting
from sim.engine import play
from sim.scenario import load


def until(met: Callable[[], Any], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_a_lesson_opens_with_its_two_worlds(desk: Desk, shown: dict[str, Any]) -> None:
    panel = shown["panel"]
    assert (panel["left"], panel["right"], panel["month"]) == ("transactional", "relational", 0)
    assert panel["question"] == "Does a relational seller reach the long-term stage, and what ends it?"
    assert panel["prediction"]["outcome"] == []
    assert panel["lesson"]["traps"] and panel["lesson"]["evidence"]


def test_play_waits_for_the_page_to_draw(desk: Desk, shown: dict[str, Any]) -> None:
    desk.pace(0)
    desk.play(True)
    desk.idle()
    time.sleep(0.3)
    assert shown["frame"]["month"] == 1  # nothing was drawn yet
    for month in range(2, 10):
        desk.drawn(shown["frame"]["n"])
        until(lambda month=month: shown["frame"]["month"] == month)
    desk.play(False)
    desk.idle()
    stood = shown["frame"]["month"]
    desk.drawn(shown["frame"]["n"])
    time.sleep(0.2)
    assert shown["frame"]["month"] == stood and not shown["panel"]["playing"]


def test_a_pace_is_kept(desk: Desk, shown: dict[str, Any]) -> None:
    desk.pace(10)
    desk.play(True)
    begun = time.monotonic()
    while shown["frame"]["month"] < 6:
        desk.drawn(shown["frame"]["n"])
        time.sleep(0.01)
    assert 0.4 < time.monotonic() - begun < 5.0


def test_a_wrong_value_stays_in_its_field_and_changes_nothing(desk: Desk, shown: dict[str, Any]) -> None:
    desk.change("trust.loss_ratio", "40")
    desk.idle()
    field = next(one for one in shown["panel"]["sliders"] if one["key"] == "trust.loss_ratio")
    assert field["problem"] == "must be between 1 and 10" and field["text"] == "40" and field["value"] == 3.0
    desk.change("trust.loss_ratio", "2")
    desk.idle()
    field = next(one for one in shown["panel"]["sliders"] if one["key"] == "trust.loss_ratio")
    assert field["problem"] == "" and field["value"] == 2.0 and field["left"] == 3.0


def test_a_parameter_that_has_no_slider_cannot_be_changed(desk: Desk) -> None:
    desk.change("exit.exogenous", "0.5")
    desk.idle()
    assert desk.pair is not None and desk.pair.right.setting.founded == {}


def test_the_size_of_what_happens_is_a_field_like_others(desk: Desk, shown: dict[str, Any]) -> None:
    def field() -> dict[str, Any]:
        desk.idle()
        return next(one for one in shown["panel"]["sliders"] if one["key"] == "quality_shift@72")

    assert field()["left"] == field()["value"] == -0.25
    desk.change("quality_shift@72", "3")
    assert field()["problem"].startswith("must be between -1 and 1")
    desk.change("quality_shift@72", "-0.1")
    assert (field()["left"], field()["value"], field()["problem"]) == (-0.25, -0.1, "")
    assert shown["panel"]["changes"] == ["quality_shift@72 = -0.1"]
    desk.change("quality_shift@72", "-0.25")
    assert field()["value"] == -0.25 and shown["panel"]["changes"] == []


def test_what_has_happened_begins_the_worlds_again(desk: Desk, shown: dict[str, Any]) -> None:
    for _ in range(73):
        desk.step()
    desk.idle()
    desk.change("quality_shift@72", "0")
    desk.idle()
    assert shown["panel"]["month"] == 0
    assert "had happened already" in shown["panel"]["notice"]
    assert desk.pair is not None and desk.pair.right.setting.sizes == {"quality_shift@72": 0.0}
    desk.set_seed("12")
    desk.idle()
    assert desk.pair.right.setting.sizes == {"quality_shift@72": 0.0}, "another luck keeps what was changed"


def test_wrong_luck(desk: Desk, shown: dict[str, Any]) -> None:
    for wrong in ("-1", "1.5", "luck", "", str(2**63)):
        desk.set_seed(wrong)
        desk.idle()
        assert shown["panel"]["problems"]["seed"].startswith("must be a whole number")
        assert shown["panel"]["seed"] == wrong
    desk.set_seed("12")
    desk.idle()
    assert shown["panel"]["problems"] == {} and desk.pair is not None and desk.pair.left.setting.seed == 12


def test_changes_survive_a_reset_and_can_be_taken_back(desk: Desk, shown: dict[str, Any]) -> None:
    desk.step()
    desk.change("trust.loss_ratio", "5")
    desk.idle()
    assert shown["panel"]["changes"] == ["trust.loss_ratio = 5 from month 2 on"]
    desk.reset()
    desk.idle()
    assert shown["panel"]["changes"] == ["trust.loss_ratio = 5 from the founding on"] and shown["frame"]["month"] == 0
    desk.undo()
    desk.idle()
    assert shown["panel"]["changes"] == []


def test_a_prediction_is_held_against_repetitions(desk: Desk, shown: dict[str, Any]) -> None:
    desk.predict(2)
    desk.reveal()
    until(lambda: shown["panel"]["prediction"]["outcome"])
    prediction = shown["panel"]["prediction"]
    assert prediction["bears_out"] == 2
    assert prediction["outcome"][0].startswith("Right less left, mean of ")
    assert "as predicted" in prediction["outcome"][-1] or "as predicted" in prediction["outcome"][-2]
    desk.reset()
    desk.idle()
    assert shown["panel"]["prediction"]["bears_out"] == 2  # the same worlds
    desk.change("trust.loss_ratio", "5")
    desk.idle()
    assert shown["panel"]["prediction"]["outcome"] == []  # other worlds


def test_the_scenario_taken_home_plays_the_same_worlds(desk: Desk, shown: dict[str, Any], tmp_path: Path) -> None:
    for _ in range(30):
        desk.step()
    desk.change("trust.loss_ratio", "6")
    for _ in range(60):
        desk.step()
    desk.export("scenario")
    desk.idle()
    file = tmp_path / shown["file"]["name"]
    file.write_text(shown["file"]["text"])
    home = load(str(file))
    assert [arm.name for arm in home.arms] == ["as_it_is", "changed"]
    assert desk.pair is not None
    for arm, world in zip(home.arms, desk.pair.worlds, strict=True):
        run = play(
            home.arm_parameters(arm), months=90, seed=home.run.seed, interventions=home.interventions_in(arm),
            organisations=home.organisations, links=home.links,
        )  # fmt: skip
        assert [*run.steps["mean_trust"]] == [*world.steps()["mean_trust"]]


def test_the_numbers_taken_home_are_those_on_screen(desk: Desk, shown: dict[str, Any]) -> None:
    desk.open("market")
    for _ in range(12):
        desk.step()
    desk.export("months")
    desk.idle()
    months = list(csv.DictReader(io.StringIO(shown["file"]["text"])))
    assert len(months) == 24 and {row["world"] for row in months} == {"left", "right"}
    desk.export("relationships")
    desk.idle()
    rows = list(csv.DictReader(io.StringIO(shown["file"]["text"])))
    assert shown["file"]["name"] == "market_relationships.csv"
    assert len(rows) == sum(int(row["n_relationships"]) for row in months if row["month"] == "12")
    assert {row["owner"].split()[0] for row in rows} == {"buyer"}


def test_a_broken_scenario_is_told_and_another_can_be_opened(shown: Any, tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text('schema = 1\nquestion = "?"\n[trust]\ngian = 1\n')
    desk = Desk(shown.publish, [str(file), "market"])
    desk.idle()
    assert "did you mean trust.gain?" in shown["panel"]["trouble"] and not shown["panel"]["ready"]
    desk.open("market")
    desk.idle()
    assert shown["panel"]["ready"] and shown["panel"]["trouble"] == ""
    desk.close()


def test_looking_at_a_relationship_follows_it(desk: Desk, shown: dict[str, Any]) -> None:
    for _ in range(20):
        desk.step()
    desk.pick(1, 0)
    desk.idle()
    assert shown["life"]["title"] == "buyer 0 and seller 0" and shown["life"]["months"][-1] == 20
    desk.step()
    desk.idle()
    assert shown["life"]["months"][-1] == 21
    desk.pick(1, -1)
    desk.idle()
    assert shown["life"] is None


def test_the_page_hears_while_the_engine_is_compiled(shown: Any) -> None:
    from sim.app.readiness import Readiness

    class Slow(Readiness):
        left = 2

        def wait(self, timeout: float) -> bool:
            self.left -= 1
            return self.left < 0

    desk = Desk(shown.publish, ["market"], readiness=Slow())
    desk.idle()
    assert shown["panel"]["ready"] and shown["panel"]["preparing"] is None
    desk.close()


def test_an_unsettled_outcome_says_so() -> None:
    from sim.app.reveal import judged, outcome_in_words

    lesson = load("commitment_trap").lesson
    assert lesson is not None and lesson.prediction is not None
    clear = judged(lesson.prediction, [0.5, 0.52, 0.51, 0.5], [0.4, 0.42, 0.41, 0.4])
    assert clear.option == 2 and clear.settled
    torn = judged(lesson.prediction, [0.5, 0.5, 0.5, 0.5], [0.4, 0.6, 0.49, 0.49])
    assert not torn.settled
    assert "could still turn it" in outcome_in_words(lesson.prediction, torn, 0)[-1]
    assert "not as predicted" in " ".join(outcome_in_words(lesson.prediction, clear, 0))
    nobody = judged(lesson.prediction, [float("nan")] * 3, [0.1] * 3)
    assert outcome_in_words(lesson.prediction, nobody, None)[0].startswith("In none of the repetitions")


@pytest.mark.parametrize("name", ["market", "full_life_cycle", "commitment_trap"])
def test_answers_leave_no_outcome_out(name: str) -> None:
    from sim.app.reveal import allows

    lesson = load(name).lesson
    assert lesson is not None and lesson.prediction is not None
    low = -1.0 if lesson.prediction.of == "difference" else 0.0
    for k in range(401):
        value = low + k * (1.0 - low) / 400
        assert any(allows(option, value) for option in lesson.prediction.options), value


def test_a_setting_knows_its_values(setting: Setting) -> None:
    changed = setting.with_change("trust.gain", 0.2, 5).with_change("trust.gain", 0.3, 9)
    assert changed.value("trust.gain") == 0.3 and len(changed.changed) == 2
    assert changed.from_the_start().founded == {"trust.gain": 0.3} and changed.from_the_start().changed == ()


def test_a_world_too_large_to_be_drawn_is_refused(shown: Any, tmp_path: Path) -> None:
    file = tmp_path / "nation.toml"
    file.write_text('schema = 1\nquestion = "?"\nbase = "market"\n[population]\nbuyers = 400000\nsellers = 9000\n')
    desk = Desk(shown.publish, [str(file)])
    assert desk.idle()
    assert shown["panel"]["trouble"].startswith("nation has about 1,200,000 relationships")
    desk.close()
