"""Measures with their price."""
