"""Arithmetic of composite indices, on arrays only: one module a step."""
