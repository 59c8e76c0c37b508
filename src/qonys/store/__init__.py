"""Figures on disk and the one query over them: releases, panels in constant borders, checks."""

from qonys.store.checks import CheckOutcome, Residual, check_identities
from qonys.store.compose import Gap
from qonys.store.panel import Panel, PanelQuery
from qonys.store.release import LeftOut, Release
from qonys.store.store import Store, import_release, open_store
from qonys.store.twins import check_rules

__all__ = [
    "CheckOutcome",
    "Gap",
    "LeftOut",
    "Panel",
    "PanelQuery",
    "Release",
    "Residual",
    "Store",
    "check_identities",
    "check_rules",
    "import_release",
    "open_store",
]
