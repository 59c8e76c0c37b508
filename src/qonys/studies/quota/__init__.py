"""The quota of foreign labour of a pack."""
