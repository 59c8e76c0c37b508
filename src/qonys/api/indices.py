"""A composite index of one's own figures, and everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import numpy as np

from qonys.api.answer import Answer, answer
from qonys.api.keywords import one_of, spelled
from qonys.api.noted import noting
from qonys.api.trees import Tree, framework_of
from qonys.errors import BadInput
from qonys.model import Call, Framework
from qonys.model.claim import Parameter
from qonys.model.note import Note
from qonys.model.records import of_rows
from qonys.model.result import Floats, stack
from qonys.numerics.seed import SEED
from qonys.studies.wellbeing.own import framework_of_file, own_index
from qonys.tables.criteria import read_criteria
from qonys.tables.frames import named
from qonys.wellbeing import diagnoses, doubts, guards, moved, profiles, results
from qonys.wellbeing.diagnoses import Kind
from qonys.wellbeing.pipeline import Built, divisors
from qonys.wellbeing.recipe import doubt as doubt_of
from qonys.wellbeing.uncertainty import Simulated, factorial, simulate

if TYPE_CHECKING:
    from qonys.api.charts import Drawing

RuleWritten = str | Mapping[str, Any] | Callable[[Floats, Floats], Floats]
"""A rule by its name, with parameters, or a function of scores and weights."""


class IndexOptions(TypedDict, total=False):
    """How an index is made. Words are those of `[method]` and `[doubt]` in a framework file."""

    aggregate: RuleWritten | Sequence[RuleWritten]
    """One rule, or one for each level from the lowest up; a function takes scores (…, unit, criterion) and weights
    (…, criterion) and returns scores (…, unit). Arithmetic means if left out."""
    normalise: str | Mapping[str, Any]
    """`min max` if left out."""
    impute: str | Mapping[str, Any] | Sequence[Any]
    treat: Mapping[str, Any]
    screen: Mapping[str, Any]
    weight: str
    """Where weights come from: given, equal, components, rotated components, optimised."""
    weights: Mapping[str, float]
    """Of criteria and nodes, relative to their siblings; 1 if left out."""
    criteria: Mapping[str, Mapping[str, Any]]
    """Of criteria by name: goalposts, denominator, per, relative, events, error, interval, unit."""
    doubt: Mapping[str, Any]
    """What `uncertainty` and `sensitivity` vary: figures, gaps, weights, treat, normalise, aggregate."""
    groups: str
    """Column with a group of each unit, for filling gaps."""
    seed: int


STEPS = ("screen", "impute", "treat", "normalise", "weight", "aggregate")


@spelled(IndexOptions)
def index(data: Any, framework: Tree | str | Path, **options: Unpack[IndexOptions]) -> Index:
    """A composite index: scores and ranks of units, from criteria to the goal.

    Parameters
    ----------
    data : frame or path
        A row a unit (and period) with a column for each criterion; or long: unit, (period,) indicator, value.
    framework : names, nodes with names, or the path of a TOML file or of a table with the columns of iMeta
        A minus before a name: less is better.
    **options
        See `IndexOptions`. Beside a file they replace the steps that it names.

    Returns
    -------
    Index

    Raises
    ------
    BadInput, NotFound, CannotCompute
        As the command `qonys wellbeing index`.

    References
    ----------
    OECD, JRC (2008), Handbook on Constructing Composite Indicators.

    Examples
    --------
    >>> import pandas as pd, qonys
    >>> data = pd.DataFrame({
    ...     "area": ["North", "South", "West"], "income": [310.0, 250, 420], "jobless": [4.1, 6.0, 5.2],
    ...     "crime": [12.0, 9, 20],
    ... })
    >>> made = qonys.index(data, {"money": ["income", "-jobless"], "safety": ["-crime"]})
    >>> made.scores.value(measure="score", element="index", area="North", period="")
    70.18...
    >>> made.profile("North").value(measure="rank", criterion="jobless")
    1.0
    """
    method = {name: options[name] for name in STEPS if name in options}  # type: ignore[literal-required]
    doubt = options.get("doubt", {})
    silent = False
    if isinstance(framework, str | Path):
        tree = _of_file(Path(framework), method, options)
        silent = Path(framework).suffix.lower() != ".toml" and not method
    else:
        tree = framework_of(framework, options.get("weights", {}), options.get("criteria", {}), method, doubt)
    with noting() as notes:
        read = read_criteria(named(data=data)["data"], tree, options.get("groups", ""))
    made = own_index(read, tree, fill=silent)
    steps = tuple(f"{name}={value}" for name, value in sorted(method.items()))
    given: dict[str, Parameter] = {"framework": tree.where, **({"method": steps} if steps else {})}
    return Index(made.built, (*notes, *made.notes), options.get("seed", SEED), given)


def _of_file(path: Path, method: Mapping[str, Any], options: IndexOptions) -> Framework:
    from dataclasses import replace

    for name in ("weights", "criteria"):
        if name in options:
            raise BadInput("unread-option", where=f"qonys.index [{name}]", fix="", option=name, beside=str(path))
    own = framework_of_file(path)
    return replace(own, method={**own.method, **method}, doubt={**own.doubt, **options.get("doubt", {})})


@dataclass(frozen=True, repr=False)
class Index:
    """An index of one's own: `scores`, and what holds it together, what it rests on, how sure it is."""

    built: Built
    """Every step, as arrays (period, unit, criterion)."""
    notes: tuple[Note, ...] = ()
    seed: int = SEED
    given: Mapping[str, Parameter] = field(default_factory=dict)
    """What of a call names the index."""

    @property
    def units(self) -> tuple[str, ...]:
        """Units, without those that were left out."""
        return self.built.table.units

    @property
    def periods(self) -> tuple[str, ...]:
        """Periods; one empty label where the figures have none."""
        return self.built.table.periods

    @property
    def criteria(self) -> tuple[str, ...]:
        """Criteria."""
        return tuple(c.id for c in self.built.framework.criteria)

    @cached_property
    def scores(self) -> Answer:
        """Scores and ranks of the goal and all nodes: measures score, rank; axes element, area, period."""
        return answer(results.scores(self._call("scores"), self.built), self.notes)

    def steps(self) -> Answer:
        """What each step made of each figure, in all units and periods; axes criterion, area, period."""
        return answer(results.steps(self._call("steps"), self.built), self.notes)

    def uncertainty(self, show: str = "intervals", *, draws: int = 20_000, period: str = "", since: str = "") -> Answer:
        """How sure the ranking is: errors of figures, gaps, methods and weights drawn together.

        Parameters
        ----------
        show
            intervals of scores and ranks (90 %); order: the probability that a unit is above another; mobility:
            moves since an earlier period; factorial: every combination of methods once; without: ranks without
            one criterion after the other.
        draws
            Indices that are drawn.
        period, since
            The last and the first if left out.
        """
        shown: dict[str, Callable[[], Answer]] = {
            "intervals": lambda: self._intervals(draws, period), "order": lambda: self._order(draws, period),
            "mobility": lambda: self._mobility(draws, period, since), "factorial": lambda: self._factorial(period),
            "without": lambda: answer(guards.without_result(self._call("without"), self.built, self._at(period))),
        }  # fmt: skip
        return shown[one_of(show, shown, "show")]()

    def sensitivity(self, *, draws: int = 20_000, period: str = "") -> Answer:
        """What the doubt about ranks is due to: Shapley shares of their variance; axes source, area."""
        call, made = self._call("sensitivity", draws), self._simulated(draws, self._at(period))
        return answer(doubts.sensitivity(call, self.built, made, self.seed))

    def profile(self, unit: str, period: str = "") -> Answer:
        """One unit by criterion: standing (z, rank), and what would gain it a place (now, needed, change, error)."""
        at, number = self._unit(unit), self._at(period)
        call = self._call("profile", unit=unit)
        return answer(profiles.gains_result(call, self.built, profiles.profile(self.built, at, number), number))

    def explain(self, unit: str, criterion: str, period: str = "") -> Answer:
        """The way of one figure from the table to the index: each step, the value after it, how it was made."""
        lines = results.explain(self.built, unit, self.periods[self._at(period)], criterion)
        rows = [{"step": step, "value": value, "how": how} for step, value, how in lines]
        return answer(of_rows(self._call("explain", unit=unit, criterion=criterion), rows, "step", {"value": "index"}))

    def what_if(self, unit: str, period: str = "", **figures: float) -> Answer:
        """Score and rank of one unit if some of its figures were others, all else as it is.

        Parameters
        ----------
        unit, period
        **figures
            By criterion, as they stand in the table.

        Examples
        --------
        >>> import pandas as pd, qonys
        >>> data = pd.DataFrame({"area": ["N", "S", "W"], "income": [1.0, 2.0, 5.0], "jobless": [4.0, 3.0, 2.0]})
        >>> qonys.index(data, ["income", "-jobless"]).what_if("N", income=3.0).wide()["change"].tolist()
        [25.0]
        """
        at, number = self._unit(unit), self._at(period)
        over = divisors(self.built.table)[number, at]
        given = {one_of(name, self.criteria, "criterion"): figure for name, figure in figures.items()}
        if not given:
            raise BadInput("what-if-nothing", where="what_if", fix=f"what_if({unit!r}, {self.criteria[0]}=…)")
        other = {n: np.array([float(f)]) / over[self.criteria.index(n)] for n, f in given.items()}
        change = float(moved.moved(self.built, at, number, other)[0])
        now = self.built.index[number]
        rank = 1.0 + float((np.delete(now, at) > now[at] + change).sum())
        row = {"score": now[at], "score_if": now[at] + change, "change": change,
               "rank": self.built.ranks[number, at], "rank_if": rank}  # fmt: skip
        call = self._call("what_if", None, unit=unit, **dict(given.items()))
        units = {name: "rank" if "rank" in name else "index" for name in row}
        status = np.array(["E"])
        return answer(
            stack(call, {n: (np.array([float(v)]), status, units[n]) for n, v in row.items()}, {"area": (unit,)})
        )

    def correlations(self, kind: str = "pearson", period: str = "") -> Answer:
        """Correlations of each element with those of its level and of every higher one: pearson, spearman, kendall."""
        chosen = Kind(one_of(kind, [k.value for k in Kind], "kind"))
        rows = diagnoses.correlation_rows(self.built, self._at(period), chosen)
        return answer(of_rows(self._call("correlations", kind=kind), rows, "pair"))

    def alpha(self, period: str = "") -> Answer:
        """Cronbach's alpha of the parts of each node."""
        return answer(of_rows(self._call("alpha"), diagnoses.alpha_rows(self.built, self._at(period)), "group"))

    def components(self, period: str = "") -> Answer:
        """Principal components of the parts of each node: variance, share, loading of each part."""
        return answer(of_rows(self._call("components"), diagnoses.component_rows(self.built, self._at(period)), "part"))

    def effective_weights(self, period: str = "") -> Answer:
        """Weight of each criterion on paper, as a share of the variance of the index, and its correlation with it."""
        return answer(of_rows(self._call("weights"), diagnoses.weight_rows(self.built, self._at(period)), "criterion"))

    def findings(self, period: str = "") -> Answer:
        """What in the figures or in the tree may mislead a reader."""
        return answer(guards.findings_result(self._call("findings"), self.built, self._at(period)), self.notes)

    def summary(self) -> str:
        """What it is, and the first ranks of the last period."""
        return f"{len(self.units)} units, {len(self.criteria)} criteria\n{self._last().summary()}"

    __repr__ = summary

    def _repr_html_(self) -> str:
        return self._last()._repr_html_()

    def table(self) -> Any:
        """The scores as a long table."""
        return self.scores.table()

    def wide(self) -> Any:
        """Scores and ranks as a wide table."""
        return self.scores.wide()

    def chart(self, **how: str) -> Drawing:
        """Scores of the goal in the last period; see `qonys.chart`."""
        return self._last().chart(**how)

    def _last(self) -> Answer:
        goal, last = self.built.framework.goal.id, len(self.periods) - 1
        values, ranks = self.built.index[last], self.built.ranks[last]
        order = np.argsort(ranks, kind="stable")
        status = results.element_status(self.built)[last][order]
        measures = {"score": (values[order], status, "index"), "rank": (ranks[order], status, "rank")}
        call = self._call("scores", element=goal, period=self.periods[last])
        return answer(stack(call, measures, {"area": tuple(self.units[i] for i in order)}), self.notes)

    def _intervals(self, draws: int, period: str) -> Answer:
        number = self._at(period)
        made = self._simulated(draws, number)
        return answer(doubts.intervals(self._call("intervals", draws), self.built, made, number))

    def _order(self, draws: int, period: str) -> Answer:
        return answer(doubts.order(self._call("order", draws), self.built, self._simulated(draws, self._at(period))))

    def _mobility(self, draws: int, period: str, since: str) -> Answer:
        first, last = self._at(since) if since else 0, self._at(period)
        before, after = self._simulated(draws, first), self._simulated(draws, last)
        return answer(doubts.mobility(self._call("mobility", draws), self.built, before, after, (first, last)))

    def _factorial(self, period: str) -> Answer:
        found = factorial(self.built, doubt_of(self.built.framework), self._at(period))
        return answer(doubts.factorial_result(self._call("factorial"), self.built, *found))

    def _simulated(self, draws: int, number: int) -> Simulated:
        return simulate(self.built, doubt_of(self.built.framework), number, draws, self.seed)

    def _call(self, name: str, draws: int | None = None, **more: Parameter) -> Call:
        own: dict[str, Parameter] = {**self.given, **more}
        if draws is None:
            return Call(f"wellbeing.{name}", own)
        return Call(f"wellbeing.{name}", {**own, "draws": draws}, seed=self.seed)

    def _at(self, period: str) -> int:
        return self.periods.index(one_of(str(period), self.periods, "period")) if period else len(self.periods) - 1

    def _unit(self, unit: str) -> int:
        return self.units.index(one_of(unit, self.units, "unit"))
