"""Programs of a quota on arrays."""
