"""Reads the labelled texts of this folder, and screens them by the rules of a made-up company.

Used by tests/screening/test_corpus.py and benchmarks/screening_quality.py, so that both speak of the same texts.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.made_up import filled
from comments_service.screening import heat
from comments_service.screening.reading import read
from comments_service.screening.screen import Rules, screen
from comments_service.screening.watch_words import EmbargoTerm, WatchWord

FOLDER = Path(__file__).parent
NOTHING = "nothing"
RULES = Rules(
    customer_reference=r"MCC-\d{6}",
    watch_words=(
        WatchWord("muppet*", lang="en"),
        WatchWord("scab*", lang="en"),
        WatchWord("crétin*", lang="fr"),
        WatchWord("cretin*", lang="fr"),
        WatchWord("*vollpfosten", lang="de"),
        WatchWord("sukkel*", lang="nl"),
        WatchWord("palant*", lang="pl"),
        WatchWord("palancie", lang="pl"),
        WatchWord("أحمق", lang="ar"),
    ),
    embargo_terms=(EmbargoTerm("Project Heron", "a1"), EmbargoTerm("Silverline", "a2"), EmbargoTerm("بلشون", "a1")),
    allowed_hosts=("meridale.example",),
    internal_hosts=("corp.meridale.example",),
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text, and what should be found in it.

    Attributes:
        written: as it stands in the file, with places for what is made up.
        body: as it is screened.
        recent: what its author said before.
        expected: the detectors that should find something.
    """

    lang: str
    written: str
    body: str
    recent: tuple[str, ...]
    expected: frozenset[str]

    def found(self) -> frozenset[str]:
        """The detectors that do."""
        screening = screen(self.body, RULES, lang=self.lang, recent=self.recent)
        found = [*screening.findings, *heat.find(read(self.body))]
        return frozenset(finding.detector for finding in found)


@dataclass(frozen=True, slots=True)
class Score:
    """How well a detector did.

    Attributes:
        wanted: texts in which it should find something.
        right: those of them in which it did.
        wrong: texts in which it did and should not.
    """

    wanted: int
    right: int
    wrong: int

    @property
    def precision(self) -> float:
        """How much of what it found was there."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """How much of what was there it found."""
        return self.right / self.wanted if self.wanted else 1.0


def texts() -> Iterator[Text]:
    """All of them, language by language."""
    for file in sorted(FOLDER.glob("*.toml")):
        sheet = tomllib.loads(file.read_text(encoding="utf-8"))
        for label, written in sheet["texts"].items():
            expected = frozenset() if label == NOTHING else frozenset(label.split(" + "))
            for text in written:
                yield Text(sheet["lang"], text, filled(text), tuple(sheet["recent"]), expected)


def scores(judged: Iterable[tuple[Text, frozenset[str]]]) -> dict[str, Score]:
    """The score of each detector that should have found something, or did, from each text and what was found in it."""
    judged = list(judged)
    detectors = sorted(set().union(*(text.expected | found for text, found in judged)))
    return {
        detector: Score(
            wanted=sum(detector in text.expected for text, _found in judged),
            right=sum(detector in text.expected & found for text, found in judged),
            wrong=sum(detector in found - text.expected for text, found in judged),
        )
        for detector in detectors
    }
