"""`qonys migration`: accounts, indices, seasons and flows, of a pack or of a user's own files."""
