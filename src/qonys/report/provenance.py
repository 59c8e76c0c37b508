"""Where printed numbers come from: for each claim the figures that it was computed from, with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qonys.claims import Runner, rows_behind
from qonys.model import Claim, Source, Status
from qonys.report.renderers.details import ClaimDetail, SourceDetail


def claim_details(run: Runner, claims: Iterable[Claim]) -> tuple[ClaimDetail, ...]:
    """What a reader can ask about each claim."""
    behind = {claim.id: (claim, rows_behind(run, claim)) for claim in claims}
    wanted = sorted({number for _, numbers in behind.values() for number in numbers})
    rows = {row["row"]: row for row in run.store.rows(wanted)}
    sources = run.store.pack.sources
    made = {number: _source(row, sources[row["source"]]) for number, row in rows.items()}
    return tuple(
        ClaimDetail(
            id=claim.id,
            unit=claim.unit,
            decimals=claim.decimals,
            status=claim.status,
            function=claim.call.function,
            cell=claim.cell,
            sources=tuple(made[number] for number in numbers),
        )
        for claim, numbers in behind.values()
    )


def _source(row: dict[str, Any], source: Source) -> SourceDetail:
    return SourceDetail(
        publisher=source.publisher,
        title=source.title,
        element=source.element,
        locator=row["locator"],
        vintage=str(row["vintage"]),
        value=row["value"],
        status=Status(row["status"]),
    )
