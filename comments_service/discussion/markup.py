"""A comment's Markdown as safe HTML: paragraphs, emphasis, lists, quotes, code, links and mentions, nothing else.

Called wherever a revision is rendered. Pure: it knows no people but the names it is given, and no site but its host.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from types import MappingProxyType

import nh3
from markdown_it.token import Token

from comments_service.discussion import links, markdown
from comments_service.discussion.body import is_visible

# Part of every cache key of rendered comments: raise it whenever the same text would give other HTML.
MARKUP_VERSION = 1

_NOBODY: Mapping[str, str] = MappingProxyType({})
_EMPHASIS = frozenset({"em", "strong", "s"})


def render(body: str, *, names: Mapping[str, str] = _NOBODY, site_host: str = "") -> str:
    """Return the HTML of a comment.

    Args:
        body: Markdown, as `clean_body` leaves it.
        names: display name by handle (lower-case), for the people who may be mentioned here.
        site_host: host (with port, where there is one) of the site, whose links need no host beside them.
    """
    writer = _Writer(names, site_host)
    html = "".join(writer.block(token) for token in markdown.parse(body))
    return _sanitizer().clean(html)


def mentions(body: str) -> frozenset[str]:
    """Return the handles written as @handle, lower-case, outside code and links; whether they exist is not asked."""
    return frozenset(
        child.content.lower()
        for token in markdown.parse(body)
        for child in token.children or ()
        if child.type == "mention"
    )


def called(body: str) -> list[str]:
    """Return the handles of those whom a text calls, lower-case, each once, in order: what it quotes calls nobody."""
    quotes, found = 0, dict[str, None]()
    for token in markdown.parse(body):
        quotes += token.nesting if token.tag == "blockquote" else 0
        mentioned = (child.content.lower() for child in token.children or () if child.type == "mention")
        found |= {} if quotes else dict.fromkeys(mentioned)
    return list(found)


class _Writer:
    """Writes tokens as HTML for one comment."""

    def __init__(self, names: Mapping[str, str], site_host: str) -> None:
        self._names = names
        self._site_host = site_host

    def block(self, token: Token) -> str:
        if token.type == "inline":
            return "".join(self._inline(token.children or ()))
        if token.type == "fence":
            return _fence(token)
        if token.hidden:
            return ""
        if token.nesting < 0:
            return f"</{token.tag}>"
        # Only the outermost has a direction: `auto` does not look into children that have their own.
        direction = ' dir="auto"' if token.level == 0 else ""
        start = f' start="{int(token.attrs["start"])}"' if "start" in token.attrs else ""
        return f"<{token.tag}{direction}{start}>"

    def _inline(self, tokens: Sequence[Token]) -> Iterator[str]:
        address, shown = "", ""
        for token in tokens:
            if token.type == "link_open":
                address, shown = str(token.attrs["href"]), ""
                yield f'<a href="{escape(address)}">'
            elif token.type == "link_close":
                yield self._end_of_link(address, shown)
            else:
                shown += token.content
                yield self._leaf(token)

    def _leaf(self, token: Token) -> str:
        match token.type:
            case "softbreak" | "hardbreak":
                return "<br>\n"
            case "code_inline":
                return f"<code>{escape(token.content)}</code>"
            case "mention" if token.content.lower() in self._names:
                return f'<span class="mention">@{escape(self._names[token.content.lower()])}</span>'
            case "mention":
                return f"@{token.content}"
            case _ if token.tag in _EMPHASIS:
                return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"
            case _:
                return escape(token.content).replace("\n", "<br>\n")

    def _end_of_link(self, address: str, shown: str) -> str:
        # A link without text could be neither seen nor reached.
        text = "" if is_visible(shown) else escape(address)
        host = links.destination(address, shown if is_visible(shown) else address, self._site_host)
        return f'{text}</a> <span class="host">({escape(host)})</span>' if host else f"{text}</a>"


def _fence(token: Token) -> str:
    # A language's name after the fence is markup; a sentence there is text, and stays.
    said = f"{token.info.strip()}\n" if len(token.info.split()) > 1 else ""
    return f'<pre dir="ltr"><code>{escape(said + token.content)}</code></pre>'


@cache
def _sanitizer() -> nh3.Cleaner:
    """Build the last word: whatever the code above or the parser gets wrong, only this leaves the room."""
    return nh3.Cleaner(
        tags={"p", "br", "em", "strong", "s", "ul", "ol", "li", "blockquote", "pre", "code", "a", "span"},
        attributes={"a": {"href"}, "ol": {"start"}},
        tag_attribute_values={
            **{tag: {"dir": {"auto"}} for tag in ("p", "ul", "ol", "blockquote")},
            "pre": {"dir": {"ltr"}},
        },
        allowed_classes={"span": {"mention", "host"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="ugc nofollow noopener",
    )
