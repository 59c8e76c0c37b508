"""claims.json: the claims of a report in a file, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from qonys.claims.run import call_from, call_record, claim_from, claim_record
from qonys.errors import BrokenData, NotFound
from qonys.model import Claim

FORMAT = 1


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
    """The claims of a file, by id.

    Raises
    ------
    NotFound
        If there is no such file.
    BrokenData
        If it is no file of claims, or of another format.
    """
    if not path.is_file():
        raise NotFound.file(path, where="--claims", fix="qonys assess")
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["format"] != FORMAT:
            raise KeyError("format")
        calls = {record["id"]: call_from(record) for record in content["calls"]}
        return {record["id"]: claim_from(record, calls) for record in content["claims"]}
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenData(
            "claims-broken", "no file of claims", where=str(path), fix="qonys assess", name=path.name
        ) from error
