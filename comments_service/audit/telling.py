"""What happened, told in a sentence: who, did what, to which comment, on which page. Pure; called by trail.py.

A kind of event that this table does not know is still told, only less well.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from comments_service import events
from comments_service.discussion.pace import spell
from comments_service.people.roles import CASE_ROLES

Facts = Mapping[str, Any]
# Shown to nobody: when people come and go is not for others to follow. The chain and its export have them.
NEVER_SHOWN: Final = (events.SIGNED_IN, events.SIGNED_OUT)
# Who did it is not told, nor found by looking for a person: readers are promised that.
BY_SOMEBODY: Final = (events.COMMENT_REPORTED,)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence without its names: somebody `did` `what`, to a person, on a page: `more`.

    Attributes:
        what: words for the comment that it is about, "a comment" mostly; "" where it is about none.
        nobody: who did it, where no person did or nobody is to know.
    """

    did: str
    what: str = ""
    more: str = ""
    nobody: str = "The service"


def tell(kind: str, facts: Facts) -> Told:
    """Return the sentence of an event."""
    if sentence := SENTENCES.get(kind):
        return sentence(facts)
    said = ", ".join(f"{name} {_words(value)}" for name, value in facts.items())
    return Told(f"recorded “{kind_in_words(kind)}”", more=said)


def kind_in_words(kind: str) -> str:
    """Return a kind of event as people read it: "comment.hidden-by-reports" is "comment hidden by reports"."""
    return kind.replace(".", " ").replace("-", " ")


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        return " and ".join(_words(one) for one in value) or "none"
    # What screening found is "finding:payment_card" in an event, and "payment card" to its reader.
    return str(value).removeprefix("finding:").replace("-", " ").replace("_", " ")


def _day(value: object) -> str:
    """A day, or a moment's day, as people write it; what is none stays as it is."""
    try:
        on = date.fromisoformat(str(value)[:10])
    except ValueError:
        return str(value)
    return f"{on.day} {on:%B %Y}"


def _role(code: object) -> str:
    """Who reads a sealed case."""
    return CASE_ROLES.get(str(code), "a role").lower()


def _held(code: object) -> str:
    """A role that somebody has, and in what: "expert:food-safety" is "expert in food safety"."""
    role, _, subject = str(code).partition(":")
    words = CASE_ROLES.get(role, role).lower()
    return f"{words} in {subject}" if subject else words


def _because(facts: Facts) -> str:
    return f"reason: {_words(facts['reason'])}" if facts.get("reason") else ""


_DECIDED: Final[Mapping[str, str]] = {
    "approve": "approved",
    "remove": "removed",
    "hide": "hid",
    "restore": "restored",
    "undo": "undid the last decision about",
    "escalate": "escalated",
    "return": "returned",
}

# What somebody did by putting a mark; an id of who is named stands in the event, and is for nobody to read.
_MARKED: Final[Mapping[str, str]] = {
    "pinned": "pinned",
    "featured": "featured",
    "official": "marked as an official response",
    "solved": "said that their question is solved by",
    "endorsed": "endorsed",
    "accuracy": "noted what is known about",
    "acknowledged": "said who is finding out the answer to",
    "correction": "decided about the correction in",
    "outcome": "said what becomes of",
}
_SANCTIONED: Final[Mapping[str, str]] = {"review": "had facilitators read first what is said by", "mute": "muted"}
_PARTS: Final[Mapping[str, str]] = {
    "own": "what they did themselves",
    "moderation": "the part about moderation",
    "cases": "the part about their cases",
    "holds": "the part about legal holds",
    "unsealings": "the part about who wrote a comment",
}
_HOUSEKEEPING: Final = "Housekeeping"
_OPERATOR: Final = "Somebody at the command line"


def _posted(facts: Facts) -> Told:
    why = f": {_words(facts['why'])}" if facts.get("why") else ""
    return Told("posted", "a comment", f"{_words(facts.get('state'))}{why}")


def _decided(facts: Facts) -> Told:
    whom = {"return": "to its author", "escalate": f"to {_role(facts.get('to'))}"}
    action = str(facts.get("action"))
    more = ", ".join(words for words in (whom.get(action), _because(facts)) if words)
    return Told(_DECIDED.get(action, "decided about"), "a comment", more)


def _hidden_by_reports(facts: Facts) -> Told:
    count = facts.get("reports")
    return Told("hid", "a comment", f"{count} {'report' if count == 1 else 'reports'} of readers", "The reports limit")


def _synced(facts: Facts) -> Told:
    changed, archived = (len(facts.get(name) or ()) for name in ("changed", "archived"))
    pages = "page" if changed == 1 else "pages"
    more = f"{changed} {pages} changed, {archived} archived"
    return Told("brought in what the site publishes", more=more, nobody="The publish")


def _marked(facts: Facts) -> Told:
    mark, more = str(facts.get("mark")), ""
    if mark == "accuracy":
        more = _words(facts.get("status", ""))
    elif mark == "correction":
        more = _words(facts.get("outcome", ""))
    elif mark == "acknowledged" and facts.get("due"):
        more = f"an answer by {_day(facts['due'])}"
    elif mark == "outcome":
        more = f"from {_words(facts.get('before', ''))} to {_words(facts.get('step', ''))}"
    return Told(_MARKED.get(mark, f"marked as {_words(mark)}"), "a comment", more)


def _unmarked(facts: Facts) -> Told:
    return Told(f"took the mark “{_words(facts.get('mark'))}” from", "a comment")


def _slowed(facts: Facts) -> Told:
    seconds = facts.get("seconds")
    if seconds is None:
        pace = "as its page says"
    else:
        pace = f"one comment a person in {spell(timedelta(seconds=seconds))}" if seconds else "no limit"
    return Told("set the pace of the discussion", more=pace)


_WHY_PURGED: Final[Mapping[str, str]] = {
    "retention": "kept for as long as its page keeps comments",
    "withdrawn": "its author took it back",
    "removed": "it was removed",
    "hold-ended": "the legal hold on it is over",
    "leaver": "its author left, and their words went",
}


def _purged(facts: Facts) -> Told:
    why = _WHY_PURGED.get(str(facts.get("because")), "")
    kept = "; its words are kept for a legal hold" if facts.get("words") == "kept" else ""
    return Told("deleted", "a comment", f"{why}{kept}", _HOUSEKEEPING)


def _records_purged(facts: Facts) -> Told:
    return Told(
        "deleted what had been kept long enough",
        more=f"{facts.get('rows')} {_words(facts.get('what'))}",
        nobody=_HOUSEKEEPING,
    )


def _hold_placed(facts: Facts) -> Told:
    return Told("put a legal hold on words", more=f"to be looked at again on {_day(facts.get('review'))}")


def _unsealing_asked(facts: Facts) -> Told:
    half = {"admin": "as an administrator", "case": "for human resources or legal"}.get(str(facts.get("half")), "")
    return Told("asked who wrote a comment without their name", more=half)


def _unsealing_opened(facts: Facts) -> Told:
    more = "its author is told" if facts.get("told") else "its author is told later, because of a law"
    return Told("opened, as the second of two, who wrote a comment without their name", more=more)


def _roles_changed(facts: Facts) -> Told:
    before, after = (_words([_held(code) for code in facts.get(name) or ()]) for name in ("before", "after"))
    return Told("changed the roles of", more=f"before: {before}; after: {after}", nobody=_OPERATOR)


def _sanctioned(facts: Facts) -> Told:
    until = f"until {_day(facts.get('until'))}"
    return Told(f"{_SANCTIONED.get(str(facts.get('sanction')), 'limited')}", more=until)


def _exported(facts: Facts) -> Told:
    since = f"from number {facts['since'] + 1} on" if facts.get("since") else ""
    part = " and ".join(_PARTS.get(str(one), "a part") for one in facts.get("parts") or ())
    return Told("exported the audit", more=", ".join(words for words in (part, since) if words), nobody=_OPERATOR)


def _deploy_token_made(facts: Facts) -> Told:
    return Told("made a token to sync with", more=f"until {_day(facts.get('expires'))}", nobody=_OPERATOR)


_OF_A_RULE: Final[Mapping[str, str]] = {
    "hold": "a facilitator looks first",
    "advise": "its author is asked first",
    "term": "what it looks for",
    "lang": "on which pages",
    "outcome": "what happens",
    "owner_id": "who owns it",
    "expires": "when it stops",
}


def _rule(did: str) -> Callable[[Facts], Told]:
    def sentence(facts: Facts) -> Told:
        said = [facts["outcome"]] if facts.get("outcome") else facts.get("changed", ())
        return Told(did, more=", ".join(_OF_A_RULE.get(str(one), str(one)) for one in said))

    return sentence


def _in_a_sealed_case(did: str) -> Callable[[Facts], Told]:
    return lambda facts: Told(did, more=f"for {_role(facts.get('role'))}")


def _just(did: str, what: str = "") -> Callable[[Facts], Told]:
    return lambda _facts: Told(did, what)


SENTENCES: Final[Mapping[str, Callable[[Facts], Told]]] = {
    events.COMMENT_POSTED: _posted,
    events.COMMENT_EDITED: _just("edited", "a comment"),
    events.COMMENT_WITHDRAWN: _just("withdrew", "a comment"),
    events.COMMENT_REPORTED: lambda facts: Told("reported", "a comment", _because(facts), "A reader"),
    events.COMMENT_HIDDEN_BY_REPORTS: _hidden_by_reports,
    events.COMMENT_DECIDED: _decided,
    events.COMMENT_MARKED: _marked,
    events.COMMENT_UNMARKED: _unmarked,
    events.COMMENT_PURGED: _purged,
    events.RECORDS_PURGED: _records_purged,
    events.HOLD_PLACED: _hold_placed,
    events.HOLD_ENDED: _just("ended a legal hold"),
    events.HOLD_READ: _just("read what a legal hold keeps"),
    events.PERSON_ANONYMISED: _just("took off the name of somebody who left"),
    events.LEAVER_WELCOMED: _just("let somebody in again whose name had been taken off"),
    events.NOTE_ADDED: _just("wrote a note for colleagues about", "a comment"),
    events.THREAD_CLOSED: _just("closed the discussion"),
    events.THREAD_REOPENED: _just("opened the discussion again"),
    events.THREAD_SLOWED: _slowed,
    events.THREAD_SUMMARISED: _just("summed the discussion up, or took that back"),
    events.RESPONSE_DRAFTED: _just("drafted an official response"),
    events.RESPONSE_SETTLED: lambda facts: Told("settled an official response", more=_words(facts.get("outcome"))),
    events.COMMENT_REDACTED: lambda facts: Told("took words out of", "a comment", _because(facts)),
    events.CASE_SETTLED: lambda facts: Told("said that no answer is needed to", "a comment", _words(facts.get("case"))),
    events.COMMENT_APPEALED: _just("appealed against the removal of", "a comment"),
    events.SEALED_CASE_READ: _in_a_sealed_case("read a sealed case"),
    events.SEALED_CASE_NOTED: _in_a_sealed_case("wrote a note into a sealed case"),
    events.SEALED_CASE_CLOSED: _in_a_sealed_case("closed a sealed case"),
    events.UNSEALING_ASKED: _unsealing_asked,
    events.UNSEALING_OPENED: _unsealing_opened,
    events.UNSEALING_DECLINED: _just("refused that it be opened who wrote a comment without their name"),
    events.UNSEALING_WITHDRAWN: _just("no longer asks who wrote a comment without their name"),
    events.UNSEALING_READ: _just("read who wrote a comment without their name"),
    events.RULE_ADDED: _rule("added a rule"),
    events.RULE_CHANGED: _rule("changed a rule"),
    events.RULE_TURNED_ON: _rule("turned a rule on"),
    events.RULE_ENDED: _rule("ended a rule"),
    events.EMBARGO_SYNCED: lambda facts: Told(
        "brought in what is under embargo", more=f"{facts.get('terms')} terms", nobody="The publish"
    ),
    events.COMMENTS_MOVED_IN: lambda facts: Told("brought in comments of", "", str(facts.get("source")), _OPERATOR),
    events.THREADS_SYNCED: _synced,
    events.ROLES_CHANGED: _roles_changed,
    events.IDENTITY_LINKED: lambda _facts: Told("first recognised", nobody="The company’s sign-in"),
    events.SANCTIONED: _sanctioned,
    events.SANCTION_ENDED: lambda facts: Told(f"ended the {_words(facts.get('sanction'))} of"),
    events.PUBLISH_LET_IN: _deploy_token_made,
    events.PUBLISH_SHUT_OUT: lambda _facts: Told("revoked a token to sync with", nobody=_OPERATOR),
    events.AUDIT_EXPORTED: _exported,
}
