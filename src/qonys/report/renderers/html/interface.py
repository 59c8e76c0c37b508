"""The words of the page itself, by name: the catalogues hold each as `ui-<name>`."""

from __future__ import annotations

from qonys.report.blocks import Severity
from qonys.text.message import Argument, Language, say
from qonys.text.words import Words

ENDONYMS = {Language.KK: "Қазақша", Language.RU: "Русский", Language.EN: "English"}
"""What a language calls itself; the same in every language."""

POPOVER = ("unit", "status", "computed", "sources", "vintage", "as-stated", "more-figures", "claim", "no-source")
"""Words that the scripts need."""

SEVERITIES = {severity: f"severity-{severity.name.lower()}" for severity in Severity}


def ui(words: Words, name: str, **arguments: Argument) -> str:
    """A word of the page."""
    return words.label(say(f"ui-{name}", **arguments))
