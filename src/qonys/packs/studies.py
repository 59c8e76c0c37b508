"""Studies of effects: TOML files of a pack or of a user, read and checked."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qonys.errors import BadInput, NotFound
from qonys.model.specification import STABLE, Choices, Sample, Specification, Study, Variable
from qonys.packs.pack import Pack
from qonys.packs.read import Faults, read_toml

if TYPE_CHECKING:
    from qonys.packs import studies_schema as study_schema

FOLDER = "effects"
ACCOUNTS = "accounts."
"""What stands before a series that population accounts give."""


def study_names(pack: Pack) -> tuple[str, ...]:
    """Names of the studies that a pack ships."""
    return tuple(sorted(path.stem for path in (pack.root / FOLDER).glob("*.toml")))


def find_study(pack: Pack, name: str) -> Study:
    """The study of this name in a pack; its first one for an empty name.

    Raises
    ------
    NotFound
        If the pack has none of this name.
    BadInput
        With all faults of its file, among them series that the pack does not have.
    """
    names = study_names(pack)
    if not name and names:
        name = names[0]
    if name not in names:
        near = ", ".join(get_close_matches(name, names, n=3) or names)
        raise NotFound("study-not-found", where=f"pack {pack.id}", fix=near, name=name)
    path = pack.root / FOLDER / f"{name}.toml"
    study = load_study(path)
    faults = Faults(pack.root)
    for specification in study.specifications:
        _check_series(specification, pack, path, faults)
    faults.stop()
    return study


def load_study(path: Path) -> Study:
    """The study of a file.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        With all faults of the file: words that it does not know, an effect without outcome or exposure,
        an id that stands twice, fewer instruments than regressors that need them.
    """
    from pydantic import ValidationError

    from qonys.packs import studies_schema as study_schema
    from qonys.packs.validate import note

    if not os.path.isfile(path):
        raise NotFound.file(path)
    faults = Faults(path.parent)
    data = read_toml(path, faults)
    faults.stop()
    merged = [{**data.get("defaults", {}), **e} for e in data.get("effect", []) if isinstance(e, dict)]
    try:
        table = study_schema.StudyFile.model_validate(data)
        effects = [study_schema.NamedEffectTable.model_validate(e) for e in merged]
    except ValidationError as error:
        note(error, data, path, faults)
        raise BadInput.file(faults.found) from None
    for i, effect in enumerate(effects):
        _check_effect(effect, [e.id for e in effects[:i]], path, faults)
    faults.stop()
    return Study(path.stem, tuple(_specification(e) for e in effects), _choices(table.choices), str(path))


def _check_effect(e: study_schema.NamedEffectTable, before: list[str], path: Path, faults: Faults) -> None:
    if e.id in before:
        faults.add("duplicate-key", path, None, "id", text=e.id)
    for part in ("outcome", "exposure"):
        if getattr(e, part) is None:
            place = f"{e.id}.{part}"
            faults.add("toml-schema", path, None, part, text=place, kind="missing")
    needed = 1 + len(e.endogenous)
    if (e.instruments or e.endogenous) and len(e.instruments) < needed:
        faults.add("few-instruments", path, None, "instruments", name=e.id, got=len(e.instruments), needed=needed)


def _specification(e: study_schema.NamedEffectTable) -> Specification:
    assert e.outcome is not None and e.exposure is not None
    sample = e.sample
    return Specification(
        id=e.id,
        outcome=_variable(e.outcome),
        exposure=_variable(e.exposure),
        controls=_variables(e.controls),
        endogenous=_variables(e.endogenous),
        instruments=_variables(e.instruments),
        fixed=tuple(e.fixed),
        crossed=tuple(e.crossed),
        weights=e.weights,
        clusters=e.clusters,
        sample=Sample(sample.first, sample.last, _borders(sample.borders), tuple(sample.without), _words(sample.skip)),
        estimator=e.estimator,
        step=float(e.step),
        smallest=None if e.smallest is None else float(e.smallest),
        names={str(k): v for k, v in e.names.items()},
        exposed={str(k): v for k, v in e.exposed.items()},
        reason={str(k): v for k, v in e.reason.items()},
    )


def _choices(c: study_schema.ChoicesTable) -> Choices:
    return Choices(
        transform=tuple(c.transform),
        lag=tuple(c.lag),
        controls=tuple(_variables(group) for group in c.controls),
        fixed=tuple(tuple(group) for group in c.fixed),
        weights=tuple(c.weights),
        first=tuple(c.first),
        borders=tuple(_borders(b) for b in c.borders),
        without=tuple(tuple(group) for group in c.without),
        skip=tuple(_words(group) for group in c.skip),
    )


def _variables(written: list[Any]) -> tuple[Variable, ...]:
    return tuple(_variable(w) for w in written)


def _variable(written: str | study_schema.VariableTable) -> Variable:
    if isinstance(written, str):
        return Variable(written)
    return Variable(written.series, written.per, float(written.scale), written.transform, written.lag)


def _borders(written: int | str) -> int:
    return STABLE if isinstance(written, str) else written


def _words(written: list[str | int]) -> tuple[str, ...]:
    return tuple(str(word) for word in written)


def _check_series(specification: Specification, pack: Pack, path: Path, faults: Faults) -> None:
    for series in specification.series:
        name = series.partition("[")[0]
        if name not in pack.indicators and not name.startswith(ACCOUNTS):
            faults.add("unknown-indicator", path, None, specification.id, text=name)
