"""The rules of screening as they are now: the company's settings, the rules that are on, the words under embargo.

Asked before each text is screened, so what it knows is kept for half a second. Knows nobody and decides nothing.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.rule_records import EmbargoedTerm, Rule
from comments_service.screening.finding import Outcome
from comments_service.screening.protected_topics import silenced_by
from comments_service.screening.screen import Rules
from comments_service.screening.watch_words import EmbargoTerm, WatchWord
from comments_service.storage import embargo_terms, rules

log = logging.getLogger(__name__)

# What another process turned on or ended is seen within a second, and a burst of comments asks the database twice.
_FRESH_FOR = timedelta(seconds=0.5)


class RuleWouldSilence(Refusal):
    """It would hold what people may always say, such as talk of pay, hours and safety. Nothing was changed.

    Args:
        message: what would, in a sentence.
        sentences: some that it would hold.
    """

    code = "rule-would-silence"

    def __init__(self, message: str, sentences: Sequence[str]) -> None:
        super().__init__(message, sentences=list(sentences))
        self.sentences = sentences


class RuleBook:
    """The company's rules, read again when they are no longer fresh.

    Args:
        ours: what the settings say.
        now: the clock.
    """

    def __init__(self, ours: Rules, *, now: Callable[[], datetime]) -> None:
        self._ours = ours
        self._now = now
        self._known: tuple[datetime, Rules] | None = None

    async def rules(self) -> Rules:
        """All rules that are in force now."""
        now = self._now()
        if self._known is None or not timedelta() <= now - self._known[0] < _FRESH_FOR:
            self._known = (now, await self.in_force(now))
        return self._known[1]

    async def in_force(self, now: datetime) -> Rules:
        """The same, as the database has them."""
        return with_rules(self._ours, await rules.in_force(now), await embargo_terms.in_force(now))

    def forget(self) -> None:
        """Read them again next time: this process has just changed them."""
        self._known = None


def with_rules(ours: Rules, on: Iterable[Rule], embargoed: Iterable[EmbargoedTerm] = ()) -> Rules:
    """Return the company's settings with the rules that it wrote, and the words of its pages that are not out."""
    terms = tuple(EmbargoTerm(one.term, one.uid) for one in embargoed)
    return replace(
        ours,
        watch_words=(*ours.watch_words, *_usable(on)),
        embargo_terms=(*ours.embargo_terms, *terms),
    )


def watch_word(rule: Rule) -> WatchWord:
    """Return a rule as screening takes it.

    Raises:
        FieldIsWrong: its term finds nothing, or nearly everything.
    """
    return WatchWord(rule.term, Outcome(rule.outcome), rule.lang, str(rule.id))


def require_free_speech(wanted: Rules, message: str) -> None:
    """Return if people may say under these rules what they may always say.

    Raises:
        RuleWouldSilence: not so; with the message.
    """
    if sentences := silenced_by(wanted):
        raise RuleWouldSilence(message, sentences)


def _usable(on: Iterable[Rule]) -> Iterator[WatchWord]:
    for rule in on:
        try:
            yield watch_word(rule)
        except (FieldIsWrong, ValueError):
            # One rule that an earlier version took must not keep everybody from posting.
            log.error("rule %s cannot be used: end it, and write it anew", rule.id)  # noqa: TRY400 - its words are not for the log
