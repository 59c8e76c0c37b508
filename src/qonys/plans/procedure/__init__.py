"""The procedure of a household."""
