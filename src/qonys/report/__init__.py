"""Reports: blocks that say what is printed, chapters that choose it, charts and renderers that draw it."""
