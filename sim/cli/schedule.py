"""``dyads schedule``: the month as it runs, read from the source."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.voice import aligned, put, put_json

PACKAGE = Path(__file__).resolve().parent.parent
SCHEDULE = PACKAGE / "processes" / "schedule.py"
MONTH = "months"


def schedule(
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Print the month as it runs."""
    text = SCHEDULE.read_text(encoding="utf-8")
    here = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    homes = _homes(text)
    driver = _driver(here)
    parts = _drivers(here, homes, driver)
    source = {name: "\n".join(text.splitlines()[here[name].lineno - 1 : here[name].end_lineno]) for name in parts}
    steps = [
        {"process": name, "module": homes[name][0], "does": _first_line(*homes[name])}
        for name in _in_order(here, homes, driver)
    ]
    if as_json:
        put_json({"source": source, "processes": steps})
        return
    for part in source.values():
        put(part, "")
    put(*aligned([(step["process"], step["does"]) for step in steps]))


def _driver(here: dict[str, ast.FunctionDef]) -> str:
    """Return the name of the function that Python calls to play months: the one marked as an entry."""
    return next(name for name, node in here.items() if "borrowing_entry" in map(ast.unparse, node.decorator_list))


def _homes(text: str) -> dict[str, tuple[str, str]]:
    """Return (module, name there) of every function that the schedule imports from the processes."""
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.parse(text).body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sim.processes")
        for alias in node.names
    }


def _calls(function: ast.FunctionDef) -> list[str]:
    """Return the names that a function calls, in the order of its lines."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    ordered = sorted(calls, key=lambda node: (node.lineno, node.col_offset))
    return list(dict.fromkeys(node.func.id for node in ordered if isinstance(node.func, ast.Name)))


def _in_order(here: dict[str, ast.FunctionDef], homes: dict[str, tuple[str, str]], name: str) -> list[str]:
    """Return the processes that a function calls, itself or through functions beside it, in the order of the month."""
    found: dict[str, None] = {}
    for called in _calls(here[name]):
        if called in homes:
            found[called] = None
        elif called in here:
            found.update(dict.fromkeys(_in_order(here, homes, called)))
    return list(found)


def _drivers(here: dict[str, ast.FunctionDef], homes: dict[str, tuple[str, str]], name: str) -> list[str]:
    """Return the functions of the schedule that call processes, the driver first, each before those it calls."""
    found = {name: None}
    for called in _calls(here[name]):
        if called in here and _in_order(here, homes, called):
            found.update(dict.fromkeys(_drivers(here, homes, called)))
    return list(found)


def _first_line(module: str, function: str) -> str:
    path = PACKAGE.joinpath(*module.split(".")[1:]).with_suffix(".py")
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return (ast.get_docstring(node) or "").split("\n")[0]
    return ""
