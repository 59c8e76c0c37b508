"""Running calls: by name, each once; and claims again, to see whether they still hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar, cast

import numpy as np

from qonys.errors import NotFound
from qonys.model import Call, Claim
from qonys.model.claim import Parameter
from qonys.model.result import Result
from qonys.store import Store

T = TypeVar("T")


@dataclass(frozen=True)
class Runner:
    """Runs calls on one store; the same call is computed once."""

    store: Store
    seed: int | None = None
    _done: dict[str, Any] = field(default_factory=dict)

    def __call__(self, function: str, /, **parameters: Parameter) -> Result:
        """The result of a registered function on this store."""
        releases = tuple(self.store.hashes)
        return self.run(Call(function, parameters, releases, self.store.newest.isoformat(), self.seed))

    def run(self, call: Call) -> Result:
        """The result of a call.

        Raises
        ------
        NotFound
            If no function of this name is registered.
        """
        from qonys.claims.registry import REGISTRY

        if call.function not in REGISTRY:
            near = ", ".join(get_close_matches(call.function, REGISTRY, n=3))
            raise NotFound("function-not-found", f"no computation {call.function!r}", fix=near, name=call.function)
        return self.once(call.id, lambda: REGISTRY[call.function](self, call))

    def once(self, key: str, compute: Callable[[], T]) -> T:
        """A value that is computed the first time it is asked for."""
        if key not in self._done:
            self._done[key] = compute()
        return cast(T, self._done[key])


def recompute(run: Runner, claim: Claim) -> Claim:
    """The claim computed again on the runner's store."""
    result = run(claim.call.function, **claim.call.parameters)
    return result.claim(decimals=claim.decimals, **claim.cell)


def holds(claim: Claim, again: Claim) -> bool:
    """Whether a claim prints the same number when computed again."""
    return bool(np.isclose(claim.printed, again.printed, rtol=0, atol=1e-9))


def claim_record(claim: Claim) -> dict[str, object]:
    """A claim as plain data for a file."""
    return {
        "id": claim.id,
        "call": claim.call.id,
        "cell": dict(claim.cell),
        "value": claim.value,
        "printed": claim.printed,
        "unit": claim.unit,
        "decimals": claim.decimals,
        "status": claim.status.value,
    }


def call_record(call: Call) -> dict[str, object]:
    """A call as plain data for a file."""
    return {
        "id": call.id,
        "function": call.function,
        "parameters": {k: list(v) if isinstance(v, tuple) else v for k, v in call.parameters.items()},
        "releases": list(call.releases),
        "as_of": call.as_of,
        "seed": call.seed,
    }


def claim_from(record: Mapping[str, Any], calls: Mapping[str, Call]) -> Claim:
    """The inverse of `claim_record`."""
    from qonys.model import Status

    return Claim(
        calls[record["call"]],
        record["cell"],
        record["value"],
        record["unit"],
        record["decimals"],
        Status(record["status"]),
    )


def call_from(record: Mapping[str, Any]) -> Call:
    """The inverse of `call_record`."""
    parameters = {k: tuple(v) if isinstance(v, list) else v for k, v in record["parameters"].items()}
    return Call(record["function"], parameters, tuple(record["releases"]), record["as_of"], record["seed"])
