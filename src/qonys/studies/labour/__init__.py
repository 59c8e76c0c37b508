"""Foreign workers and returnees of a pack."""
