"""What this service records, for how long and who sees it, as it is set now: for the page that tells everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from comments_service.people.roles import PERMISSIONS
from comments_service.privacy.retention import IN_WORDS, Retention, in_words
from comments_service.records import Thread
from comments_service.storage import threads

ROLES: Final[Mapping[str, str]] = {
    "facilitator": "facilitators",
    "works-council": "the works council",
    "hr": "human resources",
    "legal": "legal",
    "safety": "health and safety",
    "admin": "administrators",
    "leader": "leaders",
    "expert": "experts",
    "author": "the newsroom",
}


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing that is recorded, and who sees it. `roles`: those that hold a permission of people/roles.py."""

    what: str
    everybody: bool
    you: bool
    needs: str | None

    @property
    def roles(self) -> list[str]:
        """The roles that see it, as people call them."""
        held = PERMISSIONS[self.needs] if self.needs else ()
        return [name for role, name in ROLES.items() if role in held]


# content/pages/privacy.md says the same of what it names: a test compares.
SEEN: Final = (
    Sight("Published comments, with your name", everybody=True, you=True, needs="moderate"),
    Sight("Your comment while it waits", everybody=False, you=True, needs="moderate"),
    Sight("Why a comment was removed", everybody=False, you=True, needs="moderate"),
    Sight("What you say when you ask another facilitator to look", everybody=False, you=True, needs="moderate"),
    Sight("Your reports, without your name", everybody=False, you=True, needs="moderate"),
    Sight("That you reacted to a comment: of reactions only how many", everybody=False, you=True, needs=None),
    Sight("What you answered to the question of a page", everybody=False, you=True, needs=None),
    Sight("Which discussions you follow", everybody=False, you=True, needs=None),
    Sight("Which language you chose to be spoken to in", everybody=False, you=True, needs=None),
    Sight("That a comment without a name is yours, sealed", everybody=False, you=True, needs=None),
    Sight(
        "That two people asked or learned who wrote such a comment", everybody=False, you=True, needs="see-unsealings"
    ),
    Sight("What was escalated: each role only what it was asked", everybody=False, you=False, needs="see-sealed"),
    Sight("What happened, in sentences and as a file: all of it", everybody=False, you=False, needs="read-audit"),
    Sight("What happened: only what they did themselves", everybody=False, you=False, needs="read-own-audit"),
    Sight("What happened: only what moderation did", everybody=False, you=False, needs="read-moderation-audit"),
    Sight("What happened: only what was escalated to them", everybody=False, you=False, needs="read-case-audit"),
    Sight("Words that are kept for the law beyond their time", everybody=False, you=False, needs="hold-for-legal"),
    Sight("Which version of the guidelines stood above your box last", everybody=False, you=True, needs=None),
    Sight(
        "That you said that you read a page; whoever answers for it sees it too", everybody=False, you=True, needs=None
    ),
    Sight("Which lessons you completed, and what you answered in them", everybody=False, you=True, needs=None),
    Sight(
        "How far you are in a course that everybody has to take; whoever answers for it sees it too",
        everybody=False,
        you=True,
        needs="see-completion",
    ),
    Sight("Where mail to you goes, if this newsroom sends any", everybody=False, you=True, needs=None),
    Sight("How much you read or write", everybody=False, you=False, needs=None),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told. `periods`: of each kind of thing; `pages`: those that keep their comments otherwise."""

    seen: Sequence[Sight]
    periods: Sequence[tuple[str, str]]
    pages: Sequence[tuple[Thread, str]]
    session_idle: str
    session_lifetime: str


async def notice(retention: Retention, *, session_idle: timedelta, session_lifetime: timedelta) -> Notice:
    """Read what is told now."""
    own = [thread for thread in await threads.all_threads() if thread.facts.get("retention") and not thread.archived]
    return Notice(
        seen=SEEN,
        periods=[(words, in_words(retention.days[name])) for name, words in IN_WORDS.items()],
        pages=[(thread, in_words(retention.of_thread(thread))) for thread in sorted(own, key=lambda one: one.title)],
        session_idle=_as_time(session_idle),
        session_lifetime=_as_time(session_lifetime),
    )


def _as_time(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    return in_words(span.days) if span.days else "less than an hour" if hours < 1 else f"about {hours} hours"
