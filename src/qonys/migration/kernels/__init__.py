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

__all__ = [
    "Parts",
    "account",
    "implied_net_migration",
    "mid_period",
    "month_ratios",
    "per_thousand",
    "rank_descending",
    "ratio",
    "run_before",
]
