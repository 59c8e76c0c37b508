"""checks.toml and residuals.csv of a pack: what its figures must meet, and where it is known that they do not."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import BadInput
from qonys.model import Indicator, parse_dimensions
from qonys.packs.identities import Equation, Identity, Over, parse_equation
from qonys.packs.pack import Codelist, KnownResidual
from qonys.packs.read import Faults, finite, read_csv, read_toml
from qonys.packs.validate import valid

if TYPE_CHECKING:
    from qonys.packs import schema

EACH = "{}"
"""What stands for the indicator in a check of several."""


def read_identities(
    root: Path, indicators: Mapping[str, Indicator], codelists: Mapping[str, Codelist], faults: Faults
) -> tuple[Identity, ...]:
    """The identities of checks.toml; one that is written for several indicators is one for each."""
    from qonys.packs import schema

    path = root / "checks.toml"
    data = read_toml(path, faults)
    table = valid(schema.ChecksFile, data, path, faults) if data else None
    found: dict[str, Identity] = {}
    for check in table.check if table else ():
        for identity in _each(check, indicators, path, faults):
            if identity.id in found:
                faults.add("duplicate-key", path, None, "id", text=identity.id)
            found[identity.id] = identity
            _check_figures(identity, indicators, codelists, path, faults)
    return tuple(found.values())


def _each(
    check: schema.CheckTable, indicators: Mapping[str, Indicator], path: Path, faults: Faults
) -> Iterator[Identity]:
    """The identities of one table."""
    names = check.names.model_dump()
    for name in check.each or [""]:
        if name and name not in indicators:
            faults.add("unknown-indicator", path, None, f"{check.id}.each", text=name)
            continue
        said = {k: text.replace(EACH, indicators[name].names[k]) for k, text in names.items()} if name else names
        equation = _equation(check, name, path, faults)
        if equation is not None:
            yield Identity(
                id=f"{check.id}-{name.replace('_', '-')}" if name else check.id,
                equation=equation,
                over=Over(check.over),
                tolerance=float(check.tolerance),
                names=said,
                relative=float(check.relative),
                first=check.first,
                last=check.last,
                borders=check.borders,
            )


def _equation(check: schema.CheckTable, name: str, path: Path, faults: Faults) -> Equation | None:
    try:
        return parse_equation(check.equation.replace(EACH, name))
    except BadInput:
        faults.add("equation", path, None, f"{check.id}.equation", text=check.equation)
        return None


def _check_figures(
    identity: Identity,
    indicators: Mapping[str, Indicator],
    codelists: Mapping[str, Codelist],
    path: Path,
    faults: Faults,
) -> None:
    """Every figure of an equation is of an indicator of the pack, and every code of its dimensions."""
    for factor in identity.equation.factors:
        column = f"{identity.id}.equation"
        if factor.indicator not in indicators:
            faults.add("unknown-indicator", path, None, column, text=factor.indicator)
        else:
            unknown = unknown_codes(indicators[factor.indicator].dimensions, factor.dimensions, codelists)
            if unknown:
                faults.add("unknown-dimension", path, None, column, text=unknown)


def unknown_codes(known: frozenset[str], dimensions: str, codelists: Mapping[str, Codelist]) -> str:
    """The first dimension or code that an indicator with these dimensions does not have; empty if there is none."""
    for name, code in parse_dimensions(dimensions).items():
        if name not in known or name not in codelists:
            return name
        if code not in codelists[name].codes:
            return f"{name}={code}"
    return ""


def read_residuals(root: Path, checks: set[str], areas: set[str], faults: Faults) -> tuple[KnownResidual, ...]:
    """The residuals of residuals.csv, if the pack has it."""
    path = root / "residuals.csv"
    if not os.path.exists(path):
        return ()
    found = []
    for row in read_csv(path, ("check", "area", "period", "residual", "cause", "note"), faults):
        residual = row.take("residual", finite, "bad-number")
        for column, known in (("check", checks), ("area", areas)):
            if row.cells[column] not in known:
                row.fault(f"unknown-{column}", column, text=row.cells[column])
        if residual is not None:
            cells = row.cells
            found.append(
                KnownResidual(cells["check"], cells["area"], cells["period"], residual, cells["cause"], cells["note"])
            )
    return tuple(found)
