"""Parameters of a call, read as what they must be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qonys.errors import BadInput
from qonys.model import Call
from qonys.store import PanelQuery


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one call."""

    call: Call

    def words(self, name: str) -> tuple[str, ...]:
        """A list of labels; empty if the call has none."""
        value = self.call.parameters.get(name, ())
        if not isinstance(value, tuple):
            raise self._wrong(name)
        return value

    def number(self, name: str) -> int:
        """A whole number; 0 if the call has none."""
        value = self.call.parameters.get(name, 0)
        if not isinstance(value, int):
            raise self._wrong(name)
        return value

    def text(self, name: str) -> str:
        """A word; empty if the call has none."""
        value = self.call.parameters.get(name, "")
        if not isinstance(value, str):
            raise self._wrong(name)
        return value

    @property
    def as_of(self) -> dt.date | None:
        """The day on which figures must have been known."""
        return dt.date.fromisoformat(self.call.as_of) if self.call.as_of else None

    def query(self, series: tuple[str, ...], *, source: str | None = None) -> PanelQuery:
        """The panel of the call's areas and periods; `source` overrides the call's own."""
        return PanelQuery(
            series,
            self.words("areas"),
            self.words("periods"),
            self.number("borders"),
            as_of=self.as_of,
            source=self.text("source") if source is None else source,
        )

    def _wrong(self, name: str) -> BadInput:
        text = str(self.call.parameters.get(name))
        return BadInput("bad-parameter", where=self.call.function, name=name, text=text)
