"""A settlement in one language: names of places and programmes, reasons, limits, what would change an offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qonys.cli.audience import LANGUAGES, audience
from qonys.errors import BadInput
from qonys.text.catalogue import Catalogue, load_catalogue
from qonys.text.numbers import amount_text

if TYPE_CHECKING:
    from qonys.model.settlement import Limit
    from qonys.plans.settlement.offers import Offer
    from qonys.provenance.runner import Runner
    from qonys.text import Language


@dataclass(frozen=True)
class Words:
    """Says offers and limits."""

    catalogue: Catalogue
    names: Mapping[str, str] = field(default_factory=dict)
    """Of places and programmes by code; those of a user's files stand for themselves."""

    def name(self, code: str) -> str:
        """The name of a place or a programme."""
        return self.names.get(code, code)

    def reason(self, offer: Offer) -> str:
        """Why a household has this place."""
        said = {
            "place": self.name(offer.place) or "–", "wanted": self.name(offer.wanted) or "–",
            "size": str(offer.household.size), "limits": self.listed([lack.limit for lack in offer.lacks]),
        }  # fmt: skip
        form = "" if offer.place else "without"
        return self.catalogue.said(f"settle-why-{offer.why.value}", form, said)

    def change(self, offer: Offer) -> str:
        """Which limit raised by how much would have given the better wish; nothing if none would."""
        parts = []
        for lack in offer.lacks:
            amount = amount_text(self.catalogue.language, lack.amount)
            parts.append(self.catalogue.said("settle-raise", "", {"limit": self.limit(lack.limit), "amount": amount}))
        return "; ".join(parts)

    def listed(self, limits: Sequence[Limit]) -> str:
        """Several limits."""
        return "; ".join(map(self.limit, limits)) or "–"

    def limit(self, limit: Limit) -> str:
        """A limit with its place."""
        form = "kind" if limit.kind else ""
        said = {"place": self.name(limit.label), "kind": self.name(limit.kind) or "–"}
        return self.catalogue.said(f"settle-limit-{limit.need.value}", form, said)

    @contextmanager
    def naming(self) -> Iterator[None]:
        """Faults of floors and limits that clash are said with names."""
        try:
            yield
        except BadInput as error:
            error.faults = tuple(
                replace(
                    fault, file=self.name(fault.file),
                    fields={name: self.name(value) if isinstance(value, str) else value
                            for name, value in fault.fields.items()},
                )
                for fault in error.faults
            )  # fmt: skip
            raise


def words_of(run: Runner | None, language: Language) -> Words:
    """Words with the names of a pack, if there is one."""
    catalogue = load_catalogue(language, only=("common", "plan_settlement"))
    if run is None:
        return Words(catalogue)
    from qonys.packs.settlement import settlement_data

    pack = run.store.pack
    names = {code: area.names[language.value] for code, area in pack.areas.items()}
    programmes = settlement_data(pack).table.programme
    audience().names |= {p.id: {tongue: getattr(p.names, tongue) for tongue in LANGUAGES} for p in programmes}
    return Words(catalogue, names | {p.id: getattr(p.names, language.value) for p in programmes})
