"""`qonys wellbeing index`, `uncertainty`, `profile`, `explain`, `frameworks`: parse, call, print."""

from __future__ import annotations

import os
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import DEFAULT_PACK, AsJson, AsOf, Lang, OutFile, PackName, Seed, StoreFolder, language, opened
from qonys.cli.output import print_text, put, wide
from qonys.cli.wellbeing.inputs import (
    Asked,
    DataFile,
    FrameworkName,
    Groups,
    Method,
    Period,
    SpanName,
    found,
)
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from qonys.cli.wellbeing.inputs import Found

Unit = Annotated[str, typer.Option("--area", help="Name in kk, ru or en, or a code; of a file of yours, its label.")]


class Part(Enum):
    """Which table of the uncertainty is printed."""

    INTERVALS = "intervals"
    ORDER = "order"
    SENSITIVITY = "sensitivity"
    MOBILITY = "mobility"
    FACTORIAL = "factorial"
    """Every combination of methods once, nothing drawn."""
    WITHOUT = "without"
    """Ranks without one criterion after the other, nothing drawn."""


def index(
    framework: FrameworkName = "",
    data: DataFile = None,
    groups: Groups = "",
    method: Method = None,
    panel: SpanName = "",
    period: Period = "",
    every: Annotated[bool, typer.Option("--all-periods", help="All periods instead of one.")] = False,
    warn: Annotated[bool, typer.Option("--findings", help="What may mislead, instead of scores.")] = False,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Scores and ranks of all units: the goal and each dimension. Rank 1 is the best; equal scores share a rank.

    Status E: the score rests on an estimate or on a filled gap.
    """
    from qonys.model import Call
    from qonys.wellbeing.guards import findings_result
    from qonys.wellbeing.results import scores

    what = found(Asked(framework, data, groups, panel, pack, store, as_of, method=method))
    call = Call("wellbeing.scores", {"framework": what.name})
    number = what.period(period)
    if warn:
        put(wide(findings_result(call, what.built, number)), out, as_json)
        return
    label = what.built.table.periods[number]
    rows = [row for row in wide(scores(call, what.built)) if every or row["period"] == label]
    rows.sort(
        key=lambda r: (str(r["period"]), r["element"] != what.built.framework.goal.id, str(r["element"]), r["rank"])
    )
    put(rows, out, as_json)


def uncertainty(
    framework: FrameworkName = "",
    data: DataFile = None,
    groups: Groups = "",
    method: Method = None,
    panel: SpanName = "",
    period: Period = "",
    show: Annotated[Part, typer.Option(help="Which table.")] = Part.INTERVALS,
    since: Annotated[str, typer.Option(help="Mobility: the earlier period; the first if left out.")] = "",
    draws: Annotated[int, typer.Option(help="Number of indices drawn.", min=2, max=2_000_000)] = 20_000,
    seed: Seed = SEED,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """How sure the ranking is: errors of figures, gaps, methods and weights drawn together.

    Intervals hold with 90 %. Sensitivity: Shapley shares of the variance of ranks, with 95 % intervals.
    """
    from qonys.model import Call
    from qonys.wellbeing import doubts
    from qonys.wellbeing.guards import without_result
    from qonys.wellbeing.recipe import doubt
    from qonys.wellbeing.uncertainty import factorial, simulate

    what = found(Asked(framework, data, groups, panel, pack, store, as_of, seed, method))
    made, number = what.built, what.period(period)
    varied = doubt(made.framework)
    call = Call(f"wellbeing.{show.value}", {"framework": what.name, "draws": draws}, seed=seed)
    if show is Part.FACTORIAL:
        rows = wide(doubts.factorial_result(call, made, *factorial(made, varied, number)))
        put(rows, out, as_json)
        return
    if show is Part.WITHOUT:
        put(wide(without_result(call, made, number)), out, as_json)
        return
    simulated = simulate(made, varied, number, draws, seed)
    if show is Part.INTERVALS:
        result = doubts.intervals(call, made, simulated, number)
    elif show is Part.ORDER:
        result = doubts.order(call, made, simulated)
    elif show is Part.SENSITIVITY:
        result = doubts.sensitivity(call, made, simulated, seed)
    else:
        first = what.period(since) if since else 0
        result = doubts.mobility(call, made, simulate(made, varied, first, draws, seed), simulated, (first, number))
    rows = wide(result, "other" if show is Part.ORDER else "measure")
    put([{k: v for k, v in row.items() if k != "measure"} for row in rows], out, as_json)


def profile(
    area: Unit,
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
    """One unit by criterion: standing, and what would gain it a place. Strengths first.

    z: standard deviations above the mean. needed: figure that draws level with the unit one place up, all
    else as it is; within_doubt: the change is smaller than two standard deviations of the figure.
    """
    from qonys.wellbeing.profiles import profile as compute

    what = found(Asked(framework, data, groups, panel, pack, store, as_of, method=method))
    number, unit = what.period(period), _unit(what, area)
    own = compute(what.built, unit, number)
    gains = {g.criterion: g for g in own.gains}
    rows: list[dict[str, object]] = []
    for i, criterion in enumerate(what.built.framework.criteria):
        gain = gains.get(criterion.id)
        rows.append(
            {
                "criterion": criterion.id, "figure": float(what.built.filled.values[number, unit, i]),
                "score": float(what.built.scores.values[number, unit, i]), "rank": own.ranks[i],
                "ranked": len(what.built.table.units), "z": own.z[i],
                "needed": gain.needed if gain else None, "change": gain.change if gain else None,
                "error": float(what.built.deviation[number, unit, i]),
                "within_doubt": gain.within_doubt if gain else None,
            }
        )  # fmt: skip
    rows.sort(key=lambda row: (row["rank"], -float(str(row["z"]))))
    put([{"area": own.unit, "next_above": own.next_above, **row} for row in rows], out, as_json)


def explain(
    area: Unit,
    criterion: Annotated[str, typer.Option(help="Id of a criterion of the framework.")],
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
    """What each step did to one figure, from the source to the index."""
    from qonys.wellbeing.results import explain as compute

    what = found(Asked(framework, data, groups, panel, pack, store, as_of, method=method))
    label = what.built.table.periods[what.period(period)]
    lines = compute(what.built, what.unit(area), label, criterion)
    put([{"step": step, "value": value, "how": how} for step, value, how in lines], out, as_json)


def frameworks(
    name: Annotated[str, typer.Argument(help="A framework, of the pack or a file; all names if left out.")] = "",
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """The frameworks of a pack, or one of them drawn as a tree with weights, directions and reasons."""
    from pathlib import Path

    from qonys.packs.frameworks import find_framework, framework_names
    from qonys.studies.wellbeing.own import framework_of_file
    from qonys.text.visible import visible
    from qonys.wellbeing.tree import tree_lines, tree_rows

    spoken = language(lang).value
    if name and (name.endswith(".toml") or os.path.isfile(Path(name))):
        chosen = framework_of_file(Path(name))
    else:
        loaded, _ = opened(pack, store)
        if not name:
            names = framework_names(loaded)
            goals = [find_framework(loaded, n).goal.names for n in names]
            put([{"framework": n, "name": g.get(spoken, "")} for n, g in zip(names, goals, strict=True)], None, as_json)
            return
        chosen = find_framework(loaded, name)
    if as_json:
        put(tree_rows(chosen, spoken), None, as_json)
    else:
        print_text(map(visible, tree_lines(chosen, spoken)))


def _unit(what: Found, area: str) -> int:
    from difflib import get_close_matches

    from qonys.errors import NotFound

    name, units = what.unit(area), what.built.table.units
    if name not in units:
        near = ", ".join(get_close_matches(name, units, n=3) or units[:5])
        raise NotFound("label", where="--area", fix=near, label=area)
    return units.index(name)
