"""Running claims: a runner on a store, claims to and from a file, and claims again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from qonys.claims.registry import REGISTRY
from qonys.claims.runner import Runner
from qonys.model import Call, Claim, Status
from qonys.store import Store


def start(store: Store, *, seed: int | None = None) -> Runner:
    """A runner of the registered computations on a store."""
    return Runner(store, REGISTRY, seed)


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
    status = Status(record["status"])
    return Claim(calls[record["call"]], record["cell"], record["value"], record["unit"], record["decimals"], status)


def call_from(record: Mapping[str, Any]) -> Call:
    """The inverse of `call_record`."""
    parameters = {k: tuple(v) if isinstance(v, list) else v for k, v in record["parameters"].items()}
    return Call(record["function"], parameters, tuple(record["releases"]), record["as_of"], record["seed"])
