"""Threads and comments: what can be said, by whom, how it is shown."""
