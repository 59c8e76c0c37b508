"""`qonys plan procedure`: parse, call, print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import DEFAULT_PACK, AsJson, Lang, OutFile, PackName, day, language, loaded, refuse_unread
from qonys.cli.output import put, put_stream
from qonys.errors import BadInput, QonysError

if TYPE_CHECKING:
    from qonys.cli.plan.wording import Wording
    from qonys.model.procedure import Household
    from qonys.plans.procedure.steps import Line, Prepared
    from qonys.tables.procedure import Facts


SHARED = 5000
"""So many kinds of households are remembered while a file is read."""


class Show(Enum):
    """Which table is printed."""

    STEPS = "steps"
    AMOUNTS = "amounts"
    REFERENCES = "references"
    """The rules that the steps cite."""


class YesNo(Enum):
    """A fact that is known."""

    YES = "yes"
    NO = "no"


OF_HOUSEHOLD = (
    "members", "region", "status", "quota", "arrived", "working_age", "employed", "visa_region", "previous_region",
)  # fmt: skip


def procedure(
    context: typer.Context,
    members: Annotated[int | None, typer.Option(help="People in the household.")] = None,
    region: Annotated[str, typer.Option(help="Region of settlement: name in kk, ru or en, or a code.")] = "",
    date: Annotated[str | None, typer.Option(help="Day, YYYY-MM-DD; today if left out.")] = None,
    status: Annotated[str, typer.Option(help="A status of the pack, by id or name; unknown if left out.")] = "",
    quota: Annotated[YesNo | None, typer.Option(help="Whether the quota includes it; unknown if left out.")] = None,
    arrived: Annotated[str | None, typer.Option(help="Day of arrival, YYYY-MM-DD.")] = None,
    working_age: Annotated[int | None, typer.Option(help="Members of working age.")] = None,
    employed: Annotated[YesNo | None, typer.Option(help="Whether a member has a job in the region.")] = None,
    visa_region: Annotated[str, typer.Option(help="Region named in the visa.")] = "",
    previous_region: Annotated[str, typer.Option(help="Region of origin within the country.")] = "",
    household: Annotated[Path | None, typer.Option(help="Households of your own, CSV, XLSX or TOML.")] = None,
    compare_date: Annotated[str | None, typer.Option(help="A second day, its amounts beside the first.")] = None,
    show: Annotated[Show, typer.Option(help="Which table.")] = Show.STEPS,
    pack: PackName = DEFAULT_PACK,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """The procedure of a household step by step on a day: what applies, why, how much, by which rule.

    low and high are in indices, money_low and money_high in national currency; empty: not known, or no lower limit.
    What is not known of the household stays unknown: the answer then says which fact is missing.
    """
    from qonys.model.procedure import Household

    asked = _asked(date, compare_date, pack, lang)
    if show is Show.REFERENCES:
        refuse_unread(context, "--show references", (*OF_HOUSEHOLD, "household", "compare_date"))
        put(list(asked.words.references(asked.days[0])), out, as_json)
        return
    facts = asked.facts
    if household is not None:
        refuse_unread(context, "--household", OF_HOUSEHOLD)
        _put_many(household, asked, show, out, as_json)
        return
    stated = Household(
        _members(facts, members), facts.status(status, "--status"), facts.region(region, "--region"), _flag(quota),
        facts.working_age(working_age, members or 1, "--working-age"), _flag(employed), _date(arrived, "--arrived"),
        facts.region(visa_region, "--visa-region"), facts.region(previous_region, "--previous-region"),
    )  # fmt: skip
    put([_without(row, "household") for row in _rows(stated, asked, show)], out, as_json)


@dataclass(frozen=True)
class _Asked:
    """The procedure on the days asked for, and what says it."""

    days: tuple[Prepared, ...]
    facts: Facts
    words: Wording


def _asked(date: str | None, compared: str | None, pack: str, lang: str | None) -> _Asked:
    from qonys.cli.plan.wording import Wording
    from qonys.packs.procedure import pack_procedure
    from qonys.plans.procedure.steps import prepare
    from qonys.tables.procedure import Facts

    spoken = language(lang)
    # The user's own day is the one default that a clock may give; it stands in every row.
    on, then = _date(date, "--date") or dt.date.today(), _date(compared, "--compare-date")
    known = loaded(pack)
    described = pack_procedure(known)
    days = [prepare(described, on)]
    if then is not None:
        with naming("--compare-date"):
            days.append(prepare(described, then))
    return _Asked(tuple(days), Facts(known, described, on), Wording(known, described, spoken))


def _put_many(path: Path, asked: _Asked, show: Show, out: Path | None, as_json: bool) -> None:
    from qonys.tables.procedure import own_households

    asked.words.brief = True
    put_stream(_of_many(own_households(path, asked.facts), asked, show), out, as_json)


def _members(facts: Facts, members: int | None) -> int:
    if members is None:
        raise BadInput("procedure-no-household", where="--members, --household", fix="--members 4")
    return facts.members(members, "--members")


def _date(text: str | None, option: str) -> dt.date | None:
    with naming(option):
        return day(text)


@contextmanager
def naming(option: str) -> Iterator[None]:
    """An error of what an option says names that option."""
    try:
        yield
    except QonysError as error:
        error.where = option
        raise


def _flag(said: YesNo | None) -> bool | None:
    return None if said is None else said is YesNo.YES


def _without(row: Mapping[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != name}


def _of_many(households: Iterable[Household], asked: _Asked, show: Show) -> Iterator[dict[str, object]]:
    """The rows of all households; those that share their facts share the work."""
    known: dict[Household, tuple[dict[str, object], ...]] = {}
    for each in households:
        key = replace(each, id="")
        if key not in known:
            if len(known) >= SHARED:
                known.clear()
            known[key] = tuple(_rows(key, asked, show))
        for row in known[key]:
            yield {**row, "household": each.id}


def _rows(household: Household, asked: _Asked, show: Show) -> Iterator[dict[str, object]]:
    """The rows of a household: a step each; of two days side by side."""
    from qonys.plans.procedure.steps import evaluate

    days, words = asked.days, asked.words
    lines = [evaluate(prepared, household) for prepared in days]
    for several in zip(*lines, strict=True):
        line = several[0]
        if show is Show.AMOUNTS and line.step.amount is None:
            continue
        row = {"household": household.id, **_row(line, days[0], words)}
        if show is Show.STEPS:
            row |= _sources(line)
        if len(several) > 1:
            row |= {f"{name}_compared": value for name, value in _compared(several[1], days[1]).items()}
        row["text"] = words.text(line, household, days[0].day)
        yield row


def _row(line: Line, prepared: Prepared, words: Wording) -> dict[str, object]:
    amount, procedure = line.amount, prepared.procedure
    return {
        "date": prepared.day.isoformat(), "step": line.step.id, "name": words.name(line.step),
        "verdict": line.verdict.value, "reason": line.reason.value,
        "fact": "" if line.fact is None else line.fact.value,
        "low": amount and amount.low, "high": amount and amount.high, "unit": procedure.unit if amount else "",
        "money_low": amount and amount.money_low, "money_high": amount and amount.money_high,
        "currency": procedure.currency if amount else "",
        "from": _iso(line.start), "until": _iso(line.until),
    }  # fmt: skip


def _sources(line: Line) -> dict[str, object]:
    rule = line.rule
    return {"rule": rule.id, "number": rule.number, "act_date": _iso(rule.act_date), "trust": rule.trust.value}


def _compared(line: Line, prepared: Prepared) -> dict[str, object]:
    amount = line.amount
    return {
        "date": prepared.day.isoformat(), "verdict": line.verdict.value, "low": amount and amount.low,
        "high": amount and amount.high, "money_low": amount and amount.money_low,
        "money_high": amount and amount.money_high,
    }  # fmt: skip


def _iso(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()
