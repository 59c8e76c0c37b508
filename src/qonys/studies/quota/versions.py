"""Which figures of the national quota are published: by year, version and category, in the order in which they came."""

from __future__ import annotations

import datetime as dt

from qonys.model.observation import parse_dimensions
from qonys.packs.quota import version_order
from qonys.provenance.runner import Runner

RATE, QUOTA = "foreign_worker_quota_rate", "foreign_worker_quota"


def series_of(indicator: str, dimensions: str) -> str:
    """An indicator with its dimensions as a series."""
    return f"{indicator}[{dimensions}]" if dimensions else indicator


def versions(run: Runner, indicator: str) -> list[tuple[str, str]]:
    """(year, dimensions) of each figure of the country that has no dimension but the version, the newest last."""
    known = {(year, d) for d, year in _of_country(run, indicator) if set(parse_dimensions(d)) <= {"version"}}
    return in_order(run, known)


def in_order(run: Runner, known: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Figures by year, then by version as they came."""
    return sorted(known, key=lambda one: (one[0], *_rank(run, one[1])))


def by_category(run: Runner, year: str, category: str) -> str:
    """The series of the last version of a category's quota in a year; empty if none is published."""
    known = [d for d, period in _of_country(run, QUOTA) if period == year and _category(d) == category]
    return series_of(QUOTA, max(known, key=lambda d: _rank(run, d))) if known else ""


def categories(run: Runner, year: str) -> dict[str, str]:
    """Categories whose national quota is published in a year, each with the series of its last version."""
    known = sorted({_category(d) for d, period in _of_country(run, QUOTA) if period == year} - {""})
    return {category: by_category(run, year, category) for category in known}


def first_year(run: Runner) -> int:
    """The first year whose national quota is published by category, or else at all; far off if none is."""
    years = [int(period) for dimensions, period in _of_country(run, QUOTA) if _category(dimensions)]
    return min(years or [int(period) for _, period in _of_country(run, QUOTA)], default=dt.MAXYEAR)


def _category(dimensions: str) -> str:
    """The category that a figure is of alone, whatever its version; empty if it is of anything else."""
    parts = parse_dimensions(dimensions)
    return parts.get("category", "") if set(parts) <= {"category", "version"} else ""


def _of_country(run: Runner, indicator: str) -> list[tuple[str, str]]:
    """(dimensions, year) of each yearly figure of the country; none for an indicator that the pack lacks."""
    pack = run.store.pack
    if indicator not in pack.indicators:
        return []
    return [(d, period) for d, area, period in run.stated(indicator) if area == pack.country and len(period) == 4]


def _rank(run: Runner, dimensions: str) -> tuple[int, str]:
    """When a version came: one without a name first, those that the pack lists in their order, others last by name."""
    order = run.once("quota versions", lambda: version_order(run.store.pack))
    version = parse_dimensions(dimensions).get("version", "")
    if not version:
        return -1, ""
    return (order.index(version) if version in order else len(order)), version
