"""Townhall's comment service: what employees say about a page, and what facilitators decide about it.

The rooms, from the ground up: storage, events, people, screening, discussion, moderation, web. A room imports only from
rooms below it; app.py is the one place where they meet, and __main__.py is the command line beside it.
"""
