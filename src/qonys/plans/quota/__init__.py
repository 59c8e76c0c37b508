"""Quotas of foreign labour."""
