"""The same conversation for everybody who is measured: 200 comments of about 280 characters, 50 roots, depth 1 to 3."""

import random

WORDS = (
    "the handover at the dock takes four minutes when the outgoing shift writes down what is still open and the next "
    "one reads it before the first pallet moves so nothing is lost between two people who are both tired and both right"
).split()
ROOTS, COMMENTS, CHARACTERS = 50, 200, 280


def bodies() -> list[str]:
    """The texts, the same in every run."""
    chance = random.Random(20)
    return [said(chance) for _ in range(COMMENTS)]


def parents() -> list[int | None]:
    """For each comment the position of the one it answers, or None: roots, then replies, then replies to those."""
    chance = random.Random(21)
    found: list[int | None] = [None] * ROOTS
    for position in range(ROOTS, COMMENTS):
        second_level = position > COMMENTS // 2
        found.append(chance.randrange(ROOTS, COMMENTS // 2) if second_level else chance.randrange(ROOTS))
    return found


def said(chance: random.Random) -> str:
    """One text, as people write them."""
    text = ""
    while len(text) < CHARACTERS:
        text += chance.choice(WORDS) + " "
    return text.strip().capitalize() + "."
