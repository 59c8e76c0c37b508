"""TOML files as models: what a model refuses is a fault with its place, its line and what would be taken there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from qonys.packs.lines import line_at
from qonys.packs.read import Faults, read_toml

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    M = TypeVar("M", bound=BaseModel)

KINDS = {
    "missing": "missing", "extra_forbidden": "unknown", "string_type": "text", "float_type": "number",
    "float_parsing": "number", "finite_number": "number", "int_type": "whole", "int_parsing": "whole",
    "int_from_float": "whole", "bool_type": "yes-or-no", "bool_parsing": "yes-or-no", "list_type": "list",
    "tuple_type": "list", "dict_type": "table", "model_type": "table", "date_type": "day", "date_parsing": "day",
    "greater_than_equal": "least", "greater_than": "above", "less_than_equal": "most", "less_than": "below",
    "literal_error": "one-of", "enum": "one-of", "string_too_short": "empty", "too_short": "short",
    "too_long": "long", "string_too_long": "letters", "value_error": "period", "string_pattern_mismatch": "form",
}  # fmt: skip
"""Kinds of faults by the types of pydantic; any other is said in its own words. The one check of ours is of periods."""
LIMITS = ("ge", "gt", "le", "lt", "expected", "min_length", "max_length", "pattern")
TYPES = ("float", "int", "str", "bool", "date", "none")
"""What pydantic adds to a place for each type of several that would be taken."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One fault: the steps to it through tables and lists, its kind, and the limit that it breaks."""

    steps: tuple[int | str, ...]
    kind: str
    limit: str
    detail: str

    @property
    def column(self) -> str:
        """The name of the value."""
        return str(self.steps[-1]) if self.steps else ""

    def what(self, place: str) -> str:
        """In English, with the place in the words of the reader of the file."""
        return f"{place}: {self.detail}"

    def fields(self, place: str) -> dict[str, object]:
        """For the catalogues."""
        return {"text": place, "kind": self.kind, "limit": self.limit, "detail": self.detail}


def valid(model: type[M], data: dict[str, Any], path: Path, faults: Faults) -> M | None:
    """A file as a model; each fault on its line."""
    from pydantic import ValidationError

    try:
        return model.model_validate(data)
    except ValidationError as error:
        note(error, data, path, faults)
        return None


def valid_file(model: type[M], path: Path, faults: Faults) -> M | None:
    """A file as a model; where it cannot be read at all, that alone is its fault."""
    before = len(faults.found)
    data = read_toml(path, faults)
    return None if len(faults.found) > before else valid(model, data, path, faults)


def note(error: ValidationError, data: dict[str, Any], path: Path, faults: Faults) -> None:
    """Each fault of a file on its line."""
    for one in refused(error):
        place = _place(data, one.steps)
        faults.add("toml-schema", path, line_at(path, one.steps), one.column, **one.fields(place))


def _place(data: Any, steps: tuple[int | str, ...]) -> str:
    """Where a fault stands, with ids in the place of numbers."""
    words = []
    for step in steps:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        if isinstance(step, int):
            name = str(data.get("id", "")) if isinstance(data, dict) else ""
            words.append(name or str(step + 1))
        else:
            words.append(step)
    return ".".join(words)


def refused(error: ValidationError) -> tuple[Refused, ...]:
    """Each fault once: where one of several types would be taken, it is one fault and not one for each."""
    found: dict[tuple[int | str, ...], Refused] = {}
    for problem in error.errors():
        steps = tuple(problem["loc"])
        if steps and _is_type(steps[-1]):
            steps = steps[:-1]
        kind = KINDS.get(problem["type"], "other")
        known = found.get(steps)
        if known is None or (known.kind == "whole" and kind == "number"):
            found[steps] = Refused(steps, kind, _limit(problem.get("ctx", {})), problem["msg"])
    return tuple(found.values())


def _is_type(step: int | str) -> bool:
    return isinstance(step, str) and (step in TYPES or step.endswith("]") or step.startswith("constrained-"))


def _limit(context: dict[str, Any]) -> str:
    value = next((context[name] for name in LIMITS if name in context), "")
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text.replace("'", "").replace(" or ", ", ")
