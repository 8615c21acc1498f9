"""``--portfolio`` and how its file is read: options that ``run``, ``batch``, ``sweep`` and ``worker`` share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from sim.experiments.beginning import Beginning

File = Annotated[
    Path | None, typer.Option("--portfolio", metavar="FILE.csv", help="Existing relationships to start from.")
]
Scale = Annotated[str | None, typer.Option(help="Scale of the portfolio's survey scores, such as 1-7.")]
DateFormat = Annotated[str | None, typer.Option(help="How its dates are written, such as DD/MM/YYYY.")]
Decimal = Annotated[Literal["point", "comma"] | None, typer.Option(help="What separates its decimals.")]
AsOf = Annotated[str | None, typer.Option(help="Day up to which it is complete, YYYY-MM-DD.")]


def reading_of(
    scale: str | None, date_format: str | None, decimal: str | None, as_of: str | None
) -> dict[str, str | None]:
    """Return how a portfolio is to be read."""
    return {"scale": scale, "date_format": date_format, "decimal": decimal, "as_of": as_of}


def begun_from(file: Path | None, reading: Mapping[str, Any]) -> Beginning | None:
    """Return the portfolio that was asked for, if any."""
    if file is not None:
        from sim.experiments.beginning import beginning_of

        return beginning_of(file, reading)
    useless = [f"--{name.replace('_', '-')}" for name, value in reading.items() if value is not None]
    if useless:
        raise typer.BadParameter("means nothing without --portfolio", param_hint=useless[0])
    return None


def words_of(file: Path | None, reading: Mapping[str, Any]) -> list[str]:
    """Return the options that say the same."""
    words = ["--portfolio", str(file)] if file else []
    for name, value in reading.items():
        words += [f"--{name.replace('_', '-')}", value] if value is not None else []
    return words
