"""What facilitators use: the desk."""
