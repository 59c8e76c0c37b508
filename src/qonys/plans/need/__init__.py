"""Labour need, and room for people."""
