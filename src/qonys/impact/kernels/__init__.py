"""Impact on arrays."""
