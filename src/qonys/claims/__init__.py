"""Claims: the registry of computations, running them, tracing them, and running them again."""

from qonys.claims.run import call_record, claim_record, holds, recompute, start
from qonys.claims.runner import Runner
from qonys.claims.trace import rows_behind

__all__ = [
    "Runner",
    "call_record",
    "claim_record",
    "holds",
    "recompute",
    "rows_behind",
    "start",
]
