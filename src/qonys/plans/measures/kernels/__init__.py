"""Ranking and choice of measures on arrays."""
