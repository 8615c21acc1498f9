"""Read a portfolio file: every problem at once, with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path

import numpy as np

from sim.errors import InputProblems, Problem
from sim.parameters import Parameters
from sim.portfolio.amounts import COMMA, POINT, choose_amounts
from sim.portfolio.columns import named_column
from sim.portfolio.customers import DAYS_PER_MONTH
from sim.portfolio.dates import KNOWN_FORMATS, choose_dates, in_words, is_known_format, iso
from sim.portfolio.files import RowFile, refuse
from sim.portfolio.log import listed
from sim.portfolio.readings import Floats
from sim.portfolio.relationships import Portfolio, portfolio_of
from sim.portfolio.rules import PortfolioRules
from sim.portfolio.survey import Scale, read_scores, scale_of, survey_columns

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
LONGEST = 1200
"""Months that a relationship may have lasted."""

_MONTHS = re.compile(r"\d{1,4}(?:[.,]\d+)?")


@dataclass
class _File:
    """Columns of texts and the problems met so far."""

    path: Path
    header: list[str]
    lines: list[int] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def complain(self, row: int, name: str, message: str) -> None:
        self.problems.append(Problem(self.lines[row], f"{name} = {self.columns[name][row]}".rstrip(), message))

    def stop_if_wrong(self) -> None:
        if self.problems:
            n = len(self.problems)
            problems = sorted(self.problems, key=lambda problem: problem.line or 0)
            title = f"{self.path}: {n:,} problem{'s' if n != 1 else ''}, nothing was run"
            raise InputProblems(title, listed(problems, shown=50), "")


def _load(source: RowFile) -> tuple[_File, dict[str, tuple[int, Scale | None]]]:
    """Cut the file into columns of texts."""
    rows = source.rows()
    top = next(rows, None)
    if top is None or top.problem:
        raise refuse(source.path, "no header can be read" if top is None else top.problem, "columns id, start, volume")
    file = _File(source.path, top.fields)
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


def _check_ids(file: _File) -> None:
    seen: dict[tuple[str, str], int] = {}
    sellers = file.columns.get("seller")
    for row, one in enumerate(file.columns["id"]):
        pair = (one, sellers[row] if sellers else "")
        if one == "":
            file.complain(row, "id", "every relationship needs the id of its customer")
        elif pair in seen:
            with_seller = f" with seller {pair[1]}" if sellers else ""
            file.complain(
                row, "id", f"stands in line {file.lines[seen[pair]]} already{with_seller}; one row per relationship"
            )
        seen.setdefault(pair, row)
        if sellers and sellers[row] == "":
            file.complain(row, "seller", "is empty; name a seller in every row, or leave the column out")


def _volumes(file: _File, decimal: str | None) -> Floats:
    texts = file.columns["volume"]
    choice, currencies = choose_amounts(texts, np.ones(len(texts), dtype=np.int64), decimal)
    if choice.rivals:
        example = choice.examples[0]
        if choice.mixed:
            message = f"the column mixes decimal points and commas (also line {file.lines[choice.examples[1]]})"
        else:
            pair = [
                choose_amounts([texts[example]], np.ones(1, dtype=np.int64), style)[0].values[0]
                for style in (POINT, COMMA)
            ]
            message = f"can be {pair[0]:g} or {pair[1]:g}, and so can every row"
        file.complain(example, "volume", f"{message}; --decimal point or --decimal comma decides")
        return choice.values
    if len(currencies) > 1:
        file.problems.append(Problem(None, "volume", f"several currencies: {', '.join(currencies)}; convert first"))
    for row in np.flatnonzero(~(choice.values >= 0.0)):
        file.complain(int(row), "volume", "must be a number, 0 or more: what is ordered in a month")
    if not (choice.values > 0.0).any() and not file.problems:
        file.problems.append(Problem(None, "volume", "is 0 in every row; somebody must order something"))
    return choice.values


def _counts(file: _File, name: str, missing: Floats) -> Floats:
    """Read whole numbers of 1 or more; ``missing`` where there is no column or no entry."""
    values = missing.copy()
    for row, text in enumerate(file.columns.get(name, ())):
        if text == "":
            continue
        if re.fullmatch(r"\d{1,9}(?:\.0*)?", text) and float(text) >= 1:
            values[row] = float(text)
        else:
            values[row] = np.nan
            file.complain(row, name, "must be a whole number, 1 or more")
    return values


def _times(file: _File, as_of: str | Date | None, date_format: str | None) -> tuple[Floats, Floats, str]:
    """Return age and recency in months, and the day they count up to."""
    times = ["start", "last", "as_of"]
    texts = {name: file.columns[name] for name in times if name in file.columns}
    n = len(file.lines)
    dated: dict[str, bool] = {
        name: not all(_MONTHS.fullmatch(text) for text in column if text) for name, column in texts.items()
    }
    dated["as_of"] = True
    # Dates of one file are written in one way: decide on all of them together.
    written = [(name, row) for name in texts if dated[name] for row in range(n) if texts[name][row]]
    asked = [texts[name][row] for name, row in written]
    choice = choose_dates(asked, np.ones(len(asked), dtype=np.int64), date_format)
    if choice.rivals:
        name, row = written[choice.examples[0]]
        one = np.ones(1, dtype=np.int64)
        if choice.mixed:
            also = written[choice.examples[1]]
            message = (
                f"{choice.rivals[0]}, but line {file.lines[also[1]]} is {choice.rivals[1]} ({texts[also[0]][also[1]]})"
            )
        else:
            both = [in_words(choose_dates([texts[name][row]], one, rival).values[0]) for rival in choice.rivals]
            message = f"can be {both[0]} or {both[1]}, and so can every date"
        file.complain(row, name, f"{message}; --date-format {choice.rivals[0]} or {choice.rivals[1]} decides")
        return np.zeros(n), np.zeros(n), ""
    days: dict[str, Floats] = {name: np.full(n, np.nan) for name in times}
    expected = choice.name or f"in a known format, such as {KNOWN_FORMATS[0]} or {KNOWN_FORMATS[4]}"
    for (name, row), value in zip(written, choice.values, strict=True):
        days[name][row] = value
        if np.isnan(value):
            year = (
                " (a lone year is neither a date nor months)"
                if re.fullmatch(r"(?:19|20)\d\d", texts[name][row])
                else ""
            )
            file.complain(row, name, f"must be a date {expected}, as in other rows, or months in every row{year}")
    end = _end(file, as_of, days)
    start = _months(file, "start", dated, days["start"], end)
    if "last" not in texts:
        file.notes.append("no column last: every relationship is taken to have ordered just now")
        return start, np.zeros(n), "" if np.isnan(end) else iso(end)
    last = _months(file, "last", dated, days["last"], end)
    last = np.where(np.isnan(last) & np.array([text == "" for text in texts["last"]]), 0.0, last)
    for early in np.flatnonzero(last > start + 1e-9).tolist():
        file.complain(early, "last", f"is before the start, {texts['start'][early]}")
    return start, last, "" if np.isnan(end) else iso(end)


def _end(file: _File, as_of: str | Date | None, days: dict[str, Floats]) -> float:
    """Return the day up to which the data are complete; NaN where there is no date at all."""
    stated = np.unique(days["as_of"][~np.isnan(days["as_of"])])
    if len(stated) > 1:
        file.problems.append(Problem(None, "as_of", f"must be one day: {iso(stated[0])} and {iso(stated[1])} found"))
    if as_of is not None:
        try:
            return float((as_of if isinstance(as_of, Date) else Date.fromisoformat(as_of)).toordinal())
        except ValueError:
            file.problems.append(Problem(None, f"--as-of {as_of}", "is no date; write it as YYYY-MM-DD"))
    if len(stated):
        return float(stated[-1])
    known = np.concatenate([days["start"], days["last"]])
    known = known[~np.isnan(known)]
    if len(known) == 0:
        return np.nan
    file.notes.append(f"as of {in_words(known.max())}, the latest date in the file (--as-of says otherwise)")
    return float(known.max())


def _months(file: _File, name: str, dated: dict[str, bool], days: Floats, end: float) -> Floats:
    """Return months back from the end."""
    column = file.columns[name]
    months = np.full(len(column), np.nan)
    for row, text in enumerate(column):
        if text == "":
            if name == "start":
                file.complain(row, name, "every relationship needs a date, or months, of its start")
        elif not dated[name]:
            months[row] = float(text.replace(",", "."))
        else:
            months[row] = (end - days[row]) / DAYS_PER_MONTH
        if months[row] < 0:
            file.complain(row, name, f"is after {in_words(end)}, up to which the data are complete")
        elif months[row] > LONGEST:
            year = ": a year? write a date" if not dated[name] else ""
            file.complain(row, name, f"is more than {LONGEST} months back{year}")
    return months


def read_portfolio(
    path: str | Path,
    *,
    scale: str | None = None,
    as_of: str | Date | None = None,
    date_format: str | None = None,
    decimal: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    parameters: Parameters | None = None,
    rules: PortfolioRules | None = None,
) -> Portfolio:
    """Read existing relationships to start from.

    Parameters
    ----------
    path : path
        CSV with the columns ``id`` (of the customer), ``start`` (date, or age in months), ``volume`` (a month); where
        there are, ``seller``, ``last`` (date, or months since), ``orders``, ``order_months``, ``as_of``; and survey
        scores ``trust``, ``satisfaction``, ``commitment`` (the buyer's view) and ``trust_seller`` … (the seller's).
    scale : str, optional
        Scale of scores whose column does not state it, such as ``1-7``.
    as_of : date or ``YYYY-MM-DD``, optional
        Day up to which the data are complete; the column ``as_of``, or the latest date, otherwise.
    date_format, decimal, delimiter, encoding : str, optional
        As in `import_orders`.
    parameters, rules : optional
        See `starting_states`.

    Returns
    -------
    Portfolio

    Raises
    ------
    InputProblems
        Every problem of the file at once, with its line.
    """
    path = Path(path)
    stated = None if scale is None else scale_of(scale)
    if scale is not None and stated is None:
        raise refuse(path, f"--scale {scale} is no scale", "write both ends, such as 1-5, 1-7 or 0-1")
    if date_format is not None and not is_known_format(date_format):
        raise refuse(
            path, f"--date-format {date_format} is no date format", f"such as {KNOWN_FORMATS[0]}, {KNOWN_FORMATS[4]}"
        )
    if decimal not in (None, POINT, COMMA):
        raise refuse(path, f"--decimal {decimal} is neither point nor comma", "--decimal point or --decimal comma")
    file, survey_at = _load(RowFile(path, delimiter=delimiter, encoding=encoding))
    _check_ids(file)
    volume = _volumes(file, decimal)
    age, recency, end = _times(file, as_of, date_format)
    span = np.where(np.isnan(age - recency), 0.0, np.maximum(age - recency, 0.0))
    whole = np.floor(span) + 1.0
    orders = _counts(file, "orders", whole)
    order_months = _counts(file, "order_months", np.minimum(orders, whole))
    if "orders" not in file.columns:
        file.notes.append("no column orders: one order a month from the first to the last")
    for row in np.flatnonzero(order_months > orders):
        if "orders" in file.columns and "order_months" in file.columns:
            file.complain(int(row), "order_months", f"is more than the orders, {orders[row]:g}")
    survey: dict[str, Floats] = {}
    for key, (position, own) in survey_at.items():
        survey[key], wrong = read_scores(file.header[position], file.columns[key], file.lines, own or stated)
        file.problems += wrong
    file.stop_if_wrong()
    return portfolio_of(
        file.columns["id"],
        file.columns.get("seller", ["seller"] * len(file.lines)),
        age=age,
        recency=recency,
        orders=np.maximum(orders, order_months).astype(np.int32),
        order_months=order_months.astype(np.int32),
        volume=volume,
        survey=survey,
        as_of=end,
        notes=tuple(file.notes),
        parameters=parameters,
        rules=rules,
    )
