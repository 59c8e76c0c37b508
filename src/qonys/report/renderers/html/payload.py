"""What the page carries for its scripts: the claims with their sources, and the words of the popover."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from qonys.model import Status
from qonys.report.renderers.details import ClaimDetail, SourceDetail
from qonys.report.renderers.interface import POPOVER, status, ui
from qonys.text import Language, Words

MOST_SOURCES = 12
"""So many figures behind a number are listed; of more the rest is counted."""


def claims_json(details: Iterable[ClaimDetail], words: Mapping[Language, Words]) -> str:
    """The claims as JSON: each source and each unit stands once, claims refer to them by number."""
    sources: dict[tuple[tuple[tuple[str, str], ...], str, str], int] = {}
    functions: dict[str, int] = {}
    claims: dict[str, list[Any]] = {
        d.id: [
            d.unit,
            d.status.value,
            functions.setdefault(d.function, len(functions)),
            ", ".join(f"{axis} = {label}" for axis, label in d.cell.items()),
            [_figure(s, sources) for s in d.sources[:MOST_SOURCES]],
            max(0, len(d.sources) - MOST_SOURCES),
        ]
        for d in details
    }
    units = sorted({claim[0] for claim in claims.values()})
    return embedded(
        {
            "claims": claims,
            "functions": list(functions),
            "sources": [{"publisher": dict(names), "title": title, "element": e} for names, title, e in sources],
            "units": {unit: {lang.value: said.unit(unit) for lang, said in words.items()} for unit in units},
            "words": {
                lang.value: {name: ui(said, name, count="#") for name in POPOVER} for lang, said in words.items()
            },
            "statuses": {lang.value: {s.value: status(said, s) for s in Status} for lang, said in words.items()},
        }
    )


def _figure(source: SourceDetail, sources: dict[Any, int]) -> list[Any]:
    key = (tuple(sorted(source.publisher.items())), source.title, source.element)
    number = sources.setdefault(key, len(sources))
    return [number, source.locator, source.vintage, source.value, source.status.value]


def embedded(content: object) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
