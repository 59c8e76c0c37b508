"""Qonys: what migration does to the well-being of a region, from official figures.

The closed list of public names; each is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qonys.errors import BadInput, BrokenData, CannotCompute, NotFound, QonysError
    from qonys.packs import Pack, load_pack
    from qonys.store import Panel, PanelQuery, Store, open_store

__version__ = "0.1.0"

_HOME = {
    "BadInput": "qonys.errors",
    "BrokenData": "qonys.errors",
    "CannotCompute": "qonys.errors",
    "NotFound": "qonys.errors",
    "Pack": "qonys.packs",
    "Panel": "qonys.store",
    "PanelQuery": "qonys.store",
    "QonysError": "qonys.errors",
    "Store": "qonys.store",
    "load_pack": "qonys.packs",
    "open_store": "qonys.store",
}

__all__ = [
    "BadInput",
    "BrokenData",
    "CannotCompute",
    "NotFound",
    "Pack",
    "Panel",
    "PanelQuery",
    "QonysError",
    "Store",
    "load_pack",
    "open_store",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'qonys' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
