"""Which text the bytes of a file are: UTF-8, UTF-16, or one of the code pages that office programs still write."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from qonys.errors import BadInput

CODE_PAGES = {"cp1251": "Windows-1251", "kz1048": "RK1048", "cp866": "DOS-866", "cp1252": "Windows-1252"}
"""What is tried where the text is not UTF-8, with the names that people know."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_KAZAKH = "әғқңөұүһі"
_WESTERN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœšž"
_TYPED = " «»“”„’‘–—…№°§±·\u00a0©"
"""Signs beside letters that stand in tables."""
_WORD = re.compile(r"[^\W\d_]+")


def text_of(data: bytes, path: Path) -> tuple[str, str]:
    """The text of a file and the code page it was read as; no name for UTF-8.

    Raises
    ------
    BadInput
        If the bytes are damaged UTF-8, hold zeros, or fit no code page.
    """
    coding = next((coding for mark, coding in _MARKS if data.startswith(mark)), "")
    if not coding and (wide := _wide(data[:4096])):
        coding = wide
    try:
        text, name = data.decode(coding or "utf-8"), "UTF-16" if coding.startswith("utf-16") else ""
    except UnicodeDecodeError as error:
        if coding:
            raise _refused(path, 0, f"the text ends inside a letter ({coding})") from None
        text, name = _guessed(data, error, path)
    if "\0" in text:
        raise _refused(path, text[: text.index("\0")].count("\n") + 1, "a byte of zero, which no text has")
    return text, name


def _wide(start: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin letters and signs is zero."""
    half = len(start) // 2
    if half < 4:
        return ""
    for coding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros.count(0) > 0.4 * half and start.count(0) == zeros.count(0):
            return coding
    return ""


def _guessed(data: bytes, error: UnicodeDecodeError, path: Path) -> tuple[str, str]:
    """The code page under which the words are words; damaged UTF-8 is told from a code page by how much of it holds."""
    line = data.count(b"\n", 0, error.start) + 1
    broken = data.decode("utf-8", errors="replace")
    foreign = sum(c > "\x7f" for c in broken)
    if foreign and broken.count("\ufffd") < 0.3 * foreign:
        raise _refused(path, line, "the text is UTF-8 with damaged letters")
    scores = {}
    for coding in CODE_PAGES:
        try:
            scores[coding] = _oddity(data.decode(coding))
        except UnicodeDecodeError:
            continue
    best = min(scores.values(), default=1)
    if best > 0.1 * max(1, sum(byte > 0x7F for byte in data)):
        raise _refused(path, line, "the text is neither UTF-8 nor one of the usual code pages")
    coding = next(name for name, score in scores.items() if score == best)
    return data.decode(coding), CODE_PAGES[coding]


def _oddity(text: str) -> int:
    """How many letters and signs stand where no writer would put them."""
    odd = sum(c > "\x7f" and not c.isalpha() and c not in _TYPED for c in text)
    known = set(_RUSSIAN + _KAZAKH + _WESTERN)
    for word in set(_WORD.findall(text)):
        lower = word.lower()
        foreign = [c for c in lower if c > "\x7f"]
        western = sum(c in _WESTERN for c in foreign)
        odd += sum(c not in known for c in foreign)
        # Two alphabets in one word, accents side by side, and capitals inside a word are signs of a wrong page.
        odd += len(foreign) if foreign and not western and len(foreign) < len(word) else 0
        odd += western if western * 2 > len(word) > 2 else 0
        odd += sum(c.isupper() for c in word[1:]) if not word.isupper() else 0
    return odd


def _refused(path: Path, line: int, what: str) -> BadInput:
    where = f"{path}:{line}" if line else str(path)
    return BadInput("no-text", where=where, fix="UTF-8 CSV", name=path.name, text=what)
