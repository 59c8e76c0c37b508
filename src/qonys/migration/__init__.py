"""Migration: population accounts, balances, rates, seasons. Arrays in, results out."""

from qonys.migration.accounts import AccountTerms, accounts, closing, growth
from qonys.migration.balance import Flows, balance, overview, season
from qonys.migration.comparison import compare
from qonys.migration.history import history
from qonys.migration.registers import (
    Releases,
    register_years,
    releases,
    season_apart,
    season_of_stock,
    steered,
    use_of_quota,
)

__all__ = [
    "AccountTerms",
    "Flows",
    "Releases",
    "accounts",
    "balance",
    "closing",
    "compare",
    "growth",
    "history",
    "overview",
    "register_years",
    "releases",
    "season",
    "season_apart",
    "season_of_stock",
    "steered",
    "use_of_quota",
]
