"""Migration: population accounts, balances, rates, seasons. Arrays in, results out."""

from qonys.migration.accounts import AccountTerms, accounts, closing, growth
from qonys.migration.balance import Flows, balance, overview, season
from qonys.migration.comparison import compare
from qonys.migration.estimation import (
    FlowMargins,
    PrintedCells,
    estimated_flows,
    flow_check,
    flow_evidence,
    whole_flows,
)
from qonys.migration.history import history
from qonys.migration.jumps import jump
from qonys.migration.kernels.tables import Inside
from qonys.migration.registers import (
    Releases,
    Steering,
    parts,
    register_years,
    releases,
    season_apart,
    season_of_stock,
    steered,
    use_of_quota,
)

__all__ = [
    "AccountTerms",
    "FlowMargins",
    "Flows",
    "Inside",
    "PrintedCells",
    "Releases",
    "Steering",
    "accounts",
    "balance",
    "closing",
    "compare",
    "estimated_flows",
    "flow_check",
    "flow_evidence",
    "growth",
    "history",
    "jump",
    "overview",
    "parts",
    "register_years",
    "releases",
    "season",
    "season_apart",
    "season_of_stock",
    "steered",
    "use_of_quota",
    "whole_flows",
]
