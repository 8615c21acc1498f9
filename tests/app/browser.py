"""A server and a headless Chromium for the tests of the page, with every other machine out of reach."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WAIT_MS = 60_000


def chromium() -> str | None:
    """Return the browser of this machine; CHROMIUM says which where there are several."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


class Server:
    """``dyads app`` on a free port."""

    ready = "the page is at"

    def __init__(self, folder: Path, *arguments: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.connections = folder / "connections.txt"
        self.log = folder / "server.log"
        self.address = f"http://127.0.0.1:{self.port}"
        path = os.pathsep.join([str(Path(__file__).with_name("watched")), str(ROOT), os.environ.get("PYTHONPATH", "")])
        environment = {
            **os.environ,
            "DYADS_WATCHED": str(self.connections),
            "PYTHONPATH": path,
            "PYTHONUNBUFFERED": "1",
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.command(*arguments), "--port", str(self.port)],
                cwd=folder,
                env={**environment, **self.settings()},
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + 120
        while not self.listens():
            assert self.process.poll() is None and time.monotonic() < end, self.said()
            time.sleep(0.1)

    def command(self, *arguments: str) -> list[str]:
        return ["sim", "app", *arguments, "--no-browser"]

    def settings(self) -> dict[str, str]:
        return {}

    def listens(self) -> bool:
        return self.ready in self.said()

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def memory(self) -> float:
        """Return the memory in use, MB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    def close(self) -> int:
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return -9


class MesaPage(Server):
    """A page of Mesa's own, served by Solara."""

    def command(self, *arguments: str) -> list[str]:
        return ["solara", "run", str(ROOT / arguments[0]), "--host", "127.0.0.1", "--no-open", "--no-check-version"]

    def settings(self) -> dict[str, str]:
        from sim.app.serve import OFFLINE

        return {name: value for name, value in OFFLINE.items() if name != "SOLARA_APP"}

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class Visitor:
    """A browser that reaches this machine only, and what it wanted from elsewhere."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address
        self.outside: list[str] = []
        self.complaints: list[str] = []

    @contextmanager
    def tab(self, *, ready: bool = True, size: tuple[int, int] = (1600, 900)) -> Iterator[Any]:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, accept_downloads=True, reduced_motion="reduce"
        )
        context.route("**/*", self._let_through)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.goto(self.address)
        if ready:
            page.wait_for_selector("#play", timeout=900_000)  # the engine may have to be compiled first
            page.wait_for_function("window.dyads && window.dyads.draws > 0")
        try:
            yield page
        finally:
            page.goto("about:blank")  # as a person leaves a page: the server is told
            context.close()

    def _let_through(self, route: Any) -> None:
        url = route.request.url
        if url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(url)
            route.abort()


@contextmanager
def browsing() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    # No other machine has a name, whatever the browser itself would like to ask.
    arguments += ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def month(page: Any) -> int:
    return int(page.evaluate("window.dyads.seen.month"))


def until_month(page: Any, wanted: int) -> None:
    page.wait_for_function(f"window.dyads.seen.month >= {wanted}")


def same_worlds(page: Any) -> bool:
    """Return whether both worlds have the same relationships in the same states, number by number."""
    return bool(
        page.evaluate(
            """() => { const [a, b] = window.dyads.seen.worlds;
            return ["stage", "partner", "x", "y", "trust"].every((name) => a[name].length === b[name].length
              && a[name].every((value, i) => value === b[name][i])); }"""
        )
    )


def series(page: Any, world: int, name: str) -> list[float]:
    found: list[float] = page.evaluate(
        """([w, name]) => { const seen = window.dyads.seen, n = seen.series.length, k = seen.series.indexOf(name);
        return Array.from({length: seen.month + 1}, (_, m) => seen.worlds[w].series[m * n + k]); }""",
        [world, name],
    )
    return found


def click_on_a_relationship(page: Any, world: int, number: int = 0) -> None:
    """Click on a dot of a world's plane."""
    places = page.evaluate(f"window.dyads.places[{world}]")
    box = page.locator(f"#plane{world}").bounding_box()
    size = min(box["width"] - 64, box["height"] - 62)
    left = 42 + (box["width"] - 64 - size) / 2
    at = places[number]
    page.mouse.click(box["x"] + left + size * at["x"], box["y"] + 24 + size * (1 - at["y"]))
    page.wait_for_selector("#episodes")


def set_slider(page: Any, key: str, value: float) -> None:
    """Move a slider, as a person's hand would."""
    page.evaluate(
        """([id, value]) => { const slider = document.getElementById(id); slider.value = value;
        slider.dispatchEvent(new Event("input")); slider.dispatchEvent(new Event("change")); }""",
        [f"slider-{key}", value],
    )
