"""Raw files → figures: one module a format, never one a bureau. Users' own tables stand in `tables`."""
