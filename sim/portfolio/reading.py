"""Read a portfolio file: every problem at once, with its line."""

from __future__ import annotations

import re
from datetime import date as Date
from pathlib import Path

import numpy as np

from sim.errors import Problem
from sim.parameters import Parameters
from sim.portfolio.amounts import COMMA, POINT, choose_amounts
from sim.portfolio.dates import KNOWN_FORMATS, is_known_format
from sim.portfolio.files import RowFile, refuse
from sim.portfolio.portfolio_file import PortfolioFile, load
from sim.portfolio.readings import Floats
from sim.portfolio.relationships import Portfolio, portfolio_of
from sim.portfolio.rules import PortfolioRules
from sim.portfolio.survey import read_scores, scale_of
from sim.portfolio.times import times


def _check_ids(file: PortfolioFile) -> None:
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


def _volumes(file: PortfolioFile, decimal: str | None) -> Floats:
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


def _counts(file: PortfolioFile, name: str, missing: Floats) -> Floats:
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
    file, survey_at = load(RowFile(path, delimiter=delimiter, encoding=encoding))
    _check_ids(file)
    volume = _volumes(file, decimal)
    age, recency, end = times(file, as_of, date_format)
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
