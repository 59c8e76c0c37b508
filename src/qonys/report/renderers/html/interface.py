"""The words of the page itself, by name: the catalogues hold each as `ui-<name>`."""

from __future__ import annotations

from qonys.model import Status
from qonys.report.blocks import Severity
from qonys.text import Argument, Words, say

POPOVER = ("unit", "status", "computed", "sources", "vintage", "as-stated", "more-figures", "claim", "no-source")
"""Words that the scripts need."""

SEVERITIES = {severity: f"severity-{severity.name.lower()}" for severity in Severity}


def ui(words: Words, name: str, **arguments: Argument) -> str:
    """A word of the page."""
    return words.plain(say(f"ui-{name}", **arguments))


def status(words: Words, code: Status) -> str:
    """The name of a status of figures."""
    return words.plain(say(f"ui-status-{code.value.lower()}"))
