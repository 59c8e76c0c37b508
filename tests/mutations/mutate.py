"""Mutations of a file: those that keep its meaning, and those that change or destroy it.

A file that means the same must give the same figures, or be refused. A file that does not must be refused, or give the
same figures, or what was done to it must be told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

Table = list[list[str]]
Mutation = Callable[[Random, Table], "bytes | None"]
TOTALS = ("Total", "Итого:", "Барлығы", "WORLD", "Sum of all", "Всего по стране")
ODD = ("40 1", "80¹", "7 8", "#DIV/0!", "abc", "1e400", "nan5", "-", "…", "x", "х", "--3", "5%", "1.2.3", "12 34", "")


def table_of(text: str) -> Table:
    """Rows of a CSV without quotes."""
    return [line.split(",") for line in text.splitlines()]


def _written(table: Table, sign: str = ",", end: str = "\n") -> bytes:
    return "".join(sign.join(f'"{c}"' if sign in c else c for c in row) + end for row in table).encode()


def _cell(random: Random, table: Table, *, number: bool = True) -> tuple[int, int]:
    """A place below the header: a figure, or a label."""
    places = [
        (i, j) for i, row in enumerate(table) if i for j, c in enumerate(row)
        if c.lstrip("-").replace(".", "").isdigit() is number and table[0][j] not in ("year", "period")
    ]  # fmt: skip
    return random.choice(places)


# --- the meaning stays


def spaces(random: Random, table: Table) -> bytes:
    blank = random.choice([" ", "\u00a0", "  ", "\u200b"])
    return _written([[random.choice([c, c + blank, blank + c]) for c in row] for row in table])


def encoding(random: Random, table: Table) -> bytes:
    return _written(table).decode().encode(random.choice(["utf-8-sig", "utf-16", "cp1251"]))


def ends(random: Random, table: Table) -> bytes:
    return _written(table, end=random.choice(["\r\n", "\r", "\n\n", ",\n"]))


def separator(random: Random, table: Table) -> bytes:
    sign = random.choice(";\t|")
    comma = random.random() < 0.5
    return _written([[c.replace(".", ",") if comma and i else c for c in row] for i, row in enumerate(table)], sign)


def order(random: Random, table: Table) -> bytes | None:
    if table[0][0] == "origin" and "flow" not in table[0] and "km" not in table[0]:
        return None
    head, *body = table
    places = random.sample(range(len(head)), len(head))
    # Draws follow the areas: an estimate is the same for any order of columns, its bootstrap for that of rows.
    rows = body if "pay" in head else random.sample(body, len(body))
    return _written([[row[j] for j in places] for row in [head, *rows]])


def case(random: Random, table: Table) -> bytes | None:
    if table[0][0] == "origin" and "flow" not in table[0] and "km" not in table[0]:
        return None
    return _written([[random.choice([c.upper(), c.title()]) for c in table[0]], *table[1:]])


def titles(random: Random, table: Table) -> bytes:
    above = [[random.choice(["Moves of people", "Таблица 3. Көші-қон"])] + [""] * (len(table[0]) - 1)]
    return _written(above * random.randint(1, 2) + table)


def composed(random: Random, table: Table) -> bytes:
    return _written([[unicodedata.normalize("NFD", c) for c in row] for row in table])


# --- the meaning changes


def _with(table: Table, at: tuple[int, int], text: str) -> bytes:
    return _written([[text if (i, j) == at else c for j, c in enumerate(row)] for i, row in enumerate(table)])


def odd_cell(random: Random, table: Table) -> bytes:
    return _with(table, _cell(random, table), random.choice(ODD))


def row_twice(random: Random, table: Table) -> bytes:
    i = random.randrange(1, len(table))
    return _written([*table[: i + 1], table[i], *table[i + 1 :]])


def column_twice(random: Random, table: Table) -> bytes:
    j = random.randrange(len(table[0]))
    return _written([[*row, row[j]] for row in table])


def cut(random: Random, table: Table) -> bytes:
    data = _written(table)
    return data[: random.randrange(len(data) // 3)]


def junk(random: Random, table: Table) -> bytes:
    data = bytearray(_written(table))
    data[random.randrange(len(data))] = random.choice([0, 0xFF, 0x98])
    return bytes(data)


def no_column(random: Random, table: Table) -> bytes:
    j = random.randrange(len(table[0]))
    return _written([[c for k, c in enumerate(row) if k != j] for row in table])


def mixed_alphabets(random: Random, table: Table) -> bytes | None:
    if not any("o" in c or "e" in c for row in table[1:] for c in row):
        return None
    rows = [i for i, row in enumerate(table) if i and any("o" in c or "e" in c for c in row)]
    i = random.choice(rows)
    swapped = [c.replace("o", "о").replace("e", "е") for c in table[i]]
    return _written([*table[:i], swapped, *table[i + 1 :]])


def note_below(random: Random, table: Table) -> bytes:
    note = random.choice(["* Note: preliminary", "Источник: бюро", "Source: the bureau; 2021", "Ескерту: алдын ала"])
    return _written([*table, [note] + [""] * (len(table[0]) - 1)])


def total_row(random: Random, table: Table) -> bytes | None:
    """A row of sums of a table by area."""
    if table[0][0] != "area" or table[0][1] in ("year", "period"):
        return None
    sums = [sum(float(row[j]) for row in table[1:]) for j in range(1, len(table[0]))]
    off = random.choice([0, 0, 3])
    return _written([*table, [random.choice(TOTALS), *(f"{s + off:g}" for s in sums)]])


def negative(random: Random, table: Table) -> bytes | None:
    if {"net", "coefficient", "pay", "month", "quarter", "period"} & set(table[0]):
        return None  # Balances and series may lie below 0.
    i, j = _cell(random, table)
    return _with(table, (i, j), f"-{table[i][j].lstrip('-')}1")


def bad_period(random: Random, table: Table) -> bytes | None:
    names = [n for n in ("year", "period", "month", "quarter") if n in table[0]]
    if not names:
        return None
    j, i = table[0].index(names[0]), random.randrange(1, len(table))
    text = random.choice([table[i][j] + "1", "2021-13", "soon", "Источник: бюро", "2021-1x", "32.01.2021", "20211)"])
    return _with(table, (i, j), text)


SAME: tuple[Mutation, ...] = (spaces, encoding, ends, separator, order, case, titles, composed)
OTHER: tuple[Mutation, ...] = (
    odd_cell, odd_cell, row_twice, column_twice, cut, junk, no_column, mixed_alphabets, note_below, total_row, negative,
    bad_period,
)  # fmt: skip
