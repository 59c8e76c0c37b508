"""Net migration as what is left: of births and deaths, of survivors by cohort, of lifetime migrants.

All methods load the errors of the counts on migration: a census that misses 1 % of a cohort
shows it as out-migration. Ratios of two censuses of the nation cancel errors that are alike
everywhere, and assume a nation closed to the world and one mortality.

Ages in cohort tables stand as at the second census: position 2 of five-year groups is 10-14,
who were 0-4 ten years before. The open-ended group, say 70+, answers the group that is younger
by the interval, 60+, and its ratio is that of the group as a whole: `by_cohort` places both so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qonys.errors import BadInput
from qonys.migration.kernels.accounts import implied_net_migration
from qonys.numerics.arrays import Floats


class VitalNet(NamedTuple):
    """Change of population and its two parts, persons; `change` = `natural` + `net`."""

    change: Floats
    natural: Floats
    net: Floats


def net_by_vital_statistics(pop_start: Floats, pop_end: Floats, births: Floats, deaths: Floats) -> VitalNet:
    """Net migration by the vital-statistics method: change of population less births over deaths.

    All (...) floats, persons, of residents of one delimitation of areas, events between the two
    dates. Negative figures raise BadInput; a missing term leaves nan.

    Examples
    --------
    White women of Alabama, 1960-1970 (Bogue, Hinze, White 1982, Techniques of Estimating Net Migration):

    >>> [float(x) for x in net_by_vital_statistics(*map(np.float64, (1159548, 1298342, 224034, 86880)))]
    [138794.0, 137154.0, 1640.0]
    """
    start, end, born, died = (np.asarray(x, float) for x in (pop_start, pop_end, births, deaths))
    for name, values in (("pop_start", start), ("pop_end", end), ("births", born), ("deaths", died)):
        _refuse(values, name)
    return VitalNet(np.asarray(end - start), np.asarray(born - died), implied_net_migration(start, born, died, end))


class SurvivalNet(NamedTuple):
    """Net migration of cohorts between two censuses, persons, each (..., cohort).

    The estimates differ in when migrants are taken to have moved, so in whose deaths count;
    all have one sign. nan for cohorts without a start or a ratio.
    """

    forward: Floats  # end less the survivors of the start: as if all moved on the last day
    reverse: Floats  # end / S less the start: as if all moved on the first day; `forward` / S
    average: Floats  # mean of the two, the usual choice
    even: Floats  # moves spread evenly over the interval: 2 `forward` / (1 + S)
    midway: Floats  # all moves halfway through the interval: `forward` / √S
    expected_end: Floats  # survivors of the start, S · start
    expected_start: Floats  # the end taken back, end / S


def net_by_survival(pop_start: Floats, pop_end: Floats, survival: Floats) -> SurvivalNet:
    """Net migration of cohorts by survival ratios: forward, reverse and between them.

    Parameters
    ----------
    pop_start, pop_end : (..., cohort) floats
        Persons. For cohorts born in the interval `pop_start` holds their births and `survival`
        starts at birth; or both are nan, see `net_with_children`.
    survival : (..., cohort) floats
        Share that is alive at the end, of a life table or of two censuses of the nation. Above 1
        is allowed: a census may miss more children than adults.

    Raises
    ------
    BadInput
        For negative figures and for ratios of 0 or below.

    Examples
    --------
    Males of Greater Bombay who were 0-4 in 1941 and 10-14 in 1951 (United Nations 1970, Manual VI):

    >>> found = net_by_survival(np.array([77135.0]), np.array([132870.0]), np.array([0.9087]))
    >>> [round(float(x[0])) for x in found[:3]]
    [62777, 69085, 65931]
    """
    start, end, ratios = np.broadcast_arrays(*(np.asarray(x, float) for x in (pop_start, pop_end, survival)))
    _refuse(start, "pop_start")
    _refuse(end, "pop_end")
    _refuse(ratios, "survival", zero=True)
    forward = end - start * ratios
    reverse = end / ratios - start
    return SurvivalNet(
        forward=forward,
        reverse=reverse,
        average=(forward + reverse) / 2,
        even=2 * forward / (1 + ratios),
        midway=forward / np.sqrt(ratios),
        expected_end=start * ratios,
        expected_start=end / ratios,
    )


def net_by_birthplace(start: Floats, end: Floats, national: tuple[Floats, Floats]) -> SurvivalNet:
    """Net migration of an area by birthplace and cohort, with a survival ratio for each birthplace.

    `start` and `end` are residents of the area, `national` all who were born in each place,
    wherever they live, at both censuses; each (..., birthplace, cohort), persons. Gains among
    those born elsewhere and losses of natives stay apart, which a sum over birthplaces hides
    (Eldridge, Kim 1968, The Estimation of Intercensal Migration from Birth-Residence Statistics).

    Examples
    --------
    >>> here = np.array([[90.0], [30.0]]), np.array([[70.0], [45.0]])
    >>> net_by_birthplace(*here, (np.array([[100.0], [400.0]]), np.array([[90.0], [380.0]]))).forward
    array([[-11. ],
           [ 16.5]])
    """
    return net_by_survival(start, end, census_survival(*national))


@dataclass(frozen=True, slots=True)
class Mothers:
    """Which women the children born in the interval moved with; the default is ten years in five-year groups.

    Children of the youngest group have mothers in `count` groups from position `first`; those of
    each older group, mothers one group older, since they gave birth that much earlier.
    """

    first: int = 3
    """Position of the youngest mothers of the youngest children at the end: 15-19 after 0-4, 5-9, 10-14."""
    count: int = 6
    """Groups of mothers: 15-44 for children of 0-4, 20-49 for those of 5-9."""
    exposure: tuple[float, ...] = (0.25, 0.75)
    """Part of the interval that each group of children lived through, youngest first: its middle age / interval."""


def net_of_children(children: Floats, women: Floats, net_women: Floats, mothers: Mothers | None = None) -> Floats:
    r"""Net migration of children born in the interval, by the child-woman ratio.

    :math:`e_g \,C_g \sum N^W / \sum W`, sums over the ages of their mothers: children moved as these
    women did, but only after their birth (exposure e).

    Parameters
    ----------
    children : (..., group) floats
        At the end, of one sex or both, persons, youngest first; one group for each exposure. So is the result.
    women, net_women : (..., age) floats
        Women at the end, and their net migration by whichever method, persons.

    References
    ----------
    United Nations (1992), Preparing Migration Data for Subnational Population Projections.

    Examples
    --------
    >>> women, net = np.array([0.0, 100.0, 200.0]), np.array([0.0, 10.0, -40.0])
    >>> net_of_children(np.array([60.0]), women, net, Mothers(first=1, count=2, exposure=(0.25,)))
    array([-1.5])
    """
    chosen = mothers or Mothers()
    children, women, net = (np.asarray(x, float) for x in (children, women, net_women))
    groups, last = len(chosen.exposure), chosen.first + chosen.count + len(chosen.exposure) - 1
    if children.shape[-1:] != (groups,) or women.shape[-1] < last or women.shape[-1:] != net.shape[-1:]:
        shapes = f"{children.shape}, {women.shape}, {net.shape}"
        raise ValueError(f"children (..., {groups}) and women (..., {last} or more) are needed, got {shapes}")
    _refuse(children, "children")
    _refuse(women, "women")
    parts = []
    for group, exposure in enumerate(chosen.exposure):
        ages = slice(chosen.first + group, chosen.first + group + chosen.count)
        total = np.asarray(women[..., ages].sum(axis=-1))
        _refuse(total, f"women at the ages of mothers of group {group}", zero=True)
        parts.append(exposure * children[..., group] / total * net[..., ages].sum(axis=-1))
    return np.stack(np.broadcast_arrays(*parts), axis=-1)


def net_with_children(
    cohorts: tuple[Floats, Floats, Floats],
    mothers: Mothers | None = None,
    women: tuple[Floats, SurvivalNet] | None = None,
) -> SurvivalNet:
    """Net migration of cohorts, children born in the interval by the child-woman ratio.

    `cohorts` are start, end and survival as in `net_by_survival`, each (..., cohort). The first
    positions, one for each exposure, are the children: their start and survival are not read,
    and nothing is expected of them (nan). `women` are women at the end and their net migration;
    without it the table itself is one of women.

    Examples
    --------
    >>> start, end = np.array([np.nan, 100.0, 80.0]), np.array([60.0, 110.0, 60.0])
    >>> women = Mothers(first=1, count=2, exposure=(0.5,))
    >>> net_with_children((start, end, np.array([np.nan, 0.9, 0.8])), women).forward.round(2)
    array([ 2.82, 20.  , -4.  ])
    """
    chosen = mothers or Mothers()
    start, end, survival = (np.asarray(x, float) for x in cohorts)
    young = len(chosen.exposure)
    blank = np.arange(end.shape[-1]) < young
    found = net_by_survival(np.where(blank, np.nan, start), end, np.where(blank, np.nan, survival))
    women_end, theirs = women or (end, found)
    filled = {}
    for name in SurvivalNet._fields[:5]:
        children = net_of_children(end[..., :young], women_end, getattr(theirs, name), chosen)
        filled[name] = np.concatenate([children, getattr(found, name)[..., young:]], axis=-1)
    return found._replace(**filled)


def by_cohort(population: Floats, groups: int, births: Floats | None = None) -> Floats:
    """Population of a first census placed at the ages of a second one, `groups` age groups later.

    The last position holds all who reach the open-ended group: the last `groups` + 1 groups. The
    first ones hold `births` of the interval (..., groups), the latest first, or nan.

    Examples
    --------
    >>> by_cohort(np.array([10.0, 20.0, 30.0, 40.0]), 1)
    array([nan, 10., 20., 70.])
    """
    people = np.asarray(population, float)
    kept = people.shape[-1] - 1 - groups
    young = np.full((*people.shape[:-1], max(groups, 0)), np.nan) if births is None else np.asarray(births, float)
    if groups < 1 or kept < 0 or young.shape != (*people.shape[:-1], groups):
        raise ValueError(f"more ages than groups and one birth a group: {people.shape}, {groups}, {young.shape}")
    return np.concatenate([young, people[..., :kept], people[..., kept:].sum(axis=-1, keepdims=True)], axis=-1)


def census_survival(national_start: Floats, national_end: Floats) -> Floats:
    """Census survival ratios: each cohort of the whole nation at two censuses, end over start (`by_cohort`).

    Examples
    --------
    >>> census_survival(np.array([200.0]), np.array([190.0]))
    array([0.95])
    """
    start, end = np.asarray(national_start, float), np.asarray(national_end, float)
    _refuse(start, "national_start", zero=True)
    _refuse(end, "national_end", zero=True)
    return np.asarray(end / start)


def life_table_survival(person_years: Floats, groups: int, births: float) -> Floats:
    """Survival ratios of a life table at the ages of the second census, from birth for the youngest.

    `person_years` (..., age) are those lived in equal groups (nLx), the last one open-ended (Tx);
    `births` is the width of a group times the radix. The last ratio is T(x+n) / T(x).

    Examples
    --------
    >>> life_table_survival(np.array([480.0, 460.0, 400.0, 300.0]), 1, births=500.0).round(3)
    array([0.96 , 0.958, 0.87 , 0.429])
    """
    lived = np.asarray(person_years, float)
    return census_survival(by_cohort(lived, groups, np.full((*lived.shape[:-1], groups), births)), lived)


class LifetimeNet(NamedTuple):
    """Net migration of an interval from lifetime migrants, persons; `net` = `arrivals` - `departures`."""

    arrivals: Floats  # net gain among those born elsewhere
    departures: Floats  # net loss of those born here: they left and did not return
    net: Floats


def net_from_lifetime(
    born_elsewhere: tuple[Floats, Floats], gone: tuple[Floats, Floats], survival: tuple[Floats, Floats]
) -> LifetimeNet:
    """Net migration of an interval from places of birth: (I1 - Si I0) - (O1 - So O0).

    `born_elsewhere` are lifetime in-migrants I at the start and the end, `gone` lifetime
    out-migrants O (born here, living elsewhere), `survival` the shares Si, So of both that are
    alive at the end; each (...) floats, persons.
    Source: Zachariah (1964), A Historical Study of Internal Migration in the Indian Sub-Continent.

    Examples
    --------
    >>> [float(x) for x in net_from_lifetime((100.0, 120.0), (50.0, 70.0), (0.8, 0.9))]
    [40.0, 25.0, 15.0]
    """
    arrivals = net_by_survival(*born_elsewhere, survival[0]).forward
    departures = net_by_survival(*gone, survival[1]).forward
    return LifetimeNet(np.asarray(arrivals), np.asarray(departures), np.asarray(arrivals - departures))


def _refuse(values: Floats, name: str, zero: bool = False) -> None:
    """Negative or infinite figures, and 0 where the method divides by it; missing ones pass."""
    wrong = np.argwhere(np.isinf(values) | (values < 0) | (zero & (values == 0)))
    if len(wrong):
        where = ", ".join(str(tuple(int(i) for i in cell)) for cell in wrong[:3])
        fix = "put them right, or join the group with a neighbour"
        raise BadInput("residual-faulty-figure", where=f"{name}, {where}", fix=fix, count=len(wrong), name=name)
