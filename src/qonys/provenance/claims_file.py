"""claims.json: the claims of a report in a file, and back; what of a claim differs when it is computed again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.disk.read import Unreadable, read_model
from qonys.errors import BrokenData, NotFound
from qonys.model import Call, Claim, Status
from qonys.model.claim import claim_id, resolution
from qonys.provenance.recompute import call_record, claim_record

if TYPE_CHECKING:
    from qonys.provenance.claims_schema import ClaimsFile

FORMAT = 1
MOST = 200_000_000
"""Bytes of a file of claims."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A claim as it stands in a file: its parts, and what the file says of it beside them."""

    claim: Claim
    id: str
    call_id: str
    printed: float

    @property
    def edited(self) -> tuple[str, ...]:
        """Parts of what was computed that were changed after it was written: call, cell."""
        changed = (
            ("call", self.call_id != self.claim.call.id),
            ("cell", self.id != claim_id(self.call_id, self.claim.cell, self.claim.decimals)),
        )
        return tuple(name for name, differs in changed if differs)

    def differences(self, again: Claim, held: Iterable[str]) -> tuple[str, ...]:
        """Names of all that differs from the claim computed again.

        Parameters
        ----------
        again : Claim
            The same claim on the figures of now.
        held : iterable of str
            Ids of all releases that are there to be read.
        """
        own = self.claim
        finest = max(resolution(again), 1e-9 * abs(again.value))
        changed = (
            ("value", not isclose(own.value, again.value, rel_tol=0, abs_tol=finest)),
            ("printed", not isclose(self.printed, again.printed, rel_tol=1e-12, abs_tol=1e-9)),
            ("unit", own.unit != again.unit),
            ("status", own.status != again.status),
            ("releases", not set(own.call.releases) <= set(held)),
        )
        return (*self.edited, *(name for name, differs in changed if differs))


def claims_text(claims: Iterable[Claim]) -> str:
    """The claims and their calls as JSON text."""
    claims = tuple(claims)
    calls = {claim.call.id: claim.call for claim in claims}
    content = {
        "format": FORMAT,
        "calls": [call_record(call) for call in calls.values()],
        "claims": [claim_record(claim) for claim in claims],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_claims(path: Path) -> dict[str, Claim]:
    """The claims of a file, by id; errors as of `read_stored`."""
    return {name: stored.claim for name, stored in read_stored(path).items()}


def read_stored(path: Path) -> dict[str, Stored]:
    """The claims of a file as it states them, by id.

    Raises
    ------
    NotFound
        If there is no such file.
    BrokenData
        If it is no file of claims, or of another format.
    """
    from qonys.provenance.claims_schema import ClaimsFile

    try:
        return dict(_stored(read_model(path, ClaimsFile, MOST)))
    except KeyError as error:
        raise _broken(path, f"no call {error.args[0]}") from error
    except Unreadable as error:
        if error.reason in ("missing", "folder", "too-long"):
            raise NotFound.file(path, where="--claims", fix="qonys assess") from error
        raise _broken(path, error.detail) from error


def _stored(content: ClaimsFile) -> Iterator[tuple[str, Stored]]:
    calls = {
        c.id: Call(
            c.function, {k: tuple(v) if isinstance(v, list) else v for k, v in c.parameters.items()},
            tuple(c.releases), c.as_of, c.seed,
        )
        for c in content.calls
    }  # fmt: skip
    for c in content.claims:
        claim = Claim(calls[c.call], c.cell, c.value, c.unit, c.decimals, Status(c.status))
        yield c.id, Stored(claim, c.id, c.call, c.printed)


def _broken(path: Path, detail: str) -> BrokenData:
    where, fix = f"{path}: {detail}" if detail else str(path), "qonys assess"
    return BrokenData("claims-broken", where=where, fix=fix, name=path.name)
