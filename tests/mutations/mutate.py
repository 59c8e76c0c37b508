"""Mutations of a file: those that keep its meaning, and those that change or destroy it.

A file that means the same must give the same figures, or be refused. A file that does not must be refused, or give the
same figures, or what was done to it must be told.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from random import Random

import xlsxwriter

MAY_LACK = {"members": ("id", "status", "quota"), "need": ("need_low", "need_high", "staff", "used")}
"""Columns that a table with a column of this name may do without: the command says so, or its help does."""
Table = list[list[str]]
Mutation = Callable[[Random, Table], "bytes | None"]
TOTALS = ("Total", "Итого:", "Барлығы", "WORLD", "Sum of all", "Всего по стране")
ODD = ("40 1", "80¹", "7 8", "#DIV/0!", "abc", "1e400", "nan5", "-", "…", "x", "х", "--3", "5%", "1.2.3", "12 34", "")


def table_of(text: str) -> Table:
    """Rows of a CSV without quotes."""
    return [line.split(",") for line in text.splitlines()]


def is_number(cell: str) -> bool:
    """Whether a cell of an unchanged table is a figure."""
    return cell.lstrip("-").replace(".", "", 1).isdigit()


def _written(table: Table, sign: str = ",", end: str = "\n") -> bytes:
    return "".join(sign.join(f'"{c}"' if sign in c else c for c in row) + end for row in table).encode()


def _cell(random: Random, table: Table) -> tuple[int, int] | None:
    """A place of a figure below the header, if there is one."""
    places = [
        (i, j) for i, row in enumerate(table) if i for j, c in enumerate(row)
        if is_number(c) and table[0][j] not in ("year", "period")
    ]  # fmt: skip
    return random.choice(places) if places else None


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


def is_square(table: Table) -> bool:
    """Whether columns are areas, as rows are: neither has a name of its own."""
    return table[0][0] == "origin" and "flow" not in table[0] and "km" not in table[0]


def rows_turned(random: Random, table: Table) -> bytes | None:
    return None if is_square(table) else _written([table[0], *random.sample(table[1:], len(table) - 1)])


def columns_turned(random: Random, table: Table) -> bytes | None:
    if is_square(table):
        return None
    places = random.sample(range(len(table[0])), len(table[0]))
    return _written([[row[j] for j in places] for row in table])


def case(random: Random, table: Table) -> bytes | None:
    if is_square(table):
        return None
    return _written([[random.choice([c.upper(), c.title()]) for c in table[0]], *table[1:]])


def titles(random: Random, table: Table) -> bytes:
    above = [[random.choice(["Moves of people", "Таблица 3. Көші-қон"])] + [""] * (len(table[0]) - 1)]
    return _written(above * random.randint(1, 2) + table)


def composed(random: Random, table: Table) -> bytes:
    return _written([[unicodedata.normalize("NFD", c) for c in row] for row in table])


def grouped(random: Random, table: Table) -> bytes | None:
    """Thousands parted as programs of the three languages part them."""
    blank = random.choice([" ", "\u00a0", "\u202f", "'"])
    large = [[f"{int(c):,}".replace(",", blank) if c.isdecimal() and len(c) > 4 else c for c in row] for row in table]
    return _written(large) if large != table else None


def quoted(random: Random, table: Table) -> bytes:
    return "".join(",".join(f'"{c}"' for c in row) + "\n" for row in table).encode()


def wider(random: Random, table: Table) -> bytes:
    """Columns and rows beyond the table that a spreadsheet program has kept."""
    return _written([[*row, "", ""] for row in table] + [[""] * (len(table[0]) + 2)] * random.randint(1, 3))


def workbook(random: Random, table: Table) -> bytes:
    """An XLSX, its figures as numbers; a year may be text."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(table):
            for j, c in enumerate(row):
                if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", c):
                    sheet.write_number(i, j, float(c))
                elif c:
                    sheet.write_string(i, j, c)
    return file.getvalue()


# --- the meaning changes


def _with(table: Table, at: tuple[int, int], text: str) -> bytes:
    return _written([[text if (i, j) == at else c for j, c in enumerate(row)] for i, row in enumerate(table)])


def odd_cell(random: Random, table: Table) -> bytes | None:
    at = _cell(random, table)
    return _with(table, at, random.choice(ODD)) if at else None


def row_twice(random: Random, table: Table) -> bytes:
    i = random.randrange(1, len(table))
    return _written([*table[: i + 1], table[i], *table[i + 1 :]])


def column_twice(random: Random, table: Table) -> bytes:
    j = random.randrange(len(table[0]))
    return _written([[*row, row[j]] for row in table])


def cut(random: Random, table: Table) -> bytes:
    """A file that ends in its first row."""
    data = _written(table[:2])
    return data[: random.randrange(len(data) // 2)]


def junk(random: Random, table: Table) -> bytes:
    data = bytearray(_written(table))
    data[random.randrange(len(data))] = random.choice([0, 0xFF, 0x98])
    return bytes(data)


def no_column(random: Random, table: Table) -> bytes:
    spared = {name for head in table[0] for name in MAY_LACK.get(head, ())}
    j = random.choice([j for j, name in enumerate(table[0]) if name not in spared])
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
    figures = [c for row in table[1:] for c in row[1:]]
    if table[0][0] not in ("area", "place") or "year" in table[0] or not all(map(is_number, figures)):
        return None
    sums = [sum(float(row[j]) for row in table[1:]) for j in range(1, len(table[0]))]
    off = random.choice([0, 0, 3])
    return _written([*table, [random.choice(TOTALS), *(f"{s + off:g}" for s in sums)]])


def negative(random: Random, table: Table) -> bytes | None:
    if {"net", "coefficient", "pay", "month", "quarter", "period", "shock", "natural_increase", "jobless"} & set(
        table[0]
    ):
        return None  # Balances and series may lie below 0.
    if not (at := _cell(random, table)):
        return None
    i, j = at
    return _with(table, at, f"-{table[i][j].lstrip('-')}1")


def bad_period(random: Random, table: Table) -> bytes | None:
    names = [n for n in ("year", "period", "month", "quarter") if n in table[0]]
    if not names:
        return None
    j, i = table[0].index(names[0]), random.randrange(1, len(table))
    text = random.choice([table[i][j] + "1", "2021-13", "soon", "Источник: бюро", "2021-1x", "32.01.2021", "20211)"])
    return _with(table, (i, j), text)


# --- files of settings


def stranger(random: Random, text: str) -> bytes:
    """A key that nobody knows."""
    lines = text.splitlines()
    i = random.choice([i for i, line in enumerate(lines) if " = " in line])
    return "\n".join(
        [*lines[:i], random.choice(["wieght = 1", lines[i].replace(" =", "x ="), lines[i]]), *lines[i:]]
    ).encode()


def broken(random: Random, text: str) -> bytes:
    """A text that ends before a value."""
    return text[: random.choice([found.end() for found in re.finditer(" =", text)])].encode()


def emptied(random: Random, text: str) -> bytes:
    return random.choice([b"", b"\n", b"# nothing yet\n"])


def damaged(random: Random, text: str) -> bytes:
    data = bytearray(text.encode())
    data[random.randrange(len(data))] = random.choice([0, 0xFF, 0x98])
    return bytes(data)


def odd_value(random: Random, text: str) -> bytes:
    """A value of a kind that the key cannot have."""
    lines = text.splitlines()
    i = random.choice([i for i, line in enumerate(lines) if re.search(r" = [^{]+$", line) and "dated" not in line])
    value = random.choice(["[[]]", "{}", "1e999", "nan", "-inf", "[1, 'a']", "1979-05-27", '"\\u0000"'])
    lines[i] = f"{lines[i].split(' = ')[0]} = {value}"
    return "\n".join(lines).encode()


SAME: tuple[Mutation, ...] = (
    spaces, encoding, ends, separator, rows_turned, columns_turned, case, titles, composed, grouped, quoted, wider,
    workbook,
)  # fmt: skip
OTHER: tuple[Mutation, ...] = (
    odd_cell, odd_cell, row_twice, column_twice, cut, junk, no_column, mixed_alphabets, note_below, total_row, negative,
    bad_period,
)  # fmt: skip
SETTINGS: tuple[Callable[[Random, str], bytes], ...] = (stranger, broken, emptied, damaged, odd_value)
