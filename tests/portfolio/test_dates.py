from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.portfolio.dates import KNOWN_FORMATS, choose_dates, in_words, is_known_format
from sim.portfolio.readings import Choice


def read(*texts: str, date_format: str | None = None) -> Choice:
    return choose_dates(list(texts), np.ones(len(texts), dtype=np.int64), date_format)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2024-03-25", "YYYY-MM-DD"),
        ("2024/3/25", "YYYY/MM/DD"),
        ("2024.03.25", "YYYY.MM.DD"),
        ("20240325", "YYYYMMDD"),
        ("25/03/2024", "DD/MM/YYYY"),
        ("3/25/2024", "MM/DD/YYYY"),
        ("25-03-2024", "DD-MM-YYYY"),
        ("03-25-2024", "MM-DD-YYYY"),
        ("25.3.2024", "DD.MM.YYYY"),
        ("25/03/24", "DD/MM/YY"),
        ("03-25-24", "MM-DD-YY"),
        ("25.03.24", "DD.MM.YY"),
        ("25 Mar 2024", "DD Mon YYYY"),
        ("25th March, 2024", "DD Mon YYYY"),
        ("25-MAR-2024", "DD Mon YYYY"),
        ("25Mar2024", "DD Mon YYYY"),
        ("March 25, 2024", "Mon DD YYYY"),
        ("Mon, 25 Mar 2024", "DD Mon YYYY"),
        ("25-Mar-24", "DD Mon YY"),
        ("2024-Mar-25", "YYYY Mon DD"),
    ],
)
def test_common_formats_are_read_and_named(text: str, name: str) -> None:
    choice = read(text)
    assert choice.name == name
    assert choice.values[0] == date(2024, 3, 25).toordinal()


@pytest.mark.parametrize(
    "time",
    ["T10:15:00", " 10:15", " 10:15:59.123", "T10:15:00Z", "T10:15:00+02:00", " 9:15 PM", ", 10:15", " 10:15:00 UTC"],
)
@pytest.mark.parametrize("day", ["2024-03-25", "25/03/2024", "25.03.2024", "20240325", "25 Mar 2024"])
def test_the_time_of_day_is_cut_off(day: str, time: str) -> None:
    assert read(day + time).values[0] == date(2024, 3, 25).toordinal()


def test_a_column_readable_day_first_and_month_first_is_not_decided() -> None:
    choice = read("05/05/2024", "03/04/2024", "11/12/2024")
    assert (choice.name, choice.mixed) == (None, False)
    assert choice.rivals == ("DD/MM/YYYY", "MM/DD/YYYY")
    assert choice.examples == (1,)  # 5 May is no example


def test_one_late_day_decides_for_the_whole_column() -> None:
    assert read("03/04/2024", "13/04/2024").name == "DD/MM/YYYY"
    assert read("03/04/2024", "04/13/2024").name == "MM/DD/YYYY"


def test_a_column_that_is_the_same_both_ways_is_decided() -> None:
    assert read("05/05/2024", "06/06/2024").name == "DD/MM/YYYY"


def test_a_column_with_both_orders_is_mixed() -> None:
    choice = read("03/04/2024", "13/04/2024", "04/14/2024")
    assert choice.mixed
    assert choice.examples == (1, 2)


def test_a_bad_text_does_not_settle_the_order() -> None:
    assert read("03/04/2024", "n/a").rivals == ("DD/MM/YYYY", "MM/DD/YYYY")


def test_the_format_of_most_rows_is_taken_and_others_are_left_unread() -> None:
    choice = read("2024-03-25", "2024-03-26", "27.03.2024")
    assert choice.name == "YYYY-MM-DD"
    assert np.isnan(choice.values[2])


@pytest.mark.parametrize("text", ["31/02/2024", "2024-02-30", "20241301", "yesterday", "", "45012", "12 Foo 2024"])
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert np.isnan(read(text).values[0])


@pytest.mark.parametrize("date_format", ["MM/DD/YYYY", "%m/%d/%Y", "mm/dd/yyyy"])
@pytest.mark.parametrize("time", ["", " 08:30"])
def test_a_format_given_decides(date_format: str, time: str) -> None:
    choice = read("03/04/2024" + time, date_format=date_format)
    assert choice.values[0] == date(2024, 3, 4).toordinal()


def test_formats_that_are_not_tried_can_be_given() -> None:
    assert read("25032024", date_format="DDMMYYYY").values[0] == date(2024, 3, 25).toordinal()
    assert read("25|3|2024", date_format="DD|MM|YYYY").values[0] == date(2024, 3, 25).toordinal()
    assert read("2024 085", date_format="%Y %j").values[0] == date(2024, 3, 25).toordinal()


def test_years_of_two_digits_follow_posix() -> None:
    assert read("25/03/69").values[0] == date(1969, 3, 25).toordinal()
    assert read("25/03/68").values[0] == date(2068, 3, 25).toordinal()


@pytest.mark.parametrize("name", ["YYYY-MM", "DD/DD/YYYY", "%d/%m", "%Q", "day first", ""])
def test_half_a_date_is_no_format(name: str) -> None:
    assert not is_known_format(name)


def test_every_known_format_is_a_format() -> None:
    assert all(is_known_format(name) for name in (*KNOWN_FORMATS, "%d.%m.%y", "%Y-%m-%dT%H:%M:%S"))


def test_dates_in_words_cannot_be_misread() -> None:
    assert in_words(date(2024, 4, 3).toordinal()) == "3 April 2024"
