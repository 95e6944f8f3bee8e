"""Our reading of front matter agrees with the reading that Pelican publishes."""

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from plugins.source_file import parse_source, read_source

LINES = st.one_of(
    st.sampled_from(
        [
            "---",
            "...",
            "",
            "   ",
            "Title: A",
            "title: b",
            "  Uid: x",
            "Updates: one",
            "    two",
            "\tthree",
            "Key:",
            "a b: c",
        ]
    ),
    st.text(max_size=12),
    st.builds("{}: {}".format, st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True), st.text(max_size=8)),
)


def as_pelican_reads(text: str) -> dict[str, list[str]]:
    reader = Markdown(extensions=["markdown.extensions.meta"])
    reader.convert(text)
    meta: dict[str, list[str]] = getattr(reader, "Meta", {})
    return meta


@given(st.lists(LINES, max_size=10), st.sampled_from(["\n", "\r\n", "\r"]))
@example(["---", "Title: A", "---", "Note: body"], "\n")
@example(["Title: A", "    more", "", "Uid: b"], "\n")
@example(["\ufeffTitle: A"], "\n")
@settings(max_examples=300)
def test_front_matter_is_read_as_pelican_reads_it(lines: list[str], newline: str) -> None:
    text = newline.join(lines)

    ours = {name: field.texts for name, field in parse_source(text, "news/x.md").fields.items()}

    assert ours == as_pelican_reads(text)


def test_every_value_knows_its_line() -> None:
    source = parse_source("---\nTitle: A\nUpdates: one\n    two\nTitle: B\n---\nText\n", "news/x.md")

    assert source.fields["title"].lines == ((2, "A"), (5, "B"))
    assert source.fields["title"].again == (2, 5)
    assert source.fields["updates"].lines == ((3, "one"), (4, "two"))
    assert (source.body, source.body_line) == ("Text\n", 7)


def test_a_key_keeps_the_spelling_of_its_author() -> None:
    assert parse_source("TiTle: A\n", "news/x.md").fields["title"].written == "TiTle"


def test_a_file_without_front_matter_is_all_body() -> None:
    source = parse_source("Just words.\n", "news/x.md")

    assert (source.fields, source.body, source.body_line) == ({}, "Just words.\n", 1)


def test_a_byte_order_mark_hides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news" / "x.md"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbfTitle: A\n")

    source = read_source(path, tmp_path)

    assert (source.text("title"), source.name, source.section) == ("A", "news/x.md", "news")
