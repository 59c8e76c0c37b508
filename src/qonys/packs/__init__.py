"""Country packs: reading, checking and holding what is known of a country. A country is data."""

from qonys.packs.identities import Factor, Identity, Over, Term
from qonys.packs.load import load_pack
from qonys.packs.pack import Codelist, KnownResidual, Pack

__all__ = ["Codelist", "Factor", "Identity", "KnownResidual", "Over", "Pack", "Term", "load_pack"]
