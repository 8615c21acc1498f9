from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.portfolio import Portfolio, read_portfolio

Written = Callable[..., Path]
Refused = Callable[..., str]

PORTFOLIO = """id,start,volume,last,orders
b,2023-01-15,200,2024-06-20,18
a,2022-06-30,50,2024-01-02,5
c,2024-06-30,100,2024-06-30,1
"""


def same(one: Portfolio, other: Portfolio) -> bool:
    """Whether two portfolios are equal in every array."""
    return all(
        np.array_equal(getattr(x, name), getattr(y, name))
        for x, y in ((one, other), (one.states, other.states))
        for name, value in vars(x).items()
        if isinstance(value, np.ndarray)
    )


def test_each_row_becomes_one_relationship_sorted_by_id(written: Written) -> None:
    p = read_portfolio(written(PORTFOLIO))
    assert p.ids.tolist() == ["a", "b", "c"]
    assert p.age_months.tolist() == [24, 17, 0]
    assert p.orders.tolist() == [5, 18, 1]
    np.testing.assert_allclose(p.recency_months, np.array([180, 10, 0]) / (365.25 / 12))
    assert p.volume.tolist() == [0.5, 2.0, 1.0]
    assert p.volume_unit == 100.0
    assert p.as_of == "2024-06-30"
    assert (p.age_months.dtype, p.orders.dtype, p.volume.dtype) == (np.int32, np.int32, np.float64)
    assert p.notes == ("as of 30 June 2024, the latest date in the file (--as-of says otherwise)",)


def test_the_order_of_rows_changes_nothing(written: Written) -> None:
    head, *rows = PORTFOLIO.strip().splitlines()
    one = read_portfolio(written(PORTFOLIO))
    other = read_portfolio(written("\n".join([head, *reversed(rows)]), "reversed.csv"))
    assert same(one, other)


def test_columns_that_are_not_given_are_assumed_and_said(written: Written) -> None:
    p = read_portfolio(written("id,start,volume,region\na,24,5\nb,3,5\n".replace("5\n", "5,north\n")))
    assert p.age_months.tolist() == [24, 3]
    assert p.recency_months.tolist() == [0, 0]
    assert p.orders.tolist() == p.states.deliveries.tolist() == [25, 4]
    assert p.as_of == ""
    assert p.notes == (
        "columns not used: region",
        "no column last: every relationship is taken to have ordered just now",
        "no column orders: one order a month from the first to the last",
    )


def test_a_buyer_of_several_sellers_divides_its_volume(written: Written) -> None:
    text = "id,seller,start,volume\nb,x,5,30\na,y,5,10\na,x,5,30\nc,x,5,0\nc,y,5,0\n"
    p = read_portfolio(written(text))
    assert p.ids.tolist() == ["a", "a", "b", "c", "c"]
    assert p.buyer.tolist() == [0, 0, 1, 2, 2]
    assert p.seller.tolist() == [0, 1, 0, 0, 1]
    assert (p.buyer_ids.tolist(), p.seller_ids.tolist()) == (["a", "b", "c"], ["x", "y"])
    assert p.wallet_share.tolist() == [0.75, 0.25, 1.0, 0.5, 0.5]
    np.testing.assert_allclose(p.demand, np.array([40, 30, 0]) / 30)


def test_a_portfolio_cannot_be_changed_by_accident(written: Written) -> None:
    p = read_portfolio(written(PORTFOLIO))
    for array in (p.volume, p.ids, p.states.trust_buyer, p.history.age):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[1]


def test_european_spreadsheets_are_read(written: Written) -> None:
    text = "id;start;last;volume;trust_1_5\na;01.02.2023;25.05.2024;1.234,50 €;4,5\nb;03.04.2023;01.05.2024;80,00 €;\n"
    p = read_portfolio(written(text.encode("cp1252")), encoding="cp1252", as_of="2024-06-30")
    assert p.history.survey["trust_buyer"][0] == 0.875
    np.testing.assert_allclose(p.volume * p.volume_unit, [1234.5, 80.0])


# ------------------------------------------------------------------------------------------------ survey scores


def scores(written: Written, header: str, *values: str, **options: str) -> list[float]:
    rows = "".join(f"c{row},12,5,{value}\n" for row, value in enumerate(values))
    p = read_portfolio(written(f"id,start,volume,{header}\n{rows}"), **options)  # type: ignore[arg-type]
    (only,) = p.history.survey.values()
    return [round(float(score), 6) for score in only]


def test_scores_are_brought_to_shares(written: Written) -> None:
    assert scores(written, "trust", "0.25", "1") == [0.25, 1.0]
    assert scores(written, "trust_1_7", "1", "4", "7") == [0.0, 0.5, 1.0]
    assert scores(written, "Trust 1-5", "1", "2", "5") == [0.0, 0.25, 1.0]
    assert scores(written, "trust", "1", "4", "7", scale="1-7") == [0.0, 0.5, 1.0]
    assert scores(written, "trust", "0", "10", scale="0-10") == [0.0, 1.0]


def test_a_scale_in_the_column_name_beats_the_option(written: Written) -> None:
    assert scores(written, "trust_1_5", "3", "5", scale="1-7") == [0.5, 1.0]


def test_scores_take_the_place_of_the_rule_and_blanks_leave_it(written: Written) -> None:
    p = read_portfolio(written("id,start,volume,trust,commitment_seller\na,12,5,0.9,NA\nb,12,5,,0.05\n"))
    silent = read_portfolio(written("id,start,volume\na,12,5\nb,12,5\n", "silent.csv"))
    assert p.states.trust_buyer.tolist() == [0.9, silent.states.trust_buyer[1]]
    assert p.states.commitment_seller.tolist() == [silent.states.commitment_seller[0], 0.05]
    assert (p.states.trust_seller == silent.states.trust_seller).all()


@pytest.mark.parametrize(
    ("values", "found"), [(("3", "5"), "3 to 5"), (("1", "1"), "1 to 1"), (("0", "10"), "0 to 10")]
)
def test_scores_on_a_scale_that_is_not_stated_are_an_error(
    written: Written, refused: Refused, values: tuple[str, ...], found: str
) -> None:
    assert refused(scores, written, "trust", *values) == (
        "orders.csv: 1 problem, nothing was run\n"
        f"line 1  trust  scores from {found} on a scale that is not stated; "
        "--scale 1-7, or a column named trust_1_7, states it"
    )


def test_scores_outside_the_scale_are_listed(written: Written, refused: Refused) -> None:
    assert refused(scores, written, "trust_1_7", "8", "3", "high", "0") == (
        "orders.csv: 3 problems, nothing was run\n"
        "line 2  trust_1_7 = 8  is outside the scale 1-7\n"
        "line 4  trust_1_7 = high  is no number; leave it empty for no answer\n"
        "line 5  trust_1_7 = 0  is outside the scale 1-7"
    )


def test_mistyped_and_repeated_score_columns_are_an_error(written: Written, refused: Refused) -> None:
    said = refused(scores, written, "satisfation,trust,trust_buyer,commitment_7_1", "1,1,1,1")
    assert "satisfation  unknown column; did you mean satisfaction?" in said
    assert "trust_buyer  is the same score as trust" in said
    assert "commitment_7_1  the lower end of a scale must be below the upper end" in said


# ------------------------------------------------------------------------------------------------ doors


def test_every_problem_of_a_file_is_listed_at_once(written: Written, refused: Refused) -> None:
    text = (
        "id,start,volume,last,orders,order_months\n"
        "a,2024-01-01,5,2024-02-01,2,2\n"
        "a,2024-01-01,5,2024-02-01,2,2\n"
        ",2024-01-01,5,2024-02-01,2,2\n"
        "b,2024-01-01,-5,2023-02-01,2.5,2\n"
        "c,2024-13-01,x,,0,1\n"
        "d,,5,2024-02-01,1,3\n"
        "e,2024-01-01\n"
    )
    assert refused(read_portfolio, written(text, "crm.csv")) == (
        "crm.csv: 11 problems, nothing was run\n"
        "line 3  id = a  stands in line 2 already; one row per relationship\n"
        "line 4  id =  every relationship needs the id of its customer\n"
        "line 5  volume = -5  must be a number, 0 or more: what is ordered in a month\n"
        "line 5  last = 2023-02-01  is before the start, 2024-01-01\n"
        "line 5  orders = 2.5  must be a whole number, 1 or more\n"
        "line 6  volume = x  must be a number, 0 or more: what is ordered in a month\n"
        "line 6  start = 2024-13-01  must be a date YYYY-MM-DD, as in other rows, or months in every row\n"
        "line 6  orders = 0  must be a whole number, 1 or more\n"
        "line 7  start =  every relationship needs a date, or months, of its start\n"
        "line 7  order_months = 3  is more than the orders, 1\n"
        "line 8  has 2 fields where the header has 6"
    )


def test_missing_columns_are_refused(written: Written, refused: Refused) -> None:
    assert refused(read_portfolio, written("id,begin,volum\na,1,2\n", "crm.csv")) == (
        "crm.csv: 2 problems, nothing was run\n"
        "line 1  no column for the start; found: id, begin, volum\n"
        "line 1  no column for the volume; found: id, begin, volum; is it 'volum'?"
    )


def test_the_same_customer_may_have_two_sellers_but_not_one_twice(written: Written, refused: Refused) -> None:
    text = "id,seller,start,volume\na,x,1,5\na,y,1,5\na,x,1,5\nb,,1,5\n"
    said = refused(read_portfolio, written(text, "crm.csv"))
    assert "line 4  id = a  stands in line 2 already with seller x; one row per relationship" in said
    assert "line 5  seller =  is empty; name a seller in every row, or leave the column out" in said


def test_ambiguous_dates_and_volumes_are_an_error_until_said(written: Written, refused: Refused) -> None:
    crm = written("id;start;volume\na;03/04/2023;1.500\nb;05/06/2023;2.250\n", "crm.csv")
    assert refused(read_portfolio, crm) == (
        "crm.csv: 2 problems, nothing was run\n"
        "line 2  volume = 1.500  can be 1.5 or 1500, and so can every row; "
        "--decimal point or --decimal comma decides\n"
        "line 2  start = 03/04/2023  can be 3 April 2023 or 4 March 2023, and so can every date; "
        "--date-format DD/MM/YYYY or MM/DD/YYYY decides"
    )
    assert read_portfolio(crm, date_format="MM/DD/YYYY", decimal="comma").volume_unit == 1875


def test_start_and_last_are_written_in_one_way(written: Written, refused: Refused) -> None:
    crm = written("id,start,last,volume\na,03/04/2023,25/12/2023,5\n", "crm.csv")
    np.testing.assert_allclose(read_portfolio(crm).history.age, 266 / (365.25 / 12))
    crm = written("id,start,last,volume\na,03/04/2023,12/25/2023,5\nb,13/04/2023,12/25/2023,5\n", "crm.csv")
    assert "decides" in refused(read_portfolio, crm)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,2019,5", "start = 2019  is more than 1200 months back: a year? write a date"),
        ("a,1850-01-01,5\nb,2024-01-01,5", "start = 1850-01-01  is more than 1200 months back"),
        ("a,1,nan", "volume = nan  must be a number"),
        ("a,1,0", "volume  is 0 in every row; somebody must order something"),
        ("a,1,€5\nb,1,$5", "volume  several currencies: €, $; convert first"),
    ],
)
def test_impossible_values_are_refused(written: Written, refused: Refused, row: str, message: str) -> None:
    assert message in refused(read_portfolio, written(f"id,start,volume\n{row}\n"))


def test_dates_after_the_end_are_refused(written: Written, refused: Refused) -> None:
    said = refused(read_portfolio, written(PORTFOLIO), as_of="2024-06-25")
    assert "line 4  start = 2024-06-30  is after 25 June 2024, up to which the data are complete" in said
    crm = written("id,start,volume,as_of\na,2024-01-01,5,2024-06-30\nb,2024-01-01,5,2024-07-31\n")
    assert "as_of  must be one day: 2024-06-30 and 2024-07-31 found" in refused(read_portfolio, crm)


def test_wrong_options_are_refused(written: Written, refused: Refused) -> None:
    crm = written(PORTFOLIO)
    assert "--scale seven is no scale" in refused(read_portfolio, crm, scale="seven")
    assert "--scale 7-1 is no scale" in refused(read_portfolio, crm, scale="7-1")
    assert "--date-format day is no date format" in refused(read_portfolio, crm, date_format="day")
    assert "--decimal dot is neither point nor comma" in refused(read_portfolio, crm, decimal="dot")
    assert "--as-of soon" in refused(read_portfolio, crm, as_of="soon")


def test_files_without_rows_are_refused(written: Written, refused: Refused, tmp_path: Path) -> None:
    assert "the file holds a header and no relationships" in refused(read_portfolio, written("id,start,volume\n"))
    assert "there is no such file" in refused(read_portfolio, tmp_path / "none.csv")
    assert "this is a folder" in refused(read_portfolio, tmp_path)
