"""Mathematics without a field: arrays in, arrays out."""
