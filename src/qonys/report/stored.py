"""What is read back of manifest.json; other versions say more or less beside it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class ManifestFile(BaseModel):
    """A manifest."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    files: dict[str, str]
    versions: dict[str, str]
