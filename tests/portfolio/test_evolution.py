"""What was imported matters: a portfolio goes on from its own states, and a shuffled one goes on otherwise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.engine import RunResult, play
from sim.portfolio import Portfolio, import_orders, read_portfolio, write_portfolio
from sim.scenario import load

CUSTOMERS = 600
COLUMNS = ("start", "last", "orders", "order_months", "volume", "total", "as_of")


def _orders() -> str:
    """Return an order log of two years: frequent large customers that still order, and rare small ones long silent."""
    lines = ["customer,date,amount"]
    for number in range(CUSTOMERS):
        loyal = number % 2 == 0
        months = range(1 + number % 3, 25) if loyal else range(1 + number % 5, 9, 3)
        amount = 400 + 10 * (number % 7) if loyal else 20 + number % 7
        lines += [f"c{number:04d},{2022 + (m - 1) // 12}-{(m - 1) % 12 + 1:02d}-15,{amount}" for m in months]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def portfolio_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evolution")
    (folder / "orders.csv").write_text(_orders(), encoding="utf-8")
    return write_portfolio(import_orders(folder / "orders.csv"), folder / "portfolio.csv")


def _shuffled(file: Path) -> Path:
    """Give every customer the history of another one."""
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    places = [header.split(",").index(name) for name in COLUMNS if name in header.split(",")]
    cells = [row.split(",") for row in rows]
    order = np.random.default_rng(7).permutation(len(cells))
    mixed = [
        [cells[other][k] if k in places else cell for k, cell in enumerate(row)]
        for row, other in zip(cells, order, strict=True)
    ]
    target = file.with_name("shuffled.csv")
    target.write_text("\n".join([header, *(",".join(row) for row in mixed)]) + "\n", encoding="utf-8")
    return target


def _continued(portfolio: Portfolio) -> RunResult:
    return play(load("market").parameters, months=12, seed=5, portfolio=portfolio)


def _kept(result: RunResult) -> np.ndarray:
    """Return, for every customer, whether the imported relationship was alive a year later."""
    dyads = result.dyads
    imported = dyads["start"] < 0
    kept = np.zeros(CUSTOMERS, bool)
    kept[dyads["buyer"][imported]] = dyads["censored"][imported]
    return kept


LOYAL = np.arange(CUSTOMERS) % 2 == 0


def test_the_world_begins_with_exactly_the_imported_relationships(portfolio_file: Path) -> None:
    portfolio = read_portfolio(portfolio_file)
    dyads = _continued(portfolio).dyads
    imported = dyads["start"] < 0
    assert imported.sum() == len(portfolio) == CUSTOMERS
    assert np.array_equal(np.sort(-dyads["start"][imported]), np.sort(portfolio.age_months))


def test_those_who_order_often_and_lately_stay_rather_than_those_who_fell_silent(portfolio_file: Path) -> None:
    kept = _kept(_continued(read_portfolio(portfolio_file)))
    loyal, silent = kept[LOYAL].mean(), kept[~LOYAL].mean()
    error = np.sqrt(loyal * (1 - loyal) / LOYAL.sum() + silent * (1 - silent) / (~LOYAL).sum())
    assert loyal - silent > 4.5 * error, f"kept: loyal {loyal:.2f}, silent {silent:.2f}"


def test_a_shuffled_portfolio_evolves_differently(portfolio_file: Path) -> None:
    as_it_was = _continued(read_portfolio(portfolio_file))
    shuffled = _continued(read_portfolio(_shuffled(portfolio_file)))
    # The same histories are there, so that the market as a whole begins alike …
    assert as_it_was.steps["volume"][0] == pytest.approx(shuffled.steps["volume"][0], rel=0.2)
    # … but who they belong to has changed, and with it who stays.
    before, after = _kept(as_it_was), _kept(shuffled)
    assert (before != after).mean() > 0.02
    assert after[LOYAL].mean() < before[LOYAL].mean()
    assert not np.array_equal(as_it_was.steps["mean_commitment"], shuffled.steps["mean_commitment"])
