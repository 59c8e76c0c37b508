"""Mutations of valid inputs: never a traceback, never another figure without a word.

The sample is the same on every run; QONYS_MUTATIONS=8000 QONYS_MUTATION_SEED=7 makes another, larger one.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from random import Random

import pytest

from mutations.cases import CASES, Case
from mutations.mutate import OTHER, SAME, table_of

COUNT, SEED = int(os.environ.get("QONYS_MUTATIONS", "200")), int(os.environ.get("QONYS_MUTATION_SEED", "16"))
FEWEST_ACCEPTED = 0.75
"""Of files that mean the same most must be read: to refuse everything would be safe and useless."""


def words(case: Case, folder: Path, changed: dict[str, bytes]) -> list[str]:
    for name, text in case.files.items():
        (folder / name).write_bytes(changed.get(name, text.encode()))
    return [str(folder / w[1:-1]) if w.startswith("{") else w for w in case.words.split()]


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
    while True:
        case = CASES[number % len(CASES)]
        name = random.choice([n for n in case.files if n.endswith(".csv")])
        same = random.random() < 0.4
        mutation = random.choice(SAME if same else OTHER)
        data = mutation(random, table_of(case.files[name]))
        if data is not None:
            return case, name, data, same, mutation.__name__


@pytest.fixture
def base(qonys, tmp_path):
    """What a command says of the unchanged files; asked once."""
    known: dict[int, object] = {}

    def run(case: Case):
        if id(case) not in known:
            known[id(case)] = qonys(*words(case, tmp_path, {}), pack=False)
        return known[id(case)]

    return run


def test_no_mutation_changes_a_figure_without_a_word(qonys, base, tmp_path):
    wrong, read, kept = [], 0, 0
    for number in range(COUNT):
        case, name, data, same, what = mutated(number)
        before = base(case)
        assert before.code == 0, before.err
        try:
            ran = qonys(*words(case, tmp_path, {name: data}), pack=False)
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
    assert not wrong, "\n".join(map(str, wrong))
    assert read >= FEWEST_ACCEPTED * kept, (read, kept)
