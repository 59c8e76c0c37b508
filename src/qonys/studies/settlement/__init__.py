"""Settlement of households in the regions of a pack."""
