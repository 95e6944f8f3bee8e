"""What a link to a part of a page may name: the ids that its text will have. Pure.

Asked by content_index. It renders, since who makes an id (a heading's words, an attribute, a footnote) is Markdown's.
"""

import re
from html import unescape

from markdown import Markdown
from markdown.extensions.toc import slugify

from plugins.blocks import with_blocks
from plugins.body_links import without_code

# Those of pelicanconf.MARKDOWN that make ids or change the words they are made of; a test holds the two together.
EXTENSIONS = tuple(
    f"markdown.extensions.{name}" for name in ("meta", "extra", "admonition", "sane_lists", "smarty", "toc")
)
_PLAIN_HEADING = re.compile(r"^##+[ ]+([\w ,.?!’-]*\w[?!.]?)[ ]*$", re.MULTILINE)
_ID = re.compile(r"\s(?:id|name)=(?:\"([^\"]+)\"|'([^']+)')")


def is_heading(fragment: str, body: str) -> bool:
    """Whether a heading of plain words makes this id, told without rendering. Where not, only places_in knows."""
    return any(slugify(found[1], "-") == fragment for found in _PLAIN_HEADING.finditer(without_code(body)))


def places_in(body: str) -> frozenset[str]:
    """The ids in the HTML of a Markdown text."""
    # In front of the text stands a blank line, so that "Note: this" at its head is not read as front matter.
    html = Markdown(extensions=list(EXTENSIONS), output_format="html").convert(f"\n{body}")
    return frozenset(unescape(double or single) for double, single in _ID.findall(with_blocks(html)[0]))
