"""The topics of a board: what opens a branch there begins with its title, as a mail or a commit does. Pure.

So a topic is a comment like any other. Its title is words of its author: screened, held, redacted, edited and found
with the rest of them, and no second text has to be kept in step. Asked by whoever shows or takes what boards have.
"""

import re
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from comments_service.discussion.lifecycle import HIDDEN, PUBLISHED
from comments_service.discussion.reply_tree import Node
from comments_service.discussion.thread_rules import kind
from comments_service.languages import N_
from comments_service.records import Comment, Spoken, Thread
from comments_service.refusals import FieldIsWrong

BOARD: Final = "board"
MOST_TITLE: Final = 120  # characters
# Where the first line of what Markdown became ends, whatever block it stands in.
_END_OF_LINE: Final = re.compile(r"</p>|</li>|</pre>|<br\b")


def is_board(thread: Thread) -> bool:
    """Say whether people start topics here, each a page of its own."""
    return kind(thread) == BOARD


def is_topic(comment: Comment, thread: Thread) -> bool:
    """Say whether a comment opens a topic."""
    return is_board(thread) and comment.parent_id is None


def joined(title: str, text: str) -> str:
    """Put a title before a text, as it is kept.

    Raises:
        FieldIsWrong: there is no title, or too much of it.
    """
    line = " ".join(title.split())
    if not line:
        raise FieldIsWrong("title", N_("Give it a title, so that others see what it is about."))
    if len(line) > MOST_TITLE:
        raise FieldIsWrong("title", N_("A title has %(most)s characters at most.", most=MOST_TITLE))
    return f"{line}\n\n{text}"


def divided(body: str) -> tuple[str, str]:
    """Take a text that is kept apart into its title and the rest; of a long first line nothing is a title."""
    first, _, rest = body.partition("\n")
    return (first, rest.strip("\n")) if len(first) <= MOST_TITLE else ("", body)


def title_of(spoken: Spoken) -> str:
    """Return the title of a topic as its readers see it, with the names of people for their handles.

    What came without one, by a program, is called by how it begins. "" where its words are gone.
    """
    if spoken.revision is None:
        return ""
    line = Markup(_END_OF_LINE.split(spoken.revision.html, maxsplit=1)[0]).striptags()  # noqa: S704 (it is sanitised)
    return line if len(line) <= MOST_TITLE else line[:MOST_TITLE].rsplit(" ", 1)[0] + "…"


def text_of(spoken: Spoken) -> str:
    """Return the HTML below a title; all of it, where the title is no paragraph of its own."""
    if spoken.revision is None:
        return ""
    html = spoken.revision.html
    first, end, rest = html.partition("</p>")
    is_apart = html.startswith(("<p>", "<p ")) and "<br" not in first and bool(divided(spoken.revision.body)[0])
    return rest if end and is_apart else html


def replies_in(topic: Node) -> int:
    """How many public comments stand under a topic."""
    return sum(node.spoken.comment.state == PUBLISHED for node in _under(topic))


def last_in(topic: Node) -> Spoken:
    """Return what was said last in a topic, as far as it is shown: the topic itself where nobody answered."""
    shown = [node.spoken for node in _under(topic) if node.spoken.comment.state in (PUBLISHED, HIDDEN)]
    return max([topic.spoken, *shown], key=lambda one: (one.comment.created, str(one.comment.id)))


def _under(node: Node) -> Iterator[Node]:
    for reply in node.replies:
        yield reply
        yield from _under(reply)
