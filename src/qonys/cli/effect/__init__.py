"""`qonys effect`: effects of migration on outcomes, of the pack or of a user's own panel."""
