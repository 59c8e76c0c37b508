"""Text that comes from files, shown so that it cannot act on a terminal: control and direction marks as escapes."""

from __future__ import annotations

import unicodedata

UNSEEN = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff")
"""Characters that show nothing, though Unicode does not count them among controls."""


def visible(text: str) -> str:
    r"""The same text with each character that would move the cursor, change its direction or show nothing spelled out.

    Square brackets and other markup stay as they are.

    Examples
    --------
    >>> visible("North\x1b[31m"), visible("a\u202eb"), visible("A[red]b")
    ('North\\x1b[31m', 'a\\u202eb', 'A[red]b')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(char) if _acts(char) else char for char in text)


def _acts(char: str) -> bool:
    """Controls, line and paragraph separators, halves of surrogate pairs, direction marks."""
    if char in UNSEEN or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u206f":
        return True
    return unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs")


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode()
