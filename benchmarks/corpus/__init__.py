"""Texts that colleagues could have written, each with the detectors that should find something in it."""
