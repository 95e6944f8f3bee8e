"""Rules of the house that a program can hold us to. Each takes the root of a tree and returns what is wrong with it."""
