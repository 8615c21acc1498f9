"""Takes the pictures of the page for instructors: ``python docs/screenshots.py`` (extras ``app`` and ``browser``).

They are written to ``docs/images/app/``: the page as a class sees it on a projector, state by state.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images" / "app"
sys.path.insert(0, str(ROOT))

from tests.app import browser as at  # noqa: E402


def shoot(page: Any, name: str) -> None:
    """Write one picture, once everything has been drawn."""
    page.mouse.move(2, 2)
    page.wait_for_timeout(900)
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"{name}.png")  # noqa: T201


def play_to(page: Any, month: int) -> None:
    """Play up to a month, as fast as it can be drawn, and stop there."""
    for now in range(at.month(page) + 1, month + 1):
        page.click("#step")
        at.until_month(page, now)


def main() -> None:
    """Visit the main states of the page."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, at.browsing() as browser:
        server = at.Server(Path(folder))
        try:
            visitor = at.Visitor(browser, server.address)
            with visitor.tab() as page:
                shoot(page, "predict")
                play_to(page, 71)
                at.click_on_a_relationship(page, 1)
                shoot(page, "before_the_slip")
                play_to(page, 100)
                shoot(page, "one_relationship")
                page.click("#prediction label:has-text('far more')")
                page.click("#reveal")
                page.wait_for_selector("#outcome")
                shoot(page, "reveal")
            with visitor.tab() as page:
                page.select_option("#scenario", "commitment_trap")
                page.wait_for_selector("[id='slider-switching_costs.investment']")
                play_to(page, 60)
                page.select_option("#measure", "captive_share")
                at.click_on_a_relationship(page, 1, 3)
                shoot(page, "commitment_trap")
                page.select_option("#speed", "0")
                for number in range(12):
                    page.click("#reset")
                    page.wait_for_function("window.dyads.seen.month === 0")
                    play_to(page, 3)
                    at.click_on_a_relationship(page, 0, number)
                    page.click("#play")
                    page.wait_for_function("window.dyads.seen.month === 120 && !window.dyads.seen.playing")
                    if page.locator("#why").count() and "Trust" in page.inner_text("#why"):
                        shoot(page, "why_it_ended")
                        break
            with visitor.tab() as page:
                page.select_option("#scenario", "market")
                page.wait_for_selector("[id='slider-trust.gain']")
                play_to(page, 36)
                at.set_slider(page, "trust.gain", 0.15)
                page.wait_for_selector("#undo")
                play_to(page, 72)
                shoot(page, "a_change_on_the_way")
                page.fill("[id='field-trust.gain']", "7")
                page.press("[id='field-trust.gain']", "Enter")
                page.wait_for_selector("[id='problem-trust.gain']")
                shoot(page, "a_wrong_value")
        finally:
            server.close()


if __name__ == "__main__":
    main()
