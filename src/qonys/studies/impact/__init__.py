"""What arrivals do to a region of a pack."""
