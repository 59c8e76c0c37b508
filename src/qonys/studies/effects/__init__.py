"""Effects of migration on the regions of a pack."""
