"""A report as files: the page and the workbook, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qonys.claims import Runner
from qonys.model import Claim
from qonys.report.blocks import Report
from qonys.report.provenance import claim_details
from qonys.text import Language, Words


def render_files(
    run: Runner,
    report: Report,
    claims: Sequence[Claim],
    words: Mapping[Language, Words],
    first: Language,
    step: Callable[[str], None],
) -> dict[str, bytes]:
    """Contents by file name; `step` is told what begins."""
    from qonys.report.maps import Boundaries
    from qonys.report.renderers import xlsx
    from qonys.report.renderers.html.page import PageOptions, render

    pack = run.store.pack
    step("page")
    details = claim_details(run, claims)
    boundaries = Boundaries.read(pack.boundaries, pack.lineage) if pack.boundaries else None
    page = render(report, words, details, PageOptions(first, boundaries))
    step("workbook")
    return {"report.html": page.encode(), "tables.xlsx": xlsx.render(report, words, details, pack.date)}
