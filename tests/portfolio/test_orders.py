from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.portfolio import ImportReport, import_orders

Written = Callable[..., Path]
Refused = Callable[..., str]

LOG = """customer,date,amount
b,2024-01-31,10.00
a,2024-01-01,30.00
b,2024-03-01,20.00
a,2024-01-15,5.00
"""


def numbers(report: ImportReport) -> dict[str, tuple[str, str, int, int, float]]:
    who = report.customers
    return {
        one: (str(date.fromordinal(who.first[i])), str(date.fromordinal(who.last[i])), int(who.orders[i]),
              int(who.order_months[i]), float(who.total[i]))
        for i, one in enumerate(who.ids)
    }  # fmt: skip


EXPECTED = {"a": ("2024-01-01", "2024-01-15", 2, 1, 35.0), "b": ("2024-01-31", "2024-03-01", 2, 2, 30.0)}


def test_orders_are_summed_up_per_customer(written: Written) -> None:
    report = import_orders(written(LOG))
    assert numbers(report) == EXPECTED
    assert (report.rows, report.orders, report.bad_rows) == (4, 4, 0)
    assert date.fromordinal(report.customers.as_of) == date(2024, 3, 1)


def test_volume_is_money_per_month_since_the_first_order(written: Written) -> None:
    who = import_orders(written(LOG)).customers
    months = np.array([60, 30]) / (365.25 / 12) + 1
    np.testing.assert_allclose(who.volume, np.array([35.0, 30.0]) / months, rtol=1e-12)


def test_a_later_end_lowers_volume_and_nothing_else(written: Written) -> None:
    log = written(LOG)
    early, late = import_orders(log), import_orders(log, as_of="2024-12-31")
    assert numbers(early) == numbers(late)
    assert (late.customers.volume < early.customers.volume).all()


def test_the_order_of_rows_changes_nothing(written: Written) -> None:
    luck = random.Random(5)
    rows = [
        f"c{luck.randrange(40)},2024-{luck.randrange(1, 13):02}-{luck.randrange(13, 29)},{luck.random() * 99:.2f}"
        for _ in range(800)
    ]
    one = import_orders(written("customer,date,amount\n" + "\n".join(rows))).customers
    luck.shuffle(rows)
    other = import_orders(written("customer,date,amount\n" + "\n".join(rows), "shuffled.csv")).customers
    assert one.ids == other.ids == tuple(sorted(one.ids))
    for name in ("first", "last", "orders", "order_months", "total", "volume"):
        assert (getattr(one, name) == getattr(other, name)).all(), name


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "   "])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(written: Written, delimiter: str, line_end: str) -> None:
    text = LOG.replace(",", delimiter).replace("\n", line_end)
    assert numbers(import_orders(written(text))) == EXPECTED


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (LOG.encode("utf-8-sig"), None),
        (LOG.replace("b,", "Müller,").encode("cp1252"), "cp1252"),
        (LOG.encode("utf-16"), "utf-16"),
        (LOG.encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_marks_and_encodings_are_read(written: Written, content: bytes, encoding: str | None) -> None:
    report = import_orders(written(content), encoding=encoding)
    assert report.columns == ("customer", "date", "amount")
    assert numbers(report)["a"] == EXPECTED["a"]


def test_spreadsheet_exports_are_read(written: Written) -> None:
    text = (
        'sep=;\r\n"Customer ID";"Order Date";"Net";"Order Total"\r\n"a; b";31.01.2024 10:15;x;"1.234,50 €"\r\n'
        '"a; b";01.02.2024;x;5,00\u00a0€;\r\n;;;\r\n\r\n'
    )
    report = import_orders(written(text))
    assert numbers(report) == {"a; b": ("2024-01-31", "2024-02-01", 2, 2, 1239.5)}
    assert (report.currency, report.decimal, report.date_format) == ("€", "comma", "DD.MM.YYYY")


def test_a_file_without_header_is_read(written: Written) -> None:
    text = " 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n 00002 19970112  5   77.00\n"
    report = import_orders(written(text))
    assert numbers(report) == {
        "00001": ("1997-01-01", "1997-01-01", 1, 1, 11.77),
        "00002": ("1997-01-12", "1997-01-12", 2, 1, 89.0),
    }
    assert "no header: --customer, --date, --amount NUMBER say otherwise" in "\n".join(report.lines())


def test_columns_of_a_file_without_header_can_be_numbered(written: Written) -> None:
    text = " 00004 0001 19970101 2 29.33\n 00004 0001 19970118 2 29.73\n"
    assert list(numbers(import_orders(written(text), customer=2, date="3", amount=5))) == ["0001"]


def test_columns_can_be_named(written: Written) -> None:
    text = "who,payer,day,paid,net\nx,a,2024-01-01,5,4\ny,a,2024-01-02,6,5\n"
    report = import_orders(written(text), customer="payer", date="DAY", amount=5)
    assert numbers(report) == {"a": ("2024-01-01", "2024-01-02", 2, 1, 9.0)}


# ------------------------------------------------------------------------------------------------ what is not decided


def test_ambiguous_dates_are_an_error_until_the_format_is_given(written: Written, refused: Refused) -> None:
    log = written("customer,date,amount\na,05/05/2024,5\na,03/04/2024,6\n")
    assert refused(import_orders, log) == (
        "orders.csv: 1 problem, nothing was imported\n"
        "line 3  03/04/2024  can be 3 April 2024 (DD/MM/YYYY) or 4 March 2024 (MM/DD/YYYY), and so can every row; "
        "--date-format DD/MM/YYYY or --date-format MM/DD/YYYY decides"
    )
    assert numbers(import_orders(log, date_format="MM/DD/YYYY"))["a"][0] == "2024-03-04"
    assert numbers(import_orders(log, date_format="DD/MM/YYYY"))["a"][0] == "2024-04-03"


def test_mixed_dates_show_a_row_of_each_kind(written: Written, refused: Refused) -> None:
    log = written("customer,date,amount\na,03/04/2024,5\na,25/04/2024,6\na,04/26/2024,7\n")
    assert refused(import_orders, log) == (
        "orders.csv: 1 problem, nothing was imported\n"
        "line 3  the column mixes DD/MM/YYYY (line 3: 25/04/2024) and MM/DD/YYYY (line 4: 04/26/2024), so other "
        "rows could be either; --date-format DD/MM/YYYY or --date-format MM/DD/YYYY chooses one, "
        "--skip-bad leaves the others out"
    )
    assert import_orders(log, date_format="DD/MM/YYYY", skip_bad=True).orders == 2


def test_ambiguous_amounts_are_an_error_until_the_decimal_is_given(written: Written, refused: Refused) -> None:
    log = written("customer;date;amount\na;2024-01-01;12\na;2024-01-02;1.234\n")
    assert refused(import_orders, log) == (
        "orders.csv: 1 problem, nothing was imported\n"
        "line 3  1.234  can be 1.234 with a decimal point or 1234 with a decimal comma, and so can every row; "
        "--decimal point or --decimal comma decides"
    )
    assert import_orders(log, decimal="comma").customers.total[0] == 1246
    assert import_orders(log, decimal="point").customers.total[0] == 13.234


def test_all_columns_in_doubt_are_reported_at_once(written: Written, refused: Refused) -> None:
    log = written("customer;date;amount\na;03/04/2024;1.234\na;03/04/2024;$5\na;03/04/2024;€5\n")
    said = refused(import_orders, log).splitlines()
    assert said[0] == "orders.csv: 3 problems, nothing was imported"
    assert [line.split()[1] for line in said[1:3]] == ["2", "2"]
    assert said[3] == "amount  several currencies, which cannot be added up: $ in 1 row, € in 1 row; convert first"


# ------------------------------------------------------------------------------------------------ bad rows

BAD = """customer,date,amount
a,2024-01-01,5
a,2024-02-30,6
,2024-01-03,7
b,2024-01-04,lots
b,2024-01-05
b,2024-01-06,8
"""


def test_bad_rows_are_listed_with_their_lines(written: Written, refused: Refused) -> None:
    assert refused(import_orders, written(BAD)) == (
        "orders.csv: 4 problems, nothing was imported\n"
        "line 3  date = '2024-02-30'  is no date written YYYY-MM-DD\n"
        "line 4  customer is empty  every order needs a customer\n"
        "line 5  amount = 'lots'  is no amount with a decimal point\n"
        "line 6  has 2 fields where the first row has 3\n"
        "--skip-bad  leaves 4 bad rows out and imports the other 2"
    )


def test_bad_rows_are_left_out_when_asked_and_said(written: Written) -> None:
    report = import_orders(written(BAD), skip_bad=True)
    assert {one: row[2] for one, row in numbers(report).items()} == {"a": 1, "b": 1}
    assert (report.rows, report.orders, report.bad_rows) == (6, 2, 4)
    assert [problem.line for problem in report.bad] == [3, 4, 5, 6]
    assert "  left out    4 rows that could not be read" in report.lines()
    assert "              line 5 amount = 'lots' is no amount with a decimal point" in report.lines()


def test_the_first_ten_bad_rows_are_listed_and_the_others_counted(written: Written, refused: Refused) -> None:
    rows = "".join(f"a,2024-01-{day:02},{'x' if day > 3 else 1}\n" for day in range(1, 29))
    said = refused(import_orders, written("customer,date,amount\n" + rows)).splitlines()
    assert said[0] == "orders.csv: 25 problems, nothing was imported"
    assert said[1].split() == ["line", "5", "amount", "=", "'x'", "is", "no", "amount", "with", "a", "decimal", "point"]
    assert len(said) == 13
    assert said[11].split() == ["…", "and", "15", "more"]
    assert said[12].split("  ")[-1] == "leaves 25 bad rows out and imports the other 3"


def test_nothing_is_imported_where_every_row_is_bad(written: Written, refused: Refused) -> None:
    log = written("customer,date,amount\na,soon,1\nb,later,2\n")
    said = refused(import_orders, log, skip_bad=True)
    assert said.splitlines()[0] == "orders.csv: 2 problems, nothing was imported"
    assert "is no date in any known format; --date-format says which (DD/MM/YYYY …)" in said
    assert "--skip-bad" not in said


@pytest.mark.parametrize("stray", ['b,"2024-01-02,5\n', 'b,"x"y,5\n'])
def test_stray_quotes_are_bad_rows(written: Written, refused: Refused, stray: str) -> None:
    log = written("customer,date,amount\na,2024-01-01,5\n" + stray)
    assert "line 3" in refused(import_orders, log)
    assert "quotes are not closed or stand inside a field" in refused(import_orders, log)
    assert import_orders(log, skip_bad=True).orders == 1


def test_lines_are_counted_through_quoted_line_ends(written: Written, refused: Refused) -> None:
    log = written('customer,date,amount\n"a\nb",2024-01-01,5\nc,2024-01-02,x\n')
    assert "line 4  amount = 'x'" in refused(import_orders, log)


# ------------------------------------------------------------------------------------------------ duplicates, refunds


def test_equal_rows_are_counted_and_kept_unless_asked(written: Written) -> None:
    log = written(LOG + "a,2024-01-01,30.00\na,2024-01-01,30.00\n")
    kept, dropped = import_orders(log), import_orders(log, drop_duplicates=True)
    assert (kept.duplicates, numbers(kept)["a"]) == (2, ("2024-01-01", "2024-01-15", 4, 1, 95.0))
    assert (dropped.duplicates, numbers(dropped)) == (2, EXPECTED)
    found = "  duplicates  2 rows repeating an earlier row in every field: "
    assert found + "kept as orders of their own (--drop-duplicates leaves them out)" in kept.lines()
    assert found + "left out" in dropped.lines()


def test_rows_that_differ_in_another_column_are_no_duplicates(written: Written) -> None:
    log = written("order,customer,date,amount\n1,a,2024-01-01,5\n2,a,2024-01-01,5\n")
    assert import_orders(log).duplicates == 0


def test_refunds_lower_the_total_and_are_no_orders(written: Written) -> None:
    log = written(LOG + "a,2024-02-20,-5.00\nb,2024-03-20,(50.00)\nc,2024-03-30,-1\n")
    report = import_orders(log)
    assert numbers(report) == {"a": (*EXPECTED["a"][:4], 30.0), "b": (*EXPECTED["b"][:4], -20.0)}
    assert report.customers.volume[1] == 0
    assert date.fromordinal(report.customers.as_of) == date(2024, 3, 1)
    refunds = "  refunds     3 negative amounts (56.00) taken off their customers' totals, not counted as orders; "
    assert refunds + "1 customer with refunds alone left out" in report.lines()
    assert "              1 customer got back more than the orders came to: volume 0" in report.lines()


def test_refunds_alone_are_refused(written: Written, refused: Refused) -> None:
    log = written("customer,date,amount\na,2024-01-01,-5\n")
    assert "every amount is negative: refunds without an order" in refused(import_orders, log)


def test_an_order_of_nothing_is_an_order(written: Written) -> None:
    report = import_orders(written(LOG + "d,2024-01-01,0\n"))
    assert numbers(report)["d"][2] == 1
    assert "  amounts     1 order of 0, counted all the same" in report.lines()


def test_a_column_of_order_numbers_taken_for_customers_is_noticed(written: Written) -> None:
    report = import_orders(written("id,who,date,amount\n1,a,2024-01-01,5\n2,a,2024-01-02,5\n"))
    assert "  careful     every customer ordered once: is 'id' the customer, or the order?" in report.lines()


# ------------------------------------------------------------------------------------------------ personal data


def test_hashed_ids_hide_the_customers_and_change_nothing_else(written: Written) -> None:
    plain = import_orders(written(LOG))
    report = import_orders(written(LOG), hash_ids=True, hash_salt="a salt of some length")
    assert sorted(numbers(report).values()) == sorted(numbers(plain).values())
    assert all(len(one) == 24 and int(one, 16) >= 0 for one in report.customers.ids)
    assert report.customers.ids == tuple(sorted(report.customers.ids))


def test_the_same_salt_gives_the_same_ids_and_no_salt_never_does(written: Written) -> None:
    log = written(LOG)
    salted = [
        import_orders(log, hash_ids=True, hash_salt=salt).customers.ids for salt in ("one", "one", "two", None, None)
    ]
    assert salted[0] == salted[1]
    assert len(set(salted)) == 4


def test_the_report_says_what_became_of_the_salt(written: Written) -> None:
    log = written(LOG)
    hashes = "  ids         replaced by keyed BLAKE2 hashes, the salt "
    forgotten = hashes + "drawn now and stored nowhere: no way back, and no match with another import"
    assert forgotten in import_orders(log, hash_ids=True).lines()
    given = import_orders(log, hash_ids=True, hash_salt="short")
    assert "  careful     a salt of fewer than 16 characters can be guessed" in given.lines()
    assert "short" not in repr(given)


def test_problems_do_not_give_hashed_customers_away(written: Written, refused: Refused) -> None:
    log = written(
        "customer,date,amount\nann@example.org,soon,1\nbob@example.org,2024-01-01,x\ncid@example.org,2024-01-01\n"
    )
    assert "@" not in refused(import_orders, log, hash_ids=True)
