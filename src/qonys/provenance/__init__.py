"""Provenance: what was computed, from which figures, and how it is computed again."""

from qonys.provenance.recompute import call_record, claim_record, holds, recompute
from qonys.provenance.runner import Runner

__all__ = ["Runner", "call_record", "claim_record", "holds", "recompute"]
