"""Well-being: a composite index of regions, from screening of figures to scores, ranks and their doubts."""
