"""Effects on arrays: least squares with fixed effects, inference for few clusters, instruments, dynamics, events."""
