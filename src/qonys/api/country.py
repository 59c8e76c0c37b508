"""A country: its figures as frames, and the studies that they carry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qonys.api.answer import Answer, answer
from qonys.api.indices import Index
from qonys.api.keywords import one_of
from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.model import At
from qonys.model.claim import Claim, Parameter
from qonys.numerics.seed import SEED
from qonys.packs import Pack, load_pack
from qonys.provenance.recompute import recompute
from qonys.provenance.runner import Runner
from qonys.provenance.trace import rows_behind
from qonys.store import PanelQuery, open_store
from qonys.studies.registry import start

if TYPE_CHECKING:
    import pandas as pd

    from qonys.api.effects import Fit
    from qonys.assess import Written

REGIONS = "regions"
IMPACTS = ("simulate", "workers", "groups", "inputs", "sensitivity")
QUOTAS = ("plan", "areas", "limits", "duals", "floors", "relax", "frontier", "reallocate", "comparison")
SETTLEMENTS = ("totals", "shares", "official", "comparison")


def country(
    name: str | Path, store: str | Path | None = None, as_of: str | dt.date | None = None, seed: int = SEED
) -> Country:
    """A country by the name of its pack, or a folder that holds one.

    Parameters
    ----------
    name : str or Path
        Of a pack that comes with the program, or a folder.
    store : path, optional
        Folder of releases; the user's own if left out.
    as_of : date, optional
        Only figures known on this day.
    seed : int
        Of all draws.

    Raises
    ------
    NotFound
        If there is no such pack.
    BadInput
        For faults of the pack, or what is no date.

    Examples
    --------
    >>> import qonys, tempfile
    >>> from qonys.packs.load import embedded
    >>> home = qonys.country(embedded()[0], store=tempfile.mkdtemp())
    >>> home.areas()["level"].tolist()[:2]
    ['country', 'region']
    """
    pack, folder = load_pack(name), None if store is None else Path(store)
    return Country(pack, start(open_store(pack, folder, as_of=_day(as_of)), seed=seed), folder)


def _day(given: str | dt.date | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise BadInput("bad-option", where="as_of", fix="2024-08-01", text=str(given)) from None


@dataclass(frozen=True, repr=False)
class Country:
    """A pack and its figures; results come from the same studies as the report and the commands."""

    pack: Pack
    run: Runner
    store: Path | None = None
    """Folder of releases; none: the user's own."""

    def __repr__(self) -> str:
        return f"{self.pack.id}: {len(self.pack.areas)} areas, {len(self.pack.indicators)} indicators"

    def areas(self, borders: int | None = None) -> pd.DataFrame:
        """Areas: code, level, parent, names in three languages; of one division if a year of borders is named."""
        import pandas as pd

        kept = [a for a in self.pack.areas.values() if borders is None or a.exists(borders)]
        rows = [{"area": a.code, "level": a.level.value, "parent": a.parent or "", **a.names} for a in kept]
        return pd.DataFrame(rows)

    def indicators(self) -> pd.DataFrame:
        """Indicators: id, unit, kind, names in three languages."""
        import pandas as pd

        found = self.pack.indicators.items()
        return pd.DataFrame([{"indicator": i, "unit": x.unit, "kind": x.kind.value, **x.names} for i, x in found])

    def panel(
        self, series: str | Sequence[str], areas: str | Sequence[str] = REGIONS,
        years: Iterable[int | str] | int | str | None = None, borders: int | None = None, *, lang: str = "en",
    ) -> pd.DataFrame:  # fmt: skip
        """Figures as a long frame: series, area, name, period, value, status, reason, unit.

        Parameters
        ----------
        series : str or several
            Indicators, with dimensions where they have any: `population_start[sex=F]`.
        areas : str or several
            `regions`, or names in any language, or codes.
        years : several
            Years, or other periods as the indicator has them (`2023-08`); all that there are if left out.
        borders : int, optional
            Year of the division; that of the last period if left out.
        lang : str
            Of the names of areas.
        """
        wanted = (series,) if isinstance(series, str) else tuple(series)
        for one in wanted:
            self._known(one.partition("[")[0])
        given = (years,) if isinstance(years, int | str) else years
        periods = tuple(map(str, given)) if given is not None else tuple(self._periods(wanted))
        if not periods:
            raise CannotCompute("no-periods", where="panel")
        year = borders or self.pack.lineage.era(int(periods[-1][:4])) or int(periods[-1][:4])
        panel = self.run.panel(PanelQuery(wanted, self._codes(areas, year), periods, year))
        made = panel.table()
        made["reason"] = made.pop("gap")
        made.insert(2, "name", [self.pack.areas[code].names.get(one_of(lang, ("kk", "ru", "en"), "lang"), code)
                                for code in made["area"]])  # fmt: skip
        return made.assign(unit=[self.pack.indicators[s.partition("[")[0]].unit for s in made["series"]])

    def index(self, framework: str = "", span: str = "") -> Index:
        """The index of a framework of the pack over one of its spans; the pack's own and the last if left out."""
        from qonys.packs.frameworks import default_framework
        from qonys.studies.wellbeing.gather import built, framework_of

        name = framework or default_framework(self.pack)
        known = framework_of(self.run, name)
        chosen = span or known.spans[-1].id
        return Index(built(self.run, name, chosen), seed=self.run.seed, given={"framework": name, "span": chosen})

    def effect(self, study: str = "", effect: str = "", *, draws: int = 0) -> Fit:
        """An effect of a study of the pack; the first of the first if left out."""
        from qonys.api.effects import Fit
        from qonys.studies.effects.compute import estimated, study_of

        found = study_of(self.run, study)
        result = self.run("effects.estimate", study=found.id, effect=effect, draws=draws)
        made = estimated(self.run, found.id, effect, draws)
        return Fit(made, answer(result, made.notes))

    def impact(
        self, area: str, people: Mapping[str, float] | Sequence[str] = (), show: str = "simulate", *,
        scenario: str = "", period: str = "", draws: int = 0,
    ) -> Answer:  # fmt: skip
        """What happens to an area if people arrive: wages, jobs, output, homes, places.

        Parameters
        ----------
        area : str
            Name or code.
        people : mapping or lines
            Number of people by kind, `{"workers": 5000}`; or lines of the command, `workers=5000,sector=F`.
        show : str
            simulate, workers, groups, inputs, sensitivity.
        scenario : str
            A scenario of the pack, in place of people.
        period : str
            Year of the figures; the newest if left out.
        draws : int
            Of the parameters.
        """
        lines = [f"{kind}={number:g}" for kind, number in people.items()] if isinstance(people, Mapping) else people
        given: dict[str, Parameter] = {"area": self.pack.find_area(area).code, "groups": tuple(lines)}
        more: dict[str, Parameter] = {"scenario": scenario, "period": period, "draws": draws}
        return self.ask(f"impact.{one_of(show, IMPACTS, 'show')}", **given, **{n: v for n, v in more.items() if v})

    def quota(self, show: str = "plan", *, year: str = "", needs: Any = None, floors: Mapping[str, float] | None = None,
              **how: str | int) -> Answer:  # fmt: skip
        """The quota of foreign labour by area, sector and category under all limits.

        Parameters
        ----------
        show : str
            plan, areas, limits, duals, floors, relax, frontier, reallocate, comparison.
        year : str
            The last with a published percent if left out.
        needs : frame or path, optional
            Needs of one's own; else the scenario of the pack.
        floors : mapping, optional
            Least places by the name of an area.
        **how
            objective, version, whole, draws, reserve: as the command's options.
        """
        from qonys.api.noted import noting
        from qonys.studies.quota.compute import PLANNED, Own, asked_of, result_of
        from qonys.tables.frames import named

        table = one_of(show, QUOTAS, "show")
        for name in how:
            one_of(name, PLANNED, "option")
        own = Own(named(needs=needs).get("needs"), None, tuple((floors or {}).items()))
        with noting() as notes:
            asked = asked_of(own, lambda: self.run, str(year))
        return answer(result_of(asked, table, how, self.run.seed), notes)

    def settlement(self, show: str = "totals", **given: Parameter) -> Answer:
        """Settlement of households: totals and shares of the plan of a scenario, published moves, the plan beside them.

        Parameters
        ----------
        show : str
            totals, shares, official, comparison.
        **given
            Parameters of the computation: year, seconds.
        """
        return self.ask(f"plan.settlement.{one_of(show, SETTLEMENTS, 'show')}", **given)

    def ask(self, computation: str, **parameters: Parameter) -> Answer:
        """A registered computation by its name, as a claim names it: `migration.balance`, `plan.need`."""
        return answer(self.run(computation, **parameters))

    def trace(self, claim: Claim) -> pd.DataFrame:
        """The observations that a claim rests on, with value, status, source and locator; computed again for it."""
        import pandas as pd

        return pd.DataFrame(self.run.store.rows(rows_behind(self.run, recompute(self.run, claim))))

    def assess(self, area: str | None = None, out: str | Path = "report", lang: str = "", **options: Any) -> Written:
        """Write the report of an area, or of the country: see `qonys assess`."""
        from qonys.assess import Options, assess
        from qonys.text import Language

        chosen = Options(seed=self.run.seed, as_of=self.run.store.as_of, **options)
        if lang:
            chosen = replace(chosen, language=Language(one_of(lang, ("kk", "ru", "en"), "lang")))
        return assess(self.pack, area, out=Path(out), store=self.store, options=chosen)

    def _codes(self, areas: str | Sequence[str], borders: int) -> tuple[str, ...]:
        if areas == REGIONS:
            return tuple(self.pack.regions(borders))
        names = (areas,) if isinstance(areas, str) else areas
        return tuple(self.pack.find_area(name).code for name in names)

    def _known(self, indicator: str) -> None:
        known = self.pack.indicators
        if indicator not in known:
            raise NotFound.indicator(indicator, where=f"pack {self.pack.id}", near=get_close_matches(indicator, known))

    def _periods(self, series: Sequence[str]) -> list[str]:
        """Periods with figures; a stock at the start of a year is asked for by the year."""
        found = set()
        for one in series:
            start = self.pack.indicators[one.partition("[")[0]].at is At.START
            found |= {p.removesuffix("-01-01") if start else p for p in self.run.periods(one)}
        return sorted(found)
