"""The section of measures in a report: what is printed can be computed again, and can be said in each language."""

from __future__ import annotations

import pytest

from plans.measure_country import LEVERS, toy_with_measures
from qonys.packs import load_pack
from qonys.provenance.recompute import holds, recompute
from qonys.report.blocks import Finding, Paragraph, Table
from qonys.report.chapters.context import Context
from qonys.report.chapters.plans import chapter, measures
from qonys.report.collect import claims_of
from qonys.report.names import pack_catalogue
from qonys.store import open_store
from qonys.studies.registry import start
from qonys.text import Language, Message, load_words
from toyland import toy


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    root = toy_with_measures(tmp_path_factory.mktemp("pack"), LEVERS)
    return load_pack(root)


@pytest.fixture(scope="module")
def run(pack, tmp_path_factory):
    return start(open_store(pack, tmp_path_factory.mktemp("store")), seed=1)


@pytest.mark.parametrize("area", ["TL-F", "TL"])
def test_every_number_is_a_claim_that_holds(run, pack, area):
    made = chapter.build(Context(run, area))
    assert made is not None
    blocks = (*made.lead, *made.sections[0].blocks)
    tables = [b for b in blocks if isinstance(b, Table)]
    assert {t.id for t in tables} == {"plan-measures", "plan-costs"}
    claims = claims_of(blocks)
    assert len(claims) > 10
    again = start(run.store, seed=1)
    assert all(holds(claim, recompute(again, claim)) for claim in claims)


@pytest.mark.parametrize("area", ["TL-F", "TL"])
@pytest.mark.parametrize("language", list(Language))
def test_it_can_be_said(run, pack, area, language):
    made = chapter.build(Context(run, area))
    assert made is not None
    words = load_words(language, (pack_catalogue(pack, language.value),))
    blocks = (*made.lead, *made.sections[0].blocks)
    said = [words.plain(b.message) for b in blocks if isinstance(b, Paragraph | Finding)]
    caution = {"kk": "Модель есебі.", "ru": "Расчёт по модели.", "en": "Computed by a model."}[language.value]
    assert caution in said
    for table in (b for b in blocks if isinstance(b, Table)):
        for message in (table.title, *table.notes, *(c for row in table.rows for c in row if isinstance(c, Message))):
            assert words.plain(message)


def test_the_country_does_not_hide_what_it_cannot_use(run):
    made = chapter.build(Context(run, "TL"))
    assert made is not None
    ids = [b.message.id for b in made.sections[0].blocks if isinstance(b, Paragraph)]
    assert "plan-says-refused" in ids


def test_a_pack_without_levers_has_no_such_section(tmp_path):
    context = Context(start(open_store(toy(), tmp_path), seed=1), "TL-F")
    assert (measures.sections(context), measures.findings(context)) == ((), ())
