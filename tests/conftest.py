"""What all tests share: examples are drawn without a clock, because a busy machine is no fault of the code."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("qonys", deadline=None)
settings.load_profile("qonys")
