"""Labour need of the regions of a pack."""
