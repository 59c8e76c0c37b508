"""Chapter 4: what migration does to the outcomes of regions, and how sure one can be."""
