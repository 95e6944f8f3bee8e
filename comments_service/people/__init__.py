"""Who is asking: people, sessions, roles."""
