"""Settlement: households to places by their wishes, on one day or as they arrive, with reasons, audited afterwards."""
