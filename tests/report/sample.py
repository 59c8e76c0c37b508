"""An invented report: every kind of block and mark, in the invented country; its words in three languages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qonys.model import Call, Claim, Period, Status
from qonys.packs import Pack, load_pack
from qonys.packs.locators import Located, Phrase
from qonys.report.blocks import (
    Chapter,
    Chart,
    Figure,
    Finding,
    Mark,
    Missing,
    Paragraph,
    Report,
    Row,
    Section,
    Severity,
    Table,
)
from qonys.report.collect import claims_of_report
from qonys.report.maps import Boundaries
from qonys.report.names import pack_catalogue
from qonys.report.renderers.details import ClaimDetail, SourceDetail
from qonys.text import Language, Message, PlaceName, Shown, Sign, Words, load_words, say

TOY = Path(__file__).parents[1] / "packs" / "toy"
REGIONS = ("TL-B", "TL-E", "TL-F", "TL-G", "TL-H", "TL-I", "TL-J")
CALL = Call("toy.balance", {"flow": "all"}, ("abc",))

# id, Kazakh, Russian, English
TEXTS = """
smp-title | Есеп: { $area } | Отчёт: { $area } | Report: { $area }
smp-subtitle | Ойдан шығарылған | Выдуманный | Invented
smp-finding | { $area } { $net } адам қосты | { $area }: прирост { $net } чел. | { $area } gained { $net } people
smp-warning | { $net } адам кетті | Выбыло { $net } чел. | { $net } people left
smp-chapter | Тарау | Глава | Chapter
smp-section | Бөлім & <б> | Раздел & <р> | Section & <s>
smp-text | Үлесі { $share }-{ $share_poss } болды. | Доля составила { $share }. | The share was { $share }.
smp-figure | Сурет: { $net } | График: { $net } | Chart: { $net }
smp-alt | Суреттің сипаттамасы | Описание графика | What the chart shows
smp-table | Кесте | Таблица | A table
smp-net | Айырым | Сальдо | Net
smp-share | Үлес | Доля | Share
smp-note | Ескерту | Примечание | A note
smp-born | туғандар | родившиеся | born
smp-come | келгендер | прибывшие | came
smp-why | жарияланбаған | не опубликовано | not published
how-toy-balance | ойыншықтар балансы | баланс игрушек | balance of the toys
smp-fact | Шығарылым 1 | Выпуск 1 | Release 1
"""


def words() -> dict[Language, Words]:
    """The words of the invented country and of the invented report."""
    lines = [[part.strip() for part in line.split(" | ")] for line in TEXTS.strip().splitlines()]
    order = {Language.KK: 1, Language.RU: 2, Language.EN: 3}
    pack = toy()
    found = {}
    for language, column in order.items():
        own = "\n".join(f"{line[0]} = {line[column]}" for line in lines) + "\n"
        found[language] = load_words(language, (pack_catalogue(pack, language.value), own))
    return found


def toy() -> Pack:
    """The invented country."""
    return load_pack(TOY)


def boundaries() -> Boundaries:
    """Its polygons."""
    return Boundaries.read(TOY / "boundaries.geojson", toy().lineage)


def claim(area: str, value: float, unit: str = "persons", decimals: int = 0, status: Status = Status.NORMAL) -> Claim:
    """A number of the invented computation."""
    return Claim(CALL, {"measure": unit, "area": area}, value, unit, decimals, status)


def years(first: int, last: int) -> list[Period]:
    return [Period.year_of(year) for year in range(first, last + 1)]


def charts() -> dict[str, Chart]:
    """One chart of each mark, and some that are hard: missing values, one value, many months."""
    places = [PlaceName(code) for code in REGIONS]
    values = [1200.0, -340.0, 15.5, -2200.25, None, 0.0, 77.0]
    signed = tuple(Row(p, v) for p, v in zip(places, values, strict=True))
    series = (say("smp-born"), say("smp-come"))
    grid = tuple(
        Row(y, (-1) ** j * 100.0 * (j + 1) * (y.year - 2010) / 7, s)
        for j, s in enumerate(series)
        for y in years(2011, 2020)
    )
    by_place = tuple(Row(p, 30.0 * i - 40 * j, s) for j, s in enumerate(series) for i, p in enumerate(places))
    months = tuple(Row(Period.parse(f"{y}-{m:02d}"), float(y * m % 17)) for y in (2021, 2022) for m in range(1, 13))
    panels = tuple(
        Row(y, float((i + 1) * (y.year % 5) - 6), p) for i, p in enumerate(places) for y in years(2015, 2022)
    )
    gap = (*panels[:3], Row(panels[3].label, None, panels[3].series), *panels[4:])
    claimed = tuple(Row(p, c.value, None, c) for p in places[:3] if (c := claim(p.code, 0.125, "share", 1)))
    return {
        "bars": Chart(Mark.BARS, signed, "persons", diverging=True),
        "bars-share": Chart(Mark.BARS, claimed, "share"),
        "columns": Chart(Mark.COLUMNS, grid[:10], "persons", diverging=True),
        "columns-months": Chart(Mark.COLUMNS, months, "persons"),
        "stacked": Chart(Mark.STACKED, grid, "persons"),
        "stacked-bars": Chart(Mark.STACKED_BARS, by_place, "persons"),
        "lines": Chart(Mark.LINES, grid, "persons"),
        "lines-months": Chart(Mark.LINES, months, "persons"),
        "panels": Chart(Mark.PANELS, gap, "persons"),
        "heat": Chart(Mark.HEAT, gap, "persons", diverging=True),
        "dots": Chart(Mark.DOTS, by_place, "persons"),
        "map": Chart(Mark.MAP, signed[:-1], "persons", diverging=True),
        "map-2015": Chart(
            Mark.MAP, (Row(PlaceName("TL-A"), 3.5), Row(PlaceName("TL-B"), 4.5)), "persons", borders=2016
        ),
    }


def figures(chosen: Iterable[str]) -> tuple[Figure, ...]:
    """Figures of these charts."""
    title = say("smp-figure", net=Shown(claim("TL", 16_153.0), Sign.ALWAYS))
    held = charts()
    return tuple(
        Figure(f"f-{name}", title, held[name], say("smp-alt"), ("bureau",), (say("smp-note"),)) for name in chosen
    )


def table() -> Table:
    """Claims, a missing cell, an estimate, a share."""
    missing = Missing(say("smp-why"))
    rows = tuple(
        (
            PlaceName(code),
            Shown(claim(code, 1000.0 * i - 1500.5, decimals=1), Sign.ALWAYS) if i != 2 else missing,
            claim(code, 0.0625 * i, "share", 2, Status.ESTIMATED if i == 1 else Status.NORMAL),
        )
        for i, code in enumerate(REGIONS)
    )
    columns: tuple[Message, ...] = (say("ui-area"), say("smp-net"), say("smp-share"))
    return Table("t-regions", say("smp-table"), columns, rows, ("bureau", "registry"), None, (say("smp-note"),))


def report(chosen: Iterable[str] = ("bars", "lines", "map", "heat")) -> Report:
    """The invented report with figures of these charts."""
    first = Finding(
        Severity.CRITICAL,
        say("smp-finding", area=PlaceName("TL"), net=claim("TL", 16_153.0, status=Status.PROVISIONAL)),
    )
    second = Finding(Severity.NOTE, say("smp-warning", net=Shown(claim("TL-B", -340.0), Sign.NEVER)))
    text = Paragraph(say("smp-text", share=claim("TL-E", 0.4567, "share", 1)))
    section = Section("s-one", say("smp-section"), (text, *figures(chosen), table()))
    chapter = Chapter("c-one", 1, say("smp-chapter"), (first, second), (section,))
    fact = {"release": say("smp-fact")}
    return Report(say("smp-title", area=PlaceName("TL")), say("smp-subtitle"), "TL", (first, second), (chapter,), fact)


def details(made: Report) -> tuple[ClaimDetail, ...]:
    """An invented source behind each number."""
    publisher = {"kk": "Бюро кк", "ru": "Бюро ру", "en": "Bureau en"}
    title = dict.fromkeys(publisher, "Toyland </script> in Figures")
    phrase = Phrase("row {label}, {period}", {"kk": "«{label}» жолы, {period}", "ru": "строка «{label}», {period}",
                                              "en": "row “{label}”, {period}"}, ("label", "period"))  # fmt: skip
    located = (Located(phrase, ("7", "2023")), Located(None, ("https://example.org/t-10",)))
    source = SourceDetail(publisher, title, "T-10", located, "2024-05-31", -1234.5)
    known = frozenset({source.vintage})
    return tuple(
        ClaimDetail(
            id=c.id, unit=c.unit, decimals=c.decimals, status=c.status, function=c.call.function,
            about=(PlaceName(c.cell["area"]),), sources=(source,), vintages=known,
        )
        for c in claims_of_report(made)
    )  # fmt: skip
