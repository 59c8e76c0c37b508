"""What if people arrive: one scenario of the pack in the assessed area, and two claims examined."""

from __future__ import annotations

import numpy as np

from qonys.comparisons import Declared, Kind, superlative
from qonys.errors import QonysError
from qonys.model import Period
from qonys.model.result import Result
from qonys.packs.parameters import pack_parameters
from qonys.report.blocks import Block, Finding, Missing, Paragraph, Section, Severity, Table, TableCell
from qonys.report.chapters.compared import kept, member
from qonys.report.chapters.context import Context
from qonys.report.chapters.effects.sentences import shown
from qonys.report.chapters.parts import claims_in, sources_of, table_cell
from qonys.studies.impact.compute import gathered
from qonys.text import PlaceName, Shown, Sign, say

MEASURES = (
    "workers", "wage_local", "wage_local_low", "wage_local_high", "wage_migrant", "unemployment_change",
    "employment_local",
    "output_change", "output_per_head_change", "arrivals_share", "remittances", "housing_kept", "housing_years",
    "school_places", "preschool_places", "clinic_visits", "hospital_beds",
)  # fmt: skip
PARTS = ("low", "value", "high")
ENDS = {"low": "low", "high": "high"}
"""Measures of the interval of a share of the variance."""
SMALL = ("share", "percentage_points", "years")
"""Units of measures whose digits follow their size."""
MOST_DECIMALS = 4
CHANGES = ("change", "wage_", "employment_local")
CLAIMED_SHARE = 0.08
"""Share of output that is said to come from migrants: the claim that is examined."""
CLAIMED_FALL = 0.05
"""Fall of local pay that is said to follow from informal migrants."""


def sections(context: Context) -> tuple[Section, ...]:
    """The scenario and, for the country, the claims; nothing for a pack without parameters."""
    if not has_parameters(context):
        return ()
    found = [_scenario(context)]
    if context.is_country:
        found.append(_claims(context))
    return tuple(section for section in found if section is not None)


def findings(context: Context) -> tuple[Finding, ...]:
    """What the claim about output implies, for the country."""
    if not has_parameters(context) or not context.is_country:
        return ()
    try:
        stock = context.run("impact.share_claim", share=CLAIMED_SHARE)
    except QonysError:
        return ()
    if not stock.has(measure="stock", part="value"):
        return ()
    ends = {part: _number(stock, "stock", part) for part in PARTS}
    share = shown(stock, measure="of_employed", part="value")
    year = Period.parse(gathered(context.run, pack_parameters(context.pack), context.country).period)
    said = say("eff-lead-claim", claimed=f"{100 * CLAIMED_SHARE:g}", share=share, year=year, **ends)
    return (Finding(Severity.NOTABLE, said),)


def has_parameters(context: Context) -> bool:
    """Whether the pack declares what a simulation needs."""
    try:
        return bool(pack_parameters(context.pack).scenarios)
    except QonysError:
        return False


def _number(result: Result, measure: str, part: str) -> Shown:
    """A large number to three digits: more would pretend to know them."""
    value = result.value(measure=measure, part=part)
    digits = 3 - len(f"{abs(value):.0f}")
    return Shown(result.claim(decimals=min(0, digits), measure=measure, part=part))


def _cell(result: Result, measure: str, part: str) -> TableCell:
    if not result.has(measure=measure, part=part):
        return Missing(say(f"imp-reason-{result.reason(measure=measure, part=part)}"))
    sign = Sign.ALWAYS if any(word in measure for word in CHANGES) else Sign.PLAIN
    if result.units[measure] in SMALL:
        return Shown(result.claim(decimals=_decimals(result, measure), measure=measure, part=part), sign)
    number = _number(result, measure, part)
    return Shown(number.claim, sign)


def _decimals(result: Result, measure: str) -> int:
    """So many that the largest end of the interval has two digits."""
    largest = max(
        abs(result.value(measure=measure, part=part)) for part in PARTS if result.has(measure=measure, part=part)
    )
    largest *= 100 if result.units[measure] == "share" else 1
    return int(np.clip(1 - np.floor(np.log10(largest)), 0, MOST_DECIMALS)) if largest > 0 else 0


def _scenario(context: Context) -> Section | None:
    scenario = list(pack_parameters(context.pack).scenarios.values())[-1]
    try:
        result = context.run("impact.simulate", area=context.area, scenario=scenario.id)
    except QonysError:
        return None
    rows = tuple(
        (say(f"imp-{m.replace('_', '-')}"), say(f"unit-{result.units[m].replace('_', '-')}"),
         *(_cell(result, m, part) for part in PARTS))
        for m in MEASURES
    )  # fmt: skip
    place = PlaceName(context.area)
    table = Table(
        "impact", say("eff-whatif-table", area=place, scenario=say(f"scenario-{scenario.id}")),
        (say("eff-outcome"), say("ui-unit"), *(say(f"imp-{part}") for part in PARTS)), rows,
        sources_of(context.run, claims_in(rows[3])[:1]), None, (say("imp-note-interval"), say("imp-note-model")),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (table, *_depends(context, scenario.id), _inputs(context, scenario.id))
    return Section("eff-whatif", say("eff-whatif"), blocks)


def _depends(context: Context, scenario: str) -> tuple[Paragraph, ...]:
    """What the change of low-skilled pay depends on most."""
    try:
        result = context.run("impact.sensitivity", area=context.area, scenario=scenario, target="wage_local_low")
    except QonysError:
        return ()
    items = tuple(
        member(result, say(f"imp-group-{name}"), Sign.PLAIN, ENDS, measure="share", source=name)
        for name in result.axes["source"]
    )
    most = kept(context, "eff-whatif-depends", superlative(Declared(Kind.SOURCES, items)))
    return () if most is None else (Paragraph(say("eff-whatif-depends", top=most)),)


def _inputs(context: Context, scenario: str) -> Paragraph:
    """How many inputs are figures, ranges, assumptions."""
    result = context.run("impact.origins", area=context.area, scenario=scenario)
    counts = {o: shown(result, measure="count", origin=o) for o in result.axes["origin"]}
    return Paragraph(say("eff-whatif-inputs", **{o: counts[o] for o in ("figure", "range", "assumption")}))


def _claims(context: Context) -> Section | None:
    """Migrants gave eight percent of output; informal migrants lower wages."""
    try:
        stocks = context.run("impact.stocks")
        wage = context.run("impact.wage_claim", fall=CLAIMED_FALL)
    except QonysError:
        return None
    said = []
    if wage.has(measure="stock", part="low"):
        said.append(
            Paragraph(
                say(
                    "eff-claim-wage",
                    fall=f"{100 * CLAIMED_FALL:g}",
                    stock=_number(wage, "stock", "low"),
                    possible=shown(wage, measure="possible", part="value"),
                )
            )
        )
    cells = (("persons", "value"), ("share", "low"), ("share", "value"), ("share", "high"))
    rows = tuple(
        (say(f"stock-{stock}"), *(table_cell(stocks, measure=m, stock=stock, part=part) for m, part in cells))
        for stock in stocks.axes["stock"]
    )
    heads = (say("ui-indicator"), say("imp-stock"), *(say(f"eff-share-{part}") for part in PARTS))
    table = Table(
        "impact-stocks", say("eff-stocks-table"), heads, rows, sources_of(context.run, claims_in(rows[0])[:1]), None,
        (say("eff-stocks-note"),),
    )  # fmt: skip
    return Section("eff-claims", say("eff-claims"), (*said, table))
