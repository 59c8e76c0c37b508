"""Declared terms of a quota: TOML of a pack or of a user, with dated parameters of law looked up by year."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import CannotCompute, NotFound
from qonys.model.quota import AreaTerms, Category, QuotaTerms
from qonys.model.rules import Rule
from qonys.packs.lines import line_at, line_of_id
from qonys.packs.pack import Pack
from qonys.packs.read import Faults
from qonys.packs.rules import FOLDER, pack_rules
from qonys.packs.validate import valid_file

if TYPE_CHECKING:
    from qonys.packs import quota_schema as schema

PLACE = "plans/quota.toml"


class Use(Enum):
    """What a file of terms is for."""

    PACK = "pack"
    """With figures and rules beside it."""
    ALONE = "alone"
    """A user's, with needs of their own."""
    OVER = "over"
    """A user's, over what a pack declares: it may say as little as it likes."""


@dataclass(frozen=True)
class Spread:
    """How a scenario spreads national figures over regions."""

    output_weight: float
    manager_share: float
    first_group: str
    note: Mapping[str, str]
    source: str


@dataclass(frozen=True)
class Declared:
    """Terms as a file declares them."""

    terms: QuotaTerms
    year: str = ""
    versions: tuple[str, ...] = ()
    """Versions of a quota in the order in which they came."""
    sectors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Names by sector."""
    rest: str = ""
    """The sector that takes what the others leave."""
    spread: Spread | None = None
    weighs: bool = False
    """Whether the file says what a vulnerable worker weighs."""
    stated: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What the file says of each category."""


@dataclass(frozen=True)
class Legal:
    """A dated parameter of law and the act that sets it."""

    value: float
    act: str


def pack_quota(pack: Pack, year: str) -> Declared:
    """The terms that a pack declares, with the parameters of law in force at the end of a year.

    Raises
    ------
    CannotCompute
        If it declares none.
    BadInput
        With all faults of the file.
    """
    path = pack.root / PLACE
    if not os.path.isfile(path):
        raise CannotCompute("quota-no-terms", where=str(path), fix="--limits my.toml --needs my.csv")
    faults = Faults(pack.root)
    found = _read(path, faults, pack, year)
    faults.stop()
    assert found is not None
    return found


def version_order(pack: Pack) -> tuple[str, ...]:
    """Versions of a quota in the order in which they came; none for a pack that declares no quota.

    Raises
    ------
    BadInput
        With all faults of the file.
    """
    return pack_quota(pack, "").versions if os.path.isfile(pack.root / PLACE) else ()


def load_quota(path: Path, use: Use) -> Declared:
    """The terms of a user's file, for needs of their own or over what a pack declares.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        With all faults of the file.
    """
    if not os.path.isfile(path):
        raise NotFound.file(path)
    faults = Faults(path.parent)
    found = _read(path, faults, None, "", use)
    faults.stop()
    assert found is not None
    return found


def _read(path: Path, faults: Faults, pack: Pack | None, year: str, use: Use = Use.PACK) -> Declared | None:
    from qonys.packs import quota_schema as schema

    table = valid_file(schema.QuotaFile, path, faults)
    if table is None or faults.found:
        return None
    _check(table, path, faults, use)
    shares, acts = _local(table, pack, year)
    areas = {
        a.id: AreaTerms(*(None if v is None else float(v) for v in (a.floor, a.ceiling, a.capacity, a.output,
                                                                    a.unemployment)))
        for a in table.area
    }  # fmt: skip
    terms = QuotaTerms(
        tuple(map(_category, table.category)), _cap(table.cap), table.cap.act if table.cap else "", shares, acts,
        None if table.change is None else float(table.change.share), table.change.act if table.change else "",
        None if table.floor_share is None else float(table.floor_share), areas,
        1.0 if table.weights is None else float(table.weights.vulnerable),
        None if table.output is None else float(table.output), pack is not None,
    )  # fmt: skip
    return Declared(
        terms, table.year or year, tuple(table.versions),
        {s.id: s.names.model_dump() if s.names else {} for s in table.sector},
        next((s.id for s in table.sector if s.rest), ""), _spread(table.scenario),
        table.weights is not None,
        {c.id: frozenset(c.model_fields_set) for c in table.category},
    )  # fmt: skip


def _cap(cap: schema.CapTable | None) -> float | None:
    if cap is None:
        return None
    if cap.places is not None:
        return float(cap.places)
    if cap.rate is None or cap.labour_force is None:
        return None
    return float(cap.rate) / 100 * float(cap.labour_force)


def _category(c: schema.CategoryTable) -> Category:
    return Category(
        c.id, c.group, c.inside, float(c.duration), float(c.vulnerable), None if c.cap is None else float(c.cap), c.act,
        tuple(c.sectors), c.names.model_dump() if c.names else {},
    )  # fmt: skip


def _local(table: schema.QuotaFile, pack: Pack | None, year: str) -> tuple[dict[str, float], dict[str, str]]:
    """Least local shares by group, and their acts; of a pack those in force in the year."""
    shares: dict[str, float] = {}
    acts: dict[str, str] = {}
    for g in table.local_content:
        if g.percent is not None:
            shares[g.id], acts[g.id] = float(g.percent) / 100, g.act
        elif g.parameter and pack is not None and year:
            legal = legal_parameter(pack, g.parameter, year)
            if legal is not None:
                shares[g.id], acts[g.id] = legal.value / 100, legal.act
    return shares, acts


def _spread(s: schema.ScenarioTable | None) -> Spread | None:
    if s is None:
        return None
    return Spread(float(s.output_weight), float(s.manager_share), s.first_group, s.note.model_dump(), s.source)


def legal_parameter(pack: Pack, id: str, year: str) -> Legal | None:
    """A parameter of law in force at the end of a year, with the number and the day of its act; none if there is none.

    Raises
    ------
    BadInput
        If the rules cannot be read.
    """
    if not any((pack.root / FOLDER).glob("*.toml")):
        return None
    book = pack_rules(pack)
    found = book.at(id, dt.date(int(year), 12, 31)) if id in book.values else None
    return None if found is None else Legal(found.value, _act(book.rules.get(found.reference)))


def _act(rule: Rule | None) -> str:
    """`№ 279, 2023-06-30`: the same in every language."""
    if rule is None:
        return ""
    number, day = f"№ {rule.number}" if rule.number else "", rule.act_date.isoformat() if rule.act_date else ""
    return ", ".join(filter(None, (number, day)))


def with_acts(terms: QuotaTerms, caps: Mapping[str, tuple[float, str]], cap: tuple[float, str] | None) -> QuotaTerms:
    """Terms with published caps: of categories, and of the country, each with its act."""
    categories = tuple(
        replace(c, cap=caps[c.id][0], act=caps[c.id][1]) if c.id in caps else c for c in terms.categories
    )
    if cap is None:
        return replace(terms, categories=categories)
    return replace(terms, categories=categories, cap=cap[0], cap_act=cap[1])


def _check(table: schema.QuotaFile, path: Path, faults: Faults, use: Use) -> None:
    """Notes all faults of a file."""
    own = use is not Use.PACK
    _twice(table, path, faults)
    _percents(table, path, faults, own)
    if use is not Use.OVER:
        _groups(table, path, faults)
    _sectors(table, path, faults)
    _numbers(table, path, faults)
    if own:
        _of_packs(table, path, faults)


def _twice(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    for each in (table.category, table.area, table.local_content, table.sector):
        for id, count in Counter(one.id for one in each).items():
            if count > 1:
                faults.add("duplicate-key", path, line_of_id(path, id), "id", text=id)


def _groups(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    if not table.category:
        faults.add("quota-no-category", path)
    groups = {c.group for c in table.category}
    for i, g in enumerate(table.local_content):
        if g.id not in groups:
            faults.add("quota-no-group", path, line_at(path, ("local_content", i, "id")), "id", text=g.id)


def _percents(table: schema.QuotaFile, path: Path, faults: Faults, own: bool) -> None:
    for i, g in enumerate(table.local_content):
        if (g.percent is None) == (not g.parameter) or (own and g.percent is None):
            line = line_at(path, ("local_content", i, "percent"))
            faults.add("quota-no-percent", path, line, "percent", text=g.id)


def _sectors(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    """Sectors of a category are among those that the file names, if it names any."""
    known = [s.id for s in table.sector]
    for i, c in enumerate(table.category):
        for sector in c.sectors if known else ():
            if sector not in known:
                near = ", ".join(get_close_matches(sector, known, n=3) or known[:6])
                line = line_at(path, ("category", i, "sectors"))
                faults.add("quota-unknown-sector", path, line, "sectors", text=sector, near=near)


def _numbers(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    cap = table.cap
    if cap is not None and _said(cap) not in ({"places"}, {"rate", "labour_force"}):
        faults.add("quota-cap", path, line_at(path, ("cap",)), "cap")
    for i, a in enumerate(table.area):
        high = [v for v in (a.ceiling, a.capacity) if v is not None]
        if a.floor is not None and high and a.floor > min(high):
            faults.add(
                "quota-floor-above",
                path,
                line_at(path, ("area", i, "floor")),
                "floor",
                low=float(a.floor),
                high=float(min(high)),
            )
        if a.output is not None and not table.output:
            faults.add("quota-no-mean", path, line_at(path, ("area", i, "output")), "output", text=a.id)


def _said(cap: schema.CapTable) -> set[str]:
    return {name for name in ("places", "rate", "labour_force") if getattr(cap, name) is not None}


def _of_packs(table: schema.QuotaFile, path: Path, faults: Faults) -> None:
    """What only the file of a pack can say, because it is about figures that a pack holds."""
    said: list[tuple[str | int, ...]] = [(name,) for name in ("versions", "scenario") if getattr(table, name)]
    said += [("sector", i, "rest") for i, s in enumerate(table.sector) if s.rest]
    for steps in said:
        name = str(steps[-1])
        faults.add("quota-of-packs", path, line_at(path, steps), name, text=name)
