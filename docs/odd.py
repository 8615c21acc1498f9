"""The ODD page: prose from ``docs/templates/odd.md``, tables from the code (called by ``docs/generate.py``)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from sim.mechanisms import MECHANISMS
from sim.parameters import Parameters, parameter_infos
from sim.scenario import ACTIONS
from sim.scenario.mechanism_metrics import MECHANISM_METRICS
from sim.scenario.statistics import STEP_METRICS
from sim.state import columns
from sim.theory import SYSTEMS

HERE = Path(__file__).resolve().parent
SIM = HERE.parent / "sim"
GROUPS = {
    "An organisation: how it behaves": columns.CONDUCT,
    "An organisation: where it stands": columns.STANDING,
    "A relationship, for each side": columns.DIRECTED,
    "A relationship, both sides together": columns.DYADIC,
    "A relationship: counted": columns.COUNTS,
    "A relationship: its stage": columns.STAGES,
    "A relationship: moments from which stages and types are read": columns.READ_OUT,
    "Kept of a relationship that has ended": columns.MEMENTO,
}
RULES = ("constructs", "life_cycle", "typologies", "mechanisms")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def number(value: float) -> str:
    """Return a number as people write it."""
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0e}"


def first_line(text: str | None) -> str:
    """Return the first sentence of a docstring, for Markdown."""
    return (text or "").strip().partition("\n")[0].replace("``", "`")


def linked(file: Path) -> str:
    """Return a link to a file of the code."""
    return f"[{file.name}](../{file.relative_to(HERE.parent).as_posix()})"


def columns_tables() -> str:
    """Return the state variables."""
    rows = {
        title: [
            (f"`{one.name}`", one.meaning, one.unit, f"{number(one.low)} to {number(one.high)}")
            for one in group
            if one.low < one.high
        ]
        for title, group in GROUPS.items()
    }
    return "\n\n".join(f"**{title}**\n\n{table(('state', 'meaning', 'unit', 'range'), rows[title])}" for title in rows)


def functions_of(file: Path) -> dict[str, ast.FunctionDef]:
    """Return the functions that a file defines."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def schedule_rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield phase, function, what it does and where, in the order of a month."""
    files = [file for file in sorted((SIM / "processes").rglob("*.py")) if file.name != "__init__.py"]
    homes = {name: (file, ast.get_docstring(node)) for file in files for name, node in functions_of(file).items()}
    schedule = SIM / "processes" / "schedule.py"
    text = schedule.read_text(encoding="utf-8")
    known = functions_of(schedule)
    units = {name for name, node in known.items() if "unit" in map(ast.unparse, node.decorator_list)}
    within = units | {"relate"}

    def calls(name: str, phase: str) -> Iterator[tuple[str, str, str, str]]:
        node = known[name]
        levered = False
        for line in ast.get_source_segment(text, node).splitlines()[1:]:  # type: ignore[union-attr]
            words = line.strip()
            if words.startswith("# "):
                phase = words[2:].rstrip(".")
            called = re.match(r"(\w+)\(", words)
            if called and called[1] in within:
                about = ast.get_docstring(known[called[1]])
                yield from calls(called[1], phase or first_line(about).rstrip("."))
                phase = ""
            elif called and called[1] in homes and homes[called[1]][1]:
                file, about = homes[called[1]]
                yield phase, f"`{called[1]}`", first_line(about) + " *Only with mechanisms.*" * levered, linked(file)
                phase = ""
            levered = words in ("if levered:", "if r.traces.shape[2] > 0:")

    return calls("months", "")


def schedule_table() -> str:
    """Return the month as it runs."""
    rows = [(str(at), *row) for at, row in enumerate(schedule_rows(), start=1)]
    return table(("", "phase", "call", "does", "in"), rows)


def actions_table() -> str:
    """Return what may be dated in a scenario."""
    rows = [(f"`{name}`", action.meaning, ", ".join(action.targets)) for name, action in ACTIONS.items()]
    return table(("action", "what happens", "to"), rows)


def purposes() -> str:
    """Return the kinds of luck."""
    found = re.findall(
        r"^([A-Z_]+) = \d+(?:  # (?:and \d+)?:? ?(.*))?$", (SIM / "streams.py").read_text(), re.MULTILINE
    )
    return ", ".join(name.lower().replace("_", " ") + (f" ({about})" if about else "") for name, about in found)


def metrics_table() -> str:
    """Return what is measured every month by the core."""
    core = {name: about for name, about in STEP_METRICS.items() if name not in MECHANISM_METRICS}
    return table(("metric", "meaning"), [(f"`{name}`", about) for name, about in core.items()])


def rule(node: ast.FunctionDef) -> list[str]:
    """Return one rule: what it returns, claims, how, what holds, and its code."""
    told = ast.get_docstring(node) or ""
    parts = dict(
        re.findall(r"^(Claim|Form|Holds)\s*:\s*(.+?)(?=^(?:Claim|Form|Holds)\s*:|\Z)", told, re.MULTILINE | re.DOTALL)
    )
    body = node.body[1:] if ast.get_docstring(node) else node.body
    arguments = ", ".join(argument.arg for argument in node.args.args)
    lines = [f"**`{node.name}`** {first_line(told)}", ""]
    lines += [f"* {label}: {' '.join(text.split()).replace('``', '`')}" for label, text in parts.items()]
    code = "\n".join(ast.unparse(statement) for statement in body)
    return [
        *lines,
        "",
        "```text",
        f"{node.name}({arguments}):",
        *(f"    {line}" for line in code.splitlines()),
        "```",
        "",
    ]


def rules_section() -> str:
    """Return every rule of the theory, by file."""
    lines = []
    for folder in RULES:
        for file in sorted((SIM / folder).rglob("*.py")):
            marked = [
                node
                for node in functions_of(file).values()
                if any(isinstance(mark, ast.Name) and mark.id == "rule" for mark in node.decorator_list)
            ]
            if marked:
                about = first_line(ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))).rstrip(".")
                lines += [f"### {about}", "", f"Code: {linked(file)}.", ""]
                lines += [line for node in marked for line in rule(node)]
    return "\n".join(lines).rstrip()


def levers_table() -> str:
    """Return what mechanisms may pull and look back on."""
    rows = [("lever", f"`{one.name}`", one.meaning) for one in columns.LEVERS]
    rows += [("trace", f"`{one.name}`", one.meaning) for one in (*columns.TRACES, *columns.MARKS)]
    return table(("", "name", "meaning"), rows)


def mechanisms_table() -> str:
    """Return the mechanisms in the order in which they play."""
    rows = []
    for at, kind in enumerate(MECHANISMS, start=1):
        place = kind.__module__.replace(".", "/")
        named = ", ".join(f"`{name}`" for name in kind.metrics_named)
        rows.append((str(at), f"[{kind.__name__}](../{place}.py)", first_line(kind.__doc__), named))
    return table(("", "mechanism", "what it is", "adds to the metrics"), rows)


def parameters_tables() -> str:
    """Return every parameter, briefly."""
    parts = []
    for construct, group in groupby(parameter_infos(), key=lambda info: info.key.split(".")[0]):
        about = first_line(Parameters.model_fields[construct].annotation.__doc__)
        rows = [
            (
                f"`{info.key}`",
                number(info.default),
                " to ".join("…" if end is None else number(end) for end in (info.low, info.high)),
                info.unit,
                "" if info.null is None else number(info.null),
                info.evidence,
            )
            for info in group
        ]
        parts.append(f"{about}\n\n{table(('parameter', 'default', 'range', 'unit', 'off at', 'rests on'), rows)}")
    return "\n\n".join(parts)


def counts() -> str:
    """Return how many parameters there are and what they rest on."""
    infos = parameter_infos()
    tally = {word: sum(info.evidence == word for info in infos) for word in ("measured", "literature", "assumption")}
    return f"{len(infos)} parameters: " + ", ".join(f"{n} {word}" for word, n in tally.items()) + "."


def odd_page() -> str:
    """Return the whole page."""
    made = {
        "columns": columns_tables,
        "schedule": schedule_table,
        "actions": actions_table,
        "n_systems": lambda: str(len(SYSTEMS)),
        "purposes": purposes,
        "metrics": metrics_table,
        "rules": rules_section,
        "levers": levers_table,
        "mechanisms": mechanisms_table,
        "parameters": parameters_tables,
        "counts": counts,
    }
    text = (HERE / "templates" / "odd.md").read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: made[found[1]](), text)
