"""The seed of every draw that names no other; apart from the generators, so that a command line stays light."""

SEED = 20240801
