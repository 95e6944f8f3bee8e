"""The tables of docs/ROLES.md, as the code has them; `python -m tests.support.role_matrix` writes them there again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from comments_service.audit.parts import KINDS, PARTS
from comments_service.audit.telling import kind_in_words
from comments_service.discussion.page_people import THEIRS_TOO
from comments_service.people.roles import PERMISSIONS
from comments_service.privacy.notice import ROLES
from comments_service.web.doors import DEPLOY_TOKEN, DOORS, EVERYBODY, OWN, PROVIDER, SIGNED_IN

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "ROLES.md"
WORDS: Mapping[str, str] = {
    "moderate": "Decide about comments and appeals, redact, mute, see the desk and search it",
    "lift": "Pin and feature a comment",
    "switch-threads": "Close, reopen and slow a discussion",
    "summarise": "Sum up what was heard in a discussion",
    "respond": "Answer for the company",
    "draft-responses": "Draft an answer for somebody named, who approves it",
    "endorse": "Endorse an answer",
    "note-accuracy": "Say whether a comment is accurate, with a source",
    "acknowledge": "Say who finds out an answer, and until when",
    "see-completion": "Know who completed a course that everybody has to take, and how many did any other",
    "decide-ideas": "Say what becomes of an idea",
    "correct": "Accept or decline a correction to a page",
    "see-sealed": "Read the sealed cases that were escalated to one’s own role",
    "hold-for-legal": "Keep words for the law, and read what is kept so",
    "anonymise": "Take the name of somebody who left off what they said",
    "unseal": "Ask who wrote a comment without their name, and open it as the other half",
    "see-unsealings": "Know that it was asked who wrote a comment, and what came of it",
    "write-rules": "Write rules of screening",
    "read-audit": "Read all that happened, and export it with everybody’s ids",
    "read-own-audit": "Read and export what one did oneself",
    "read-moderation-audit": "Read and export what moderation did",
    "read-case-audit": "Read and export what was escalated to one’s own role",
}
WHO: Mapping[str, str] = {
    EVERYBODY: "everybody, signed in or not",
    SIGNED_IN: "whoever is signed in",
    OWN: "whose comment or draft it is",
    DEPLOY_TOKEN: "the publish, with its token",
    PROVIDER: "the company’s sign-in, with a signed message",
}


def tables() -> Mapping[str, str]:
    """Each table by the name that the document has it under."""
    return {"permissions": _permissions(), "audit": _audit(), "addresses": _addresses()}


def placed(document: str) -> str:
    """The document with the tables of today between the lines that mark their places."""
    for name, table in tables().items():
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        document = re.sub(f"{begin}.*?{end}", f"{begin}\n{table}\n{end}", document, flags=re.DOTALL)
    return document


def _permissions() -> str:
    heads = ["What", "The code’s word", *(name.removeprefix("the ") for name in ROLES.values()), "on their own page"]
    rows = [
        [
            WORDS[name],
            f"`{name}`",
            *("✓" if role in holders else "–" for role in ROLES),
            "✓" if name in THEIRS_TOO else "–",
        ]
        for name, holders in PERMISSIONS.items()
    ]
    return _table(heads, rows)


def _audit() -> str:
    rows = []
    for part in PARTS:
        holders = ", ".join(name for role, name in ROLES.items() if role in PERMISSIONS[part.needs])
        kinds = "everything" if len(part.kinds) == len(KINDS) else " · ".join(map(kind_in_words, part.kinds))
        kinds += "; each only where their own role is named" if part.role_in else ""
        rows.append([part.words, holders, "all that they did, but reports" if part.own else kinds])
    return _table(["Part", "Who reads it", "What is in it"], rows)


def _addresses() -> str:
    by_needs: dict[tuple[str, ...], list[str]] = {}
    for path, methods in DOORS.items():
        for method, needs in methods.items():
            by_needs.setdefault(needs, []).append(f"`{method} {path}`")
    rows = [[" or ".join(WHO.get(one, f"`{one}`") for one in needs), " ".join(at)] for needs, at in by_needs.items()]
    return _table(["Who is let in", "Where"], rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines).replace("| --- ", "|---").replace("|--- |", "|---|")


if __name__ == "__main__":
    DOCUMENT.write_text(placed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
