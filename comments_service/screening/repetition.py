"""Finds that somebody says again what they said a moment ago: nearly the same words, some of them at least.

Only advises: a second time may be meant. The whole text is marked. It is told what they said; it keeps nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.looks import fold
from comments_service.screening.pieces import each
from comments_service.screening.reading import Reading, read

MESSAGE = N_(
    "You said nearly the same here a short while ago. "
    "If it was not seen, replying to it brings it up again; otherwise add what is new."
)

# Fewer words than this are what everybody says: thanks, well done, same here.
FEWEST_WORDS = 6
NEARLY_ALL = 0.9
_LONG, _HALF = 100, 0.5


def find(reading: Reading, recent: Sequence[str]) -> Iterator[Finding]:
    """One finding where the recent text most like it has nearly all of the words, and hardly any others.

    Numbers are words: the same sentence about another truck is another sentence. A piece that stands in both as often
    is the same however it is read, so only the words of other pieces are read through their disguises, and compared.
    A long text whose pieces are others for the most part is taken for another: nobody disguises all of it for advice.
    """
    words = len(reading.flat.blanked.split()) if recent else 0
    if words < FEWEST_WORDS:
        return
    here = _Pieces(reading.body)
    alike, there = here.most_like([_Pieces(text) for text in recent])
    if alike < _HALF and len(here.pieces) > _LONG:
        return
    mine, theirs = here.words_but(there), there.words_but(here)
    same = words - mine.total()
    most = max(words, same + theirs.total())
    if same + (mine & theirs).total() >= NEARLY_ALL * most:
        yield Finding("repetition", Outcome.ADVISE, MESSAGE, 0, len(reading.body))


class _Pieces:
    """A text as what stands between its blanks, capitals aside.

    Attributes:
        pieces: each, in order, before anybody has read it through a disguise.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.pieces = text.casefold().split()

    def most_like(self, others: Sequence["_Pieces"]) -> tuple[float, "_Pieces"]:
        """How much of it stands here too, and the one of which most does; of several the first, which was said last."""
        known = set(self.pieces)
        most = [max(len(self.pieces), len(other.pieces), 1) for other in others]
        alike = [sum(map(known.__contains__, other.pieces)) / count for other, count in zip(others, most, strict=True)]
        return max(alike), others[alike.index(max(alike))]

    @cached_property
    def counted(self) -> Counter[str]:
        """How often each stands there."""
        return Counter(self.pieces)

    def words_but(self, other: "_Pieces") -> Counter[str]:
        """The words, folded, of those pieces that do not stand in the other as often; as often as they do not."""
        written = dict(zip(self.pieces, self._text.split(), strict=True))
        odd = self.counted.items() - other.counted.items()
        rest = chain.from_iterable([written[piece]] * (times - other.counted[piece]) for piece, times in odd)
        words = read(" ".join(rest)).flat.blanked.split()
        return Counter(map(each(words, fold).__getitem__, words))
