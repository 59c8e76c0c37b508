"""Migration: population accounts, balances, rates, seasons. Arrays in, results out."""

from qonys.migration.accounts import AccountTerms, accounts, closing, growth
from qonys.migration.balance import Flows, balance, overview, season
from qonys.migration.comparison import compare
from qonys.migration.history import history

__all__ = [
    "AccountTerms",
    "Flows",
    "accounts",
    "balance",
    "closing",
    "compare",
    "growth",
    "history",
    "overview",
    "season",
]
