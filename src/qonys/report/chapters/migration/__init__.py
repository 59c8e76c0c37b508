"""Chapter 1, migration: one module for each question, put together in `chapter`."""
