"""Measures of how a newsroom is doing, each with its definition, none of them about one person."""
