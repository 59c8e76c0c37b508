"""Placing of households on arrays."""
