"""What the plans come to: chapters on labour need, quotas, settlement, the procedure, measures."""
