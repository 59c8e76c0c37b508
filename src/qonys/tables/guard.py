"""Text cells of a CSV that a spreadsheet program would run as a formula: an apostrophe keeps them text.

Written and read by the same rule, so that a label comes back as it was: what begins with any number of
apostrophes and then one of these characters gets one more, and loses one.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def guarded(text: str) -> str:
    """A text cell as it is written; a number is no formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("-5.2"), guarded("North"), guarded("'=1+1")
    ("'=1+1", '-5.2', 'North', "''=1+1")
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """A cell as it was before it was written.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'tis"), unguarded("''=1+1")
    ('=1+1', "'tis", "'=1+1")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
