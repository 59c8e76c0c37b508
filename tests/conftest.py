"""What all tests share: the same examples on every run, without a clock, as a busy machine is no fault of the code.

`pytest --hypothesis-profile=default` draws new examples.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("qonys", deadline=None, derandomize=True)
settings.load_profile("qonys")
