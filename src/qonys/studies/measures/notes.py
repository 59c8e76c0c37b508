"""What a reader of measures must know: where effects come from, what cannot be told apart, what a budget spends."""

from __future__ import annotations

from collections.abc import Iterator

from qonys.model.note import Note
from qonys.plans.measures.ranking import Ranking
from qonys.provenance.runner import Runner
from qonys.studies.measures.gather import Setting


def basis(at: Setting, run: Runner, language: str) -> tuple[Note, ...]:
    """Where effects come from, a line of every output; figures of earlier years."""
    text = at.measures.caution.get(language, "")
    place = {"area": at.area, "period": at.question.period}
    found = (Note("plan-basis", {**place, "caution": text}),)
    if not at.older:
        return found
    indicators = run.store.pack.indicators
    listed = "; ".join(f"{indicators[s.partition('[')[0]].names[language]}: {p}" for s, p in at.older.items())
    return (*found, Note("plan-older", {"listed": listed}))


def remarks(at: Setting, found: Ranking, language: str, money: tuple[float | None, bool]) -> Iterator[Note]:
    """What the reader has to know of a ranking: the yardstick, measures that cannot be told apart, what is spent."""
    yardstick = found.yardstick.value
    yield Note(f"plan-by-{yardstick}", {})
    if not found.paying:
        yield Note("plan-none-pays", {})

    def name(id: str) -> str:
        return at.measures.levers[id].names.get(language, id)

    if len(found.outcomes) > 1:
        names = list(map(name, found.contenders))
        said = {"first": names[0], "others": "; ".join(names[1:]), "level": "90"}
        code = "plan-first-alike" if len(names) > 1 else "plan-first-clear"
        yield Note(code, said)
    budget, careful = money
    if budget is not None:
        spent, harm = found.spent(careful=careful)
        code = "plan-budget-careful" if careful else "plan-budget-used"
        yield Note(code, {"spent": round(spent, 0), "budget": budget})
        if harm:
            named = "; ".join(map(name, harm))
            yield Note("plan-budget-harm", {"names": named})
