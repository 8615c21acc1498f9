"""A portfolio file as columns of texts, with the problems met in reading it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sim.errors import InputProblems, Problem
from sim.portfolio.columns import named_column
from sim.portfolio.files import RowFile, refuse
from sim.portfolio.log import listed
from sim.portfolio.survey import Scale, survey_columns

NEEDED = {
    "id": (("id", "customer_id", "customer", "buyer_id", "buyer"),),
    "start": (("start", "start_date", "age_months"), ("first", "first_order", "since")),
    "volume": (("volume", "monthly_volume"),),
}
OPTIONAL = {
    "seller": (("seller", "seller_id", "supplier", "supplier_id"),),
    "last": (("last", "last_date", "last_order", "recency_months"),),
    "orders": (("orders", "n_orders"),),
    "order_months": (("order_months",),),
    "as_of": (("as_of",),),
}


@dataclass
class PortfolioFile:
    """Columns of texts and the problems met so far."""

    path: Path
    header: list[str]
    lines: list[int] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def complain(self, row: int, name: str, message: str) -> None:
        """Note what is wrong with one entry."""
        self.problems.append(Problem(self.lines[row], f"{name} = {self.columns[name][row]}".rstrip(), message))

    def stop_if_wrong(self) -> None:
        """Raise everything that was noted, if anything was."""
        if self.problems:
            n = len(self.problems)
            problems = sorted(self.problems, key=lambda problem: problem.line or 0)
            title = f"{self.path}: {n:,} problem{'s' if n != 1 else ''}, nothing was run"
            raise InputProblems(title, listed(problems, shown=50), "")


def load(source: RowFile) -> tuple[PortfolioFile, dict[str, tuple[int, Scale | None]]]:
    """Cut the file into columns of texts."""
    rows = source.rows()
    top = next(rows, None)
    if top is None or top.problem:
        raise refuse(source.path, "no header can be read" if top is None else top.problem, "columns id, start, volume")
    file = PortfolioFile(source.path, top.fields)
    where: dict[str, int] = {}
    for name, groups in (NEEDED | OPTIONAL).items():
        position, problem = named_column(name, top.fields, groups, option=False)
        if position is not None:
            where[name] = position
        elif name in NEEDED or "several" in problem:
            file.problems.append(Problem(top.line, "", problem))
    survey, wrong = survey_columns(top.fields)
    file.problems += wrong
    if any(name not in where for name in NEEDED):
        file.stop_if_wrong()
    where |= {key: position for key, (position, _) in survey.items()}
    file.columns = {name: [] for name in where}
    for row in rows:
        while len(row.fields) > len(top.fields) and not row.fields[-1]:
            row.fields.pop()
        if row.problem or len(row.fields) != len(top.fields):
            message = row.problem or f"has {len(row.fields)} fields where the header has {len(top.fields)}"
            file.problems.append(Problem(row.line, "", message))
            continue
        file.lines.append(row.line)
        for name, position in where.items():
            file.columns[name].append(row.fields[position])
    if not file.lines and not file.problems:
        raise refuse(source.path, "the file holds a header and no relationships", "one row per relationship")
    ignored = [name for position, name in enumerate(top.fields) if position not in where.values() and name != "total"]
    if ignored:
        file.notes.append(f"columns not used: {', '.join(ignored)}")
    return file, survey
