"""What should be done: labour need, quotas, settlement, the procedure, measures with their price."""
