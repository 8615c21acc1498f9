"""``dyads portfolio``: an order log in, existing relationships out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from sim.cli.voice import Voice, put_json


def portfolio(
    ctx: typer.Context,
    orders: Annotated[Path, typer.Argument(metavar="ORDERS.csv", help="One order a row: customer, date, amount.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write; <ORDERS>-portfolio.csv here unless stated.")
    ] = None,
    customer: Annotated[str | None, typer.Option(help="Column of the customer: name, or number from 1.")] = None,
    date: Annotated[str | None, typer.Option(help="Column of the date.")] = None,
    amount: Annotated[str | None, typer.Option(help="Column of the amount.")] = None,
    date_format: Annotated[str | None, typer.Option(help="How dates are written, e.g. DD/MM/YYYY.")] = None,
    decimal: Annotated[Literal["point", "comma"] | None, typer.Option(help="What separates decimals.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Day up to which the log is complete, YYYY-MM-DD.")] = None,
    delimiter: Annotated[str | None, typer.Option(help="What separates columns; found out unless stated.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the file; UTF-8 unless it says otherwise.")] = None,
    header: Annotated[
        bool | None, typer.Option("--header/--no-header", help="Whether the first row names columns.")
    ] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave rows out that cannot be read.")] = False,
    drop_duplicates: Annotated[bool, typer.Option("--drop-duplicates", help="Leave repeated rows out.")] = False,
    hash_ids: Annotated[bool, typer.Option("--hash-ids", help="Replace customer ids by keyed hashes.")] = False,
    hash_salt: Annotated[str | None, typer.Option(help="Key of the hashes; drawn and forgotten unless stated.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file that is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was imported as JSON.")] = False,
) -> None:
    """Turn an order log into relationships to start from."""
    from sim.portfolio import import_orders, write_portfolio

    voice: Voice = ctx.obj
    imported = import_orders(
        orders,
        customer=_column(customer),
        date=_column(date),
        amount=_column(amount),
        date_format=date_format,
        decimal=decimal,
        as_of=as_of,
        skip_bad=skip_bad,
        drop_duplicates=drop_duplicates,
        hash_ids=hash_ids,
        hash_salt=hash_salt,
        delimiter="\t" if delimiter == "\\t" else delimiter,
        encoding=encoding,
        header=header,
    )
    place = write_portfolio(imported, out or Path(f"{orders.stem}-portfolio.csv"), overwrite=force)
    voice.talk(*imported.lines())
    if as_json:
        put_json(_as_json(imported, place))
    else:
        voice.talk("", f"  dyads run SCENARIO --portfolio {place}    continues these relationships")
        print(place)


def _column(said: str | None) -> str | int | None:
    return int(said) if said and said.isascii() and said.isdigit() else said


def _as_json(imported: Any, place: Path) -> dict[str, Any]:
    return {
        "portfolio": str(place),
        "customers": len(imported.customers),
        "orders": imported.orders,
        "rows": imported.rows,
        "refunds": imported.refunds,
        "duplicates": imported.duplicates,
        "bad_rows": imported.bad_rows,
        "date_format": imported.date_format,
        "decimal": imported.decimal,
        "currency": imported.currency,
        "hashed": imported.hashed,
    }
