"""One tab: what was chosen in it, its two worlds, and the thread that plays them.

Whatever the tab asks for is put into a queue; one thread works it off and, between, plays months.  So nothing here
needs a lock, and the page never waits for a computation.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sim.app import take_home
from sim.app.frames import frame, ground, life_on_page
from sim.app.lives import life_in_row, other_world, why_it_ended
from sim.app.panel import SPEEDS, panel
from sim.app.readiness import READINESS, Readiness
from sim.app.reveal import outcome_in_words
from sim.app.revealing import Revealing
from sim.app.settings import Setting, begins_anew, problem_with, refuse_too_many
from sim.app.sizes import is_size
from sim.app.sliders import sliders_between
from sim.app.worlds import Pair
from sim.errors import DyadsError
from sim.scenario import Scenario, load

PATIENCE_S = 2.0
"""A month is sent once the one before has been drawn, or after so long."""
DESERTED_S = 20.0
"""A tab that has drawn nothing for so long is no longer played for."""
LAST_SEED = 2**63 - 1


class Desk:
    """One tab's worlds and choices.

    Parameters
    ----------
    publish : callable
        Called with a name (``panel``, ``ground``, ``frame``, ``life``, ``file``) and a value, from the desk's thread.
    scenarios : sequence of str
        Names or files of the scenarios that can be chosen; the first is opened.
    """

    def __init__(
        self, publish: Callable[[str, Any], None], scenarios: Sequence[str], *, readiness: Readiness = READINESS
    ) -> None:
        self._publish = publish
        self._readiness = readiness
        self.scenarios = tuple(scenarios)
        self.name = self.scenarios[0]
        self.scenario: Scenario | None = None
        self.left_arm = self.right_arm = ""
        self.seed = 0
        self.speed = SPEEDS[2]
        self.playing = False
        self.pair: Pair | None = None
        self.problems: dict[str, str] = {}
        """What is wrong with a field, by its key."""
        self.typed: dict[str, str] = {}
        """What stands in a field that holds a wrong value."""
        self.notice = ""
        self.trouble = ""
        self.preparing: float | None = None
        self.chosen: int | None = None
        self.revealing = Revealing(self._do, self._tell, self._in_trouble)
        self._selected: tuple[int, int, int] | None = None  # world, row, month in which it was pointed at
        self._frames = self._grounds = self._files = 0
        self._drawn = 0
        self._sent_at = self._drawn_at = time.monotonic()
        self._commands: queue.Queue[Callable[[], None]] = queue.Queue()
        self._closed = False
        self._thread = threading.Thread(target=self._work, daemon=True, name="desk")
        self._do(lambda: self._open(self.name))
        self._thread.start()

    # ------------------------------------------------------------ what the page asks for

    def _do(self, command: Callable[[], None]) -> None:
        if not self._closed:
            self._commands.put(command)

    def open(self, name: str) -> None:
        """Choose a scenario."""
        self._do(lambda: self._open(name))

    def arms(self, left: str, right: str) -> None:
        """Choose which arms are shown."""
        self._do(lambda: self._arms(left, right))

    def play(self, playing: bool) -> None:
        """Play on, or pause."""
        self._do(lambda: self._play(playing))

    def step(self) -> None:
        """Play one month."""
        self._do(self._step)

    def reset(self) -> None:
        """Go back to month 0; what was changed on the way then holds from the founding on."""
        self._do(lambda: self._found(keep=True))

    def undo(self) -> None:
        """Take every change back and go to month 0."""
        self._do(lambda: self._found(keep=False))

    def pace(self, speed: int) -> None:
        """Choose months a second; 0 is as fast as they can be drawn."""
        self._do(lambda: self._pace(speed))

    def set_seed(self, text: str) -> None:
        """Choose other luck."""
        self._do(lambda: self._set_seed(text))

    def change(self, key: str, text: str) -> None:
        """Change a parameter of the right world."""
        self._do(lambda: self._change(key, text))

    def pick(self, world: int, row: int) -> None:
        """Look at a relationship; a row of −1 looks away."""
        self._do(lambda: self._pick(world, row))

    def predict(self, option: int | None) -> None:
        """Write down a prediction."""
        self._do(lambda: self._predict(option))

    def reveal(self) -> None:
        """Play many repetitions and compare."""
        self._do(self._reveal)

    def export(self, what: str) -> None:
        """Hand over a file: ``scenario``, ``months`` or ``relationships``."""
        self._do(lambda: self._export(what))

    def drawn(self, number: int) -> None:
        """Note that the page has drawn a frame."""
        self._drawn, self._drawn_at = max(self._drawn, number), time.monotonic()
        if self.playing:
            self._do(lambda: None)

    def close(self) -> None:
        """Stop everything; the tab is gone."""
        self.revealing.forget()
        self._closed = True
        self._commands.put(lambda: None)

    def idle(self, timeout: float = 60.0) -> bool:
        """Wait until everything asked for so far has been done; return whether it has."""
        done = threading.Event()
        self._do(done.set)
        return done.wait(timeout)

    # ------------------------------------------------------------ the thread

    def _work(self) -> None:
        while not self._closed:
            try:
                command = self._commands.get(timeout=self._until_next())
            except queue.Empty:
                command = self._next_month
            try:
                command()
            except DyadsError as error:
                self._in_trouble(error.lines())
            except Exception as error:  # a tab must not go silent
                self._in_trouble([f"{type(error).__name__}: {error}", "a fault of the program, not yours"])
            if self.playing and self._until_next() == 0.0:
                self._next_month()
        self.pair = None

    def _until_next(self) -> float | None:
        """Return the seconds until the next month is due; None while nothing is played."""
        if not self.playing:
            return None
        now = time.monotonic()
        if self._drawn < self._frames and now < self._sent_at + PATIENCE_S:
            return self._sent_at + PATIENCE_S - now
        due = self._sent_at + (1.0 / self.speed if self.speed else 0.0)
        return max(0.0, due - now)

    def _in_trouble(self, lines: Sequence[str]) -> None:
        self.playing = False
        self.trouble = "\n".join(lines)
        self._tell()

    def _next_month(self) -> None:
        if self.pair is None or not self.playing or self._until_next() != 0.0:
            return
        if time.monotonic() - self._drawn_at > DESERTED_S:
            self._play(False)
            return
        self.pair.advance()
        if self.pair.over:
            self.playing = False
        self._show()
        if not self.playing:
            self._tell()

    # ------------------------------------------------------------ what is done about it

    def _open(self, name: str) -> None:
        if name not in self.scenarios:
            return
        self.scenario = None
        self.name, self.trouble, self.notice = name, "", ""
        scenario = load(name)
        refuse_too_many(scenario)
        self.scenario = scenario
        self.seed = scenario.run.seed
        lesson, arms = scenario.lesson, [arm.name for arm in scenario.arms]
        self.left_arm = (lesson.left if lesson is not None else None) or arms[0]
        others = [arm for arm in arms if arm != self.left_arm]
        self.right_arm = (lesson.right if lesson is not None else None) or (others or arms)[0]
        self.chosen = None
        self._found(keep=False)

    def _wait_for_engine(self) -> None:
        while not self._readiness.wait(0.5 if self.preparing is not None else 1.0):
            if self._closed:
                return
            self.preparing = self._readiness.seconds
            self._tell()
        self.preparing = None
        if self._readiness.problem:
            raise DyadsError("the engine could not be compiled", f"  {self._readiness.problem}")

    def _found(self, *, keep: bool) -> None:
        """Found both worlds anew, in month 0."""
        if self.scenario is None:
            return
        self._wait_for_engine()
        self.playing = False
        self.problems, self.typed, self.notice = {}, {}, ""
        left = Setting(self.scenario, self.scenario.arm(self.left_arm), self.seed)
        right = Setting(self.scenario, self.scenario.arm(self.right_arm), self.seed)
        if keep and self.pair is not None:
            old = self.pair.right.setting
            if old.arm == right.arm and old.scenario is self.scenario:
                right = replace(old.from_the_start(), seed=self.seed)
        self._found_pair(left, right)

    def _found_pair(self, left: Setting, right: Setting) -> None:
        if self.pair is None or (left, right) != tuple(world.setting for world in self.pair.worlds):
            self.revealing.forget()  # what came out was about other worlds
        self.pair = Pair(left, right)
        self._look_away()
        self._grounds += 1
        self._publish("ground", ground(self.pair, self._grounds))
        self._show()
        self._tell()

    def _arms(self, left: str, right: str) -> None:
        if self.scenario is None:
            return
        names = [arm.name for arm in self.scenario.arms]
        if left in names and right in names:
            self.left_arm, self.right_arm = left, right
            self._found(keep=False)

    def _play(self, playing: bool) -> None:
        if playing and (self.pair is None or self.pair.over):
            return
        self.playing = playing
        self._sent_at = self._drawn_at = time.monotonic()
        self._drawn = self._frames
        if playing:
            self._next_month_now()
        else:
            self._show()
        self._tell()

    def _next_month_now(self) -> None:
        if self.pair is not None:
            self.pair.advance()
            self.playing = self.playing and not self.pair.over
            self._show()

    def _step(self) -> None:
        self.playing = False
        self._next_month_now()
        self._tell()

    def _pace(self, speed: int) -> None:
        self.speed = speed if speed in SPEEDS else self.speed
        self._tell()

    def _set_seed(self, text: str) -> None:
        written = text.strip().replace(" ", "")
        if not written.isascii() or not written.isdigit() or int(written) > LAST_SEED:
            self.problems["seed"], self.typed["seed"] = f"must be a whole number from 0 to {LAST_SEED:,}", text
            self._tell()
            return
        self.seed = int(written)
        self._found(keep=True)

    def _change(self, key: str, text: str) -> None:
        if self.pair is None or self.scenario is None:
            return
        if all(one.key != key for one in sliders_between(self.scenario, self.left_arm, self.right_arm)):
            return
        value, problem = problem_with(self.pair.right.setting, key, text)
        if problem:
            self.problems[key], self.typed[key] = problem, text
            self._tell()
            return
        self.problems.pop(key, None)
        self.typed.pop(key, None)
        if value == self.pair.right.setting.value(key):
            self._tell()
            return
        self.revealing.forget()
        if self.pair.month == 0 or begins_anew(self.pair.right.setting, key, self.pair.month):
            began_anew = self.pair.month > 0
            self.playing = False
            right = self.pair.right.setting.from_the_start().with_change(key, value, 1)
            self._found_pair(self.pair.left.setting, right)
            if began_anew:
                why = "had happened already" if is_size(key) else "is read when a world is founded"
                self.notice = f"{key} {why}, so both worlds begin again."
        else:
            self.pair.change(key, value)
            since = "" if is_size(key) else f" from month {self.pair.month + 1} on"
            self.notice = f"{key} is {value:g} in the right world{since}."
        self._tell()

    def _predict(self, option: int | None) -> None:
        self.chosen = option
        self._tell()

    # ------------------------------------------------------------ one relationship

    def _look_away(self) -> None:
        self._selected = None
        self._publish("life", None)

    def _pick(self, world: int, row: int) -> None:
        if self.pair is None or world not in (0, 1) or row < 0:
            self._look_away()
            return
        self._selected = (world, row, self.pair.month)
        self._tell_life()

    def _tell_life(self) -> None:
        if self._selected is None or self.pair is None:
            return
        side, row, month = self._selected
        mine, other = self.pair.worlds[side], self.pair.worlds[1 - side]
        life = life_in_row(mine, row, month)
        if life is None:
            self._look_away()
            return
        there = other_world(life, other, apart=self.pair.apart)
        self._publish("life", life_on_page(life, side, row, why_it_ended(life), there))

    # ------------------------------------------------------------ the outcome

    def _reveal(self) -> None:
        lesson = self.scenario.lesson if self.scenario is not None else None
        if lesson is not None and lesson.prediction is not None and self.pair is not None:
            self.revealing.start(lesson.prediction, self.pair.left.setting, self.pair.right.setting)

    def told_outcome(self) -> list[str]:
        """Return what came out, in words; empty before the reveal."""
        lesson = self.scenario.lesson if self.scenario is not None else None
        if lesson is None or lesson.prediction is None or self.revealing.outcome is None:
            return []
        return outcome_in_words(lesson.prediction, self.revealing.outcome, self.chosen)

    # ------------------------------------------------------------ what the page is told

    def _show(self) -> None:
        if self.pair is None:
            return
        self._frames += 1
        self._sent_at = time.monotonic()
        self._publish("frame", frame(self.pair, self._frames, self._grounds, playing=self.playing))
        self._tell_life()

    def _tell(self) -> None:
        self._publish("panel", panel(self))

    def _export(self, what: str) -> None:
        if self.pair is None or self.scenario is None:
            return
        left, right = self.pair.left.setting, self.pair.right.setting
        if what == "scenario":
            file, text = "at_the_page.toml", take_home.scenario_file(left, right)
        elif what == "months":
            file, text = "months.csv", take_home.months_csv(self.pair)
        elif what == "relationships":
            file, text = "relationships.csv", take_home.relationships_csv(self.pair)
        else:
            return
        self._files += 1
        self._publish("file", {"n": self._files, "name": f"{self.scenario.name}_{file}", "text": text})
