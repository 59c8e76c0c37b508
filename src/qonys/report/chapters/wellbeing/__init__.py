"""Chapter 3: well-being of regions, and how sure the ranking is."""
