"""Where printed numbers come from: for each claim the figures that it was computed from, with their sources."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from qonys.errors import QonysError
from qonys.model import Claim, Period, Source, Status
from qonys.packs.locators import Located
from qonys.provenance.runner import Runner
from qonys.report.blocks import Label
from qonys.report.renderers.details import ClaimDetail, SourceDetail
from qonys.studies.trace import rows_behind
from qonys.text import PlaceName


def claim_details(run: Runner, claims: Iterable[Claim]) -> tuple[ClaimDetail, ...]:
    """What a reader can ask about each claim."""
    behind = {claim.id: (claim, rows_behind(run, claim)) for claim in claims}
    wanted = sorted({number for _, numbers in behind.values() for number in numbers})
    rows = {row["row"]: row for row in run.store.rows(wanted)}
    sources = run.store.pack.sources
    read = run.store.pack.locators.read
    made = {number: _source(row, sources[row["source"]], read(row["locator"])) for number, row in rows.items()}
    return tuple(
        ClaimDetail(
            id=claim.id,
            unit=claim.unit,
            decimals=claim.decimals,
            status=claim.status,
            function=claim.call.function,
            about=_about(run.store.pack.areas, claim),
            sources=tuple(made[number] for number in numbers),
        )
        for claim, numbers in behind.values()
    )


def _about(areas: Container[str], claim: Claim) -> tuple[Label, ...]:
    """The areas and periods of a claim's cell, as a reader names them."""
    axes = (axis for axis in ("area", "origin", "destination", "period") if axis in claim.cell)
    labels = (_label(areas, claim.cell[axis]) for axis in axes)
    return tuple(label for label in labels if label is not None)


def _label(areas: Container[str], text: str) -> Label | None:
    if text in areas:
        return PlaceName(text)
    try:
        return Period.parse(text)
    except QonysError:
        return None


def _source(row: dict[str, Any], source: Source, located: tuple[Located, ...]) -> SourceDetail:
    return SourceDetail(
        publisher=source.publisher,
        title=source.title,
        element=source.element,
        located=located,
        vintage=str(row["vintage"]),
        value=row["value"],
        status=Status(row["status"]),
    )
