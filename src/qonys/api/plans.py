"""Plans of one's own: a quota of foreign labour from needs and terms, a settlement of households."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from qonys.api.answer import Answer, Several, answer
from qonys.api.keywords import one_of, spelled
from qonys.api.noted import noting
from qonys.errors import BadInput
from qonys.model import Call
from qonys.model.claim import Parameter
from qonys.numerics.seed import SEED
from qonys.plans.settlement import results
from qonys.plans.settlement.audit import audit
from qonys.plans.settlement.offers import Wishes, plan_settlement
from qonys.studies.quota.compute import PLANNED, RESULTS, Own, asked_of, result_of
from qonys.tables.frames import named
from qonys.tables.settlement import read_groups, read_settlement

if TYPE_CHECKING:
    from qonys.provenance.runner import Runner


class QuotaOptions(TypedDict, total=False):
    """How a quota is planned."""

    show: str
    """plan if left out; areas, limits, duals, floors, relax, frontier, reallocate."""
    objective: str
    version: str
    """best if left out; fairest between areas, regret."""
    whole: bool
    """Whole places instead of fractions."""
    reserve: float
    """Reallocate: part of unused places that stays."""
    floors: Mapping[str, float]
    """Least places by area."""
    year: str
    draws: int
    seed: int


@spelled(QuotaOptions)
def quota(needs: Any, limits: str | Path, **options: Unpack[QuotaOptions]) -> Answer:
    """A quota of foreign labour by area, sector and category, from needs and terms of one's own; without a pack.

    Parameters
    ----------
    needs : frame or path
        area, sector, category, need; staff, used, places where they are known.
    limits : path
        TOML of terms: the cap, categories, percents.
    **options
        See `QuotaOptions`.

    Raises
    ------
    BadInput
        As the command `qonys plan quota --needs --limits`; clashing limits are named.

    Examples
    --------
    >>> import pandas as pd, pathlib, qonys, tempfile
    >>> from qonys.disk.write import write_file
    >>> terms = pathlib.Path(tempfile.mkdtemp(), "terms.toml")
    >>> write_file(terms, b'[cap]\\nplaces = 100\\n[[category]]\\nid = "3"\\n')
    >>> needs = pd.DataFrame({"area": ["N", "S"], "sector": ["A", "A"], "category": ["3", "3"], "need": [80, 60]})
    >>> qonys.quota(needs, terms).values.shape[1]
    2
    """
    show = one_of(options.get("show", "plan"), (*RESULTS, "reallocate"), "show")
    given: dict[str, Any] = dict(options)
    how: dict[str, Parameter] = {name: given[name] for name in PLANNED if name in given}
    own = Own(named(needs=needs)["needs"], Path(limits), tuple(options.get("floors", {}).items()))
    with noting() as notes:
        asked = asked_of(own, _no_pack, options.get("year", ""))
    return answer(result_of(asked, show, how, options.get("seed", SEED)), notes)


def _no_pack() -> Runner:
    raise BadInput("two-files", where="needs, limits", fix="qonys.country(…).quota(needs=…)")


class SettlementOptions(TypedDict, total=False):
    """How households are settled."""

    districts: Any
    """Frame or path: districts inside places."""
    groups: Any
    """Frame or path: id, group. Compared once the plan stands; never an input."""
    floors: Mapping[str, float]
    """Least part by `place` or `size`."""
    wishes: str
    """points if left out; profile: most first wishes, then second."""
    seconds: float
    """Time for the search; 40 if left out."""
    seed: int


@spelled(SettlementOptions)
def settlement(households: Any, places: Any, **options: Unpack[SettlementOptions]) -> Settled:
    """Households to places: nobody without one who need not be, wishes first, then jobs of their occupations.

    Parameters
    ----------
    households : frame or path
        id, size, workers, occupations, children, wishes (separated by `;`).
    places : frame or path
        place, open, persons, jobs, homes and other limits.
    **options
        See `SettlementOptions`.

    Examples
    --------
    >>> import pandas as pd, qonys
    >>> households = pd.DataFrame({"id": ["H1", "H2"], "size": [4, 2], "workers": [2, 1], "wishes": ["N;S", "N"]})
    >>> places = pd.DataFrame({"place": ["N", "S"], "open": [1, 1], "persons": [4, 4]})
    >>> made = qonys.settlement(households, places, seconds=5)
    >>> sorted(made.households.wide()["place"])
    ['N', 'S']
    """
    beside = {name: options.get(name) for name in ("districts", "groups")}
    sources = named(households=households, places=places, **beside)
    seed, seconds, wishes = options.get("seed", SEED), options.get("seconds", 40.0), options.get("wishes", "points")
    with noting() as notes:
        found = read_settlement(
            sources["households"], sources["places"], sources.get("districts"), options.get("floors", {})
        )
        sought = Wishes(one_of(wishes, [w.value for w in Wishes], "wishes"))
        planned = plan_settlement(found, wishes=sought, seconds=seconds, seed=seed)
        members = read_groups(sources["groups"], (h.id for h in found.households)) if "groups" in sources else None

    def call(table: str) -> Call:
        files = {name: str(source) for name, source in sources.items()}
        return Call(f"plan.settlement.{table}", {**files, "wishes": wishes, "seconds": seconds}, seed=seed)

    compared = None
    if members is not None:
        compared = answer(results.groups_result(call("audit"), planned, audit(planned.offers, members, seed=seed)))
    offers = answer(results.offers_result(call("households"), planned), notes)
    return Settled(answer(results.places_result(call("places"), planned)), offers, compared)


@dataclass(frozen=True, repr=False)
class Settled(Several):
    """The use of each place, the offer to each household, and groups compared afterwards."""

    places: Answer
    households: Answer
    groups: Answer | None = None
