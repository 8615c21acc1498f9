"""The page in a real browser, with every other machine out of reach."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("playwright", reason="needs Playwright: pip install 'dyads[browser]'")
pytest.importorskip("solara", reason="needs Solara: pip install 'dyads[app]'")

from tests.app import browser as at

if at.chromium() is None:
    pytest.skip("needs Chromium: apt-get install chromium", allow_module_level=True)

SIZES = """schema = 1
question = "A market of {n} relationships"
base = "market"
[run]
months = 3000
[population]
buyers = {buyers}
sellers = {sellers}
[[arm]]
name = "usual"
[[arm]]
name = "locked"
set = {{ "switching_costs.investment" = 0.72 }}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[at.Server]:
    server = at.Server(tmp_path_factory.mktemp("server"))
    yield server
    assert server.close() == 0, server.said()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with at.browsing() as browser:
        yield browser


@pytest.fixture(scope="module")
def visitor(server: at.Server, browser: Any) -> at.Visitor:
    return at.Visitor(browser, server.address)


def test_the_page_opens_and_a_scenario_runs(visitor: at.Visitor) -> None:
    with visitor.tab() as page:
        assert page.input_value("#scenario") == "full_life_cycle"
        assert page.inner_text("#month") == "month 0 of 120"
        page.select_option("#speed", "0")
        page.click("#play")
        at.until_month(page, 20)
        page.click("#play")
        page.wait_for_function("!window.dyads.seen.playing")
        stood = at.month(page)
        page.wait_for_timeout(300)
        assert at.month(page) == stood
        page.click("#step")
        at.until_month(page, stood + 1)
        page.click("#reset")
        page.wait_for_function("window.dyads.seen.month === 0")
    assert visitor.complaints == []


def test_both_worlds_have_the_same_luck_until_a_slider_changes_the_right_one(visitor: at.Visitor) -> None:
    with visitor.tab() as page:
        page.select_option("#scenario", "market")
        page.wait_for_selector("[id='slider-trust.gain']")
        page.select_option("#speed", "0")
        page.click("#play")
        at.until_month(page, 24)
        page.click("#play")
        page.wait_for_function("!window.dyads.seen.playing")
        changed_in = at.month(page)
        assert at.same_worlds(page)
        assert page.inner_text("#apart") == "the same so far"
        left_before = at.series(page, 0, "mean_trust")
        at.set_slider(page, "trust.gain", 0.3)
        page.wait_for_selector(f"#notice:has-text('from month {changed_in + 1} on')")
        page.click("#play")
        at.until_month(page, changed_in + 24)
        page.click("#play")
        page.wait_for_function("!window.dyads.seen.playing")
        assert not at.same_worlds(page)
        left, right = at.series(page, 0, "mean_trust"), at.series(page, 1, "mean_trust")
        assert left[: changed_in + 1] == right[: changed_in + 1] == left_before
        assert right[-1] > left[-1] + 0.02
        # The left world is what it is without anybody at the page.
        from sim.engine import play
        from sim.scenario import load

        market = load("market")
        run = play(market.parameters, months=len(left) - 1, seed=market.run.seed)
        np.testing.assert_allclose(left[1:], run.steps["mean_trust"], rtol=1e-6)


def test_what_happens_on_a_date_is_moved_like_a_parameter(visitor: at.Visitor) -> None:
    """A slip in quality that is made larger in the right world: the same until its month, and then worse."""
    key = "quality_shift@36"
    with visitor.tab() as page:
        page.select_option("#scenario", "commitment_trap")
        page.wait_for_selector(f"[id='slider-{key}']")
        assert page.input_value(f"[id='field-{key}']") == "-0.15"
        page.fill(f"[id='field-{key}']", "3")
        page.press(f"[id='field-{key}']", "Tab")
        page.wait_for_selector(f"[id='problem-{key}']:has-text('between -1 and 1')")
        page.select_option("#left-arm", "free")
        page.select_option("#right-arm", "free")
        page.wait_for_selector(f"[id='slider-{key}']")
        at.set_slider(page, key, -0.3)
        page.wait_for_selector(f".dyads-changes:has-text('{key} = -0.3')")
        page.select_option("#speed", "0")
        page.click("#play")
        at.until_month(page, 44)
        page.click("#play")
        page.wait_for_function("!window.dyads.seen.playing")
        left, right = (at.series(page, world, "mean_satisfaction") for world in (0, 1))
        assert left[:36] == right[:36]
        assert right[40] < left[40] - 0.02


def test_a_click_opens_the_life_of_a_relationship(visitor: at.Visitor) -> None:
    with visitor.tab() as page:
        page.select_option("#speed", "0")
        page.click("#play")
        at.until_month(page, 30)
        at.click_on_a_relationship(page, 1)
        assert "buyer 0 and seller 0" in page.inner_text("#life h2")
        assert "it enters the development stage" in page.inner_text("#episodes")
        assert page.inner_text("#other").startswith("In the other world")
        page.wait_for_function("window.dyads.seen.month === 120")
        assert "the quality of seller 0 falls by 0.25" in page.inner_text("#episodes")
        page.click("#life button")
        page.wait_for_selector("#life .dyads-hint")


def test_why_a_relationship_ended(visitor: at.Visitor) -> None:
    with visitor.tab() as page:
        page.select_option("#scenario", "commitment_trap")
        page.wait_for_selector("[id='slider-switching_costs.investment']")
        page.select_option("#speed", "0")
        for number in range(12):  # one of the first dozen relationships will not outlive the run
            for month in range(1, 4):
                page.click("#step")
                at.until_month(page, month)
            at.click_on_a_relationship(page, 0, number)
            page.click("#play")
            page.wait_for_function("window.dyads.seen.month === 120 && !window.dyads.seen.playing")
            if page.locator("#why").count():
                told = page.inner_text("#why")
                assert told.startswith("Why did it end?") and "Ended" in told and "rust of the buyer" in told
                return
            page.click("#reset")
            page.wait_for_function("window.dyads.seen.month === 0")
        raise AssertionError("none of them ended")


def test_a_prediction_is_revealed_with_what_is_known_and_what_is_not(visitor: at.Visitor) -> None:
    with visitor.tab() as page:
        page.click("#prediction label:has-text('far more')")
        assert page.locator("#outcome").count() == 0 and page.locator("#evidence").count() == 0
        page.click("#reveal")
        page.wait_for_selector("#outcome")
        told = page.inner_text("#outcome")
        assert "95 % interval" in told and "; as predicted." in told
        assert page.inner_text("#evidence").startswith("The five stages are Ford's")
        assert "Nobody has followed" in page.inner_text("#unknown")


def test_a_wrong_value_is_told_beside_its_field(visitor: at.Visitor) -> None:
    with visitor.tab() as page:
        field = page.locator("[id='field-trust.loss_ratio']")
        field.fill("40")
        field.press("Enter")
        problem = page.wait_for_selector("[id='problem-trust.loss_ratio']")
        assert problem.inner_text() == "must be between 1 and 10"
        below = problem.bounding_box()["y"] - field.bounding_box()["y"]
        assert 0 < below < 60
        assert field.input_value() == "40"
        field.fill("2,5")
        field.press("Enter")
        page.wait_for_selector("[id='problem-trust.loss_ratio']", state="detached")
        page.fill("#seed", "luck")
        page.press("#seed", "Enter")
        page.wait_for_selector("#seed-problem:has-text('must be a whole number')")


def download(page: Any, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.click(button)
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_what_is_on_screen_can_be_taken_home(visitor: at.Visitor, tmp_path: Path) -> None:
    from matplotlib.image import imread

    from sim.scenario import load

    with visitor.tab() as page:
        page.select_option("#scenario", "commitment_trap")
        page.wait_for_selector("[id='slider-switching_costs.investment']")
        for number in range(1, 7):
            page.click("#step")
            at.until_month(page, number)
        picture = download(page, "#take-picture", tmp_path)
        assert picture.name == "commitment_trap_month_6.png"
        pixels = imread(picture)
        assert pixels.shape[1] > 900 and pixels.shape[0] > 500
        colours = np.unique((pixels[::2, ::2, :3] * 255).astype(np.uint8).reshape(-1, 3), axis=0)
        assert {(0x56, 0xB4, 0xE9), (0x33, 0x22, 0x88)} <= {tuple(map(int, colour)) for colour in colours}
        home = load(str(download(page, "#take-scenario", tmp_path)))
        assert [dict(arm.set)["switching_costs.investment"] for arm in home.arms] == [0.0, 0.72]
        months = download(page, "#take-months", tmp_path).read_text().splitlines()
        assert len(months) == 1 + 2 * 6
        relationships = download(page, "#take-relationships", tmp_path).read_text().splitlines()
        alive = [at.series(page, world, "n_relationships")[-1] for world in (0, 1)]
        assert len(relationships) == 1 + sum(alive)


def test_two_tabs_do_not_share_anything(visitor: at.Visitor) -> None:
    with visitor.tab() as one, visitor.tab() as other:
        one.select_option("#scenario", "market")
        one.wait_for_selector("[id='slider-trust.gain']")
        for number in range(1, 4):
            one.click("#step")
            at.until_month(one, number)
        at.set_slider(one, "trust.gain", 0.3)
        one.wait_for_selector("#undo")
        other.click("#step")
        at.until_month(other, 1)
        other.wait_for_timeout(300)
        assert at.month(one) == 3 and at.month(other) == 1
        assert other.input_value("#scenario") == "full_life_cycle"
        assert other.locator("#undo").count() == 0


def test_the_page_answers_while_repetitions_are_played(visitor: at.Visitor) -> None:
    with visitor.tab() as page:
        page.select_option("#scenario", "commitment_trap")
        page.wait_for_selector("[id='slider-switching_costs.investment']")
        page.click("#reveal")
        begun = time.monotonic()
        page.click("#step")
        at.until_month(page, 1)
        assert time.monotonic() - begun < 3.0
        page.wait_for_selector("#outcome")


@pytest.mark.parametrize(
    ("buyers", "sellers", "relationships", "least"), [(345, 115, 1_000, 10), (3450, 1150, 10_000, 2)]
)
def test_updates_a_second(
    tmp_path: Path, browser: Any, buyers: int, sellers: int, relationships: int, least: float, record_property: Any
) -> None:
    file = tmp_path / "large.toml"
    file.write_text(SIZES.format(n=relationships, buyers=buyers, sellers=sellers))
    server = at.Server(tmp_path, str(file))
    try:
        visitor = at.Visitor(browser, server.address)
        with visitor.tab() as page:
            assert page.input_value("#scenario") == str(file)
            assert at.series(page, 0, "n_relationships")[0] >= relationships
            page.select_option("#speed", "0")
            page.click("#play")
            at.until_month(page, 3)
            first = page.evaluate("[window.dyads.draws, performance.now()]")
            page.wait_for_timeout(10_000)
            last = page.evaluate("[window.dyads.draws, performance.now()]")
            rate = (last[0] - first[0]) / (last[1] - first[1]) * 1000
            record_property("updates_a_second", rate)
            print(f"{relationships:,} relationships in each of two worlds: {rate:.1f} updates a second")
            assert rate >= least
            assert visitor.outside == []
    finally:
        server.close()


def test_memory_does_not_grow_with_tabs_opened_and_closed(server: at.Server, visitor: at.Visitor) -> None:
    sizes = []
    for _ in range(20):
        with visitor.tab() as page:
            page.select_option("#speed", "0")
            page.click("#play")
            at.until_month(page, 8)
        sizes.append(server.memory())
    time.sleep(2.0)
    sizes[-1] = server.memory()
    print("MB after each tab:", [round(size) for size in sizes])
    assert sizes[19] <= 1.10 * sizes[4]


def test_nothing_was_asked_of_any_other_machine(server: at.Server, visitor: at.Visitor) -> None:
    assert visitor.outside == []
    asked = server.connections.read_text() if server.connections.exists() else ""
    assert asked == ""
    assert visitor.complaints == []


def test_mesas_own_page_shows_the_model(browser: Any, tmp_path: Path) -> None:
    server = at.MesaPage(tmp_path, "examples/solara_viz.py")
    try:
        visitor = at.Visitor(browser, server.address)
        with visitor.tab(ready=False) as page:
            page.wait_for_selector("img")
            before = page.locator("img").first.get_attribute("src")
            page.click("button:has-text('Step')")
            page.wait_for_function("(src) => document.querySelector('img').src !== src", arg=before)
            page.click("button:has-text('Reset')")
            page.wait_for_timeout(1500)
            assert page.locator("img").count() == 2
        assert visitor.outside == [] and visitor.complaints == []
        assert "Traceback" not in server.said()
    finally:
        server.close()
