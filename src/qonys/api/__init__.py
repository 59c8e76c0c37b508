"""What the door opens: frames in, results out. Each module is one subject; no method is computed here."""
