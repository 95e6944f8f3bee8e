"""A comment's Markdown as safe HTML: paragraphs, emphasis, lists, quotes, code, links and mentions, nothing else.

Called wherever a comment is rendered, once a revision. Pure: it knows no people but the names it is given, and no site
but its host. What it does not understand it shows as the text it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from types import MappingProxyType
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from comments_service.discussion.body import is_visible

# Part of every cache key of rendered comments: raise it whenever the same text would give other HTML.
MARKUP_VERSION = 1

MAX_NESTING = 20

_NOBODY: Mapping[str, str] = MappingProxyType({})
_BLOCKS = ("paragraph", "fence", "blockquote", "list")
_INLINE = ("newline", "escape", "backticks", "strikethrough", "emphasis", "link", "autolink")
_MENTION = re.compile(r"@([a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?)(?![\w@])", re.IGNORECASE | re.ASCII)
_HOST = r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?"
_WEB_LINK = re.compile(rf"https?://(?:{_HOST}|\[[0-9a-f:.]+\])(?::\d{{1,5}})?(?:[/?#]|$)", re.IGNORECASE)
_MAIL_LINK = re.compile(rf"mailto:([^\s@?&<>\"'()]+@{_HOST})(?:\?|$)", re.IGNORECASE)
_SITE_LINK = re.compile(r"/(?![/\\])")
_BARE_ADDRESS = re.compile(r"://(?![^\s/?#@]{0,99}@)[\w.-]+(?::\d{1,5})?(?:[/?#][^\s<>\"`|^{}]*)?")
# What ends a sentence or a piece of markup after an address, rather than the address.
_ADDRESS_TAIL = "*_~.,;:!?'\"’”»…،؛؟。，、"


def render(body: str, *, names: Mapping[str, str] = _NOBODY, site_host: str = "") -> str:
    """The HTML of a comment.

    Args:
        body: Markdown, as `clean_body` leaves it.
        names: display name by handle (lower-case), for the people who may be mentioned here.
        site_host: host (with port, where there is one) of the site, whose links need no host beside them.
    """
    tokens = _tokens(body)
    html = _Page(names, site_host).blocks(tokens)
    return _sanitizer().clean(html)


def mentions(body: str) -> frozenset[str]:
    """The handles written as @handle, lower-case, outside code and links; whether they exist is for the caller."""
    return frozenset(
        child.content.lower() for token in _tokens(body) for child in token.children or () if child.type == "mention"
    )


def _tokens(body: str) -> list[Token]:
    tokens = _markdown().parse(body)
    return tokens if _shows_something(tokens) else _plain().parse(body)


def _shows_something(tokens: Sequence[Token]) -> bool:
    # `[](…)`, a lone list marker or an empty fence would leave a comment that nobody can see.
    return any(
        is_visible(leaf.content) for token in tokens for leaf in (token.children or (token,)) if leaf.type != "inline"
    )


@cache
def _markdown() -> MarkdownIt:
    # Entities, reference definitions, headings, rules and indented code stay text: what was typed is what is shown,
    # nothing typed disappears, and `&#x202e;` cannot bring back what cleaning took away.
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": MAX_NESTING})
    parser.enable([*_BLOCKS, *_INLINE, "text_join"])
    parser.inline.ruler.before("newline", "address", _bare_address)
    parser.validateLink = _is_allowed  # type: ignore[method-assign]
    # An autolink reads as it was typed; decoding it could show what the address is not.
    parser.normalizeLinkText = _as_typed  # type: ignore[method-assign]
    parser.inline.ruler.push("mention", _mention)
    return parser


@cache
def _plain() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True}).enable("newline")
    parser.inline.ruler.push("mention", _mention)
    return parser


def _as_typed(address: str) -> str:
    return address


def _is_allowed(address: str) -> bool:
    """Whether a link may lead there: the web, without a name before the host; a mail address; a page of this site."""
    return bool(_WEB_LINK.match(address) or _MAIL_LINK.match(address) or _SITE_LINK.match(address))


def _mention(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "@" or state.linkLevel:
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    found = _MENTION.match(state.src, state.pos)
    if found is None or before.isalnum() or before in "._-+/@&=":
        return False
    if not silent:
        state.push("mention", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _bare_address(state: StateInline, silent: bool) -> bool:
    """A web address in running text. Addresses without a scheme stay text: `rota.md` is a file, not a host."""
    if state.src[state.pos] != ":" or state.linkLevel:
        return False
    scheme = _scheme_before(state.pending)
    found = _BARE_ADDRESS.match(state.src, state.pos, state.posMax) if scheme else None
    if found is None:
        return False
    rest = _without_tail(found[0])
    address = state.md.normalizeLink(scheme + rest)
    if not state.md.validateLink(address):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = scheme + rest
        state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _scheme_before(pending: str) -> str:
    for scheme in ("https", "http"):
        if pending[-len(scheme) :].lower() == scheme and not pending[-len(scheme) - 1 : -len(scheme)].isalnum():
            return pending[-len(scheme) :]
    return ""


def _without_tail(address: str) -> str:
    """Drops closing punctuation that belongs to the sentence; brackets opened within the address stay."""
    while address:
        last = address[-1]
        opening = {")": "(", "]": "["}.get(last)
        closes_more = opening is not None and address.count(last) > address.count(opening)
        if last not in _ADDRESS_TAIL and not closes_more:
            break
        address = address[:-1]
    return address


class _Page:
    """Writes tokens as HTML; one a rendering."""

    def __init__(self, names: Mapping[str, str], site_host: str) -> None:
        self._names = names
        self._site_host = site_host.lower()

    def blocks(self, tokens: Sequence[Token]) -> str:
        return "".join(self._block(token) for token in tokens)

    def _block(self, token: Token) -> str:
        if token.type == "inline":
            return "".join(self._inline(token.children or []))
        if token.type == "fence":
            return _fence(token)
        if token.hidden:
            return ""
        if token.nesting < 0:
            return f"</{token.tag}>"
        # Nested blocks take the direction of the outermost: `auto` does not look into children that have their own.
        direction = ' dir="auto"' if token.level == 0 else ""
        start = f' start="{int(token.attrs["start"])}"' if "start" in token.attrs else ""
        return f"<{token.tag}{direction}{start}>"

    def _inline(self, tokens: Sequence[Token]) -> Iterator[str]:
        link: Token | None = None
        text = ""
        for token in tokens:
            if token.type == "link_open":
                link, text = token, ""
                yield f'<a href="{escape(str(token.attrs["href"]))}">'
            elif token.type == "link_close" and link is not None:
                address = str(link.attrs["href"])
                yield ("" if is_visible(text) else escape(address)) + "</a>"
                yield self._destination(address, text or address)
                link = None
            else:
                text += token.content
                yield self._leaf(token)

    def _leaf(self, token: Token) -> str:
        match token.type:
            case "text":
                return escape(token.content)
            case "softbreak" | "hardbreak":
                return "<br>\n"
            case "code_inline":
                return f"<code>{escape(token.content)}</code>"
            case "mention":
                name = self._names.get(token.content.lower())
                at = f"@{token.content}" if name is None else f'<span class="mention">@{escape(name)}</span>'
                return at
            case _:
                assert token.tag in {"em", "strong", "s"}, token.type
                return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"

    def _destination(self, address: str, text: str) -> str:
        """Where a link leads, for the reader, unless its own text says just that or it stays on the site."""
        if _SITE_LINK.match(address):
            return ""
        mail = _MAIL_LINK.match(address)
        host = mail[1] if mail else urlsplit(address).netloc
        if host.lower() == self._site_host or _host_shown(text) == host.lower():
            return ""
        return f' <span class="host">({escape(host.lower())})</span>'


def _host_shown(text: str) -> str:
    """The host (or mail address) that a link's text is, in full: a host anywhere within it could be a pretence."""
    shown = text.strip().lower()
    if "://" not in shown:
        return shown.removeprefix("mailto:")
    return re.split(r"[/?#\\]", shown.split("://", 1)[1], maxsplit=1)[0]


def _fence(token: Token) -> str:
    # A language's name after the fence is markup; a sentence there is text, and stays.
    said = f"{token.info.strip()}\n" if len(token.info.split()) > 1 else ""
    return f'<pre dir="ltr"><code>{escape(said + token.content)}</code></pre>'


@cache
def _sanitizer() -> nh3.Cleaner:
    """The last word: whatever the code above or the parser got wrong, only this leaves the room."""
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
