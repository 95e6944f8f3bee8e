"""Reads a text before it is public and says what its author or a facilitator should look at. Pure: text in, findings out."""
