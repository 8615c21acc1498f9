"""Real input: order logs and lists of existing relationships, and the states in which such relationships start."""

from sim.portfolio.cdnow import cdnow_orders_path
from sim.portfolio.customers import Customers
from sim.portfolio.measures import History
from sim.portfolio.orders import import_orders
from sim.portfolio.reading import read_portfolio
from sim.portfolio.relationships import Portfolio
from sim.portfolio.report import ImportReport
from sim.portfolio.rules import PortfolioRules
from sim.portfolio.starting import StartingStates, starting_states
from sim.portfolio.writing import write_portfolio

__all__ = [
    "Customers",
    "History",
    "ImportReport",
    "Portfolio",
    "PortfolioRules",
    "StartingStates",
    "cdnow_orders_path",
    "import_orders",
    "read_portfolio",
    "starting_states",
    "write_portfolio",
]
