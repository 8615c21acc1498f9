"""Say why a column could not be read: an example, its readings, and the option that decides."""

from __future__ import annotations

import numpy as np

from sim.errors import Problem
from sim.portfolio.amounts import COMMA, POINT, choose_amounts
from sim.portfolio.dates import choose_dates, in_words
from sim.portfolio.readings import Choice, Interned


def undecided(choice: Choice, column: Interned, lines: dict[int, int], what: str, both: tuple[str, str]) -> Problem:
    """Say why a column could not be read: an example, its readings, and the option that decides."""
    texts = column.texts
    if choice.mixed:
        one, other = choice.examples
        message = (
            f"the column mixes {both[0]} (line {lines[one]}: {texts[one]}) and {both[1]} (line {lines[other]}: "
            f"{texts[other]}), so other rows could be either; {what} chooses one, --skip-bad leaves the others out"
        )
        return Problem(min(lines[one], lines[other]), "", message)
    example = choice.examples[0]
    return Problem(
        lines[example], texts[example], f"can be {both[0]} or {both[1]}, and so can every row; {what} decides"
    )


def date_problem(choice: Choice, column: Interned, lines: dict[int, int]) -> Problem:
    """Say what is undecided about a column of dates."""
    first, second = choice.rivals
    both = (first, second)
    if not choice.mixed:
        text, one = column.texts[choice.examples[0]], np.ones(1, dtype=np.int64)
        days = [in_words(choose_dates([text], one, name).values[0]) for name in choice.rivals]
        both = (f"{days[0]} ({first})", f"{days[1]} ({second})")
    return undecided(choice, column, lines, f"--date-format {first} or --date-format {second}", both)


def amount_problem(choice: Choice, column: Interned, lines: dict[int, int]) -> Problem:
    """Say what is undecided about a column of amounts."""
    both = ("a decimal point", "a decimal comma")
    if not choice.mixed:
        text, one = column.texts[choice.examples[0]], np.ones(1, dtype=np.int64)
        values = [choose_amounts([text], one, style)[0].values[0] for style in (POINT, COMMA)]
        both = (f"{values[0]:g} with {both[0]}", f"{values[1]:g} with {both[1]}")
    elif choice.rivals[0] == COMMA:
        both = (both[1], both[0])
    return undecided(choice, column, lines, "--decimal point or --decimal comma", both)
