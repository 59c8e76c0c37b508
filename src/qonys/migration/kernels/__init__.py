"""Arithmetic of population accounts and migration, on arrays only: one module a family of methods."""

from qonys.migration.kernels.accounts import (
    Parts,
    account,
    implied_net_migration,
    mid_period,
    month_ratios,
    per_thousand,
    rank_descending,
    ratio,
    run_before,
)
from qonys.migration.kernels.registers import MonthFactors, implied_stock, month_factors

__all__ = [
    "MonthFactors",
    "Parts",
    "account",
    "implied_net_migration",
    "implied_stock",
    "mid_period",
    "month_factors",
    "month_ratios",
    "per_thousand",
    "rank_descending",
    "ratio",
    "run_before",
]
