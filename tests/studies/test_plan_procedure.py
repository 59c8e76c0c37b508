"""Amounts of the procedure as claims: computed again they hold, and they trace to the figures behind."""

from __future__ import annotations

import pytest

from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.packs import load_pack
from qonys.packs.rules import place_of
from qonys.provenance.recompute import holds, recompute
from qonys.provenance.trace import trace
from qonys.report.blocks import Missing, Table
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in
from qonys.report.chapters.plans.procedure import sections
from qonys.report.names import pack_catalogue
from qonys.store import open_store
from qonys.studies.registry import start
from qonys.text import Language, load_words


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return start(open_store(load_pack("kz"), tmp_path_factory.mktemp("store")))


def test_an_amount_traces_to_its_parameters(run):
    found = run("plan.procedure", members=5, days=("2025-06-01", "2022-06-01"))
    claim = found.claim(measure="money", step="relocation", part="high", day="2025-06-01")
    assert claim.value == 1_376_200
    assert holds(claim, recompute(run, claim))
    behind = trace(run, claim)
    assert behind.rows == ()
    values = {value.id: value.value for value, _ in behind.rules}
    assert values == {"relocation_per_family_member": 70.0, "monthly_calculation_index": 3932.0}
    for value, _ in behind.rules:
        file, _, line = place_of(run.pack, value).partition(":")
        text = (run.pack.root / file).read_text("utf-8").splitlines()[int(line) - 1]
        assert text == f"value = {value.value:g}"
    gap = {"measure": "money", "step": "relocation", "part": "high", "day": "2022-06-01"}
    assert found.reason(**gap) == "procedure-no-index"
    with pytest.raises(CannotCompute):
        found.claim(**gap)
    low = {"measure": "units", "step": "mobility", "part": "low", "day": "2025-06-01"}
    assert found.reason(**low) == "procedure-no-low"


def test_calls_that_make_no_sense(run):
    for wrong in ({"members": 0}, {"members": 5, "days": ("soon",)}, {"members": 5, "days": ()}):
        with pytest.raises(BadInput):
            run("plan.procedure", **{"days": ("2025-06-01",), **wrong})
    with pytest.raises(NotFound):
        run("plan.procedure", members=5, days=("2025-06-01",), status="nobody")


@pytest.mark.parametrize("language", list(Language))
def test_the_section_can_be_said(run, language):
    words = load_words(language, (pack_catalogue(run.store.pack, language.value),))
    (section,) = sections(Context(run, run.store.pack.country))
    tables = [block for block in section.blocks if isinstance(block, Table)]
    for table in tables:
        for cell in (c for row in table.rows for c in row):
            if isinstance(cell, Missing):
                assert words.plain(cell.reason)
            elif not claims_in([cell]):
                assert words.label(cell)
    years = tables[2].rows
    assert len(years) == 12  # 2016 to 2026, and April 2020
    assert sum(isinstance(row[1], Missing) for row in years) == 3  # the index of 2016, 2019, 2022 is not known
