"""Charts: each mark as a valid drawing and as SVG that can stand on a page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from qonys.model import Period
from qonys.report.blocks import Chart, Mark, Row
from qonys.report.charts import draw, to_svg
from qonys.report.charts.classes import classes
from qonys.report.charts.plot import Plot, nice_ticks, scale_of
from qonys.report.charts.timeaxis import ticks
from qonys.text import Language, PlaceName, Words
from report import sample

CHARTS = sample.charts()
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def said() -> dict[Language, Words]:
    return sample.words()


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_keeps_to_the_schema(name: str, said: dict[Language, Words]) -> None:
    drawn = draw(CHARTS[name], said[Language.EN], sample.boundaries()).to_dict()
    assert drawn["layer"]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CHARTS)
def test_each_value_has_a_mark_that_says_it(name: str, language: Language, said: dict[Language, Words]) -> None:
    root = ET.fromstring(to_svg(CHARTS[name], said[language], "alt", "x", sample.boundaries()))
    tips = [tip for element in root.iter() if (tip := element.get("data-tip"))]
    words, plot = said[language], Plot(CHARTS[name], said[language])
    for point in plot.points:
        if point.value is not None:
            number = words.number(point.value, plot.decimals, plot.sign)
            assert any(plot.label_texts[point.label] in tip and number in tip for tip in tips), number


@pytest.mark.parametrize("name", CHARTS)
def test_an_svg_is_one_image_without_noise(name: str, said: dict[Language, Words]) -> None:
    text = to_svg(CHARTS[name], said[Language.RU], "описание", "ru-one", sample.boundaries())
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "описание"
    assert root.get("viewBox") and not root.get("width")
    assert "graphics-symbol" not in text and "aria-roledescription" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
    assert not re.search(r"\d\.\d\d\d", " ".join(e.get("d", "") for e in root.iter()))
    used = set(re.findall(r"url\(#([^)]+)\)", text))
    ids = {i for e in root.iter() if (i := e.get("id"))}
    assert used <= ids
    assert all(i.startswith("ru-one-") for i in ids)


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_fits_the_column(name: str, said: dict[Language, Words]) -> None:
    for words in said.values():
        box = ET.fromstring(to_svg(CHARTS[name], words, "a", "x", sample.boundaries())).get("viewBox", "").split()
        assert 400 < float(box[2]) <= 760


def test_the_same_chart_is_the_same_text(said: dict[Language, Words]) -> None:
    first, second = (to_svg(CHARTS["heat"], said[Language.KK], "a", "x") for _ in range(2))
    assert first == second


def test_missing_is_hatched_and_named(said: dict[Language, Words]) -> None:
    words = said[Language.EN]
    for name in ("heat", "map"):
        root = ET.fromstring(to_svg(CHARTS[name], words, "a", "x", sample.boundaries()))
        assert root.find(f"{SVG}defs/{SVG}pattern") is not None
        assert Plot(CHARTS[name], words).no_data in [t.text for t in root.iter(f"{SVG}text")]


def test_a_minus_is_a_minus(said: dict[Language, Words]) -> None:
    for name, chart in CHARTS.items():
        texts = [t.text or "" for t in ET.fromstring(
            to_svg(chart, said[Language.EN], "a", "x", sample.boundaries())).iter(f"{SVG}text")]  # fmt: skip
        assert not [t for t in texts if re.search(r"-\d", t)], name


def test_shares_are_drawn_in_percent(said: dict[Language, Words]) -> None:
    plot = Plot(CHARTS["bars-share"], said[Language.EN])
    assert plot.values == (12.5, 12.5, 12.5)
    assert plot.points[0].text == "12.5"


def test_a_mark_knows_its_claim(said: dict[Language, Words]) -> None:
    text = to_svg(CHARTS["bars-share"], said[Language.EN], "a", "x")
    assert f'data-claim="{sample.claim("TL-B", 0.125, "share", 1).id}"' in text
    assert "\u2063" not in text


@pytest.mark.parametrize("mark", [m for m in Mark if m not in (Mark.MAP, Mark.ARROWS)])
@pytest.mark.parametrize("value", [None, 0.0, -3.0])
def test_one_row_can_be_drawn(mark: Mark, value: float | None, said: dict[Language, Words]) -> None:
    row = Row(Period.year_of(2020), value, "a")
    assert "<svg" in to_svg(Chart(mark, (row,), "persons", diverging=True), said[Language.EN], "a", "x")


def test_a_map_needs_boundaries(said: dict[Language, Words]) -> None:
    with pytest.raises(ValueError, match="boundaries"):
        draw(CHARTS["map"], said[Language.EN])


def test_labels_that_are_messages_keep_apart(said: dict[Language, Words]) -> None:
    plot = Plot(CHARTS["dots"], said[Language.EN])
    assert len(plot.series) == 2
    assert plot.labels[0] == PlaceName("TL-B")


@pytest.mark.parametrize("diverging", [False, True])
@pytest.mark.parametrize("values", [[], [0.0], [5.0], [-5.0, 5.0], [1.0, 2.0, 3.0, 4.0, 100.0], [-1.0] * 9])
def test_each_value_has_a_class(values: list[float], diverging: bool) -> None:
    found = classes(values, diverging, 1)
    assert len(found.colours) == len(found.bounds) + 1
    assert all(0 <= found.of(value) < len(found.colours) for value in values)
    assert list(found.bounds) == sorted(set(found.bounds))


def test_zero_divides() -> None:
    found = classes([-9.0, -5.0, -1.0, 1.0, 6.0, 8.0], True, 0)
    assert 0.0 in found.bounds
    below, above = found.colours[found.of(-0.1)], found.colours[found.of(0.1)]
    assert (below, above) == ("#fbd9ad", "#cfe3f2")


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-3, 17), (0, 0), (5, 5), (-0.002, 0.001), (0, 123456)])
def test_ticks_hold_the_values(low: float, high: float) -> None:
    ticks_ = nice_ticks(low, high)
    assert ticks_[0] <= low and high <= ticks_[-1]
    scale = scale_of(low, high)
    assert scale.low <= low and high <= scale.high
    assert len(scale.ticks) >= 2


def test_labels_of_an_axis_do_not_touch(said: dict[Language, Words]) -> None:
    plot = Plot(CHARTS["lines-months"], said[Language.KK])
    assert [plot.periods[t.index].first.month for t in ticks(plot, 600)] == [1, 1]
    plot = Plot(CHARTS["columns"], said[Language.EN])
    assert len(ticks(plot, 600)) == 10
    assert len(ticks(plot, 150)) == 5
    assert ticks(plot, 150)[-1].index == 9


def test_a_ring_has_an_arc_for_each_place_and_ribbons_between() -> None:
    from qonys.report.charts import links

    places = [PlaceName(code) for code in ("TL-E", "TL-F", "TL-G")]
    moves = [[0, 30, 10], [20, 0, 5], [1, 2, 0]]
    rows = tuple(Row(d, float(moves[i][j]), o) for i, o in enumerate(places) for j, d in enumerate(places) if i != j)
    plot = Plot(Chart(Mark.CHORD, rows, "persons"), sample.words()[Language.EN])
    ring = links.chord(plot)
    ribbons, arcs = plot.datasets["d0"], plot.datasets["d1"]
    assert ring is not None and len(arcs) == 3 and len(ribbons) == 3
    assert all(record["path"].startswith("M") and record["path"].endswith("Z") for record in (*ribbons, *arcs))
    assert sum("30" in record["tip"] for record in ribbons) == 1


@pytest.mark.parametrize(("start", "end"), [((0.0, 0.0), (100.0, 50.0)), ((5.0, 5.0), (5.0, 5.0))])
def test_an_arrow_ends_where_it_points(start, end) -> None:
    from qonys.report.charts.links import _arrow

    path = _arrow(start, end, 6.0)
    assert f"{end[0]:.1f},{end[1]:.1f}" in path and "nan" not in path
