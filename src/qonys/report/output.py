"""A report as files: the page and the workbook, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qonys.model import Claim
from qonys.provenance.runner import Runner
from qonys.report.blocks import Report
from qonys.report.provenance import claim_details
from qonys.report.renderers.html.drawings import Drawings
from qonys.text import Language


def render_files(
    run: Runner,
    report: Report,
    claims: Sequence[Claim],
    drawings: Drawings,
    first: Language,
    step: Callable[[str], None],
) -> dict[str, bytes]:
    """Contents by file name, in the languages of the drawings; `step` is told what begins."""
    from qonys.report.renderers import xlsx
    from qonys.report.renderers.html.page import PageOptions, render

    step("page")
    details = claim_details(run, claims)
    page = render(report, drawings.words, details, PageOptions(first), drawings)
    step("workbook")
    workbook = xlsx.render(report, drawings.words, details, run.store.pack.date)
    return {"report.html": page.encode(), "tables.xlsx": workbook}
