"""A comment's Markdown as readers see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from comments_service.discussion.markup import called, mentions, render
from comments_service.discussion.quoting import quoted

NAMES = {"amal": "Amal Haddad", "priya": "Priya Shah", "j.doe-2": "J. Doe"}
REL = 'rel="ugc nofollow noopener"'


def link(address: str, text: str, host: str = "") -> str:
    beside = f' <span class="host">({host})</span>' if host else ""
    return f'<a href="{address}" {REL}>{text}</a>{beside}'


def paragraph(html: str) -> str:
    return f'<p dir="auto">{html}</p>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Thanks, Dana.", "Thanks, Dana."),
        ("*now* and _then_", "<em>now</em> and <em>then</em>"),
        ("**really** ~~not~~", "<strong>really</strong> <s>not</s>"),
        ("run `pallet --jack *now*`", "run <code>pallet --jack *now*</code>"),
        ("one\ntwo", "one<br>\ntwo"),
        (r"2 \* 3 \* 4", "2 * 3 * 4"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2<em>3</em>4"),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ('"quoted"', '"quoted"'),
    ],
)
def test_small_markup_within_a_paragraph(written: str, shown: str) -> None:
    assert render(written) == paragraph(shown)


def test_blank_lines_part_paragraphs() -> None:
    assert render("one\n\ntwo") == paragraph("one") + paragraph("two")


def test_lists_and_quotes() -> None:
    assert render("- a\n- b") == '<ul dir="auto"><li>a</li><li>b</li></ul>'
    assert render("3. c\n4. d") == '<ol dir="auto" start="3"><li>c</li><li>d</li></ol>'
    assert render("> said\n\nanswered") == f'<blockquote dir="auto"><p>said</p></blockquote>{paragraph("answered")}'
    assert render("- a\n  - b") == '<ul dir="auto"><li>a<ul><li>b</li></ul></li></ul>'


def test_code_keeps_its_lines_and_reads_from_the_left() -> None:
    assert render("```py\nif a < b:\n    go()\n```") == '<pre dir="ltr"><code>if a &lt; b:\n    go()\n</code></pre>'


def test_words_after_a_fence_are_kept_as_text() -> None:
    assert "the whole sentence" in render("```the whole sentence\ncode\n```")


@pytest.mark.parametrize(
    "written",
    [
        "# Not a heading",
        "Not a heading\n===",
        "Not a heading\n---",
        "***",
        "---",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "    four spaces are not code",
        "[1]: /elsewhere",
        "&copy; &#x202e; &amp;",
        "<b>bold</b> <!-- hidden --> <?php ?>",
    ],
)
def test_what_comments_do_not_have_stays_as_it_was_written(written: str) -> None:
    expected = "<br>\n".join(line.strip() for line in written.split("\n"))
    text = expected.replace("<br>\n", "\0").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert render(written) == paragraph(text.replace("\0", "<br>\n"))


@pytest.mark.parametrize("written", ["[](https://elsewhere.example)", "-", "> ", "```", "```\n```", "1.", "**", ">>>"])
def test_a_comment_is_never_shown_as_nothing(written: str) -> None:
    assert written.strip("\n").split("\n")[0].replace(">", "&gt;").strip() in render(written)


def test_a_picture_becomes_a_link_to_it() -> None:
    assert render("![floor](https://pictures.example/1.png)") == paragraph(
        "!" + link("https://pictures.example/1.png", "floor", "pictures.example")
    )


@pytest.mark.parametrize(
    ("written", "address", "text", "host"),
    [
        ("[rota](https://rota.example/x)", "https://rota.example/x", "rota", "rota.example"),
        ("[rota](https://Rota.example:8443/x)", "https://Rota.example:8443/x", "rota", "rota.example:8443"),
        ("[rota.example](https://rota.example/x)", "https://rota.example/x", "rota.example", ""),
        ("[https://rota.example/y](https://rota.example/x)", "https://rota.example/x", "https://rota.example/y", ""),
        ("https://rota.example/a_b_c?d=*", "https://rota.example/a_b_c?d=", "https://rota.example/a_b_c?d=", ""),
        ("<https://rota.example/x>", "https://rota.example/x", "https://rota.example/x", ""),
        ("HTTPS://rota.example", "HTTPS://rota.example", "HTTPS://rota.example", ""),
        ("http://intranet/rota", "http://intranet/rota", "http://intranet/rota", ""),
        ("<dana@meridale.example>", "mailto:dana@meridale.example", "dana@meridale.example", ""),
        ("[write](mailto:dana@meridale.example)", "mailto:dana@meridale.example", "write", "dana@meridale.example"),
        ("<https://rota.example/%41>", "https://rota.example/%41", "https://rota.example/%41", ""),
        ('[rota](https://rota.example "Your bank")', "https://rota.example", "rota", "rota.example"),
    ],
)
def test_a_link_says_where_it_leads(written: str, address: str, text: str, host: str) -> None:
    expected = paragraph(link(address, text, host))

    assert render(written).removesuffix("</p>").removesuffix("*") == expected.removesuffix("</p>")


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("[bank.example](https://thief.example)", "thief.example"),
        ("[https://bank.example](https://thief.example)", "thief.example"),
        ("[https://bank.example/thief.example](https://thief.example)", "thief.example"),
        ("[thief.example.bank.example](https://thief.example)", "thief.example"),
        ("[click (bank.example)](https://thief.example)", "thief.example"),
        ("[`bank.example`](https://thief.example)", "thief.example"),
        ("[**bank.example**](https://bank.example.thief.example)", "bank.example.thief.example"),
        ("[bank](https://thief.example/https://bank.example)", "thief.example"),
        ("[bank](https://thief.example?https://bank.example)", "thief.example"),
        ("[bank](https://thief.example#@bank.example)", "thief.example"),
        ("https://b\u0430nk.example", "xn--bnk-6cd.example"),
        ("[b\u0430nk.example](https://b\u0430nk.example)", "xn--bnk-6cd.example"),
        ("[https://bank.example\u2060.thief.example](https://thief.example)", "thief.example"),
        ("[ ](https://thief.example) seen", ""),
    ],
)
def test_a_link_cannot_pretend_to_lead_elsewhere(written: str, host: str) -> None:
    shown = render(written)

    assert f'<span class="host">({host})</span>' in shown if host else "https://thief.example</a>" in shown


@pytest.mark.parametrize(
    "written", ["[rota](/news/rota/)", "[rota](https://meridale.example/news/)", "[r](https://MERIDALE.example)"]
)
def test_links_within_the_site_need_no_host(written: str) -> None:
    shown = render(written, site_host="meridale.example")

    assert "<a href=" in shown
    assert "host" not in shown


@pytest.mark.parametrize(
    "written",
    [
        "[x](//elsewhere.example)",
        r"[x](\\elsewhere.example)",
        "[x](javascript:alert)",
        "[x](ftp://elsewhere.example)",
        "[x](relative/page)",
        "[x](#top)",
        "[x](https:elsewhere.example)",
        "[x](https:/elsewhere.example)",
        "[x](https://)",
        "[x](https://bank.example@elsewhere.example)",
        "https://bank.example:pw@elsewhere.example/",
        "[x](file:///etc/hosts)",
        "www.elsewhere.example and rota.md stay words",
    ],
)
def test_other_addresses_stay_text(written: str) -> None:
    assert "<a" not in render(written)


def test_a_backslash_after_the_root_cannot_leave_the_site() -> None:
    assert render(r"[x](/\elsewhere.example)") == paragraph(link("/%5Celsewhere.example", "x"))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("See https://rota.example/x.", "https://rota.example/x"),
        ("(https://rota.example/x)", "https://rota.example/x"),
        ("https://wiki.example/Cold_(chain)", "https://wiki.example/Cold_(chain)"),
        ("(see https://wiki.example/Cold_(chain))", "https://wiki.example/Cold_(chain)"),
        ("**https://rota.example/x**", "https://rota.example/x"),
        ("“https://rota.example/x”", "https://rota.example/x"),
        ("هنا: https://rota.example/x، شكرا", "https://rota.example/x"),
        ("https://rota.example/x, https://rota.example/y", "https://rota.example/x"),
    ],
)
def test_a_bare_address_ends_where_the_sentence_goes_on(written: str, address: str) -> None:
    assert link(address, address) in render(written)


@pytest.mark.parametrize(
    ("written", "handles"),
    [
        ("Thanks @Amal!", {"amal"}),
        ("@amal, @priya: see below", {"amal", "priya"}),
        ("(@j.doe-2)", {"j.doe-2"}),
        ("**@amal** and *@priya*", {"amal", "priya"}),
        ("> @amal said", {"amal"}),
        ("@amal.", {"amal"}),
        ("شكرا @amal", {"amal"}),
        ("`@amal` and\n\n```\n@priya\n```", set()),
        ("https://rota.example/@amal", set()),
        ("[@amal](https://rota.example)", set()),
        ("ask amal@meridale.example", set()),
        ("@amal@social.example", set()),
        ("path/@amal, x.@amal", set()),
        ("@ amal, @-amal, @", set()),
        (r"\@amal", set()),
    ],
)
def test_mentions_are_people_not_code_addresses_or_mail(written: str, handles: set[str]) -> None:
    assert mentions(written) == handles


def test_a_person_who_is_known_is_shown_by_name() -> None:
    assert render("Thanks @Amal and @nobody", names=NAMES) == paragraph(
        'Thanks <span class="mention">@Amal Haddad</span> and @nobody'
    )


def test_a_name_cannot_carry_markup() -> None:
    assert render("@x", names={"x": "<img src=x> & *co*"}) == paragraph(
        '<span class="mention">@&lt;img src=x&gt; &amp; *co*</span>'
    )


_PIECES = [
    "@amal",
    "@Priya",
    "@j.doe-2",
    "`",
    "**",
    "> ",
    "- ",
    "\n",
    "\n\n",
    " ",
    "[",
    "](https://rota.example)",
    "x",
    "\\",
]
_TEXTS = some.lists(some.sampled_from(_PIECES), min_size=1, max_size=14).map("".join).filter(str.strip)


@given(_TEXTS)
def test_a_text_calls_only_whom_it_shows_by_name_and_each_once(text: str) -> None:
    found = called(text)

    assert set(found) <= mentions(text)
    assert len(set(found)) == len(found)
    shown = render(text, names=NAMES)
    assert [name for handle, name in NAMES.items() if handle in found and f">@{name}</span>" not in shown] == []


@given(_TEXTS)
def test_what_is_quoted_calls_nobody(text: str) -> None:
    assert called(f"{quoted(text)}The answer.") == []
    assert called(f"{quoted(text)}@amal") == ["amal"]


def test_only_the_first_mentions_of_a_flood_count() -> None:
    flood = " ".join(f"@person{number}" for number in range(400))

    assert len(mentions(flood)) == 50
    assert "@person399" in render(flood)


def test_only_the_outermost_block_has_a_direction() -> None:
    assert render("> قال:\n>\n> - نعم") == '<blockquote dir="auto"><p>قال:</p><ul><li>نعم</li></ul></blockquote>'
