from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.portfolio import import_orders

Written = Callable[..., Path]
Refused = Callable[..., str]

LOG = """customer,date,amount
b,2024-01-31,10.00
a,2024-01-01,30.00
b,2024-03-01,20.00
a,2024-01-15,5.00
"""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        (" \n\n", "the file is empty"),
        ("customer,date,amount\n", "the file holds a header and no orders"),
        ("hello\nworld\n", "no three columns to be seen; the first line is 'hello'"),
        (b"PK\x03\x04rest", "this is a spreadsheet or zip archive, not a text file"),
        (LOG.encode("utf-16"), "this is UTF-16 text, not UTF-8"),
        (LOG.encode("utf-16-le"), "holds NUL bytes: UTF-16 text or no text at all"),
        (LOG.encode() + "ü,2024-01-01,5\n".encode("cp1252"), "line 6  is not UTF-8 text"),
    ],
)
def test_files_that_are_no_order_log_are_refused(
    written: Written, refused: Refused, content: str | bytes, message: str
) -> None:
    said = refused(import_orders, written(content))
    assert said.startswith("orders.csv: nothing was read\n")
    assert message in said


def test_another_encoding_is_named(written: Written, refused: Refused) -> None:
    log = written(LOG.encode() + "ü,2024-01-01,5\n".encode("cp1252"))
    assert refused(import_orders, log).splitlines()[-1] == (
        "--encoding names another, e.g. --encoding cp1252 (Western Windows) or --encoding utf-16"
    )
    assert "no encoding is called 'cp1253x'" in refused(import_orders, log, encoding="cp1253x")


def test_bad_bytes_far_into_the_file_are_found(written: Written, refused: Refused) -> None:
    rows = "".join(f"a{row},2024-01-01,5\n" for row in range(20000))
    log = written(("customer,date,amount\n" + rows).encode() + b"\xff,2024-01-01,5\n")
    assert "line 20002  is not UTF-8 text" in refused(import_orders, log)


def test_missing_files_and_folders_are_refused(tmp_path: Path, refused: Refused) -> None:
    assert refused(import_orders, tmp_path / "none.csv") == (
        "none.csv: nothing was read\nthere is no such file\ncheck the path"
    )
    (tmp_path / "folder").mkdir()
    assert "this is a folder, not a file" in refused(import_orders, tmp_path / "folder")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="who may read everything is refused nothing")
def test_unreadable_files_are_refused(written: Written, refused: Refused) -> None:
    log = written(LOG)
    log.chmod(0)
    assert "cannot be read: Permission denied" in refused(import_orders, log)


def test_missing_columns_list_those_found_and_suggest(written: Written, refused: Refused) -> None:
    log = written("Custommer,when,qty\na,2024-01-01,5\n")
    assert refused(import_orders, log) == (
        "orders.csv: 3 problems, nothing was imported\n"
        "line 1  no column for the customer; found: Custommer, when, qty; is it 'Custommer'?; "
        "--customer COLUMN names it\n"
        "line 1  no column for the date; found: Custommer, when, qty; --date COLUMN names it\n"
        "line 1  no column for the amount; found: Custommer, when, qty; --amount COLUMN names it"
    )


def test_two_columns_that_could_be_meant_are_an_error(written: Written, refused: Refused) -> None:
    log = written("customer,order_date,date,amount\na,2024-01-01,2024-01-01,5\n")
    assert "several columns could be the date: order_date, date; --date names it" in refused(import_orders, log)
    assert import_orders(log, date="order_date").orders == 1


def test_columns_that_are_not_there_are_refused(written: Written, refused: Refused) -> None:
    log = written(LOG)
    said = refused(import_orders, log, customer="custmer", date=7)
    assert (
        "there is no column 'custmer' for the customer; found: customer, date, amount; did you mean customer?" in said
    )
    assert "there is no column 7 for the date; the rows have 3" in said
    assert "must be three different columns" in refused(import_orders, log, customer="date")


def test_a_file_without_header_that_cannot_be_guessed_is_refused(written: Written, refused: Refused) -> None:
    said = refused(import_orders, written("a,2024-01-01,5,6\nb,2024-01-02,7,8\n"))
    assert "no header, and no telling which column is the amount; --amount NUMBER says so, from 1" in said
    assert said.splitlines()[-1] == "the first row reads: a | 2024-01-01 | 5 | 6"


def test_wrong_options_are_refused_together(written: Written, refused: Refused) -> None:
    said = refused(import_orders, written(LOG), date_format="day", decimal="dot", hash_salt="x")
    assert said.splitlines()[0] == "orders.csv: 3 problems, nothing was imported"
    assert "--date-format day  made of YYYY or YY, MM or Mon, DD" in said
    assert "--decimal dot  must be point or comma" in said
    assert "--hash-salt  needs --hash-ids" in said
    assert "--as-of 2024-02-01 is before the last order, 2024-03-01" in refused(
        import_orders, written(LOG), as_of="2024-02-01"
    )
    assert "--as-of soon is no date" in refused(import_orders, written(LOG), as_of="soon")
    assert "';;' is no delimiter" in refused(import_orders, written(LOG), delimiter=";;")
