"""`qonys plan`: labour need, quotas, settlement, the procedure, measures."""
