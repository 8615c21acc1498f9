from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputProblems
from sim.portfolio import cdnow, import_orders, read_portfolio, write_portfolio


def test_the_cdnow_log_comes_out_exactly(cdnow: Path) -> None:
    report = import_orders(cdnow)
    who = report.customers
    assert (report.rows, report.orders, len(who), report.bad_rows) == (69_659, 69_659, 23_570, 0)
    assert int(who.orders.sum()) == 69_659
    assert who.ids[0] == "00001" and who.ids[-1] == "23570"
    assert int((who.orders == 1).sum()) == 11_908
    assert round(float(who.total.sum()), 2) == 2_500_315.63
    assert (date.fromordinal(who.first.min()), date.fromordinal(who.as_of)) == (date(1997, 1, 1), date(1998, 6, 30))
    assert (report.duplicates, report.free_orders, report.refunds) == (255, 80, 0)
    assert (report.date_format, report.decimal, report.delimiter) == ("YYYYMMDD", "point", "blanks")


def test_cdnow_customers_match_a_plain_count(cdnow: Path) -> None:
    plain: dict[str, list[tuple[str, int]]] = {}
    for line in cdnow.read_text().splitlines()[1:]:
        customer, day, _, money = line.split()
        plain.setdefault(customer, []).append((day, round(float(money) * 100)))
    who = import_orders(cdnow).customers
    assert list(who.ids) == sorted(plain)
    for i, one in enumerate(who.ids):
        days = [day for day, _ in plain[one]]
        assert date.fromordinal(who.first[i]).strftime("%Y%m%d") == min(days)
        assert date.fromordinal(who.last[i]).strftime("%Y%m%d") == max(days)
        assert who.orders[i] == len(days)
        assert who.order_months[i] == len({day[:6] for day in days})
        assert round(who.total[i] * 100) == sum(cents for _, cents in plain[one])


def test_the_cdnow_portfolio_goes_round_and_starts(cdnow: Path, tmp_path: Path) -> None:
    report = import_orders(cdnow)
    p = read_portfolio(write_portfolio(report, tmp_path / "cdnow.csv"))
    assert len(p) == 23_570
    assert p.ids.tolist() == list(report.customers.ids)
    assert (p.orders == report.customers.orders).all()
    assert len(np.unique(p.states.commitment_buyer)) > 10_000
    assert p.wallet_share.min() == 1.0


def test_the_package_is_never_imported(cdnow: Path) -> None:
    assert cdnow.name == "CDNOW_master.txt"
    assert "lifetimes" not in sys.modules


def test_a_missing_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> None:
        raise cdnow.PackageNotFoundError

    monkeypatch.setattr(cdnow, "distribution", absent)
    with pytest.raises(InputProblems) as caught:
        cdnow.cdnow_orders_path()
    assert [re.sub(" {2,}", "  ", line.strip()) for line in caught.value.lines()] == [
        "the CDNOW order log is not on this machine",
        "CDNOW_master.txt  comes with the package lifetimes 0.11.3",
        "pip install 'dyads[validation]'  fetches it",
    ]
