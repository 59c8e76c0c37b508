"""Rules and the procedure as data: what the files may say, and all faults of a pack at once."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.model.rules import Dated, Precision
from qonys.packs import load_pack
from qonys.packs.load import embedded
from qonys.packs.procedure import FILE, pack_procedure
from qonys.packs.rules import pack_rules
from toyland import TOY, toy


@pytest.fixture
def changed(tmp_path):
    """Makes a toy whose rules or procedure differ; gives the codes of all faults."""

    def make(*changes, file=FILE):
        root = tmp_path / "toy"
        if not root.exists():
            shutil.copytree(TOY, root)
        path = root / file
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
        return load_pack(root)

    return make


def codes(pack, read=pack_procedure):
    with pytest.raises(BadInput) as raised:
        read(pack)
    return sorted(fault.code for fault in raised.value.faults)


@pytest.mark.parametrize("name", embedded())
def test_embedded_rules_hold(name):
    pack = load_pack(name)
    book = pack_rules(pack)
    for values in book.values.values():
        for value in values:
            assert value.reference in {*book.rules, *pack.sources}
            assert book.value_at(value.id, value.span.start, **value.dimensions) == value.value


@pytest.mark.parametrize("name", embedded())
def test_parameters_agree_with_the_figures_of_the_pack(name):
    """The same number stands among the observations, for steps that name the series."""
    pack = load_pack(name)
    procedure = pack_procedure(pack)
    text = "\n".join(p.read_text("utf-8") for p in sorted((pack.root / "observations").glob("*.csv")))
    rows = [line.split(",") for line in text.splitlines()]
    found = {(r[0], r[4], r[3]): float(r[5]) for r in rows if len(r) > 5 and r[5].replace(".", "").isdigit()}
    checked = 0
    for step in procedure.steps:
        if step.amount is None:
            continue
        for name_, series in zip((step.amount.low, step.amount.high), step.amount.series, strict=True):
            indicator, _, dimensions = series.rstrip("]").partition("[")
            for value in procedure.rules.values.get(name_, ()) if series else ():
                assert found[indicator, dimensions, str(value.span.start.year)] == value.value
                checked += 1
    assert checked >= 7


def test_a_value_of_a_day():
    book = pack_rules(toy())
    assert book.value_at("welcome_per_person", dt.date(2017, 6, 30)) == 3
    assert book.value_at("welcome_per_person", dt.date(2017, 7, 1)) == 5
    with pytest.raises(CannotCompute):
        book.value_at("token_value", dt.date(2015, 7, 1))
    with pytest.raises(NotFound) as raised:
        book.at("token_valu", dt.date(2015, 7, 1))
    assert raised.value.fix == "token_value"


@pytest.mark.parametrize(
    ("precision", "surely"),
    [
        (Precision.DAY, dt.date(2025, 12, 1)),
        (Precision.MONTH, dt.date(2026, 1, 1)),
        (Precision.YEAR, dt.date(2026, 1, 1)),
    ],
)
def test_the_first_sure_day(precision, surely):
    span = Dated(dt.date(2025, 12, 1), None, precision)
    assert span.surely_from == surely
    assert span.surely_holds(surely)
    assert not span.surely_holds(surely - dt.timedelta(days=1))


def test_all_faults_at_once(changed):
    pack = changed(
        ('references = ["welcome_act", "quay_order"]', 'references = ["no_such_rule"]'),
        ('areas = ["TL-B", "TL-F"]', 'areas = ["TL-B", "TL-Q"]'),
        ('value = "quays"', 'value = "quay"'),
        ('value = ["guest"]', 'value = ["host"]'),
        ('months = "lodging_months"', 'months = "lodging_month"'),
        ('operator = "at_least"', 'operator = "in"'),
    )
    assert codes(pack) == [
        "procedure-area", "procedure-list", "procedure-operator", "procedure-parameter", "procedure-rule",
        "procedure-status", "procedure-value",
    ]  # fmt: skip


def test_a_day_has_one_value_and_one_list(changed):
    changed(("until = 2017-06-30", "until = 2017-07-01"), file="rules/settlement.toml")
    pack = changed(("until = 2014-12-31", "until = 2015-01-01"))
    assert codes(pack) == ["rules-overlap", "rules-overlap"]


def test_rules_are_checked(changed):
    pack = changed(
        ('reference = "gazette"', 'reference = "gazet"'),
        ("until = 2014-12-31", "until = 2009-12-31"),
        ('id = "quay_order"', 'id = "welcome_act"'),
        file="rules/settlement.toml",
    )
    assert codes(pack, pack_rules) == ["duplicate-key", "rules-dates", "rules-reference"]


def test_what_does_not_fit_is_refused(changed):
    pack = changed(('per = "person"', 'per = "dog"'), ("order = 1", 'order = "first"'))
    assert codes(pack) == ["toml-schema", "toml-schema"]


def test_the_household_that_is_shown_has_a_status_of_the_pack(changed):
    pack = changed(('status = "sailor"', 'status = "pilot"'))
    with pytest.raises(BadInput) as raised:
        pack_procedure(pack)
    assert [(f.code, f.fields) for f in raised.value.faults] == [
        ("procedure-status", {"name": "shown", "text": "pilot"})
    ]


def test_what_is_shown_may_be_left_out(changed):
    assert pack_procedure(changed()).shown.status == "sailor"
    text = (root := changed().root / FILE).read_text(encoding="utf-8")
    start, end = text.index("[shown]"), text.index("[[status]]")
    root.write_text(text[:start] + text[end:], encoding="utf-8")
    assert pack_procedure(changed()).shown is None


def test_a_pack_without_a_procedure(changed):
    pack = changed()
    (pack.root / FILE).unlink()
    with pytest.raises(CannotCompute):
        pack_procedure(pack)
    shutil.rmtree(pack.root / "rules")
    with pytest.raises(CannotCompute):
        pack_rules(pack)
