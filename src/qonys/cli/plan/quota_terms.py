"""Terms of a quota that a user states: over those of a pack, floors of options; none of them may be about nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import BadInput, Fault, NotFound

if TYPE_CHECKING:
    from qonys.model.quota import AreaTerms, Category, Cell, QuotaTerms
    from qonys.packs.quota import Declared

    Find = Callable[[str], str]
    """The code of an area by one of its names; raises NotFound."""

OF_AREAS = ("floor", "ceiling", "capacity", "output", "unemployment")
OF_CATEGORIES = ("group", "inside", "duration", "vulnerable", "cap", "act")
OF_NEEDS = "sectors"
"""What of a category counts where needs are read."""


def checked(
    own: Declared, path: Path, cells: Sequence[Cell], find: Find | None = None,
    *, pack_categories: Sequence[Category] = (),
) -> Declared:  # fmt: skip
    """The terms of a file with codes of areas, all of them about areas and categories of the plan.

    Parameters
    ----------
    own : Declared
    path : Path
        Where it stands, for messages.
    cells : sequence of Cell
        Needs.
    find : callable, optional
        Of a pack.
    pack_categories : sequence of Category
        Of a scenario, which has no others.

    Raises
    ------
    BadInput
        With all areas and categories that are none.
    """
    needed = dict.fromkeys(cell.area for cell in cells)
    areas, faults = _areas(own, needed, find)
    if pack_categories:
        faults += _categories(own, pack_categories)
    if faults:
        raise BadInput.file(_placed(faults, path))
    return replace(own, terms=replace(own.terms, areas=areas))


def _areas(
    own: Declared, needed: Mapping[str, None], find: Find | None
) -> tuple[dict[str, AreaTerms], list[Fault]]:  # fmt: skip
    """What is stated of areas, by code."""
    areas: dict[str, AreaTerms] = {}
    faults = []
    for i, (id, stated) in enumerate(own.terms.areas.items()):
        area, near = _area(id, needed, find)
        steps = ("area", i, "id")
        if near is not None:
            faults.append(_fault("quota-unknown-area", f"no area {id!r}: {near}", id, steps, near=near))
        elif area in areas:
            faults.append(_fault("duplicate-key", f"{id!r} is {area}, which stands above", id, steps))
        elif area not in needed:
            faults.append(_fault("quota-area-no-need", f"no need is stated for {id!r}", id, steps))
        else:
            areas[area] = stated
    return areas, faults


def _categories(own: Declared, known: Sequence[Category]) -> list[Fault]:
    """Categories and groups that a scenario does not have, and what of them it does not read."""
    ids, faults = [c.id for c in known], []
    for i, c in enumerate(own.terms.categories):
        if c.id not in ids:
            near = ", ".join(get_close_matches(c.id, ids, n=3) or ids)
            what = f"no category {c.id!r}: {near}"
            faults.append(_fault("quota-unknown-category", what, c.id, ("category", i, "id"), near=near))
        elif OF_NEEDS in own.stated[c.id]:
            what = f"{OF_NEEDS} of {c.id!r} is read with --needs alone"
            faults.append(_fault("quota-of-needs", what, c.id, ("category", i, OF_NEEDS)))
    groups = {c.group for c in (*known, *own.terms.categories)}
    faults += [
        _fault("quota-no-group", f"no category is of group {group!r}", group, ("local_content", i, "id"))
        for i, group in enumerate(own.terms.local_shares) if group not in groups
    ]  # fmt: skip
    return faults


def _fault(code: str, what: str, text: str, steps: tuple[str, int, str], **fields: object) -> Fault:
    """A fault of a value of a file; `_placed` gives it its line."""
    return Fault(code, what, "", None, steps[-1], {"text": text, **fields, "steps": steps})


def _placed(faults: Sequence[Fault], path: Path) -> list[Fault]:
    """Faults with the file and the line on which their value stands."""
    from qonys.packs.lines import line_at

    found = []
    for fault in faults:
        fields = dict(fault.fields)
        steps = fields.pop("steps")
        assert isinstance(steps, tuple)
        found.append(replace(fault, file=path.name, row=line_at(path, steps), fields=fields))
    return found


def _area(text: str, needed: Mapping[str, None], find: Find | None) -> tuple[str, str | None]:
    """The code of an area; or what is near to it, if it is none."""
    if find is None:
        return text, None if text in needed else ", ".join(get_close_matches(text, needed, n=3) or list(needed)[:6])
    try:
        return find(text), None
    except NotFound as error:
        return text, error.fix if error.fix and not error.fix.startswith("qonys ") else "–"


def over(terms: QuotaTerms, own: Declared) -> QuotaTerms:
    """Terms with what a user's file changes; of an area and a category only what it states."""
    mine = own.terms
    scale = mine.output / terms.output if mine.output and terms.output else 1.0
    areas = {a: replace(t, output=None if t.output is None else t.output * scale) for a, t in terms.areas.items()}
    for area, stated in mine.areas.items():
        said = {n: getattr(stated, n) for n in OF_AREAS if getattr(stated, n) is not None}
        areas[area] = replace(areas[area], **said) if area in areas else stated
    return replace(
        terms, categories=tuple(_category(c, own) for c in terms.categories), areas=areas,
        weight=mine.weight if own.weighs else terms.weight,
        cap=terms.cap if mine.cap is None else mine.cap, cap_act=terms.cap_act if mine.cap is None else mine.cap_act,
        local_shares={**terms.local_shares, **mine.local_shares},
        local_acts={**terms.local_acts, **{g: mine.local_acts.get(g, "") for g in mine.local_shares}},
        change=terms.change if mine.change is None else mine.change,
        change_act=terms.change_act if mine.change is None else mine.change_act,
        floor_share=terms.floor_share if mine.floor_share is None else mine.floor_share,
        output=terms.output if mine.output is None else mine.output,
    )  # fmt: skip


def _category(category: Category, own: Declared) -> Category:
    """A category with what a file states of it; a cap of the file has the act of the file, or none."""
    mine = next((c for c in own.terms.categories if c.id == category.id), None)
    if mine is None:
        return category
    stated = own.stated[category.id]
    names = {n for n in OF_CATEGORIES if n in stated} | ({"act"} if "cap" in stated else set())
    return replace(category, **{n: getattr(mine, n) for n in names})


def with_floors(
    terms: QuotaTerms, said: Sequence[str], cells: Sequence[Cell], find: Find | None = None
) -> QuotaTerms:  # fmt: skip
    """Terms with the floors of `--floor AREA=N`.

    Raises
    ------
    BadInput
        If one is no floor, or an area has two.
    NotFound
        If nobody is needed in the area, or there is none.
    """
    from qonys.plans.quota.problem import with_floors

    needed = dict.fromkeys(cell.area for cell in cells)
    floors: dict[str, float] = {}
    for text in said:
        name, _, number = text.rpartition("=")
        try:
            value = float(number.replace(" ", ""))
        except ValueError:
            value = -1.0
        if not name or not 0 <= value < 1e9:
            raise BadInput("quota-bad-floor", f"no floor {text!r}", where="--floor", fix="AREA=N", text=text)
        area = find(name) if find else name
        if area not in needed and find:
            raise BadInput("quota-floor-no-need", f"no need is stated for {name!r}", where="--floor", fix="", text=name)
        if area not in needed:
            raise NotFound.area(name, where="--floor", near=get_close_matches(name, needed, n=3) or list(needed)[:3])
        if area in floors:
            raise BadInput("floor-twice", f"{name} has two floors", where="--floor", fix=text, name=name)
        floors[area] = value
    return with_floors(terms, floors)
