"""Qonys: what migration does to the well-being of a region, from official figures.

The closed list of public names; each is loaded when it is first used.

>>> import qonys
>>> "index" in dir(qonys)
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qonys.api.answer import Answer
    from qonys.api.charts import Drawing, chart
    from qonys.api.country import Country, country
    from qonys.api.effects import Curve, Fit, curve, effect, power
    from qonys.api.events import Contrast, ShiftShare, events, shift_share, synthetic
    from qonys.api.indices import Index, index
    from qonys.api.migration import fit_flows, flows_from_stocks, gravity, migration_indices
    from qonys.api.plans import Settled, quota, settlement
    from qonys.errors import BadInput, BrokenData, CannotCompute, NotFound, QonysError
    from qonys.packs import Pack, load_pack
    from qonys.store import Panel, PanelQuery, Store, open_store

__version__ = "0.1.0"

_HOME = {
    "qonys.api.answer": ("Answer",),
    "qonys.api.charts": ("Drawing", "chart"),
    "qonys.api.country": ("Country", "country"),
    "qonys.api.effects": ("Curve", "Fit", "curve", "effect", "power"),
    "qonys.api.events": ("Contrast", "ShiftShare", "events", "shift_share", "synthetic"),
    "qonys.api.indices": ("Index", "index"),
    "qonys.api.migration": ("fit_flows", "flows_from_stocks", "gravity", "migration_indices"),
    "qonys.api.plans": ("Settled", "quota", "settlement"),
    "qonys.errors": ("BadInput", "BrokenData", "CannotCompute", "NotFound", "QonysError"),
    "qonys.packs": ("Pack", "load_pack"),
    "qonys.store": ("Panel", "PanelQuery", "Store", "open_store"),
}
"""Where each public name is at home."""

__all__ = [
    "Answer",
    "BadInput",
    "BrokenData",
    "CannotCompute",
    "Contrast",
    "Country",
    "Curve",
    "Drawing",
    "Fit",
    "Index",
    "NotFound",
    "Pack",
    "Panel",
    "PanelQuery",
    "QonysError",
    "Settled",
    "ShiftShare",
    "Store",
    "chart",
    "country",
    "curve",
    "effect",
    "events",
    "fit_flows",
    "flows_from_stocks",
    "gravity",
    "index",
    "load_pack",
    "migration_indices",
    "open_store",
    "power",
    "quota",
    "settlement",
    "shift_share",
    "synthetic",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'qonys' has no attribute {name!r}")
    home = next(home for home, names in _HOME.items() if name in names)
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
