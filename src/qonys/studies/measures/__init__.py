"""Measures that a pack declares, with what they bring and cost."""
