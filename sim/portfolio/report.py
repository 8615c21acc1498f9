"""What an import did, decided and left out, for people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.errors import Problem
from sim.portfolio.customers import Customers
from sim.portfolio.dates import in_words
from sim.portfolio.identities import SHORT_SALT


def many(n: int, word: str) -> str:
    """Write a number with its noun: ``1 row``, ``2,000 rows``."""
    return f"{n:,} {word}{'' if n == 1 else 's'}"


@dataclass(frozen=True)
class ImportReport:
    """An imported order log.

    Attributes
    ----------
    path : Path
    customers : Customers
        What was imported.
    rows : int
        Rows of the file without its header and blank lines.
    orders, free_orders, refunds : int
        Rows used: amounts of 0 or more (of these, amounts of 0), amounts below 0.
    refunded : float
        Money of the refunds, taken off their customers' totals.
    only_refunds : int
        Customers left out because they have no order.
    duplicates : int
        Rows that repeat an earlier one in every field; ``duplicates_dropped`` tells whether they were left out.
    bad_rows : int
        Rows left out as unreadable; ``bad`` lists the first of them.
    columns : tuple of str
        Columns taken as customer, date and amount, of ``n_columns``; ``header`` tells whether the file names them.
    date_format, decimal, currency, delimiter, encoding : str
        How the file was read.
    hashed, salt_given : bool
        Whether ids are hashes, and whether the user holds the key (of ``salt_length`` characters).
    """

    path: Path
    customers: Customers
    rows: int
    orders: int
    free_orders: int
    refunds: int
    refunded: float
    only_refunds: int
    duplicates: int
    duplicates_dropped: bool
    bad_rows: int
    bad: tuple[Problem, ...]
    columns: tuple[str, ...]
    header: bool
    n_columns: int
    date_format: str
    decimal: str
    currency: str
    delimiter: str
    encoding: str
    hashed: bool
    salt_given: bool
    salt_length: int

    def lines(self) -> list[str]:
        """Return the report as lines of text, without a line end."""
        who = self.customers
        span = f"{in_words(int(who.first.min()))} to {in_words(int(who.last.max()))}"
        said = [f"{self.path.name}: {many(self.orders, 'order')} of {many(len(who), 'customer')}, {span}"]
        said += [f"  {label.ljust(11)} {text}" for label, text in self._remarks()]
        return said

    def _remarks(self) -> list[tuple[str, str]]:
        return [*self._as_read(), *self._noticed(), *self._about_ids()]

    def _as_read(self) -> list[tuple[str, str]]:
        who = self.customers
        by = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}.get(self.delimiter, self.delimiter)
        guessed = "" if self.header else " (no header: --customer, --date, --amount NUMBER say otherwise)"
        customer, date, amount = self.columns
        money = f"{who.total.sum():,.2f}{' ' + self.currency if self.currency else ''}"
        once = int((who.orders == 1).sum())
        most = f"{once:,} ordered once ({once / len(who):.1%}), the most {many(int(who.orders.max()), 'time')}"
        return [
            ("columns", f"customer {customer!r}, date {date!r}, amount {amount!r}; separated by {by}{guessed}"),
            ("read as", f"dates {self.date_format}, decimal {self.decimal}; total {money}"),
            ("customers", f"{most}; as of {in_words(who.as_of)}"),
        ]

    def _noticed(self) -> list[tuple[str, str]]:
        who, remarks = self.customers, []
        if self.free_orders:
            remarks.append(("amounts", f"{many(self.free_orders, 'order')} of 0, counted all the same"))
        if self.refunds:
            taken = f"{many(self.refunds, 'negative amount')} ({self.refunded:,.2f}) taken off their customers' totals"
            left_out = (
                f"; {many(self.only_refunds, 'customer')} with refunds alone left out" if self.only_refunds else ""
            )
            remarks.append(("refunds", f"{taken}, not counted as orders{left_out}"))
            if below := int((who.total < 0).sum()):
                remarks.append(("", f"{many(below, 'customer')} got back more than the orders came to: volume 0"))
        if self.duplicates:
            kept = "kept as orders of their own (--drop-duplicates leaves them out)"
            fate = "left out" if self.duplicates_dropped else kept
            remarks.append(
                ("duplicates", f"{many(self.duplicates, 'row')} repeating an earlier row in every field: {fate}")
            )
        if self.bad_rows:
            remarks.append(("left out", f"{many(self.bad_rows, 'row')} that could not be read"))
            for problem in self.bad:
                line = "" if problem.line is None else f"line {problem.line}"
                remarks.append(("", " ".join(part for part in (line, problem.where, problem.message) if part)))
        if self.n_columns > 3 and int(who.orders.max()) == 1 and len(who) > 1:
            doubt = f"is {self.columns[0]!r} the customer, or the order?"
            remarks.append(("careful", f"every customer ordered once: {doubt}"))
        return remarks

    def _about_ids(self) -> list[tuple[str, str]]:
        if not self.hashed:
            return []
        hashes = "replaced by keyed BLAKE2 hashes"
        if not self.salt_given:
            forgotten = "drawn now and stored nowhere: no way back, and no match with another import"
            return [("ids", f"{hashes}, the salt {forgotten}")]
        said = [("ids", f"{hashes}, the salt as given and stored nowhere: the same salt gives the same ids again")]
        if self.salt_length < SHORT_SALT:
            said.append(("careful", f"a salt of fewer than {SHORT_SALT} characters can be guessed"))
        return said
