"""All computations by name: what the call of a claim is run with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qonys.model import Call
from qonys.model.result import Result
from qonys.numerics.seed import SEED
from qonys.provenance.runner import Runner
from qonys.store import Store
from qonys.studies import figures, trust
from qonys.studies.effects import compute as effects
from qonys.studies.impact import compute as impact
from qonys.studies.labour import registers
from qonys.studies.measures import compute as measures
from qonys.studies.migration import compute as migration
from qonys.studies.migration import flows
from qonys.studies.need import compute as need
from qonys.studies.procedure import compute as procedure
from qonys.studies.quota import compute as quota
from qonys.studies.settlement import compute as settlement
from qonys.studies.wellbeing import compute as wellbeing

_SUBJECTS = (
    *(figures, trust),
    *(migration, flows, registers, wellbeing, effects, impact),
    *(need, quota, settlement, procedure, measures),
)

REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    name: computation for subject in _SUBJECTS for name, computation in subject.REGISTRY.items()
}


def start(store: Store, *, seed: int = SEED) -> Runner:
    """A runner of the registered computations on a store."""
    return Runner(store, REGISTRY, seed)
