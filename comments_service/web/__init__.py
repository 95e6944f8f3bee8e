"""HTTP only. Handlers read, act and answer; the rules live in the rooms below."""
