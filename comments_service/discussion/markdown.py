"""A comment's Markdown as tokens: the small part of CommonMark that comments have, mentions and bare addresses.

Called by markup.py. What would cost too much to understand is left as it was written, so hostile text is merely ugly.
"""

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from comments_service.discussion import links
from comments_service.discussion.body import is_visible

# Costs are in millionths of a second as measured by benchmarks/hostile_markdown.py, for the worst text found of each
# kind. The densest honest text of 10,000 characters stays under a third of either budget.
BLOCK_BUDGET = 12_000
INLINE_BUDGET = 12_000
COST_OF_A_LINE = 4
COST_OF_A_MARKER = 14
COST_OF_A_LINE_FOR_EACH_QUOTE = 3
COSTS = {
    **dict.fromkeys("*_~\n", 5),
    **dict.fromkeys("`<:\\", 4),
    "[": 16,
    "]": 3,
    "@": 6,
    "](": 10,
    "://": 25,
}

# Sixteen lists or thirty-two quotes within one another; a parser that stops there drops the rest, so we look.
DEEPEST_BLOCK = 32
DEEPEST_INLINE = 8
MOST_MENTIONS = 50

_BLOCK_RULES = ("paragraph", "fence", "blockquote", "list")
_INLINE_RULES = ("newline", "escape", "backticks", "strikethrough", "emphasis", "link", "autolink")
_MARKERS = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=[ \t\n])|\d{1,9}[.)](?=[ \t\n])))+", re.MULTILINE)
_MARKER = re.compile(r"[^ \t\d]")
_SPECIAL = re.compile(r"[\[\]*_~\n`<:\\@]")
_MENTION = re.compile(r"@([a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?)(?![\w@])", re.IGNORECASE | re.ASCII)
_JOINED_TO_A_MENTION = frozenset("._-+/@&=")


def parse(body: str) -> list[Token]:
    """Block tokens; those of type `inline` have the text's tokens as children. Nothing that can be seen is lost."""
    tokens = _understood(body) if _block_cost(body) <= BLOCK_BUDGET else _as_written(body)
    return _without_floods(tokens)


def _understood(body: str) -> list[Token]:
    tokens = _block_parser().parse(body)
    if any(token.level >= DEEPEST_BLOCK - 1 for token in tokens):
        return _as_written(body)
    left = INLINE_BUDGET
    for token in tokens:
        if token.type == "inline":
            left -= _inline_cost(token.content)
            token.children = _inline_tokens(token.content) if left >= 0 else list(_plain_tokens(token.content))
    # `[](…)`, a lone list marker or an empty fence would make a comment that nobody can see.
    return tokens if _show_something(tokens) else _as_written(body)


def _block_cost(body: str) -> int:
    lines = body.count("\n") + 1
    markers = deepest = 0
    for found in _MARKERS.finditer(body):
        markers += len(_MARKER.findall(found[0]))
        deepest = max(deepest, found[0].count(">"))
    return COST_OF_A_LINE * lines + COST_OF_A_MARKER * markers + COST_OF_A_LINE_FOR_EACH_QUOTE * lines * deepest


def _inline_cost(text: str) -> int:
    return sum(text.count(mark) * cost for mark, cost in COSTS.items())


def _show_something(tokens: list[Token]) -> bool:
    return any(
        is_visible(leaf.content) for token in tokens for leaf in (token.children or (token,)) if leaf.type != "inline"
    )


def _as_written(body: str) -> list[Token]:
    """Paragraphs and lines, with their markup as text."""
    tokens = []
    for paragraph in re.split(r"\n{2,}", body):
        inline = Token("inline", "", 0, level=1, content=paragraph, children=list(_plain_tokens(paragraph)))
        tokens += [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]
    return tokens


def _plain_tokens(text: str) -> Iterator[Token]:
    """Text and mentions; line breaks stay within the text, a token for each would cost more than the parser does."""
    done = 0
    for found in _MENTION.finditer(text):
        if _stands_alone(text, found.start()):
            yield Token("text", "", 0, content=text[done : found.start()])
            yield Token("mention", "", 0, content=found[1])
            done = found.end()
    yield Token("text", "", 0, content=text[done:])


def _without_floods(tokens: list[Token]) -> list[Token]:
    """Mentions after the first few as text: a comment that calls everybody calls nobody, and nobody waits for it."""
    mentions = [child for token in tokens for child in token.children or () if child.type == "mention"]
    for mention in mentions[MOST_MENTIONS:]:
        mention.type, mention.content = "text", f"@{mention.content}"
    return tokens


def _inline_tokens(text: str) -> list[Token]:
    parser = _inline_parser()
    tokens: list[Token] = []
    parser.inline.parse(text, parser, {}, tokens)
    return tokens


@cache
def _block_parser() -> MarkdownIt:
    # Headings, rules, tables, indented code and reference definitions stay text: nothing typed disappears.
    parser = MarkdownIt("zero", {"html": False, "maxNesting": DEEPEST_BLOCK}).enable(_BLOCK_RULES)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


@cache
def _inline_parser() -> MarkdownIt:
    # Entities stay text too: what was typed is what is shown, and "&#x202e;" cannot bring back what cleaning took away.
    parser = MarkdownIt("zero", {"html": False, "maxNesting": DEEPEST_INLINE}).enable(_INLINE_RULES)
    parser.inline.ruler.before("newline", "address", _address)
    parser.inline.ruler.push("mention", _mention)
    # Only where one of our rules may begin; the parser's own list stops at every dash and ampersand.
    parser.inline.terminator_re = _SPECIAL
    parser.validateLink = links.is_allowed  # type: ignore[method-assign, assignment]
    normalize = parser.normalizeLink
    parser.normalizeLink = lambda url: normalize(url) if len(url) <= links.LONGEST_ADDRESS else ""  # type: ignore[method-assign]
    # An address reads as it was typed; decoding it could show what it is not.
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    return parser


def _address(state: StateInline, silent: bool) -> bool:
    """A web address in running text. One without a scheme stays text: `rota.md` is a file, not a host."""
    if state.src[state.pos] != ":" or state.linkLevel:
        return False
    scheme = links.scheme_before(state.pending)
    rest = links.rest_of_address(state.src[: state.posMax], state.pos) if scheme else ""
    href = state.md.normalizeLink(scheme + rest) if rest else ""
    if not state.md.validateLink(href):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = scheme + rest
        state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _mention(state: StateInline, silent: bool) -> bool:
    """@handle, outside links."""
    if state.src[state.pos] != "@" or state.linkLevel:
        return False
    found = _MENTION.match(state.src, state.pos, state.posMax)
    if found is None or not _stands_alone(state.src, state.pos):
        return False
    if not silent:
        state.push("mention", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _stands_alone(text: str, place: int) -> bool:
    """Whether what begins there is not the tail of a word, an address or a path."""
    return not place or not (text[place - 1].isalnum() or text[place - 1] in _JOINED_TO_A_MENTION)
