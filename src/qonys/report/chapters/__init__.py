"""Chapters: what is said of an area, in blocks and claims. A new chapter is one module here."""
