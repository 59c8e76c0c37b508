"""Mutations of valid inputs: never a traceback, never another figure without a word.

The sample is the same on every run; QONYS_MUTATIONS=8000 QONYS_MUTATION_SEED=7 makes another, larger one.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from pathlib import Path
from random import Random

import pytest

from mutations.cases import CASES, Case
from mutations.mutate import OTHER, SAME, SETTINGS, table_of
from plans.measure_country import toy_with_measures
from toyland import TOY

COUNT, SEED = int(os.environ.get("QONYS_MUTATIONS", "200")), int(os.environ.get("QONYS_MUTATION_SEED", "16"))
FEWEST_ACCEPTED = 0.75
"""Of files that mean the same most must be read: to refuse everything would be safe and useless."""


def lines(case: Case, folder: Path, changed: dict[str, bytes]) -> list[list[str]]:
    """The commands of a case, its files written into a folder; a store is new each time."""
    for name, text in case.files.items():
        (folder / name).write_bytes(changed.get(name, text.encode()))
    shutil.rmtree(folder / "store", ignore_errors=True)
    return [
        [str(folder / word[1:-1]) if word.startswith("{") else word for word in line.split()]
        for line in case.words.split(" ; ")
    ]


def figures(text: str) -> list[tuple[object, ...]]:
    """Rows in an order of their own, numbers to nine digits."""

    def plain(cell: str) -> object:
        try:
            return f"{float(cell):.9g}"
        except ValueError:
            return cell.casefold()  # A series has the name of its column.

    return sorted((tuple(map(plain, row)) for row in csv.reader(io.StringIO(text))), key=str)


def mutated(number: int) -> tuple[Case, str, bytes, bool, str]:
    """A case, the file that is changed, what it holds then, whether its meaning is kept, and the mutation's name."""
    random = Random(SEED * 1_000_003 + number)
    case = CASES[number % len(CASES)]
    while True:
        name = random.choice([*case.files])
        if name.endswith(".toml"):
            change = random.choice(SETTINGS)
            return case, name, change(random, case.files[name]), False, change.__name__
        same = random.random() < 0.4
        mutation = random.choice(SAME if same else OTHER)
        if case.ordered and mutation.__name__ == "rows_turned":
            continue  # Draws follow the rows.
        data = mutation(random, table_of(case.files[name]))
        if data is not None:
            return case, name, data, same, mutation.__name__


@pytest.fixture(scope="session")
def packs(tmp_path_factory):
    """Folders of the packs that cases name."""
    return {"toy": str(TOY), "measures": str(toy_with_measures(tmp_path_factory.mktemp("pack")))}


@pytest.fixture
def run(qonys, packs, tmp_path):
    """Runs the commands of a case until one fails; gives what the last has printed."""

    def of(case: Case, changed: dict[str, bytes]):
        ran = None
        for line in lines(case, tmp_path, changed):
            ran = qonys(*line, *(("--pack", packs[case.pack]) if case.pack else ()), pack=False)
            if ran.code:
                break
        return ran

    return of


@pytest.fixture
def base(run):
    """What a command says of the unchanged files; asked once."""
    known: dict[int, object] = {}

    def of(case: Case):
        if id(case) not in known:
            known[id(case)] = run(case, {})
        return known[id(case)]

    return of


def test_no_mutation_changes_a_figure_without_a_word(run, base):
    wrong, read, kept = [], 0, 0
    for number in range(COUNT):
        case, name, data, same, what = mutated(number)
        before = base(case)
        assert before.code == 0, (case.words, before.err)
        try:
            ran = run(case, {name: data})
        except Exception as error:
            wrong.append((number, what, case.words, name, f"traceback: {error!r}"))
            continue
        equal = ran.code == 0 and figures(ran.out) == figures(before.out)
        told = ran.code == 0 and set(ran.err.splitlines()) - set(before.err.splitlines())
        kept, read = kept + same, read + (same and equal)
        if ran.code not in (0, 2) or (ran.code == 2 and not ran.err.strip()):
            wrong.append((number, what, case.words, name, f"exit {ran.code}"))
        elif ran.code == 0 and not equal and (same or not told):
            wrong.append((number, what, case.words, name, "other figures without a word"))
    print(f"{COUNT} mutations, {kept} of them the same table: {read} read, {len(wrong)} wrong")
    assert not wrong, "\n".join(map(str, wrong))
    assert read >= FEWEST_ACCEPTED * kept, (read, kept)
