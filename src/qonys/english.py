"""The English of errors, faults and notes, read from the catalogues: what a programmer sees."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle


def english(kinds: Sequence[str], code: str, fields: Mapping[str, object], form: str = "") -> str:
    """The message `<kind>-<code>` of the first kind that has it; of what the catalogue cannot say the code itself.

    Parameters
    ----------
    kinds : sequence of str
        error, fault, note.
    code : str
    fields : mapping
        What stands in the places of the message: text as it is, floats as English writes them.
    form : str
        A further text of the message, such as `fix`; nothing where it has none.

    Examples
    --------
    >>> english(["error"], "area-not-found", {"name": "Atlantis"})
    'no area “Atlantis”'
    >>> english(["error"], "unheard-of", {})
    'unheard-of'
    """
    bundle = _bundle()
    for message in (bundle.get_message(id) for kind in kinds if bundle.has_message(id := f"{kind}-{code}")):
        pattern = message.attributes.get(form) if form else message.value
        if pattern is not None:
            text, wrong = bundle.format_pattern(pattern, {name: _worded(name, value) for name, value in fields.items()})
            if not wrong:
                return str(text)
    return "" if form else code


@cache
def _bundle() -> FluentBundle:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle(["en"], use_isolating=False)
    for path in sorted(files("qonys").joinpath("text", "locales", "en").iterdir(), key=lambda path: path.name):
        if path.name.startswith(("common", "errors")):
            bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle


def _worded(name: str, value: object) -> object:
    if name == "count":
        from fluent.runtime.types import fluent_number

        return fluent_number(int(str(value)), useGrouping=False)
    if isinstance(value, float) and math.isfinite(value) and 1e-4 <= abs(value) < 1e15:
        return f"{value:,.4f}".rstrip("0").rstrip(".").replace("-", "\u2212")
    return f"{value:.6g}" if isinstance(value, float) else str(value)
