"""Studies: the figures of a subject gathered from a store, and what is computed from them."""
