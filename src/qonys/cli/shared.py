"""Sets of options that commands share, each written once: a command takes a set as one argument."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from qonys.cli.audience import audience
from qonys.cli.options import (
    DEFAULT_PACK,
    AsJson,
    AsOf,
    By,
    FlowsFile,
    Lang,
    OutFile,
    PackName,
    StoreFolder,
    ValueColumn,
    opened,
)
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from qonys.cli.workbook import About
    from qonys.model import Call
    from qonys.model.claim import Parameter
    from qonys.model.flows import FlowTable
    from qonys.model.result import Result
    from qonys.packs import Pack
    from qonys.provenance.runner import Runner
    from qonys.store import Store
    from qonys.tables.flows import FlowColumns

ASIDE = frozenset({"lang", "out", "as_json", "store", "as_of", "seed"})
"""Options that no parameter of a call stands for: where a table goes, and what a call says in its own fields."""


@dataclass(frozen=True)
class Output:
    """Where a table goes, in which form and language."""

    lang: Lang = None
    out: OutFile = None
    as_json: AsJson = False

    def put(
        self, result: Result, *, over: str = "measure", full: bool = True, about: Callable[[], About] | None = None,
        heads: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Print a result or write it, then its notes: see `output.print_result`."""
        from qonys.cli.output import print_result

        print_result(result, self.out, self.as_json, over=over, full=full, about=about, heads=heads)


@dataclass(frozen=True)
class Held:
    """The figures of a pack."""

    pack: PackName = DEFAULT_PACK
    store: StoreFolder = None
    as_of: AsOf = None

    def opened(self) -> tuple[Pack, Store]:
        """The pack and its store."""
        return opened(self.pack, self.store, self.as_of)

    def runner(self, seed: int = SEED) -> Runner:
        """A runner of the registered computations on the store."""
        from qonys.studies.registry import start

        return start(self.opened()[1], seed=seed)


@dataclass(frozen=True)
class Columns:
    """Which columns of a file of flows hold what."""

    value: ValueColumn = ""
    by: By = ""

    @property
    def asked(self) -> FlowColumns:
        """As the reader takes them."""
        from qonys.tables.flows import FlowColumns

        return FlowColumns(self.value, tuple(name.strip() for name in self.by.split(",") if name.strip()))


@dataclass(frozen=True)
class Flows:
    """A file of flows."""

    flows: FlowsFile
    value: ValueColumn = ""
    by: By = ""

    def table(self) -> FlowTable:
        """The tables of the file."""
        from qonys.tables.flows import read_flows

        return read_flows(self.flows, Columns(self.value, self.by).asked)


def asked(function: str, **said: Parameter) -> Call:
    """The call that the options of this command make: all of them, files by their names; or as it is said here.

    Raises
    ------
    RuntimeError
        Outside a command.
    """
    from qonys.model import Call

    context = audience().context
    if context is None:
        raise RuntimeError("no command runs")
    given = {**context.params, **said}
    parameters = {name: _plain(value) for name, value in given.items() if name not in ASIDE}
    return Call(function, parameters, as_of=given.get("as_of") or "", seed=given.get("seed"))


def _plain(value: Any) -> Parameter:
    if isinstance(value, Path):
        return value.name
    if isinstance(value, list | tuple):
        return tuple(str(_plain(each)) for each in value)
    plain: Parameter = getattr(value, "value", value)
    return plain


def expanded(command: Callable[..., None]) -> Callable[..., None]:
    """A command with the options of each argument that is a set of them in its place.

    Examples
    --------
    >>> @expanded
    ... def show(held: Held, loud: bool = False) -> None: ...
    >>> list(inspect.signature(show).parameters)
    ['pack', 'store', 'as_of', 'loud']
    """
    options: list[inspect.Parameter] = []
    groups: dict[str, type[Any]] = {}
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        kind = parameter.annotation
        if isinstance(kind, type) and is_dataclass(kind):
            groups[parameter.name] = kind
            options += _of(kind)
        else:
            options.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(command)
    def run(**given: Any) -> None:
        made = {name: kind(**{f.name: given.pop(f.name) for f in fields(kind)}) for name, kind in groups.items()}
        command(**made, **given)

    vars(run)["__signature__"] = inspect.Signature(options)
    run.__annotations__ = {option.name: option.annotation for option in options}
    return run


def _of(kind: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return [
        inspect.Parameter(
            f.name, inspect.Parameter.KEYWORD_ONLY, annotation=hints[f.name],
            default=inspect.Parameter.empty if f.default is MISSING else f.default,
        )
        for f in fields(kind)
    ]  # fmt: skip
