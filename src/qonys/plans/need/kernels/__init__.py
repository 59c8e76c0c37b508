"""Scores of shortage on arrays."""
