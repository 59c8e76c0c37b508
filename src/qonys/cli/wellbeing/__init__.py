"""`qonys wellbeing`: indices of regions, of the pack or of a user's own figures."""
