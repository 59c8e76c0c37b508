"""Nothing in a report compares but through the module of comparisons: superlatives, ranks, ratios are tried.

A message of a catalogue that compares is known by its words. It has to state the set that it
compares, which only a statement can fill in, or it stands in `EXEMPT` with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import qonys
from qonys.assess import CHAPTERS
from qonys.comparisons import Rank, Several, Statement, Superlative, Top
from qonys.model import Claim
from qonys.packs import Pack, load_pack
from qonys.report.blocks import Block, Chapter, Figure, Finding, Paragraph, Table
from qonys.report.chapters import trust
from qonys.report.chapters.context import Context
from qonys.report.collect import blocks_of, claims_of
from qonys.report.names import pack_catalogue
from qonys.store import open_store
from qonys.studies.registry import start
from qonys.text import Items, Message, Shown
from qonys.text.statements import RESERVED
from toyland import toy

LOCALES = Path(qonys.__file__).parent / "text" / "locales"
REPORT = sorted(
    p.name
    for p in (LOCALES / "en").glob("*.ftl")
    if not p.name.startswith(("errors", "columns", "common", "how", "shown"))
)
"""Catalogues of what a report says; heads of the columns of a terminal are not among them."""

WORDS = {
    "en": r"(?:the|has|have|gain\w*|lost|lose\w*|gives? (?!more)|gave|changed|moves?|depends|grew) (?:most|least)\b"
    r"|\bmost (?:people|points|arrivals|probably|surely)\b|\b(?:largest|smallest|highest|lowest|fewest|fastest)\b"
    r"|\b(?:slowest|best|worst|dearest|cheapest|shortest|longest)\b|\bmore than (?:any|in any)\b"
    r"|\branks? (?:first|last|\{|\d)|\bcomes? (?:first|last)\b|\bfirst is\b|\bleads in\b|\bpeaks?\b|\bmostly\b",
    "ru": r"\b(?:наиболь|наимень|наилучш|наихудш|крупнейш)\w*|\b(?:лучш|худш)(?:ий|ая|ие|ее|его|их|ей|ую)\b"
    r"|\b(?:больше|меньше|выше|ниже|чаще|быстрее|сильнее|реже) (?:всего|всех)\b"
    r"|\bсам(?:ый|ая|ое|ые|ого|ой|ых)\b|\{-е место"
    r"|\b(?:первое|последнее|первом|последнем) мест[оеа]\b|\bпик\b|\bпик[еа]\b",
    "kk": r"\bең (?:кө[пб]|аз|үлкен|кіші|жоғар|төмен|жақсы|нашар|жылдам|тапшы|ықтимал|қымбат|арзан|мықты|әлсіз)\w*"
    r"|\b(?:бірінші|соңғы) орын\w*|-орын\w*|\bүздік\w*|\bшарықтау шегі\w*|\bбәрінен бұрын\b",
}
COMPARES = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in WORDS.items()}

BOUND = "an end of an interval"
HEAD = "the head of a column or a key of a chart; rows stand in their own order"
METHOD = "says how something is computed, not who is first"
ORDER = "names the order in which marks or rows stand"
EXEMPT = {
    **dict.fromkeys(
        ("need-rank-low", "need-rank-high", "wel-rank-low", "wel-rank-high", "need-left-low", "need-left-high",
         "proc-up-to", "need-lead-apart"), BOUND,
    ),
    **dict.fromkeys(("eff-detectable", "eff-smallest", "wel-most-moved", "lab-best"), HEAD),
    **dict.fromkeys(("eff-curve-alt", "mig-ranking-alt", "plan-note-order"), ORDER),
    **dict.fromkeys(
        ("lab-note-coverage", "lab-note-month-factors", "mig-note-rank", "quota-scenario-lead", "wel-guard-unbalanced",
         "wel-method", "wel-note-without", "wel-note-profiles", "eff-method-iv-crv1", "cmp-why-not-separable",
         "rep-release", "mig-note-zoning", "tru-conflicts-lead", "need-room-lead", "quota-frontier-note",
         "wel-note-gain"), METHOD,
    ),
}  # fmt: skip
"""Messages whose words compare and that name no leader of a set, with the reason."""


class Text(Visitor):  # type: ignore[misc]
    """The words and the variables of a pattern."""

    def __init__(self, pattern: ast.Pattern) -> None:
        self.text: list[str] = []
        self.variables: set[str] = set()
        self.visit(pattern)

    def visit_TextElement(self, node: ast.TextElement) -> None:
        self.text.append(node.value)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.text.append("{")
        self.variables.add(node.id.name)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


def patterns(text: str) -> dict[str, Text]:
    body = FluentParser(with_spans=False).parse(text).body
    return {e.id.name: Text(e.value) for e in body if isinstance(e, ast.Message) and e.value is not None}


@cache
def engine(language: str) -> dict[str, Text]:
    return {
        id: text for file in REPORT for id, text in patterns((LOCALES / language / file).read_text("utf-8")).items()
    }


def comparing(language: str, found: dict[str, Text]) -> dict[str, Text]:
    return {id: text for id, text in found.items() if COMPARES[language].search(text.words)}


def states_its_set(text: Text) -> bool:
    return any(name.endswith(RESERVED) for name in text.variables)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Among them { $top } gained most"), ("en", "{ $area } ranks { $rank }"), ("en", "the largest flow"),
        ("ru", "больше всего — { $code }"), ("ru", "{ $rank }-е место"), ("ru", "Самый высокий индекс"),
        ("kk", "ең көбі — { $code }"), ("kk", "{ $rank }-орын"), ("kk", "бірінші орында — { $first }"),
    ],
)  # fmt: skip
def test_a_comparison_is_known_by_its_words(language: str, text: str) -> None:
    assert comparing(language, patterns(f"x = {text}\n"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_sentence_that_compares_states_its_set(language: str) -> None:
    found = comparing(language, engine(language))
    bare = {id: text.words for id, text in found.items() if not states_its_set(text) and id not in EXEMPT}
    assert bare == {}


def test_no_exemption_is_left_that_nothing_needs() -> None:
    needed = {id for language in COMPARES for id in comparing(language, engine(language))}
    assert set(EXEMPT) - needed == set()


def test_the_languages_state_the_same_sets() -> None:
    for id, text in engine("en").items():
        sets = {name for name in text.variables if name.endswith("_set")}
        for language in ("kk", "ru"):
            own = {name for name in engine(language)[id].variables if name.endswith("_set")}
            others = {name for name in engine(language)[id].variables if name.endswith("_of")}
            assert bool(own | others) == bool(sets | {n for n in text.variables if n.endswith("_of")}), id


# --- a whole report -------------------------------------------------------------------------------


def chapters(pack: Pack, area: str, store: Path) -> tuple[Chapter, ...]:
    context = Context(start(open_store(pack, store), seed=5), area or pack.country)
    built = [chapter for subject in CHAPTERS.values() if (chapter := subject.build(context))]
    return (*built, trust.build(context, claims_of(blocks_of(built))))


@pytest.fixture(
    scope="module",
    params=[
        ("toy", ""),
        ("toy", "TL-F"),
        pytest.param(("kz", ""), marks=pytest.mark.slow),
        pytest.param(("kz", "KZ-61"), marks=pytest.mark.slow),
        pytest.param(("kz", "KZ-71"), marks=pytest.mark.slow),
    ],
    ids="-".join,
)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Pack, list[Block]]:
    name, area = request.param
    pack = toy() if name == "toy" else load_pack(name)
    return pack, list(blocks_of(chapters(pack, area, tmp_path_factory.mktemp("store"))))


def own_messages(block: Block) -> Iterator[Message]:
    match block:
        case Paragraph() | Finding():
            yield block.message
        case Figure():
            yield from (block.title, block.alt, *block.notes)
        case Table():
            yield from (block.title, *block.notes)


def tree(argument: object) -> Iterator[Message]:
    """A message and those inside it."""
    if isinstance(argument, Message):
        yield argument
        for inner in argument.arguments.values():
            yield from tree(inner)
    elif isinstance(argument, Items):
        for part in argument.parts:
            yield from tree(part)


def statements(message: Message) -> tuple[Statement, ...]:
    return tuple(s for inner in tree(message) for s in inner.compares)


def spoken(pack: Pack) -> dict[str, dict[str, Text]]:
    """What messages say in each language, the pack's own words before the engine's."""
    return {language: {**engine(language), **patterns(pack_catalogue(pack, language))} for language in COMPARES}


def test_what_compares_in_a_report_is_a_statement(report: tuple[Pack, list[Block]]) -> None:
    pack, blocks = report
    words, bare = spoken(pack), []
    for message in (m for block in blocks for own in own_messages(block) for m in tree(own)):
        for language in COMPARES:
            text = words[language].get(message.id)
            if text is None or message.id in EXEMPT or message.compares:
                continue
            if COMPARES[language].search(text.words):
                bare.append((language, message.id, text.words))
    assert bare == []
    assert any(message.compares for block in blocks for own in own_messages(block) for message in tree(own))


def test_leaders_lead_and_ranks_are_those_of_their_sets(report: tuple[Pack, list[Block]]) -> None:
    _, blocks = report
    for message in (m for block in blocks for own in own_messages(block) for m in tree(own)):
        for found in message.compares:
            if isinstance(found, Superlative):
                _leads(found, message)
            elif isinstance(found, Rank):
                values = [item.printed for item in found.declared.known]
                ahead = sum(found.end.sign * (v - found.item.printed) > 0 for v in values)
                assert ahead + 1 == found.place and found.of == len(values)
            elif isinstance(found, Top):
                assert len(found.shown) <= len(found.declared.known)


def _leads(found: Superlative, message: Message) -> None:
    """No member goes further; who is named in the sentence is who leads."""
    sign = found.end.sign
    assert all(sign * (found.first.value - item.value) >= 0 for item in found.declared.known)
    named = list(message.arguments.values())
    assert any(found.first.label == a or (isinstance(a, Items) and found.first.label in a.parts) for a in named)
    if found.first.claim is not None:
        assert found.first.claim.value == pytest.approx(found.first.value)


def test_a_title_speaks_of_what_is_drawn(report: tuple[Pack, list[Block]]) -> None:
    """Rate with rate, number with number: the unit of a title's leader is that of the marks."""
    _, blocks = report
    wrong = []
    for figure in (b for b in blocks if isinstance(b, Figure)):
        for found in statements(figure.title):
            if isinstance(found, Superlative | Rank) and found.declared.units:
                drawn = {row.claim.unit for row in figure.chart.rows if row.claim is not None}
                if not found.declared.units & drawn and figure.chart.unit not in found.declared.units:
                    wrong.append((figure.id, set(found.declared.units), drawn))
    assert wrong == []


def sentences(blocks: Iterable[Block]) -> Iterator[Message]:
    for block in blocks:
        match block:
            case Paragraph() | Finding():
                yield block.message
            case Figure() | Table():
                yield block.title


def claims(message: Message) -> Iterator[Claim]:
    for inner in tree(message):
        for argument in inner.arguments.values():
            for part in argument.parts if isinstance(argument, Items) else (argument,):
                if isinstance(part, Claim | Shown):
                    yield part.claim if isinstance(part, Shown) else part


def test_no_rank_is_said_without_its_set(report: tuple[Pack, list[Block]]) -> None:
    """A rank in a sentence is that of a statement, or an end of its interval."""
    _, blocks = report
    loose = []
    for message in sentences(blocks):
        said = {s.claim.id for s in statements(message) if isinstance(s, Rank) and s.claim is not None}
        for claim in claims(message):
            if claim.unit == "rank" and claim.id not in said and not claim.cell["measure"].endswith(("_low", "_high")):
                loose.append((message.id, claim.cell))
    assert loose == []


FITTED = "an estimate, a test or a share of a variance: nothing is divided that was published"
ONE_SERIES = "one series in periods of one length, in one set of borders"
OF_POPULATION = "events of an area in a year by the mean population of that area and year, in the same borders"
SIMULATED = "shares of the draws of one simulation, or of its own totals"
RATIOS = {
    **dict.fromkeys(
        ("effects.curve_summary", "effects.estimate", "effects.influence", "effects.overview", "effects.path",
         "migration.indices", "migration.jump", "registers.month_factors", "wellbeing.guards",
         "wellbeing.sensitivity"), FITTED,
    ),
    **dict.fromkeys(("change", "migration.season"), ONE_SERIES),
    **dict.fromkeys(("migration.accounts", "migration.balance", "migration.history"), OF_POPULATION),
    **dict.fromkeys(
        ("impact.sensitivity", "impact.share_claim", "impact.simulate", "impact.wage_claim", "plan.measures",
         "plan.settlement.totals", "quota.areas", "wellbeing.intervals", "wellbeing.mobility", "plan.measure_pairs",
         "wellbeing.order", "wellbeing.profile"), SIMULATED,
    ),
    **dict.fromkeys(("plan.need", "plan.need_coverage", "plan.need_unknown", "wellbeing.steps"), "weights"),
    "figures": "as published",
    "impact.stocks": "what published numbers of workers stand for, by the model",
    "migration.flow_check": "arrivals by origin over all arrivals of the destination from other areas, in one period",
    "plan.need_components": "declared by a pack: growth of one series, needs by the labour force of the year",
    "plan.need_vacancies": "vacancies and résumés of one exchange, area and year",
    "plan.settlement.shares": "settled by the quota over all given the status in the year",
    "quota.official": "permits of a year over a version of the quota of that year; without the version it has no share",
    "registers.parts": "parts of a stock over its stated total of the same day",
    "registers.steered": "`comparisons.unlike` decides; shares are of the published total of the same group",
}  # fmt: skip
"""Computations whose shares and ratios a report prints, and why they divide like by like."""


def test_each_ratio_is_known_to_divide_like_by_like(report: tuple[Pack, list[Block]]) -> None:
    _, blocks = report
    printed = {claim.call.function for claim in claims_of(blocks) if claim.unit in ("share", "ratio", "per_1000")}
    assert printed - set(RATIOS) == set()


def test_several_tests_are_counted_together(report: tuple[Pack, list[Block]]) -> None:
    _, blocks = report
    for message in sentences(blocks):
        for found in statements(message):
            if isinstance(found, Several):
                assert all(test.adjusted >= test.p for test in found.tests if test.p == test.p)
