"""Small stores keep their best observations at hand: the same rows in the same order as the query gives."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest

from qonys.store import open_store, queries
from toyland import toy


@pytest.mark.parametrize("as_of", [dt.date.max, dt.date(2018, 6, 1), dt.date(1990, 1, 1)])
def test_the_same_rows_in_the_same_order(tmp_path, as_of):
    connection = open_store(toy(), tmp_path).connection
    keys = connection.execute("SELECT DISTINCT indicator, dimensions, period FROM observations ORDER BY ALL").fetchall()
    sources = ["", *(row[0] for row in connection.execute("SELECT DISTINCT source FROM observations").fetchall())]
    draw = random.Random(1)
    for source in sources:
        for _ in range(30):
            chosen = draw.sample(keys, 12)
            wanted = [(i % 3, *key[:2], i, key[2]) for i, key in enumerate(chosen)] + [(9, "none", "", 0, "1900")]
            at_hand = queries.best(connection, wanted, as_of, source)
            queried = queries._queried(connection, wanted, as_of, source)
            assert set(at_hand) == set(queried)
            for name, column in at_hand.items():
                np.testing.assert_array_equal(column, queried[name], name)
