"""Claims: the registry of computations, running them, and running them again."""

from qonys.claims.run import Runner, call_from, call_record, claim_from, claim_record, holds, recompute

__all__ = ["Runner", "call_from", "call_record", "claim_from", "claim_record", "holds", "recompute"]
