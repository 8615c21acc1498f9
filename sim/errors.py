"""What can go wrong, in words for people: no traceback for a mistake in a file or on the command line.

Every exception knows the exit code of the command and its own lines of text; whoever catches it only prints them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class DyadsError(Exception):
    """An error that a person can act on.

    Parameters
    ----------
    message : str
        What is wrong, where, and what was found.
    *details : str
        Further lines: what is allowed, what to do next.
    """

    exit_code: int = 2

    def __init__(self, message: str, *details: str) -> None:
        super().__init__(message, *details)

    def lines(self) -> list[str]:
        """Return the lines to print, without a line end."""
        return [str(part) for part in self.args]

    def __str__(self) -> str:
        """Return the lines as one text."""
        return "\n".join(self.lines())


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input.

    Attributes
    ----------
    line : int or None
        Line of the file, counted from 1; None where it did not come from a line (an option, a missing file).
    where : str
        What stands there: ``trust.gian = 0.1``.
    message : str
        What is allowed or meant.
    """

    line: int | None
    where: str
    message: str


class InputProblems(DyadsError):
    """All problems of one input at once; nothing was run.

    Parameters
    ----------
    title : str
        First line: the file and how many problems it has.
    problems : sequence of Problem
        In the order of the file.
    next_step : str
        A command, two spaces and what it does; or a plain sentence; or nothing.
    """

    def __init__(self, title: str, problems: Sequence[Problem], next_step: str = "") -> None:
        self.title = title
        self.problems = tuple(problems)
        self.next_step = next_step
        super().__init__(title)
        self.args = (title, self.problems, next_step)  # what pickling hands back to this function

    def lines(self) -> list[str]:
        """Return title, one aligned line per problem and the next step."""
        numbers = ["" if problem.line is None else f"line {problem.line}" for problem in self.problems]
        number_width = max((len(number) + 2 for number in numbers if number), default=0)
        left = [number.ljust(number_width) + p.where for number, p in zip(numbers, self.problems, strict=True)]
        command, gap, purpose = self.next_step.partition("  ")
        left_of_next = [command] if gap else []
        width = min(max((len(part) for part in left + left_of_next), default=0), 60) + 3
        shown = [
            f"  {part.ljust(max(width, len(part) + 2)) if p.where else part}{p.message}"
            for part, p in zip(left, self.problems, strict=True)
        ]
        if gap:
            shown.append(f"  {command.ljust(width)}{purpose.strip()}")
        elif self.next_step:
            shown.append(f"  {self.next_step}")
        return [self.title, *shown]


class ModelRaised(DyadsError):
    """The model itself failed in a run; the lines hold the command that replays it."""

    exit_code = 3


class ResultsFolderError(DyadsError):
    """The results folder is another study's, locked, full or unwritable."""

    exit_code = 5
