"""Marks on comments: what is said about a comment for everybody to see. One file, one thing to do."""
