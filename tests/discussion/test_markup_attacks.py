"""Whatever is typed, only the markup that we write reaches a reader's browser, and what was typed stays readable."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comments_service.discussion.body import clean_body
from comments_service.discussion.markup import render
from comments_service.refusals import Refusal
from tests.support.hostile import BREAKOUTS, ELEMENTS, FAMILIES, WRITTEN, corpus

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMES = {"amal": '<b onclick=x>"Amal"', "x": "javascript:alert(1)"}
ALLOWED = {
    "p": {"dir"},
    "blockquote": {"dir"},
    "ul": {"dir"},
    "ol": {"dir", "start"},
    "pre": {"dir"},
    "li": set(),
    "br": set(),
    "em": set(),
    "strong": set(),
    "s": set(),
    "code": set(),
    "a": {"href", "rel"},
    "span": {"class"},
}
HREF = re.compile(r"(?:https?://[^/?#@\\\s]+(?:[/?#]|$)|mailto:[^\s@]+@|/(?![/\\]))", re.IGNORECASE)


class Inspector(HTMLParser):
    """Reads HTML as a browser does, and objects to whatever is not ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.wrong.append(f"<{tag}>")
            return
        if tag == "a" and "a" in self.open:
            self.wrong.append("a link in a link")
        for name, value in attrs:
            self._inspect(tag, name, value or "")
        if tag == "a" and dict(attrs).get("rel") != "ugc nofollow noopener":
            self.wrong.append("a link without its rel")
        if tag != "br":
            self.open.append(tag)

    def _inspect(self, tag: str, name: str, value: str) -> None:
        fine = {
            "dir": value in {"auto", "ltr"},
            "start": value.isdigit(),
            "class": value in {"mention", "host"},
            "href": bool(HREF.match(value)),
            "rel": True,
        }
        if name not in ALLOWED[tag] or not fine.get(name, False):
            self.wrong.append(f"{tag} {name}={value!r}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"<![{data}]>")


def inspect(html: str) -> Inspector:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    inspector.wrong += [f"<{tag}> is never closed" for tag in inspector.open]
    return inspector


def test_there_are_enough_attacks_to_mean_something() -> None:
    assert len(corpus()) >= 1_500


@pytest.mark.parametrize("family", FAMILIES)
def test_an_attack_is_shown_as_the_text_it_is(family: str) -> None:
    for attack in FAMILIES[family]:
        assert inspect(render(attack, names=NAMES, site_host="meridale.example")).wrong == [], attack
        assert inspect(render(clean_body(f"before {attack} after"), names=NAMES)).wrong == [], attack


def test_an_attack_that_is_varied_is_too() -> None:
    assert [attack for attack in corpus() if inspect(render(attack, names=NAMES)).wrong] == []


@pytest.mark.parametrize("attack", ELEMENTS)
def test_raw_html_is_not_swallowed(attack: str) -> None:
    shown = inspect(render(clean_body(attack), names=NAMES)).text

    assert "".join(clean_body(attack).split()) == "".join(shown.split())


PIECES = [
    *"[]()!*_~`<>@\\:/-+#&|\"' \n\t.1a",
    *("](", "**", "```\n", "\n\n", "> ", "- ", "1. ", "@amal", "http://", "https://a.b", "javascript:", "mailto:a@b.c"),
    *("<a ", "<!--", "&#60;", "\u202e", "\u0430", "\u0627", "\u200d", "  ", "    "),
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
ATTACKS = st.lists(st.sampled_from([*PIECES, *WRITTEN, *BREAKOUTS]), max_size=6).map("".join)


@PATIENT
@given(st.one_of(HOSTILE, ATTACKS, st.text(max_size=200)))
@example("[" * 2_000)
@example("> " * 200)
@example("<a href=x>" * 300)
def test_any_text_gives_only_our_own_markup(body: str) -> None:
    assert inspect(render(body, names=NAMES)).wrong == []


@PATIENT
@given(st.one_of(HOSTILE, st.text(max_size=200)))
def test_no_word_is_lost_but_addresses_languages_and_numbers_of_lists(body: str) -> None:
    try:
        body = clean_body(body.translate(str.maketrans("[`~@1", "(  a2")).replace("2.", "2,"))
    except Refusal:
        return
    shown = "".join(filter(str.isalnum, inspect(render(body)).text))

    assert [word for word in re.findall(r"[^\W_]+", body) if word not in shown] == []


@PATIENT
@given(st.one_of(HOSTILE, st.text(max_size=200)))
def test_something_can_always_be_seen(body: str) -> None:
    try:
        body = clean_body(body)
    except Refusal:
        return

    assert inspect(render(body)).text.strip() != ""


@PATIENT
@given(st.text(max_size=40), st.text(max_size=40))
def test_names_and_hosts_are_text_too(name: str, host: str) -> None:
    html = render("@amal [x](https://elsewhere.example)", names={"amal": name}, site_host=host)

    assert inspect(html).wrong == []
    assert "<script" not in unescape(html) or "<script" in name
