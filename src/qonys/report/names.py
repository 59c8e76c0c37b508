"""Names of a pack's things as a catalogue: areas, units, indicators, codes, identities, sources."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from qonys.packs import Pack
from qonys.packs.frameworks import find_framework, framework_names
from qonys.packs.measures import has_measures, pack_measures
from qonys.packs.need import has_need, pack_need
from qonys.packs.parameters import FOLDER as PARAMETERS
from qonys.packs.parameters import pack_parameters
from qonys.packs.procedure import FILE as PROCEDURE
from qonys.packs.procedure import pack_procedure
from qonys.packs.studies import find_study, study_names


def pack_catalogue(pack: Pack, language: str) -> str:
    """Fluent text with the pack's names in one language, beside those of its own file."""
    own = pack.name_texts[language]
    lines = [f"{name} = {_plain(text)}" for name, text in _names(pack, language) if f"\n{name} =" not in own]
    return "\n".join([own.rstrip(), *lines, ""])


def _names(pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    for name, indicator in pack.indicators.items():
        yield f"indicator-{name}", indicator.names[language]
        yield f"definition-{name}", indicator.definition[language]
    for name, codelist in pack.codelists.items():
        for code, names in codelist.codes.items():
            yield f"code-{name}-{code}", names[language]
    for identity in pack.identities:
        yield f"check-{identity.id}", identity.names[language]
    yield from _of_frameworks(pack, language)
    yield from _of_effects(pack, language)
    yield from _of_need(pack, language)
    yield from _of_procedure(pack, language)
    yield from _of_measures(pack, language)
    for source in pack.sources.values():
        publisher = source.publisher[language]
        yield f"source-{source.id}", source.title.get(language) or publisher
        yield f"publisher-{source.id}", publisher


def _of_frameworks(pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    """Nodes and criteria of indices, and what a criterion is called where a region does well or badly by it."""
    for framework in (find_framework(pack, name) for name in framework_names(pack)):
        parts = [(n.id, n.names, n.reason) for n in framework.nodes]
        parts += [(c.id, c.names, c.reason) for c in framework.criteria]
        for part, names, reason in parts:
            yield f"part-{framework.id}-{part}", names.get(language, part)
            yield f"reason-{framework.id}-{part}", reason.get(language, "") or "–"
        for criterion in framework.criteria:
            for side, texts in (("strength", criterion.strength), ("weakness", criterion.weakness)):
                if texts:
                    yield f"{side}-{framework.id}-{criterion.id}", texts[language]


def _of_effects(pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    """Effects of studies, scenarios and published stocks of an impact."""
    for study in (find_study(pack, name) for name in study_names(pack)):
        for s in study.specifications:
            yield f"effect-{study.id}-{s.id}", s.names.get(language, s.id)
            yield f"exposure-{study.id}-{s.id}", s.exposed.get(language, s.exposure.name)
            yield f"effect-reason-{study.id}-{s.id}", s.reason.get(language, "") or "–"
    if os.path.isdir(pack.root / PARAMETERS):
        parameters = pack_parameters(pack)
        for scenario in parameters.scenarios.values():
            yield f"scenario-{scenario.id}", scenario.names.get(language, scenario.id)
        for stock in parameters.stocks:
            yield f"stock-{stock.id}", stock.names.get(language, stock.id)


def _of_need(pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    """Components of an index of shortage, and capacities."""
    if has_need(pack):
        plan = pack_need(pack)
        parts = [(c.id, c.names, c.note) for c in plan.components.values()]
        parts += [(c.id, c.names, c.note) for c in plan.capacities.values()]
        for part, names, note in parts:
            yield f"need-part-{part.replace('_', '-')}", names.get(language, part)
            yield f"need-about-{part.replace('_', '-')}", note.get(language, "") or "–"


def _of_procedure(pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    """Steps of the procedure, statuses of households and acts of rules."""
    if not os.path.isfile(pack.root / PROCEDURE):
        return
    procedure = pack_procedure(pack)
    for step in procedure.steps:
        yield f"step-{step.id}", step.names[language]
    for status, names in procedure.statuses.items():
        yield f"household-{status}", names[language]
    for rule in procedure.rules.rules.values():
        yield f"rule-{rule.id}", rule.act[language]
        if rule.id not in pack.sources:
            yield f"source-{rule.id}", rule.act[language]
            yield f"publisher-{rule.id}", rule.act[language]
    if procedure.shown is not None:
        yield "procedure-basis", procedure.shown.basis[language]
        yield "procedure-note", procedure.shown.note[language]


def _of_measures(pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    """Levers, and what is said of all of them."""
    if not has_measures(pack):
        return
    found = pack_measures(pack, pack_parameters(pack))
    yield "measures-caution", found.caution.get(language, "") or "–"
    for lever in found.levers.values():
        yield f"lever-{lever.id}", lever.names.get(language, lever.id)
        yield f"lever-reason-{lever.id}", lever.reason.get(language, "") or "–"


def _plain(text: str) -> str:
    """Text that Fluent takes as it stands."""
    return re.sub("[{}]", lambda brace: f'{{"{brace[0]}"}}', " ".join(text.split()))
