"""Keeps what a build works out, so that the next one works out only what has changed.

What is kept is the value of a function for one input, under a digest of that input, of the code and of the versions
of the libraries that made it (`store`). Nothing has to be told that it is old: another input has another digest. Kept
are what Markdown makes of a text (`texts`), what our own plugins make of it (`Store.value`), and what a template makes
of all that it reads (`pages`, `digests`).
"""
