"""`qonys wellbeing diagnose` and `steps`: what holds an index together, and every step of all units."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from qonys.cli.options import DEFAULT_PACK, AsJson, AsOf, Lang, OutFile, PackName, StoreFolder, refuse_unread
from qonys.cli.output import into, put
from qonys.cli.wellbeing.inputs import Asked, DataFile, FrameworkName, Groups, Method, Period, SpanName, found


class Diagnosis(Enum):
    """Which table is printed."""

    CORRELATIONS = "correlations"
    ALPHA = "alpha"
    COMPONENTS = "components"
    WEIGHTS = "weights"


class KindName(Enum):
    """What a correlation compares: figures, ranks, or the order of pairs."""

    PEARSON = "pearson"
    SPEARMAN = "spearman"
    KENDALL = "kendall"


def diagnose(
    context: typer.Context,
    show: Annotated[Diagnosis, typer.Option(help="Which table.")] = Diagnosis.CORRELATIONS,
    kind: Annotated[
        KindName, typer.Option(help="Of correlations: figures, ranks, or order of pairs.")
    ] = KindName.PEARSON,
    framework: FrameworkName = "",
    data: DataFile = None,
    groups: Groups = "",
    method: Method = None,
    panel: SpanName = "",
    period: Period = "",
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """What holds an index together and what drives it, in one period.

    correlations: each element with those of its level and of every higher one; under: with what it stands under.
    alpha: Cronbach's alpha of the parts of each node. components: principal components of the parts of each node.
    weights: of each criterion on paper, as a share of the variance, and its correlation with the index.
    """
    from qonys.wellbeing import diagnoses
    from qonys.wellbeing.diagnoses import Kind

    if show is not Diagnosis.CORRELATIONS:
        refuse_unread(context, f"--show {show.value}", ["kind"])
    what = found(Asked(framework, data, groups, panel, pack, store, as_of, method=method))
    number = what.period(period)
    if show is Diagnosis.CORRELATIONS:
        rows = diagnoses.correlation_rows(what.built, number, Kind(kind.value))
    elif show is Diagnosis.ALPHA:
        rows = diagnoses.alpha_rows(what.built, number)
    elif show is Diagnosis.COMPONENTS:
        rows = diagnoses.component_rows(what.built, number)
    else:
        rows = diagnoses.weight_rows(what.built, number)
    put(rows, out, as_json)


def steps(
    framework: FrameworkName = "",
    data: DataFile = None,
    groups: Groups = "",
    method: Method = None,
    panel: SpanName = "",
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Every step of all units, periods and criteria, from figures to the index.

    With --out book.xlsx a workbook with a sheet for each step; else one table with a column `step`.
    """
    from qonys.wellbeing.diagnoses import step_sheets

    sheets = step_sheets(found(Asked(framework, data, groups, panel, pack, store, as_of, method=method)).built)
    if out is not None and out.suffix.lower() == ".xlsx" and not as_json:
        from qonys.cli.workbook import write_sheets

        with into(out) as part:
            write_sheets(part, sheets)
        return
    keys = ("area", "period")
    rows = [
        {"step": step, **{k: row[k] for k in keys}, "element": name, "value": value}
        for step, table in sheets.items() if step != "weights"
        for row in table for name, value in row.items() if name not in keys
    ]  # fmt: skip
    rows += [{"step": "weights", "area": "", "period": "", "element": row["element"], "value": row["weight"]}
             for row in sheets["weights"]]  # fmt: skip
    put(rows, out, as_json)
