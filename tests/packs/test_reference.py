"""The reference of pack files names every key that the schemas take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from qonys.packs import measures_schema as plan_measure_schema
from qonys.packs import need_schema as plan_need_schema
from qonys.packs import quota_schema
from qonys.packs import rules_schema as rule_schema
from qonys.packs import settlement as plan_settlement

DOCS = Path(__file__).parents[2] / "docs" / "reference"
PAGES = {
    quota_schema: "plans.md", plan_need_schema: "plans.md", plan_measure_schema: "plans.md",
    plan_settlement: "plans.md", rule_schema: "pack.md",
}  # fmt: skip


def models(module):
    return [m for m in vars(module).values() if isinstance(m, type) and issubclass(m, BaseModel)]


@pytest.mark.parametrize("module", PAGES, ids=lambda m: m.__name__.split(".")[-1])
def test_every_key_is_in_the_reference(module):
    text = (DOCS / PAGES[module]).read_text("utf-8")
    keys = {(field.alias or name) for model in models(module) for name, field in model.model_fields.items()}
    assert len(keys) > 10
    written = set(re.findall(r"`([a-z_]+)(?: = [^`]*)?`|^([a-z_]+) =|[\[.{ ]([a-z_]+)(?:\]| = \"| = \{)", text, re.M))
    assert keys - {each for found in written for each in found} == set()
