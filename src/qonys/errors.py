"""What can go wrong and what the user can do about it.

QonysError
├── BadInput        an argument or a file that the user wrote is wrong
├── NotFound        a name or code that nothing answers to
├── BrokenData      a file that the program wrote is damaged or cannot be written
└── CannotCompute   the figures do not carry what was asked

Each error says what is wrong, where, and what to do. `code` names the message in the
catalogues and `fields` fill its places: the command line says it in the user's language,
`str(error)` in English.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from qonys.english import english


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file: where it stands and what is wrong with it."""

    code: str
    file: str
    row: int | None = None
    column: str = ""
    fields: dict[str, object] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return english(("fault",), self.code, self.fields)

    @property
    def where(self) -> str:
        """File, row and column as one short text."""
        place = self.file if self.row is None else f"{self.file}:{self.row}"
        return f"{place} [{self.column}]" if self.column else place


class QonysError(Exception):
    """A mistake that the user can put right: what, where, what to do."""

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, *, where: str = "", fix: str = "", **fields: object) -> None:
        super().__init__(code)
        self.code, self.where, self.fix, self.fields = code, where, fix, fields

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return english(("error",), self.code, self.fields)

    def __str__(self) -> str:
        fix = english(("error",), self.code, self.fields, "fix") or self.fix
        return "\n".join(filter(None, (self.what, self.where and f"  where: {self.where}", fix and f"  try:   {fix}")))


class BadInput(QonysError):
    """An argument or a file that the user wrote is wrong; `faults` lists all of a file's."""

    faults: tuple[Fault, ...] = ()

    @classmethod
    def file(cls, faults: Iterable[Fault], *, fix: str = "put the rows right and run the command again") -> BadInput:
        """All faults of one or several files as one error, in the order of the files."""
        found = tuple(sorted(faults, key=lambda f: (f.file, f.row or 0, f.column)))
        listed = "; ".join(f"{f.where}: {f.what}" for f in found[:20])
        more = f"; and {len(found) - 20} more" if len(found) > 20 else ""
        error = cls("faulty-file", where=listed + more, fix=fix, count=len(found))
        error.faults = found
        return error


class NotFound(QonysError):
    """A name or code that nothing answers to."""

    @classmethod
    def area(cls, name: str, *, where: str, near: Sequence[str] = ()) -> NotFound:
        """No area of this name; `near` are the nearest ones."""
        fix = ", ".join(near) or "qonys areas"
        return cls("area-not-found", where=where, fix=fix, name=name)

    @classmethod
    def file(cls, path: Path, *, where: str = "", fix: str = "") -> NotFound:
        """No file of this name; or there is a folder of this name."""
        code = "file-is-folder" if os.path.isdir(path) else "file-not-found"
        return cls(code, where=where or str(path.parent), fix=fix, name=str(path))

    @classmethod
    def indicator(cls, name: str, *, where: str, near: Sequence[str] = ()) -> NotFound:
        """No indicator of this id; `near` are the nearest ones."""
        fix = ", ".join(near) or "qonys data list"
        return cls("indicator-not-found", where=where, fix=fix, name=name)


class BrokenData(QonysError):
    """A file that the program wrote is damaged, or a place where it cannot write."""


class CannotCompute(QonysError):
    """The figures do not carry what was asked."""
