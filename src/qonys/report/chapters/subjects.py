"""The chapters by name: what one can ask for alone."""

from __future__ import annotations

from enum import Enum


class Subject(Enum):
    """A chapter, in the order of the report."""

    MIGRATION = "migration"
    LABOUR = "labour"
    WELLBEING = "wellbeing"
    EFFECTS = "effects"
    NEED = "need"
    PLANS = "plans"
    TRUST = "trust"
