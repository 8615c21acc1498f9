"""From an order log to existing relationships: one row per customer."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

import numpy as np

from sim.errors import InputProblems, Problem
from sim.portfolio.amounts import COMMA, POINT, choose_amounts
from sim.portfolio.customers import summarise
from sim.portfolio.dates import KNOWN_FORMATS, choose_dates, is_known_format, iso
from sim.portfolio.doubts import amount_problem, date_problem
from sim.portfolio.files import SPACE, RowFile, refuse
from sim.portfolio.identities import hashed
from sim.portfolio.log import OrderLog, listed, read_log, title
from sim.portfolio.readings import Choice, Counts, Interned
from sim.portfolio.report import ImportReport, many


def _counts(column: Interned) -> Counts:
    return np.bincount(column.numbers(), minlength=len(column.texts)).astype(np.int64)


def _first_lines(column: Interned, log: OrderLog) -> dict[int, int]:
    """Return the line of the first row of each distinct text."""
    codes, first = np.unique(column.numbers(), return_index=True)
    return {int(code): log.lines[int(row)] for code, row in zip(codes, first, strict=True)}


def _check_options(path: Path, date_format: str | None, decimal: str | None, hash_ids: bool, salt: str | None) -> None:
    problems = []
    if date_format is not None and not is_known_format(date_format):
        allowed = f"made of YYYY or YY, MM or Mon, DD (such as {', '.join(KNOWN_FORMATS[4:6])}) or of %Y, %m, %d"
        problems.append(Problem(None, f"--date-format {date_format}", allowed))
    if decimal not in (None, POINT, COMMA):
        problems.append(Problem(None, f"--decimal {decimal}", "must be point or comma"))
    if salt is not None and not hash_ids:
        problems.append(Problem(None, "--hash-salt", "needs --hash-ids"))
    if salt == "":
        problems.append(Problem(None, "--hash-salt", "must not be empty"))
    if problems:
        raise InputProblems(title(path, len(problems)), problems)


def _end(path: Path, as_of: str | Date | None, last: int) -> int | None:
    if as_of is None:
        return None
    try:
        end = (as_of if isinstance(as_of, Date) else Date.fromisoformat(as_of)).toordinal()
    except ValueError:
        raise refuse(path, f"--as-of {as_of} is no date", "write it as YYYY-MM-DD") from None
    if end < last:
        raise refuse(path, f"--as-of {iso(end)} is before the last order, {iso(last)}", "a later date, or none")
    return end


def _unreadable(log: OrderLog, dates: Choice, amounts: Choice) -> tuple[np.ndarray, list[Problem]]:
    """Return which rows cannot be used, and why (the first of them)."""
    nameless = np.array([text == "" for text in log.customer.texts], dtype=bool)[log.customer.numbers()]
    dateless = np.isnan(dates.values)[log.date.numbers()]
    worthless = np.isnan(amounts.values)[log.amount.numbers()]
    bad = nameless | dateless | worthless
    day_texts, amount_texts = log.date.texts, log.amount.texts
    in_format = (
        f" written {dates.name}"
        if dates.name
        else f" in any known format; --date-format says which ({KNOWN_FORMATS[4]} …)"
    )
    in_style = f" with a decimal {amounts.name}" if amounts.name else ""
    problems: list[Problem] = []
    for row in np.flatnonzero(bad)[: 2 * len(log.uncut) + 20]:
        line = log.lines[int(row)]
        if nameless[row]:
            problems.append(Problem(line, f"{log.columns[0]} is empty", "every order needs a customer"))
        if dateless[row]:
            text = day_texts[log.date.codes[int(row)]]
            problems.append(Problem(line, f"{log.columns[1]} = {text!r}", f"is no date{in_format}"))
        if worthless[row]:
            text = amount_texts[log.amount.codes[int(row)]]
            problems.append(Problem(line, f"{log.columns[2]} = {text!r}", f"is no amount{in_style}"))
    return bad, sorted(problems + log.uncut, key=lambda problem: problem.line or 0)


def import_orders(
    path: str | Path,
    *,
    customer: str | int | None = None,
    date: str | int | None = None,
    amount: str | int | None = None,
    date_format: str | None = None,
    decimal: str | None = None,
    as_of: str | Date | None = None,
    skip_bad: bool = False,
    drop_duplicates: bool = False,
    hash_ids: bool = False,
    hash_salt: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    header: bool | None = None,
) -> ImportReport:
    """Turn an order log into one row per customer.

    Parameters
    ----------
    path : path
        Text file, one order a row: customer, date, amount, and whatever else.
    customer, date, amount : str or int, optional
        Name or number (from 1) of the columns; found by their usual names otherwise.
    date_format : str, optional
        ``DD/MM/YYYY`` and the like, or ``%d/%m/%Y``; decided from the whole column otherwise.
    decimal : {"point", "comma"}, optional
        What separates decimals; decided from the whole column otherwise.
    as_of : date or ``YYYY-MM-DD``, optional
        Day up to which the log is complete; its last order otherwise.
    skip_bad : bool
        Leave rows out that cannot be read, and report them.
    drop_duplicates : bool
        Leave rows out that repeat an earlier row in every field.  They are kept otherwise: two equal orders on a day
        are nothing strange.
    hash_ids : bool
        Replace customer ids by keyed hashes.
    hash_salt : str, optional
        The key; drawn at random and stored nowhere otherwise.
    delimiter, encoding : str, optional
        See `RowFile`.
    header : bool, optional
        Whether the first row names the columns; found out otherwise.

    Returns
    -------
    ImportReport
        The customers and everything that was decided, left out or noticed on the way.

    Raises
    ------
    InputProblems
        Every problem of the file at once, with its line.
    """
    path = Path(path)
    _check_options(path, date_format, decimal, hash_ids, hash_salt)
    source = RowFile(path, delimiter=delimiter, encoding=encoding)
    asked = {"customer": customer, "date": date, "amount": amount}
    log = read_log(source, asked, header=header, date_format=date_format)

    dates = choose_dates(log.date.texts, _counts(log.date), date_format)
    amounts, currencies = choose_amounts(log.amount.texts, _counts(log.amount), decimal)
    problems = []
    if dates.rivals:
        problems.append(date_problem(dates, log.date, _first_lines(log.date, log)))
    if amounts.rivals:
        problems.append(amount_problem(amounts, log.amount, _first_lines(log.amount, log)))
    if len(currencies) > 1:
        found = ", ".join(f"{name} in {many(rows, 'row')}" for name, rows in currencies.most_common())
        problems.append(
            Problem(None, log.columns[2], f"several currencies, which cannot be added up: {found}; convert first")
        )
    if problems:
        raise InputProblems(title(path, len(problems)), problems)

    bad, bad_problems = _unreadable(log, dates, amounts)
    n_bad = int(bad.sum()) + len(log.uncut)
    n_good = len(log.lines) - int(bad.sum())
    if n_bad and not (skip_bad and n_good):
        more = max(len(bad_problems), n_bad)
        hint = f"--skip-bad  leaves {many(n_bad, 'bad row')} out and imports the other {n_good:,}" if n_good else ""
        raise InputProblems(title(path, more), listed(bad_problems, more), hint)

    repeats = log.repeats() & ~bad
    use = ~bad & ~repeats if drop_duplicates else ~bad
    day = dates.values[log.date.numbers()[use]].astype(np.int64)
    money = amounts.values[log.amount.numbers()[use]]
    bought = money >= 0
    if not bought.any():
        raise refuse(path, "every amount is negative: refunds without an order", "check the sign of the amounts")
    ids = log.customer.texts
    if hash_ids:
        ids = hashed(ids, hash_salt)
    end = _end(path, as_of, int(day[bought].max()))
    codes = log.customer.numbers()[use]
    customers = summarise(ids, codes, day, money, end)
    return ImportReport(
        path=path,
        customers=customers,
        rows=len(log.lines) + len(log.uncut),
        orders=int(bought.sum()),
        free_orders=int((money == 0).sum()),
        refunds=int((~bought).sum()),
        refunded=float(-np.sort(money[~bought]).sum()),
        only_refunds=len(np.unique(codes)) - len(customers),
        duplicates=int(repeats.sum()),
        duplicates_dropped=drop_duplicates,
        bad_rows=n_bad,
        bad=tuple(listed(bad_problems, max(len(bad_problems), n_bad))),
        columns=log.columns,
        header=log.header,
        n_columns=log.n_columns,
        date_format=dates.name or "",
        decimal=amounts.name or "",
        currency=next(iter(currencies), ""),
        delimiter="blanks" if source.delimiter == SPACE else source.delimiter,
        encoding=source.encoding,
        hashed=hash_ids,
        salt_given=hash_salt is not None,
        salt_length=len(hash_salt or ""),
    )
