"""Reads a text before it is public and says what in it needs a second look. Pure: text in, findings out."""
