"""``dyads validate``: look at scenario files without running them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.voice import put, put_json, say


def validate(
    files: Annotated[list[str] | None, typer.Argument(metavar="FILE…", help="Scenario files, or names.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of scenario files.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON.")] = False,
) -> int:
    """Check scenario files: all problems, with their lines."""
    if schema:
        from sim.scenario import json_schema

        put_json(json_schema())
        return 0
    if not files:
        raise typer.BadParameter("name at least one file, or --schema", param_hint="FILE…")
    found = [_looked_at(file) for file in files]
    if as_json:
        put_json([{key: value for key, value in one.items() if key != "lines"} for one in found])
    else:
        for one in found:
            if one["problems"]:
                say(*one["lines"])
            else:
                put(f"{one['file']}: valid")
    return 2 if any(one["problems"] for one in found) else 0


def _looked_at(file: str) -> dict[str, Any]:
    from sim.errors import DyadsError, InputProblems
    from sim.scenario import load

    try:
        load(file)
    except InputProblems as error:
        problems = [{"line": one.line, "where": one.where, "message": one.message} for one in error.problems]
        return {"file": file, "problems": problems, "lines": error.lines()}
    except DyadsError as error:
        lines = error.lines()
        return {
            "file": file,
            "problems": [{"line": None, "where": str(Path(file)), "message": lines[0]}],
            "lines": lines,
        }
    return {"file": file, "problems": [], "lines": []}
