"""Random numbers by use: each named use draws from a stream of its own, so that one does not move another."""

from __future__ import annotations

import hashlib

import numpy as np


def generator(seed: int, use: str) -> np.random.Generator:
    """The generator of one use of a run's seed.

    Examples
    --------
    >>> bool(generator(1, "flows").integers(100) == generator(1, "flows").integers(100))
    True
    >>> bool(generator(1, "flows").integers(1 << 30) == generator(1, "margins").integers(1 << 30))
    False
    """
    digest = hashlib.sha256(use.encode()).digest()
    return np.random.default_rng([seed, *(int.from_bytes(digest[i : i + 4], "big") for i in range(0, 16, 4))])
