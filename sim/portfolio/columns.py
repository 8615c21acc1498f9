"""Which column holds what: by name where there is a header, by what the fields look like where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

# Names of a later group are taken only where none of an earlier one is there.
ORDER_COLUMNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "customer": (
        ("customer", "customer_id", "customerid", "customer_no", "customer_number", "cust", "cust_id", "custid",
         "customer_key"),
        ("client", "client_id", "account", "account_id", "buyer", "buyer_id", "user_id", "userid", "member_id",
         "kunde", "kundennummer", "kunden_nr"),
        ("id", "name", "customer_name", "email"),
    ),
    "date": (
        ("date", "order_date", "orderdate"),
        ("invoice_date", "invoicedate", "transaction_date", "purchase_date", "sale_date", "sales_date", "orders_date"),
        ("datetime", "timestamp", "created_at", "day", "time", "datum", "bestelldatum", "rechnungsdatum"),
    ),
    "amount": (
        ("amount", "order_amount", "total", "order_total", "total_amount"),
        ("value", "order_value", "dollar_value", "revenue", "sales", "turnover", "spend", "net_amount"),
        ("price", "total_price", "subtotal", "betrag", "umsatz", "summe"),
    ),
}  # fmt: skip


def plain(name: str) -> str:
    """Write a column name in small letters, digits and single underscores."""
    return re.sub(r"[^\w]+|_+", "_", name.strip().lower()).strip("_")


def asked_column(what: str, asked: str | int, header: Sequence[str], width: int) -> tuple[int | None, str]:
    """Find a column that the user named, by name or by number from 1; return (position, problem)."""
    for position, name in enumerate(header):
        if name == str(asked):
            return position, ""
    matches = [position for position, name in enumerate(header) if plain(name) == plain(str(asked))]
    if len(matches) == 1:
        return matches[0], ""
    if str(asked).isdecimal():
        if 1 <= int(asked) <= width:
            return int(asked) - 1, ""
        return None, f"there is no column {asked} for the {what}; the rows have {width}"
    if not header:
        return None, f"the file has no header, so {asked!r} names no column; say the number, from 1 to {width}"
    near = get_close_matches(str(asked), header, 1)
    meant = f"; did you mean {near[0]}?" if near else ""
    return None, f"there is no column {asked!r} for the {what}; found: {', '.join(header)}{meant}"


def named_column(
    what: str, header: Sequence[str], groups: tuple[tuple[str, ...], ...], *, option: bool = True
) -> tuple[int | None, str]:
    """Find a column by the names it usually has; return (position, problem)."""
    names = [plain(name) for name in header]
    for group in groups:
        matches = [position for position, name in enumerate(names) if name in group]
        if len(matches) == 1:
            return matches[0], ""
        if matches:
            several = ", ".join(header[position] for position in matches)
            return None, f"several columns could be the {what}: {several}" + (f"; --{what} names it" if option else "")
    usual = [name for group in groups for name in group]
    near = [name for name in names if get_close_matches(name, usual, 1, 0.8)]
    meant = f"; is it {header[names.index(near[0])]!r}?" if near else ""
    return None, f"no column for the {what}; found: {', '.join(header)}{meant}"


def guessed_columns(
    samples: Mapping[int, Sequence[str]], dates: Sequence[int], numbers: Sequence[int]
) -> dict[str, int]:
    """Guess customer, date and amount of a file without header; leave out what cannot be guessed.

    Parameters
    ----------
    samples : mapping of position to fields
        Some fields of each column.
    dates, numbers : sequences of int
        Positions of columns that hold only dates, only numbers.

    Returns
    -------
    dict
        The only column of dates; the first other column as the customer; as the amount the only further column of
        numbers, or the only one of them with decimals.
    """
    found: dict[str, int] = {}
    if len(dates) == 1:
        found["date"] = dates[0]
    rest = [position for position in samples if position not in dates]
    if rest and len(dates) == 1:
        found["customer"] = rest[0]
        money = [position for position in rest[1:] if position in numbers]
        broken = [position for position in money if any(re.search(r"[.,]\d", field) for field in samples[position])]
        for choice in (money, broken):
            if len(choice) == 1:
                found["amount"] = choice[0]
    return found
