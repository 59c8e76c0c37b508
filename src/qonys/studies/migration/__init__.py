"""Migration of the areas of a pack."""
