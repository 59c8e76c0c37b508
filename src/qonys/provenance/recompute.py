"""Claims computed again, and claims and calls as plain data for a file."""

from __future__ import annotations

import numpy as np

from qonys.errors import CannotCompute
from qonys.model import Call, Claim
from qonys.provenance.runner import Runner

_ABSURD = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, TypeError, ValueError)
"""What a computation makes of parameters that no command of ours has given it."""


def recompute(run: Runner, claim: Claim) -> Claim:
    """The claim computed again on the runner's store.

    Raises
    ------
    NotFound
        If no such function is registered, or its result has no such cell.
    CannotCompute
        If the function cannot take the parameters of the call, or has no value there.
    """
    try:
        result = run(claim.call.function, **claim.call.parameters)
        return result.claim(decimals=claim.decimals, **claim.cell)
    except _ABSURD as error:
        fix = "qonys assess, which writes the claims anew"
        raise CannotCompute("claim-parameters", where=claim.id, fix=fix, name=claim.call.function) from error


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
