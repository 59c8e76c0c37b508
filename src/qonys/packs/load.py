"""Loading a pack: its files read, checked against each other, and put together."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from qonys.disk.plain import CONTROL
from qonys.errors import BadInput, NotFound
from qonys.model import Area, At, Direction, Indicator, Kind, Source, SourceKind, Unit
from qonys.packs.checks import read_identities, read_residuals, unknown_codes
from qonys.packs.geography import read_areas, read_lineage
from qonys.packs.locators import read_locators
from qonys.packs.pack import Codelist, Pack
from qonys.packs.read import LONGEST_NAME, CsvRow, Faults, line_of, read_all, read_csv, read_text, read_toml, whole

if TYPE_CHECKING:
    from pydantic import BaseModel

    from qonys.packs import schema

M = TypeVar("M", bound="BaseModel")

LANGUAGES = ("kk", "ru", "en")


def load_pack(name: str | Path) -> Pack:
    """The pack of this embedded name or folder.

    Parameters
    ----------
    name : str or Path
        Name of an embedded pack, or a folder that holds a `pack.toml`.

    Raises
    ------
    NotFound
        If there is neither.
    BadInput
        With all faults of all files of the pack.

    Examples
    --------
    >>> pack = load_pack(embedded()[0])
    >>> pack.areas[pack.country].level.value
    'country'
    """
    root = _root(name)
    faults = Faults(root)
    pack = _put_together(root, faults)
    faults.stop()
    return pack


def _put_together(root: Path, faults: Faults) -> Pack:
    head = _head(root, faults)
    codelists = _codelists(root, faults)
    indicators = _indicators(root, codelists, faults)
    names = _catalogues(root, faults)
    areas = read_areas(root, head.code_systems, names, faults)
    lineage = read_lineage(root, areas, faults)
    sources = _sources(root, faults)
    _check_country(root, head.country, areas, faults)
    identities = read_identities(root, indicators, codelists, faults)
    read_all(root, "rules/*.toml", faults, required=False)
    return Pack(
        id=head.id,
        version=head.version,
        date=head.date,
        country=head.country,
        names=head.names.model_dump(),
        root=root,
        digest=_digest(root),
        areas=areas,
        lineage=lineage,
        indicators=indicators,
        units=_units(root, faults),
        codelists=codelists,
        sources=sources,
        identities=identities,
        residuals=read_residuals(root, {i.id for i in identities}, set(areas), faults),
        locators=read_locators(root, faults),
        name_texts=names,
        place_words=tuple(head.place_words),
        framework=_framework(root, head.framework, faults),
    )


def _catalogues(root: Path, faults: Faults) -> dict[str, str]:
    """The Fluent text of each language's names."""
    paths = {language: root / "names" / f"{language}.ftl" for language in LANGUAGES}
    found = {language: read_text(path, faults) or "" for language, path in paths.items()}
    for language, text in found.items():
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > LONGEST_NAME:
                faults.add("text-too-long", paths[language], number, text=str(LONGEST_NAME))
            elif wrong := CONTROL.search(line):
                faults.add("control-character", paths[language], number, text=ascii(wrong[0])[1:-1])
    return found


def _check_country(root: Path, country: str, areas: Mapping[str, Area], faults: Faults) -> None:
    if country not in areas:
        faults.add("unknown-area", root / "pack.toml", None, "country", text=country)


def _framework(root: Path, name: str, faults: Faults) -> str:
    """The framework meant where none is named; one that the pack does not ship is a fault."""
    if name and not os.path.isfile(root / "frameworks" / f"{name}.toml"):
        faults.add("no-such-framework", root / "pack.toml", None, "framework", text=name)
    return name


def embedded() -> tuple[str, ...]:
    """Names of the packs that come with the program."""
    here = Path(str(files("qonys.packs")))
    return tuple(sorted(path.parent.name for path in here.glob("*/pack.toml")))


def _root(name: str | Path) -> Path:
    inside = Path(str(files("qonys.packs"))) / name
    root = inside if str(name) in embedded() else Path(name)
    if not os.path.isfile(root / "pack.toml"):
        known = ", ".join(embedded())
        fix = f"{known}, or a folder that holds a pack.toml"
        raise NotFound("pack-not-found", where="--pack", fix=fix, name=str(name), known=known)
    return root


def _digest(root: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if os.path.isfile(p)):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _valid(model: type[M], data: Any, path: Path, table: str, faults: Faults) -> M | None:
    from pydantic import ValidationError

    from qonys.packs.validate import refused

    try:
        return model.model_validate(data)
    except ValidationError as error:
        for one in refused(error):
            place = ".".join(str(part) for part in (*([table] if table else []), *one.steps))
            row = line_of(path, table) if table else None
            faults.add("toml-schema", path, row, place, **one.fields(place))
        return None


def _tables(root: Path, pattern: str, model: type[M], faults: Faults, *, required: bool = True) -> dict[str, M]:
    """All tables of the files of a pattern, by name; a name that stands twice is a fault."""
    found: dict[str, M] = {}
    for path, tables in read_all(root, pattern, faults, required=required):
        for name, table in tables.items():
            if name in found:
                faults.add("duplicate-key", path, line_of(path, name), name, text=name)
            elif (valid := _valid(model, table, path, name, faults)) is not None:
                found[name] = valid
    return found


def _head(root: Path, faults: Faults) -> schema.PackFile:
    """pack.toml; without it nothing else can be read."""
    from qonys.packs import schema

    path = root / "pack.toml"
    data = read_toml(path, faults)
    faults.stop()
    head = _valid(schema.PackFile, data, path, "", faults)
    if head is None:
        raise BadInput.file(faults.found)
    return head


def _indicators(root: Path, codelists: Mapping[str, Codelist], faults: Faults) -> dict[str, Indicator]:
    from qonys.packs import schema

    tables = _tables(root, "indicators*.toml", schema.IndicatorTable, faults)
    for name, table in tables.items():
        for column in ("numerator", "denominator"):
            _check_part(name, column, getattr(table, column) or "", (root, tables, codelists, faults))
    return {
        name: Indicator(
            id=name,
            unit=t.unit,
            kind=Kind(t.kind),
            at=At(t.at),
            additive=frozenset(t.additive),
            numerator=t.numerator,
            denominator=t.denominator,
            per=float(t.per),
            direction=Direction(t.direction),
            minimum=None if t.minimum is None else float(t.minimum),
            maximum=None if t.maximum is None else float(t.maximum),
            dimensions=frozenset(t.dimensions),
            group=t.group,
            names=t.names.model_dump(),
            definition=t.definition.model_dump(),
        )
        for name, t in tables.items()
    }


def _check_part(
    name: str,
    column: str,
    part: str,
    known: tuple[Path, Mapping[str, schema.IndicatorTable], Mapping[str, Codelist], Faults],
) -> None:
    """The numerator or denominator of a rate is a series of the pack."""
    root, tables, codelists, faults = known
    other, _, rest = part.partition("[")
    place, path = f"{name}.{column}", root / "indicators.toml"
    if part and other not in tables:
        faults.add("unknown-indicator", path, None, place, text=other)
    elif unknown := part and unknown_codes(frozenset(tables[other].dimensions), rest.rstrip("]"), codelists):
        faults.add("unknown-dimension", path, None, place, text=unknown)


def _units(root: Path, faults: Faults) -> Mapping[str, Unit]:
    from qonys.packs import schema

    tables = _tables(root, "units*.toml", schema.UnitTable, faults, required=False)
    return {name: Unit(name, t.base, float(t.factor)) for name, t in tables.items()}


def _codelists(root: Path, faults: Faults) -> Mapping[str, Codelist]:
    from qonys.packs import schema

    tables = _tables(root, "codelists*.toml", schema.CodelistTable, faults, required=False)
    return {
        name: Codelist(
            t.names.model_dump(), {code: names.model_dump() for code, names in t.codes.items()}, tuple(t.totals)
        )
        for name, t in tables.items()
    }


def _sources(root: Path, faults: Faults) -> dict[str, Source]:
    publishers, titles = (tuple(f"{kind}_{language}" for language in LANGUAGES) for kind in ("publisher", "title"))
    found: dict[str, Source] = {}
    for path in sorted(root.glob("sources*.csv")):
        for row in read_csv(path, ("id", "kind", "rank", *publishers, *titles, "element", "url"), faults):
            kind = row.take("kind", SourceKind, "unknown-kind")
            rank = row.take("rank", whole, "bad-number")
            name = row.cells["id"]
            if name in found:
                row.fault("duplicate-key", "id", text=name)
            publisher, title = _in_each(row, "publisher", required=True), _in_each(row, "title")
            if kind is not None and rank is not None:
                found[name] = Source(name, kind, rank, publisher, title, row.cells["element"], row.cells["url"])
    return found


def _in_each(row: CsvRow, kind: str, *, required: bool = False) -> dict[str, str]:
    """A text by language; one that some languages have and others lack is a fault."""
    texts = {language: row.cells[f"{kind}_{language}"] for language in LANGUAGES}
    if not required and not any(texts.values()):
        return {}
    for language, text in texts.items():
        if not text:
            row.fault("text-missing", f"{kind}_{language}", text=f"{row.cells['id']}: {kind}", lang=language)
    return texts
