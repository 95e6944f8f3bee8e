"""How alike what somebody is writing is to what was asked before, by the words that tell. Pure; used by similar.py.

It needs no list of words that mean little: these are the ones that most of what was found has.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeVar

Key = TypeVar("Key")

# So much of what tells in a question has to be in the other one, and so many words at least.
ENOUGH: Final = 0.5
_FEWEST: Final = 2
_SHORTEST: Final = 4
_MOST_STEMS: Final = 16
_SENTENCE = re.compile(r"[^.!?\u061f\n]+[.!?\u061f\n]*")
_ASKS = ("?", "\u061f")


def asked_in(text: str) -> str:
    """What of a text asks: its sentences with a question mark, or all of it where it has none."""
    asking = [sentence for sentence in _SENTENCE.findall(text) if sentence.rstrip().endswith(_ASKS)]
    return " ".join(asking) or text


def stems_of(words: Sequence[str]) -> list[str]:
    """The beginnings of folded words that are long enough to tell something, each once, at most sixteen.

    Two letters of the end are left out, as far as four stay: "shift" and "shifts", "depot" and "depots" begin alike.
    """
    long = [word[: max(_SHORTEST, len(word) - 2)] for word in words if len(word) >= _SHORTEST or word.isdigit()]
    return list(dict.fromkeys(long))[:_MOST_STEMS]


def nearest(stems: Sequence[str], found: Mapping[Key, Collection[str]]) -> list[Key]:
    """Those that ask for the same, the nearest first.

    A word weighs the less, the more of what was found has it; one that nothing has weighs as much as the others do.

    Args:
        stems: of what somebody is writing.
        found: the folded words of what has any of them.
    """
    having = {
        key: {stem for stem in stems if any(word.startswith(stem) for word in words)} for key, words in found.items()
    }
    counted = {stem: sum(stem in each for each in having.values()) for stem in stems}
    weighed = {stem: math.log(1 + len(found) / count) for stem, count in counted.items() if count}
    if not weighed:
        return []
    usual = sum(weighed.values()) / len(weighed)
    whole = sum(weighed.get(stem, usual) for stem in stems)
    shares = {key: sum(weighed[stem] for stem in each) / whole for key, each in having.items() if len(each) >= _FEWEST}
    return [key for key in sorted(shares, key=lambda one: -shares[one]) if shares[key] >= ENOUGH]
