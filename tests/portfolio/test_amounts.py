from __future__ import annotations

import numpy as np
import pytest

from sim.portfolio.amounts import choose_amounts
from sim.portfolio.readings import Choice


def read(*texts: str, decimal: str | None = None) -> Choice:
    return choose_amounts(list(texts), np.ones(len(texts), dtype=np.int64), decimal)[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("12.50", 12.5), ("$12.50", 12.5), ("12,50 €", 12.5), ("€ 1.234,50", 1234.5), ("1,234.50", 1234.5),
        ("US$1,234,567.8", 1234567.8), ("1 234,50", 1234.5), ("1\u202f234,50\u00a0€", 1234.5), ("1'234.50", 1234.5),
        ("CHF 100.-", 100), ("kr. 12,50", 12.5), ("12.50 USD", 12.5), ("Rs. 1,00,000.25", 100000.25), (".5", 0.5),
        ("£-3.20", -3.2), ("-£3.20", -3.2), ("(3.20)", -3.2), ("($3.20)", -3.2), ("3.20-", -3.2), ("\u22123.20", -3.2),
        ("+3.20", 3.2), ("1e3", 1000), ("2.5E-1", 0.25), ("0.125", 0.125), ("0", 0), ("¥12", 12),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, value: float) -> None:
    assert read(text, "0").values[0] == value


@pytest.mark.parametrize(
    "text",
    ["", "n/a", "nan", "inf", "12..5", "1,2,3.4.5", "--3", "(-3)", "12 apples", "3 4x", "€$3", "1e999", "12,34,5"],
)
def test_what_is_no_amount_is_not_read(text: str) -> None:
    assert np.isnan(read(text).values[0])


def test_the_whole_column_decides_between_point_and_comma() -> None:
    assert read("1.234", "5.50").values.tolist() == [1.234, 5.5]
    assert read("1.234", "5,50").values.tolist() == [1234, 5.5]
    assert read("1,234", "5,50").values.tolist() == [1.234, 5.5]
    assert read("1,234", "5.50").values.tolist() == [1234, 5.5]


def test_a_column_of_thousands_or_thousandths_is_not_decided() -> None:
    choice = read("12", "1.234")
    assert (choice.name, choice.rivals, choice.examples, choice.mixed) == (None, ("point", "comma"), (1,), False)
    assert read("12", "1.234", decimal="comma").values.tolist() == [12, 1234]
    assert read("12", "1.234", decimal="point").values.tolist() == [12, 1.234]


def test_whole_amounts_need_no_decision() -> None:
    assert read("12", "15").name == "point"


def test_points_and_commas_are_mixed_where_a_text_could_be_either() -> None:
    choice = read("1.50", "1,50", "1.234")
    assert choice.mixed
    assert choice.examples == (0, 1)
    assert np.isnan(read("1.50", "2.50", "1,50").values).tolist() == [False, False, True]


def test_currencies_are_counted() -> None:
    _, currencies = choose_amounts(["€ 5", "6 €", "$7", "8"], np.array([1, 2, 3, 4]))
    assert currencies == {"€": 3, "$": 3}
