"""Finds that somebody says again what they said a moment ago: nearly the same words, some of them at least.

Only advises: a second time may be meant. The whole text is marked. It is told what they said; it keeps nothing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading, read

MESSAGE = (
    "You said nearly the same here a short while ago. "
    "If it was not seen, replying to it brings it up again; otherwise add what is new."
)

# Fewer words than this are what everybody says: thanks, well done, same here.
FEWEST_WORDS = 6
NEARLY_ALL = 0.9
_WORD = re.compile(r"[^\W_]+")


def find(reading: Reading, recent: Sequence[str]) -> Iterator[Finding]:
    """One finding where some recent text has nearly all of the words, and hardly any others.

    Numbers are words: the same sentence about another truck is another sentence.
    """
    if not recent:
        return
    words = _words(reading)
    said = sum(words.values())
    if said < FEWEST_WORDS:
        return
    for text in recent:
        before = _words(read(text))
        if (words & before).total() >= NEARLY_ALL * max(said, before.total()):
            yield Finding("repetition", Outcome.ADVISE, MESSAGE, 0, len(reading.body))
            return


def _words(reading: Reading) -> Counter[str]:
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", reading.text).casefold()))
