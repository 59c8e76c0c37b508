"""Composite indices of the frameworks of a pack."""
