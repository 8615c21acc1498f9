"""What the verbs that read results share: metrics and factors by name, figures, and what is said beside the tables."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.sheets import Sheet, plain, put_sheet, put_sheet_csv
from sim.cli.voice import Voice, put, put_json, say
from sim.errors import DyadsError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.analysis.studies import Study


def listed(text: str | None) -> tuple[str, ...]:
    """Return the names in ``a,b``, each once."""
    return tuple(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))


def metrics_for(study: Study, asked: str | None) -> tuple[str, ...]:
    """Return the metrics that were asked for; else those that the scenario names, else a usual handful."""
    from sim.analysis.usual import usual_metrics

    if names := listed(asked):
        return names
    return usual_metrics(study)


def factor_for(study: Study, asked: str | None) -> str:
    """Return what runs are to be told apart by: what was asked for, else arms, else the only factor.

    Raises
    ------
    DyadsError
        Nothing is called so, or nothing was varied.
    """
    known = (*(["arm"] if len(study.arms) > 1 else []), *study.factors)
    if asked is None:
        if "arm" in known or len(known) == 1:
            return known[0]
        if not known:
            raise DyadsError(
                f"{study.folder}: one arm and no factor: there is nothing to compare",
                "  [[arm]] in the scenario, or dyads sweep SCENARIO --vary KEY=VALUES    makes a comparison",
            )
        raise DyadsError(f"{study.folder}: {len(known)} factors were varied; say which", f"  --by {' | '.join(known)}")
    if asked in known or asked == "arm":
        return asked
    near = difflib.get_close_matches(asked, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
    raise DyadsError(f"--by {asked}: {study.folder} did not vary that; {hint}")


def arm_for(study: Study, asked: str | None) -> str:
    """Return the arm that was asked for, or the first."""
    if asked is None or asked in study.arms:
        return asked or study.arms[0]
    near = difflib.get_close_matches(asked, study.arms, n=1, cutoff=0.5)
    there = ", ".join(study.arms)
    raise DyadsError(f"--arm {asked}: {f'did you mean {near[0]}?' if near else f'there are: {there}'}")


def needs(library: str, extra: str) -> None:
    """Refuse to go on without a library that an extra brings.

    Raises
    ------
    DyadsError
        With the command that installs it.
    """
    import importlib.util

    if importlib.util.find_spec(library) is None:
        raise DyadsError(f"this needs {library}, which is not installed", f"  pip install 'dyads[{extra}]'")


def level_for(levels: Sequence[object], asked: str | None) -> object:
    """Return the level that was asked for as reference, or the first."""
    if asked is None:
        return levels[0]
    for level in levels:
        if str(level) == asked or (isinstance(level, int | float) and _same(level, asked)):
            return level
    near = difflib.get_close_matches(asked, [str(level) for level in levels], n=1, cutoff=0.5)
    there = ", ".join(map(str, levels))
    raise DyadsError(f"--reference {asked}: {f'did you mean {near[0]}?' if near else f'there are: {there}'}")


def _same(level: float, asked: str) -> bool:
    try:
        return float(asked) == level
    except ValueError:
        return False


def put_sheets(sheets: Sequence[Sheet], about: Mapping[str, Any], voice: Voice, *, as_csv: bool, as_json: bool) -> None:
    """Print tables for people, the first as CSV, or all as JSON with what is known about them."""
    if as_json:
        put_json(plain({**about, **{sheet.name: list(sheet.rows) for sheet in sheets}}))
    elif as_csv:
        put_sheet_csv(sheets[0])
    else:
        for at, sheet in enumerate(sheets):
            put(*[""] * bool(at))
            put_sheet(sheet, voice)


def draw(folder: Path, figures: Mapping[str, Callable[[], Figure]], voice: Voice) -> list[Path]:
    """Draw figures into the results folder and say where they are; a folder that refuses costs only the figures."""
    from matplotlib import rc_context

    from sim.plots.style import STYLE

    place = folder / "figures"
    paths = []
    try:
        place.mkdir(exist_ok=True)
        with rc_context(STYLE):
            for name, make in figures.items():
                path = place / f"{name}.png"
                make().savefig(path, dpi=150)
                paths.append(path)
    except OSError as error:
        say(f"{place}: no figures: {error.strerror or error}")
    if paths:
        voice.talk("", f"{place}/   {', '.join(path.stem for path in paths)}")
    return paths
