"""Lineage: how areas split, merge and exchange land, and what can be summed across it exactly.

How this works. Every territory is written as a set of *atoms*, the pieces that no change
of borders in the record has cut. A split cuts each atom of the old unit into one piece for
each new unit; a merge unites sets; a transfer cuts off a piece and hands it over. Whether a
figure of one division can be restated in another is then a question about sets: a target is
exact if units of the source division add up to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from qonys.errors import QonysError
from qonys.model.area import AreaCode
from qonys.model.observation import Status

Territory = frozenset[str]
Division = Mapping[AreaCode, Territory]


class Change(Enum):
    """Kind of a change of borders."""

    SPLIT = "split"
    MERGE = "merge"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class LineageEvent:
    """One dated change of borders.

    A split and a merge move whole units: sums over them are exact. A transfer moves a
    part: `old` and `new` stay comparable only taken together.
    """

    date: dt.date
    """First day on which figures are stated in the new borders."""
    change: Change
    old: tuple[AreaCode, ...]
    new: tuple[AreaCode, ...]
    enacted: dt.date | None = None
    continues: AreaCode | None = None
    """The new unit that later figures labelled with the old code mean."""
    persons: int | None = None
    """People moved by a transfer."""
    status: Status = Status.NORMAL
    source: str = ""
    locator: str = ""

    def __post_init__(self) -> None:
        wanted = {Change.SPLIT: (1, None), Change.MERGE: (None, 1), Change.TRANSFER: (1, 1)}[self.change]
        for codes, count in ((self.old, wanted[0]), (self.new, wanted[1])):
            if not codes or (count is not None and len(codes) != count):
                raise self._wrong("lineage-count", change=self.change.value)
        doubled = len(set(self.old)) < len(self.old) or len(set(self.new)) < len(self.new)
        if doubled or (self.change is Change.TRANSFER and self.old == self.new):
            raise self._wrong("lineage-twice")
        if self.continues is not None and self.continues not in self.new:
            raise self._wrong("lineage-continues", name=self.continues)

    def _wrong(self, code: str, **fields: object) -> QonysError:
        fields |= {"old": ", ".join(self.old) or "–", "new": ", ".join(self.new) or "–"}
        return QonysError(code, where=self.date.isoformat(), fix="", date=self.date.isoformat(), **fields)

    @property
    def exact(self) -> bool:
        """Whether additive figures can be summed over the change without an estimate."""
        return self.change is not Change.TRANSFER


@dataclass(frozen=True)
class Composition:
    """How a target is made of units of another division; `reason` if it cannot be."""

    units: tuple[AreaCode, ...]
    reason: str = ""


@dataclass(frozen=True)
class Lineage:
    """The dated changes of one country's borders, and the divisions that follow from them."""

    first_units: tuple[AreaCode, ...]
    """Units in force before the first event."""
    events: tuple[LineageEvent, ...]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Borders years in which a division begins; the first stands for all time before."""
        return (0, *sorted({e.date.year for e in self.events}))

    @cached_property
    def _in_order(self) -> tuple[LineageEvent, ...]:
        return tuple(sorted(self.events, key=lambda e: e.date))

    @cached_property
    def _divisions(self) -> dict[int, dict[AreaCode, Territory]]:
        pieces: dict[str, tuple[str, ...]] = {}
        now: dict[AreaCode, Territory] = {code: frozenset({code}) for code in self.first_units}
        history = {0: now}
        for number, event in enumerate(self._in_order):
            now = _apply(event, now, pieces, tag=f"/{number}")
            history[event.date.year] = now
        return {
            year: {code: frozenset(_leaves(atoms, pieces)) for code, atoms in units.items()}
            for year, units in history.items()
        }

    def era(self, borders: int) -> int:
        """The borders year in which the division of that year began."""
        return max(year for year in self.years if year <= max(borders, 0))

    def division(self, borders: int) -> Division:
        """Units in force in the division of that year, with their territories."""
        return self._divisions[self.era(borders)]

    def meaning(self, code: AreaCode, borders: int) -> AreaCode | None:
        """The unit that a figure labelled `code` means in the division of that year.

        A label that outlives its unit means the one that carries it on; none if there is none.
        """
        unit: AreaCode | None = code
        for event in self._in_order:
            if event.date.year > borders:
                break
            if unit in event.old and event.change is not Change.TRANSFER and unit not in event.new:
                unit = event.continues
            if code in event.new:  # the label is given anew
                unit = code
        return unit if unit in self.division(borders) else None

    def territory(self, code: AreaCode, borders: int) -> Territory | None:
        """The atoms of a unit; none if the code means nothing in that division."""
        unit = self.meaning(code, borders)
        return None if unit is None else self.division(borders)[unit]

    def compose(self, target: Territory, borders: int) -> Composition:
        """Units of the division of that year that add up to the target exactly.

        Examples
        --------
        >>> split = LineageEvent(dt.date(2010, 1, 1), Change.SPLIT, ("A",), ("A", "B"))
        >>> lineage = Lineage(("A", "C"), (split,))
        >>> lineage.compose(lineage.territory("A", 2000), 2010).units
        ('A', 'B')
        >>> lineage.compose(lineage.territory("B", 2010), 2000).reason
        'A'
        """
        inside, across = [], []
        for code, atoms in self.division(borders).items():
            if atoms <= target:
                inside.append(code)
            elif atoms & target:
                across.append(code)
        if across:
            return Composition((), reason=",".join(sorted(across)))
        return Composition(tuple(sorted(inside)))

    def stable_units(self, first: int, last: int) -> tuple[tuple[AreaCode, ...], ...]:
        """Groups of units of the division of `last` that are comparable in every year of the span.

        Each group is the smallest set of units whose joint territory is a union of units in
        every division from `first` to `last`.
        """
        final = self.division(last)
        eras = {self.era(first), *(y for y in self.years if first <= y <= last)}
        groups: list[Territory] = list(final.values())
        for era in sorted(eras):
            for atoms in self.division(era).values():
                joined = [g for g in groups if g & atoms]
                groups = [g for g in groups if not g & atoms] + ([frozenset().union(*joined)] if joined else [])
        named = [tuple(sorted(code for code, atoms in final.items() if atoms <= group)) for group in groups]
        return tuple(sorted(named))


def _leaves(atoms: Iterable[str], pieces: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    for atom in atoms:
        if atom in pieces:
            yield from _leaves(pieces[atom], pieces)
        else:
            yield atom


def _apply(
    event: LineageEvent, before: dict[AreaCode, Territory], pieces: dict[str, tuple[str, ...]], tag: str
) -> dict[AreaCode, Territory]:
    """The division after an event; atoms that it cuts are noted in `pieces`."""
    now = {code: frozenset(_leaves(atoms, pieces)) for code, atoms in before.items()}
    unknown = [code for code in event.old if code not in now]
    if unknown:
        raise _at_odds("lineage-not-in-force", event, unknown)
    match event.change:
        case Change.SPLIT:
            return _split(event, now, pieces, tag)
        case Change.MERGE:
            united = frozenset().union(*(now.pop(code) for code in event.old))
            return _with_new(event, now, {event.new[0]: united})
        case Change.TRANSFER:
            giver, taker = event.old[0], event.new[0]
            stay, moved = _cut(now[giver], ("stays", "moves"), pieces, tag)
            if taker not in now:
                raise _at_odds("lineage-not-in-force", event, [taker])
            return {**now, giver: stay, taker: now[taker] | moved}


def _split(
    event: LineageEvent, now: dict[AreaCode, Territory], pieces: dict[str, tuple[str, ...]], tag: str
) -> dict[AreaCode, Territory]:
    atoms = now.pop(event.old[0])
    return _with_new(event, now, dict(zip(event.new, _cut(atoms, event.new, pieces, tag), strict=True)))


def _with_new(
    event: LineageEvent, now: dict[AreaCode, Territory], new: dict[AreaCode, Territory]
) -> dict[AreaCode, Territory]:
    doubled = sorted(set(new) & set(now))
    if doubled:
        raise _at_odds("lineage-in-force", event, doubled)
    return {**now, **new}


def _at_odds(code: str, event: LineageEvent, areas: Sequence[AreaCode]) -> QonysError:
    """The error of an event that finds areas in force, or not, against what it needs."""
    return QonysError(code, where=event.date.isoformat(), date=event.date.isoformat(), name=", ".join(areas))


def _cut(atoms: Territory, parts: tuple[str, ...], pieces: dict[str, tuple[str, ...]], tag: str) -> list[Territory]:
    for atom in atoms:
        pieces[atom] = tuple(f"{atom}{tag}:{part}" for part in parts)
    return [frozenset(pieces[atom][i] for atom in atoms) for i in range(len(parts))]
