"""Effects of dated events and of shift-share designs from frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

from qonys.api.answer import Answer, Several, answer
from qonys.api.formulas import variable
from qonys.api.keywords import one_of, spelled
from qonys.api.noted import noting
from qonys.effects import contrasts, shares
from qonys.effects.event_errors import EventErrors
from qonys.effects.events import EventAsked
from qonys.effects.events import EventOptions as Times
from qonys.effects.events import events as studied
from qonys.effects.results import contrast_results, events_result, share_results
from qonys.effects.sample import refuse_logs
from qonys.model import Call
from qonys.model.note import Note
from qonys.model.specification import Sample, Specification, Transform, Variable
from qonys.numerics.seed import SEED
from qonys.tables.events import DatedPanel, read_events
from qonys.tables.frames import named
from qonys.tables.shift_share import ShareColumns, ShareFiles, read_shift_share


class DatedOptions(TypedDict, total=False):
    """An event, and how its effects are looked at."""

    event: str | int
    """Year of the event, or the column with the date of each area."""
    treated: str | Sequence[str]
    """Areas that it reaches, or a column of 0 and 1."""
    controls: Sequence[str]
    area: str
    """Column of areas, where it has no usual name."""
    period: str
    first: int
    last: int
    reference: int
    """Time before the event that others are compared with; -1 if left out."""
    before: int
    """Earlier times than this are put together."""
    after: int
    """Later times than this are put together."""
    common: bool
    """One effect for all cohorts; else each its own."""
    errors: str
    """crv3, crv1 or wild."""
    design: str
    """Of a synthetic comparison: sdid, sc, did."""
    draws: int
    level: float
    seed: int


@spelled(DatedOptions)
def events(data: Any, outcome: str, **options: Unpack[DatedOptions]) -> Answer:
    """Effects by time since an event, each cohort beside areas that are not reached.

    Parameters
    ----------
    data : frame or path
        One row an area and period.
    outcome : str
        A term as in a formula: `pay`, `log(pay)` (effects are then shares).
    **options
        See `DatedOptions`.

    References
    ----------
    Sun, Abraham (2021), J. Econometrics 225(2), 175-199.

    Examples
    --------
    >>> import numpy as np, pandas as pd, qonys
    >>> rng = np.random.default_rng(1)
    >>> data = pd.DataFrame([(a, t) for a in "abcdefghijkl" for t in range(2010, 2018)], columns=["area", "year"])
    >>> data["y"] = rng.normal(size=96) + 3 * (data.area.isin(list("abcdef")) & (data.year >= 2014))
    >>> made = qonys.events(data, "y", event=2014, treated=list("abcdef"), draws=99)
    >>> round(made.value(measure="effect", time="after"), 1)
    3.5
    """
    panel, variables, notes = _dated(data, outcome, options)
    seed, level = options.get("seed", SEED), options.get("level", 0.95)
    times = Times(options.get("reference", -1), options.get("before"), options.get("after"),
                  not options.get("common", False))  # fmt: skip
    errors = EventErrors(one_of(options.get("errors", "crv3"), [e.value for e in EventErrors], "errors"))
    asked = EventAsked(variables[0], panel.dates, variables[1:], times, options.get("draws", 999), seed, level, errors)
    made = studied(panel.grid, asked)
    logs, call = variables[0].transform is Transform.LOG, _call("effects.events", outcome, options, seed)
    return answer(events_result(call, made, shares=logs), notes)


@spelled(DatedOptions)
def synthetic(data: Any, outcome: str, **options: Unpack[DatedOptions]) -> Contrast:
    """The effect of an event on areas that it reaches together, beside a weighted mean of the others, with placebos.

    Parameters
    ----------
    data, outcome : as `events`
    **options
        See `DatedOptions`; `design` is `sdid` (synthetic difference-in-differences) if left out.

    References
    ----------
    Arkhangelsky, Athey, Hirshberg, Imbens, Wager (2021), American Economic Review 111(12), 4088-4118.

    Examples
    --------
    >>> import numpy as np, pandas as pd, qonys
    >>> rng = np.random.default_rng(1)
    >>> data = pd.DataFrame([(a, t) for a in "abcdefghijkl" for t in range(2010, 2018)], columns=["area", "year"])
    >>> data["y"] = rng.normal(size=96) + 3 * ((data.area == "a") & (data.year >= 2014))
    >>> made = qonys.synthetic(data, "y", event=2014, treated="a")
    >>> made.effects.axes["method"], made.weights.axes["measure"]
    (('placebo',), ('weight',))
    """
    panel, variables, notes = _dated(data, outcome, options)
    seed = options.get("seed", SEED)
    design = contrasts.DESIGNS[one_of(options.get("design", "sdid"), contrasts.DESIGNS, "design")]
    draws = options.get("draws", 500)
    asked = contrasts.ContrastAsked(variables[0], panel.dates, design, draws=draws, seed=seed)
    made = contrasts.contrast(panel.grid, asked)
    logs, call = variables[0].transform is Transform.LOG, _call("effects.synthetic", outcome, options, seed)
    parts = contrast_results(call, made, shares=logs)
    return Contrast(answer(parts["effect"], notes), answer(parts["weights"]), answer(parts["path"]))


@dataclass(frozen=True, repr=False)
class Contrast(Several):
    """The effect by each inference, the weights of areas and periods, and the gap by period, which the chart shows."""

    effects: Answer
    weights: Answer
    path: Answer

    @property
    def _drawn(self) -> Answer:
        return self.path


class ShareOptions(TypedDict, total=False):
    """Columns of a shift-share design."""

    shocks: Any
    """Frame or path: sector, shock."""
    treatment: str
    """Column that the instrument stands for; none: the reduced form."""
    instrument: str
    """Column of regions, where shocks are not given."""
    controls: Sequence[str]
    dummies: Sequence[str]
    weights: str
    cluster: str
    before: Sequence[str]
    """Columns that regions had before: tests of balance."""
    sector_cluster: str
    sectors_before: Sequence[str]
    leave_one_out: bool
    level: float


@spelled(ShareOptions)
def shift_share(data: Any, shares_of: Any, outcome: str, **options: Unpack[ShareOptions]) -> ShiftShare:
    """The effect of a shift-share treatment, with errors for regions of like shares, and what it rests on.

    Parameters
    ----------
    data : frame or path
        One row a region.
    shares_of : frame or path
        region, sector, share.
    outcome : str
        Column of `data`.
    **options
        See `ShareOptions`.

    References
    ----------
    Adão, Kolesár, Morales (2019), Quarterly Journal of Economics 134(4), 1949-2010.
    Borusyak, Hull, Jaravel (2022), Review of Economic Studies 89(1), 181-213.

    Examples
    --------
    >>> import numpy as np, pandas as pd, qonys
    >>> rng = np.random.default_rng(2)
    >>> parts = rng.dirichlet(np.ones(30), 40)
    >>> shocks = pd.DataFrame({"sector": [f"s{k}" for k in range(30)], "shock": rng.normal(size=30)})
    >>> shares = pd.DataFrame([(f"r{i}", f"s{k}", parts[i, k]) for i in range(40) for k in range(30)],
    ...                       columns=["region", "sector", "share"])
    >>> data = pd.DataFrame({"region": [f"r{i}" for i in range(40)], "y": 2 * parts @ shocks.shock})
    >>> data["y"] += 0.1 * rng.normal(size=40)
    >>> made = qonys.shift_share(data, shares, "y", shocks=shocks)
    >>> round(made.effects.value(measure="estimate", row="effect · akm · interval"), 1)
    2.0
    """
    sources = named(data=data, shares=shares_of, shocks=options.get("shocks"))
    files = ShareFiles(sources["data"], sources["shares"], sources.get("shocks"))
    given: dict[str, Any] = dict(options)
    lists: dict[str, Any] = {n: tuple(given.get(n, ())) for n in ("controls", "dummies", "before", "sectors_before")}
    columns = ShareColumns(
        outcome, options.get("treatment", ""), options.get("instrument", ""), weights=options.get("weights", ""),
        cluster=options.get("cluster", ""), sector_cluster=options.get("sector_cluster", ""),
        leave_one_out=options.get("leave_one_out", False), **lists,
    )  # fmt: skip
    with noting() as notes:
        figures = read_shift_share(files, columns)
    made = shares.analyse(figures, shares.ShareAsked(options.get("level", 0.95)))
    call = Call("effects.shift_share", {"outcome": outcome, "treatment": columns.treatment, "data": str(files.regions)})
    parts = share_results(call, made)
    return ShiftShare(answer(parts["estimate"], notes), answer(parts["sectors"]), answer(parts["balance"]))


@dataclass(frozen=True, repr=False)
class ShiftShare(Several):
    """Coefficients by each inference, what sectors bring (the chart shows their weights), tests of balance."""

    effects: Answer
    sectors: Answer
    balance: Answer

    @property
    def _drawn(self) -> Answer:
        return self.sectors


def _dated(data: Any, outcome: str, options: DatedOptions) -> tuple[DatedPanel, tuple[Variable, ...], list[Note]]:
    """Figures, dates, variables (the outcome first), and what was done with them."""
    variables = (variable(outcome), *(variable(term) for term in options.get("controls", ())))
    years = options.get("first", 0), options.get("last", 0)
    one = Specification("own", variables[0], variables[0], controls=variables[1:], sample=Sample(*years))
    treated = options.get("treated", "")
    named_areas = treated if isinstance(treated, str) else ",".join(treated)
    columns = options.get("area", ""), options.get("period", "")
    with noting() as notes:
        read = read_events(named(data=data)["data"], one.series, str(options.get("event", "")), named_areas, columns)
    if read.zeros:
        notes.append(Note("effect-event-zero", {"count": read.zeros}))
    grid = read.grid.within(*years)
    refuse_logs(grid, one)
    return replace(read, grid=grid), variables, notes


def _call(name: str, outcome: str, options: DatedOptions, seed: int) -> Call:
    own: dict[str, Any] = dict(options)
    given = {n: v if isinstance(v, int | float | str) else tuple(map(str, v)) for n, v in own.items()}
    return Call(name, {"outcome": outcome, **given}, seed=seed)
