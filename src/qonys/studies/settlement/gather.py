"""Official quotas and moves of settlement, as the pack states them: places, limits, and what no region is known of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qonys.errors import CannotCompute, NotFound
from qonys.model.settlement import Limit, Need, Place
from qonys.packs.settlement import SettlementData, settlement_data
from qonys.provenance.runner import Runner


def data_of(run: Runner) -> SettlementData:
    """What the pack says of settlement, read once."""
    return run.declared("plans/settlement.toml", lambda: settlement_data(run.pack))


def quota_names(run: Runner, dimension: str) -> tuple[str, ...]:
    """The series of a quota: as first stated, then in its versions."""
    table = data_of(run).table
    names = (f"{table.quota}[{';'.join(filter(None, (dimension, v)))}]" for v in table.quota_versions)
    return tuple(name.replace("[]", "") for name in names)


def quota_series(run: Runner, dimension: str, area: str, year: str) -> str:
    """The series of a quota: as first stated, else in the version that is known."""
    names = quota_names(run, dimension)
    return next((n for n in names if not np.isnan(run.figure(n, area, year))), names[0])


@dataclass(frozen=True)
class Quotas:
    """Quotas of one programme in a year: of each region that is listed, and what is left of the total."""

    total: float
    regions: Mapping[str, float]

    @property
    def rest(self) -> float:
        """Places of the total whose region is not known."""
        return max(0.0, self.total - sum(self.regions.values())) if np.isfinite(self.total) else 0.0


def quotas_of(run: Runner, programme: str, year: str) -> Quotas:
    """The quotas of one programme in a year."""
    dimension, pack = data_of(run).programmes[programme], run.store.pack
    found = {}
    for area in pack.regions(pack.lineage.era(int(year))):
        value = run.figure(quota_series(run, dimension, area, year), area, year)
        if np.isfinite(value):
            found[area] = value
    total = run.figure(quota_series(run, dimension, pack.country, year), pack.country, year)
    return Quotas(total, found)


def year_of(run: Runner, asked: str) -> str:
    """The year asked for, else the newest with quotas of regions.

    Raises
    ------
    NotFound
        If no quota of regions is known for it.
    """
    years = [y for y in data_of(run).table.years if any(quotas_of(run, p, y).regions for p in data_of(run).programmes)]
    if not years:
        raise CannotCompute("settle-no-quota", where="pack", fix="--places")
    if asked and asked not in years:
        fix = ", ".join(years)
        raise NotFound("settle-no-year", where="--year", fix=fix, text=asked)
    return asked or years[-1]


def limits_of(run: Runner, year: str) -> tuple[tuple[Place, ...], tuple[Limit, ...]]:
    """Receiving regions of a year and their quotas by programme; what no region is known of is a limit on several."""
    limits, regions = [], dict[str, None]()
    programmes = data_of(run).programmes
    listed = {p: quotas_of(run, p, year) for p in programmes}
    pools = {p: _listed_elsewhere(run, p, year) - set(q.regions) for p, q in listed.items() if q.rest}
    for p, q in listed.items():
        regions |= dict.fromkeys([*q.regions, *sorted(pools.get(p, ()))])
    for p, q in listed.items():
        for area in regions:
            if area in q.regions or area not in pools.get(p, ()):
                limits.append(Limit((area,), Need.PROGRAMME, q.regions.get(area, 0.0), p, area))
        if pools.get(p):
            limits.append(Limit(tuple(sorted(pools[p])), Need.PROGRAMME, q.rest, p, "+".join(sorted(pools[p]))))
    return tuple(Place(a) for a in sorted(regions)), tuple(limits)


def _listed_elsewhere(run: Runner, programme: str, year: str) -> set[str]:
    others = [y for y in data_of(run).table.years if y != year]
    return {area for y in others for area in quotas_of(run, programme, y).regions}
