"""Options of a public function as keywords: shown by Tab and `help`, checked by name, one type for all of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import wraps
from typing import Any, TypeVar

from qonys.errors import BadInput, NotFound

F = TypeVar("F", bound=Callable[..., Any])


class _Default:
    """What stands for a value that the docstring names."""

    def __repr__(self) -> str:
        return "…"


def spelled(kind: type[Any]) -> Callable[[F], F]:
    """A function whose `**options: Unpack[kind]` are keywords of its signature; an unknown one is an error.

    Examples
    --------
    >>> from typing import TypedDict, Unpack
    >>> class Options(TypedDict, total=False):
    ...     draws: int
    >>> @spelled(Options)
    ... def drawn(data: object, **options: Unpack[Options]) -> int:
    ...     return options.get("draws", 9)
    >>> drawn(None), drawn(None, draws=2), list(inspect.signature(drawn).parameters)
    (9, 2, ['data', 'draws'])
    """
    known = list(kind.__annotations__)

    def of(function: F) -> F:
        own = list(inspect.signature(function).parameters.values())[:-1]

        @wraps(function)
        def called(*given: Any, **options: Any) -> Any:
            for name in options.keys() - {*known, *(p.name for p in own)}:
                near = ", ".join(get_close_matches(name, known, n=3) or known)
                raise BadInput("option-unknown", where=f"qonys.{function.__name__}", fix=near, name=name)
            return function(*given, **options)

        keywords = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_Default()) for name in known]
        vars(called)["__signature__"] = inspect.Signature([*own, *keywords])
        vars(called)["options"] = kind
        return called  # type: ignore[return-value]

    return of


def one_of(name: str, known: Iterable[str], what: str) -> str:
    """A name that is among those that are known.

    Raises
    ------
    NotFound
        With the nearest that are.

    Examples
    --------
    >>> one_of("sdid", ("sdid", "sc"), "design")
    'sdid'
    """
    among = [str(each) for each in known]
    if str(name) not in among:
        near = ", ".join(get_close_matches(str(name), among, n=3) or among[:6])
        raise NotFound("label", where=what, fix=near, label=str(name))
    return str(name)
