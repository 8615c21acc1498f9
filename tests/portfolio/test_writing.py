from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.portfolio import import_orders, read_portfolio, write_portfolio

LOG = """customer,date,amount
"b, ""x""\",2024-01-31,10.00
ä,2024-01-01,30.00
"b, ""x""\",2024-03-01,20.00
free,2024-02-01,0
"""


def test_what_is_written_is_read_back(written: Callable[..., Path], tmp_path: Path) -> None:
    report = import_orders(written(LOG))
    path = write_portfolio(report, tmp_path / "portfolio.csv")
    assert path.read_text(encoding="utf-8") == (
        "id,start,last,orders,order_months,volume,total,as_of\n"
        '"b, ""x""",2024-01-31,2024-03-01,2,2,15.1086,30,2024-03-01\n'
        "free,2024-02-01,2024-02-01,1,1,0,0,2024-03-01\n"
        "ä,2024-01-01,2024-01-01,1,1,10.0968,30,2024-03-01\n"
    )
    p = read_portfolio(path)
    assert p.ids.tolist() == list(report.customers.ids)
    assert p.orders.tolist() == report.customers.orders.tolist()
    assert p.states.deliveries.tolist() == report.customers.order_months.tolist()
    assert p.as_of == "2024-03-01"
    assert p.notes == ()
    np.testing.assert_allclose(p.volume * p.volume_unit, report.customers.volume, rtol=1e-5)


def test_the_end_of_the_log_is_kept(written: Callable[..., Path], tmp_path: Path) -> None:
    report = import_orders(written(LOG), as_of="2024-12-31")
    p = read_portfolio(write_portfolio(report.customers, tmp_path / "portfolio.csv"))
    assert p.as_of == "2024-12-31"
    assert (p.recency_months > 9.9).all()


def test_a_file_that_is_there_is_replaced_only_when_asked(
    written: Callable[..., Path], refused: Callable[..., str]
) -> None:
    report, other = import_orders(written(LOG)), written("mine", "portfolio.csv")
    assert "there is such a file already" in refused(write_portfolio, report, other)
    assert other.read_text() == "mine"
    write_portfolio(report, other, overwrite=True)
    assert len(read_portfolio(other)) == 3


def test_nothing_half_written_stays_behind(
    written: Callable[..., Path], refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = import_orders(written(LOG))
    folder = tmp_path / "out"
    folder.mkdir()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = refused(write_portfolio, report, folder / "portfolio.csv")
    assert said.splitlines()[:2] == [
        "out/portfolio.csv: nothing was written",
        "cannot be written: No space left on device",
    ]
    assert list(folder.iterdir()) == []


def test_folders_that_are_none_or_not_there_are_refused(
    written: Callable[..., Path], refused: Callable[..., str], tmp_path: Path
) -> None:
    report = import_orders(written(LOG))
    assert "this is a folder, not a file" in refused(write_portfolio, report, tmp_path)
    assert "cannot be written: No such file or directory" in refused(write_portfolio, report, tmp_path / "no" / "p.csv")
