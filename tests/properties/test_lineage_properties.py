"""What must hold for any history of splits, merges and transfers.

Each history is drawn together with a ground truth: every unit is a set of numbered plots of
land, so that what the lineage says can be compared with where the land went. The lineage
sees only the events.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from qonys.model import Change, Lineage, LineageEvent

Land = Mapping[str, frozenset[int]]
FIRST_YEAR = 2001
PLOTS = 48

unhurried = settings(max_examples=200)


@dataclass
class History:
    """A lineage, the land of each unit in each division, and what each label means in it."""

    first: tuple[str, ...]
    events: list[LineageEvent] = field(default_factory=list)
    land: dict[int, Land] = field(default_factory=dict)
    meaning: dict[int, Mapping[str, str | None]] = field(default_factory=dict)

    @property
    def lineage(self) -> Lineage:
        return Lineage(self.first, tuple(self.events))

    @property
    def years(self) -> list[int]:
        return sorted(self.land)


@st.composite
def parts_of(draw: st.DrawFn, land: frozenset[int], count: int) -> list[frozenset[int]]:
    """The land cut into so many pieces, none empty."""
    order = draw(st.permutations(sorted(land)))
    marks = draw(st.lists(st.integers(1, len(order) - 1), min_size=count - 1, max_size=count - 1, unique=True))
    cuts = [0, *sorted(marks), len(order)]
    return [frozenset(order[a:b]) for a, b in pairwise(cuts)]


@st.composite
def histories(
    draw: st.DrawFn,
    changes: tuple[Change, ...] = tuple(Change),
    most: int = 6,
    reuse: bool = True,
) -> History:
    """Up to `most` events, some in one year; labels are kept, new, or (with `reuse`) given anew."""
    first = tuple("ABCD"[: draw(st.integers(1, 4))])
    history = History(first)
    pieces = draw(parts_of(frozenset(range(PLOTS)), len(first)))
    now: dict[str, frozenset[int]] = dict(zip(first, pieces, strict=True))
    means: dict[str, str | None] = {code: code for code in first}
    fresh = iter(f"N{n}" for n in range(99))
    history.land[0], history.meaning[0] = dict(now), dict(means)
    year = FIRST_YEAR
    for _ in range(draw(st.integers(1, most))):
        year += draw(st.integers(0, 2))
        change = draw(st.sampled_from(changes))
        gone = sorted(set(means) - set(now)) if reuse else []
        names = [draw(st.sampled_from([next(fresh), *gone])) for _ in range(3)]
        made = draw(_event(year, change, now, list(dict.fromkeys(names))))
        if made is None:
            continue
        event, now = made
        _relabel(means, event)
        history.events.append(event)
        history.land[year], history.meaning[year] = dict(now), dict(means)
    return history


@st.composite
def _event(
    draw: st.DrawFn, year: int, change: Change, now: dict[str, frozenset[int]], names: list[str]
) -> tuple[LineageEvent, dict[str, frozenset[int]]] | None:
    """One event and the land after it; none if the division has no unit for it."""
    after = dict(now)
    old: tuple[str, ...]
    new: tuple[str, ...]
    heir: str | None
    if change is Change.SPLIT:
        large = sorted(code for code, land in now.items() if len(land) >= 3)
        if not large:
            return None
        old = (draw(st.sampled_from(large)),)
        keep = draw(st.booleans())
        new = tuple(dict.fromkeys([*(old if keep else ()), *names]))[: draw(st.integers(2, 3))]
        if len(new) < 2:
            return None
        pieces = draw(parts_of(after.pop(old[0]), len(new)))
        after.update(zip(new, pieces, strict=True))
        heir = old[0] if keep else draw(st.sampled_from([None, *new]))
    elif change is Change.MERGE:
        if len(now) < 2:
            return None
        old = tuple(draw(st.lists(st.sampled_from(sorted(now)), min_size=2, max_size=3, unique=True)))
        new = (draw(st.sampled_from([names[0], old[0]])),)
        after[new[0]] = frozenset().union(*(after.pop(code) for code in old))
        heir = draw(st.sampled_from([None, new[0]]))
    else:
        givers = sorted(code for code, land in now.items() if len(land) >= 2)
        if not givers or len(now) < 2:
            return None
        old = (draw(st.sampled_from(givers)),)
        new = (draw(st.sampled_from(sorted(set(now) - set(old)))),)
        moved, stays = draw(parts_of(now[old[0]], 2))
        after[old[0]], after[new[0]], heir = stays, now[new[0]] | moved, None
    return LineageEvent(dt.date(year, 1, 1), change, old, new, continues=heir), after


def _relabel(means: dict[str, str | None], event: LineageEvent) -> None:
    """What each label means after an event: the heir of what it meant before."""
    if event.change is Change.TRANSFER:
        return
    ended = set(event.old) - set(event.new)
    for label, unit in means.items():
        if unit in ended:
            means[label] = event.continues
    means.update({code: code for code in event.new})


# --- territories -----------------------------------------------------------------------------------


@unhurried
@given(histories())
def test_every_division_is_the_same_country_cut_without_overlap(history: History) -> None:
    lineage = history.lineage
    whole = frozenset().union(*lineage.division(0).values())
    assert list(lineage.years) == history.years
    for year in history.years:
        division = lineage.division(year)
        assert set(division) == set(history.land[year])
        assert all(division.values())
        assert sum(len(land) for land in division.values()) == len(whole)
        assert frozenset().union(*division.values()) == whole


@unhurried
@given(histories())
def test_territories_that_the_lineage_tells_apart_or_equal_are_so_on_the_ground(history: History) -> None:
    lineage = history.lineage
    units = [(y, code) for y in history.years for code in history.land[y]]
    for (y, a), (z, b) in combinations(units, 2):
        ours, theirs = lineage.division(y)[a], lineage.division(z)[b]
        if ours == theirs:
            assert history.land[y][a] == history.land[z][b]
        if ours < theirs:
            assert history.land[y][a] < history.land[z][b]
        if not ours & theirs:
            assert not history.land[y][a] & history.land[z][b]


@unhurried
@given(histories(), st.data())
def test_a_merge_after_a_split_gives_back_the_territory(history: History, data: st.DataObject) -> None:
    last = history.years[-1]
    code = data.draw(st.sampled_from(sorted(history.land[last])))
    count = data.draw(st.integers(1, 4))
    parts = (code, *(f"P{n}" for n in range(count)))
    split = LineageEvent(dt.date(last + 2100, 1, 1), Change.SPLIT, (code,), parts)
    merge = LineageEvent(dt.date(last + 2101, 1, 1), Change.MERGE, tuple(reversed(parts)), ("Q",))
    again = Lineage(history.first, (*history.events, split, merge))
    assert again.territory("Q", last + 2101) == again.territory(code, last)
    assert again.compose(again.division(last)[code], last + 2100).units == tuple(sorted(parts))


# --- sums ------------------------------------------------------------------------------------------


@unhurried
@given(histories(), st.lists(st.integers(-1000, 1000), min_size=PLOTS, max_size=PLOTS))
def test_a_sum_that_is_called_exact_is_exact(history: History, figures: list[int]) -> None:
    lineage = history.lineage
    stated = {y: {c: sum(figures[p] for p in land) for c, land in units.items()} for y, units in history.land.items()}
    for of in history.years:
        for within in history.years:
            for code, territory in lineage.division(of).items():
                found = lineage.compose(territory, within)
                if not found.reason:
                    assert sum(stated[within][unit] for unit in found.units) == stated[of][code]


@unhurried
@given(histories(changes=(Change.SPLIT,)))
def test_after_splits_alone_every_older_unit_is_a_sum(history: History) -> None:
    lineage = history.lineage
    for year in history.years:
        for later in (y for y in history.years if y >= year):
            for territory in lineage.division(year).values():
                assert not lineage.compose(territory, later).reason


@unhurried
@given(histories(changes=(Change.MERGE,)))
def test_after_merges_alone_every_newer_unit_is_a_sum(history: History) -> None:
    lineage = history.lineage
    for year in history.years:
        for earlier in (y for y in history.years if y <= year):
            for territory in lineage.division(year).values():
                assert not lineage.compose(territory, earlier).reason


@unhurried
@given(histories())
def test_the_country_is_a_sum_in_every_division(history: History) -> None:
    lineage = history.lineage
    whole = frozenset().union(*lineage.division(0).values())
    for year in history.years:
        assert lineage.compose(whole, year).units == tuple(sorted(history.land[year]))


@unhurried
@given(histories())
def test_what_is_no_sum_names_the_units_that_are_cut(history: History) -> None:
    lineage = history.lineage
    for of in history.years:
        for within in history.years:
            division = lineage.division(within)
            for territory in lineage.division(of).values():
                found = lineage.compose(territory, within)
                cut = sorted(c for c, land in division.items() if land & territory and land - territory)
                assert found.reason == ",".join(cut)
                assert bool(found.units) is not bool(cut)


# --- stable units ----------------------------------------------------------------------------------


@unhurried
@given(histories(), st.data())
def test_stable_units_partition_the_last_division_and_are_exact_throughout(
    history: History, data: st.DataObject
) -> None:
    lineage = history.lineage
    first, last = sorted(data.draw(st.tuples(*[st.integers(FIRST_YEAR - 1, FIRST_YEAR + 13)] * 2)))
    groups = lineage.stable_units(first, last)
    assert sorted(code for group in groups for code in group) == sorted(lineage.division(last))
    assert list(groups) == sorted(tuple(sorted(group)) for group in groups)
    for group in groups:
        for year in range(first, last + 1):
            assert not lineage.compose(_joint(lineage, group, last), year).reason


@unhurried
@given(histories(most=4), st.data())
def test_no_finer_partition_is_exact_throughout(history: History, data: st.DataObject) -> None:
    lineage = history.lineage
    first, last = sorted(data.draw(st.tuples(*[st.integers(FIRST_YEAR - 1, FIRST_YEAR + 9)] * 2)))
    for group in lineage.stable_units(first, last):
        for size in range(1, min(len(group), 7)):
            for some in combinations(group, size):
                part = _joint(lineage, some, last)
                assert any(lineage.compose(part, year).reason for year in range(first, last + 1))


@unhurried
@given(histories(), st.integers(FIRST_YEAR - 1, FIRST_YEAR + 13))
def test_in_one_division_each_unit_is_stable_alone(history: History, year: int) -> None:
    lineage = history.lineage
    assert lineage.stable_units(year, year) == tuple((code,) for code in sorted(lineage.division(year)))


@unhurried
@given(histories())
def test_a_longer_span_is_never_finer(history: History) -> None:
    lineage, last = history.lineage, history.years[-1]
    finer = [lineage.stable_units(first, last) for first in reversed(history.years)]
    for short, long in pairwise(finer):
        assert all(any(set(group) <= set(wider) for wider in long) for group in short)


def _joint(lineage: Lineage, group: tuple[str, ...], year: int) -> frozenset[str]:
    return frozenset().union(*(lineage.division(year)[code] for code in group))


# --- labels ----------------------------------------------------------------------------------------


@unhurried
@given(histories())
def test_a_label_means_what_carries_it_on(history: History) -> None:
    lineage = history.lineage
    for year in history.years:
        for label, unit in history.meaning[year].items():
            assert lineage.meaning(label, year) == unit
        assert lineage.meaning("nowhere", year) is None


@unhurried
@given(histories(reuse=False))
def test_a_continued_label_means_a_part_or_the_whole_of_what_it_meant(history: History) -> None:
    lineage = history.lineage
    for event in history.events:
        if event.change is Change.TRANSFER or event.continues is None:
            continue
        year = event.date.year
        if sum(e.date.year == year for e in history.events) > 1:
            continue
        before = history.years[history.years.index(year) - 1]
        for label in event.old:
            assert lineage.meaning(label, year) == (label if label in event.new else event.continues)
            was, now = lineage.territory(label, before), lineage.territory(label, year)
            assert was and now
            assert now < was if event.change is Change.SPLIT else now > was


@unhurried
@given(histories(), st.randoms(use_true_random=False))
def test_events_may_be_listed_in_any_order(history: History, random: Random) -> None:
    dates = [event.date for event in history.events]
    if len(set(dates)) < len(dates):
        return
    turned = list(history.events)
    random.shuffle(turned)
    lineage, other = history.lineage, Lineage(history.first, tuple(turned))
    for year in history.years:
        assert other.division(year) == lineage.division(year)
        assert all(other.meaning(label, year) == unit for label, unit in history.meaning[year].items())
