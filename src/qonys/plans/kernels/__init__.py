"""Programs and allocations on arrays."""
