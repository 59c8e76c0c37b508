"""What migration does to an outcome: specifications, estimates with every inference that is valid for them."""
