"""The feed of a discussion (Atom, RFC 4287): what everybody may read of it, the newest first, and nothing else.

Called by web/reader/feeds.py, which keeps what is made here as it keeps fragments.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from jinja2 import Environment

from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import OFFICIAL, by_comment
from comments_service.discussion.post_first import is_post_first
from comments_service.discussion.rendering import is_content
from comments_service.discussion.reply_tree import Node, tree
from comments_service.discussion.unnamed import shown_since
from comments_service.records import Spoken, Thread
from comments_service.storage import comments, feeds, marks

MOST: Final = 50
MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
# A feed needs a name that never changes, and a thread has no UUID: this is made from its uid, always the same.
_FEEDS: Final = UUID("4f1c2f0e-6f0b-5c37-9f43-3d0c4f3f7a11")
# What XML 1.0 has no way to write, not even escaped (section 2.2). A carriage return would come out as a line feed.
_UNWRITABLE: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """A comment as the feed shows it: with its marks and replies, and whom it answers, if that is public."""

    node: Node
    answers: Spoken | None


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are, as whole addresses: a feed reader is on no page of ours.

    Attributes:
        service: of the service.
        site: of the site's pages.
    """

    service: str
    site: str


async def latest(thread: Thread, *, most: int = MOST) -> list[Item]:
    """Read the newest of what everybody may read in a thread: nothing, where one answers first."""
    if is_post_first(thread):
        return []
    wanted = await feeds.newest(thread.uid, limit=most)
    branches = await comments.branches(list(dict.fromkeys(wanted.values())))
    marked = by_comment(await marks.of_thread(thread.uid))
    nodes = _by_id(tree(branches, is_content=is_content, marks=marked))
    found = [nodes[one] for one in wanted if one in nodes and _is_public(nodes[one].spoken)]
    return [Item(node, _answered(node, nodes)) for node in found]


def atom(thread: Thread, items: Sequence[Item], *, addresses: Addresses, templates: Environment, today: date) -> str:
    """Return the feed as XML.

    Args:
        items: the newest first.
        templates: with whole addresses in what they render.
        today: the day on which it is shown, which tells what is overdue.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM, f"{_XML}lang": "en", f"{_XML}base": f"{addresses.site}/"})
    here = f"{addresses.service}/t/{thread.uid}"
    _text(feed, "id", uuid5(_FEEDS, thread.uid).urn)
    _text(feed, "title", f"Discussion: {thread.title}")
    _text(feed, "updated", max(map(_changed, items), default=_NEVER).isoformat())
    _link(feed, "self", f"{here}/feed", "application/atom+xml")
    _link(feed, "alternate", here, "text/html")
    entry_html = templates.get_template("feed_entry.html")
    for item in items:
        about = item.node.spoken.comment
        entry = ET.SubElement(feed, "entry")
        _text(entry, "id", about.id.urn)
        _text(entry, "title", _title(item))
        _text(entry, "published", _said(item).isoformat())
        _text(entry, "updated", _changed(item).isoformat())
        _text(ET.SubElement(entry, "author"), "name", item.node.spoken.author.name)
        _link(entry, "alternate", f"{here}?comment={about.id}", "text/html")
        _text(entry, "content", entry_html.render(node=item.node, thread=thread, today=today), type="html")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode")


def _by_id(nodes: Sequence[Node]) -> Mapping[UUID, Node]:
    found: dict[UUID, Node] = {}
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        found[node.spoken.comment.id] = node
        waiting += node.replies
    return found


def _is_public(spoken: Spoken) -> bool:
    """Say so of the words themselves: between two queries a comment may have gone."""
    return spoken.comment.state == PUBLISHED and spoken.revision is not None


def _answered(node: Node, nodes: Mapping[UUID, Node]) -> Spoken | None:
    parent = node.spoken.comment.parent_id
    answered = nodes.get(parent) if parent else None
    return answered.spoken if answered and _is_public(answered.spoken) else None


def _title(item: Item) -> str:
    """Who speaks and to whom. No words of theirs: some readers take a title for HTML, whatever it says of itself."""
    said = item.node.spoken.author.name
    if any(mark.kind == OFFICIAL for mark in item.node.marks):
        said += ", officially"
    return f"{said}, in reply to {item.answers.author.name}" if item.answers else said


def _said(item: Item) -> datetime:
    return shown_since(item.node.spoken.comment.created, item.node.spoken.author)


def _changed(item: Item) -> datetime:
    spoken = item.node.spoken
    said = shown_since(spoken.edited or spoken.comment.created, spoken.author)
    return max((said, *(mark.at for mark in item.node.marks)))


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _UNWRITABLE.sub("\ufffd", text)


def _link(parent: ET.Element, rel: str, href: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})
