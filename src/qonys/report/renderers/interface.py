"""The words of a page or workbook itself, by name: the catalogues hold each as `ui-<name>`."""

from __future__ import annotations

from collections.abc import Sequence

from qonys.model import Period, Status
from qonys.report.blocks import Label, Severity
from qonys.text import Argument, Language, PlaceName, Words, say

ENDONYMS = {Language.KK: "Қазақша", Language.RU: "Русский", Language.EN: "English"}
"""What a language calls itself; the same in every language."""

POPOVER = ("unit", "status", "computed", "sources", "vintage", "as-stated", "more-figures", "claim", "no-source")
"""Words that the scripts need."""

SEVERITIES = {severity: f"severity-{severity.name.lower()}" for severity in Severity}


def ui(words: Words, name: str, **arguments: Argument) -> str:
    """A word of the page."""
    return words.plain(say(f"ui-{name}", **arguments))


def status(words: Words, code: Status) -> str:
    """The name of a status of figures."""
    return words.plain(say(f"ui-status-{code.value.lower()}"))


def heading(words: Words, labels: Sequence[Label | None]) -> str:
    """The heading of a column of labels: areas, periods; nothing for others."""
    for kind, name in ((PlaceName, "area"), (Period, "period")):
        if labels and all(isinstance(label, kind) for label in labels):
            return ui(words, name)
    return ""


def source_line(words: Words, ids: Sequence[str]) -> str:
    """Publishers and titles in one line; a publisher of several stands once."""
    by_publisher: dict[str, list[str]] = {}
    for source in ids:
        publisher, title = (words.plain(say(f"{kind}-{source}")) for kind in ("publisher", "source"))
        titles = by_publisher.setdefault(publisher, [])
        titles += [title] if title != publisher else []
    said = {name: ", ".join(dict.fromkeys(titles)) for name, titles in by_publisher.items()}
    return "; ".join(f"{name}: {titles}" if titles else name for name, titles in said.items())
