"""A site is not shown with dead links, a wrong manifest, or words that are not public yet."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

from plugins.front_matter import read_entries
from tools.publishing.verify import Secret, SiteIsWrong, secrets, verify

SECRET = Secret("content/news/heron.md", ("Heron flies north", "Lyon depot"), "heron")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A sound one below a path: two pages that link to each other, to the service and to elsewhere."""
    write(tmp_path, "index.html", '<a href="/town/news/">News</a> <a href="/town/t/news">T</a> <img src="pic.svg">')
    write(tmp_path, "news/index.html", '<a href="../">Home</a> <a href="https://other.example/x">x</a> <a href="#y">y')
    write(tmp_path, "pic.svg", "<svg/>")
    threads = [{"uid": "news", "url": "https://a.example/town/news/"}]
    write(tmp_path, "threads.json", json.dumps({"site": {"url": "https://a.example/town"}, "threads": threads}))
    return tmp_path


def write(site: Path, name: str, text: str) -> None:
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text(text, encoding="utf-8")


def test_a_sound_site_passes(site: Path) -> None:
    verify(site, [SECRET])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("news/index.html", '<a href="/town/gone/">x</a>', "news/index.html: /town/gone/ leads to nothing"),
        ("index.html", '<script src="https://a.example/town/no.js"></script>', "no.js leads to nothing"),
        ("threads.json", "{}", "threads.json: cannot be read"),
        (
            "threads.json",
            '{"site": {"url": "https://a.example/town"}, "threads": [{"uid": "x", "url": "https://a.example/town/x/"}]}',
            'the discussion "x" belongs to https://a.example/town/x/, where there is no page',
        ),
        ("feeds/all.xml", "the LYON&#32;depot", 'feeds/all.xml: says "Lyon depot" of content/news/heron.md'),
        ("pic.svg", "<desc>Heron flies north</desc>", 'pic.svg: says "Heron flies north"'),
        ("images/heron.png", "x", "images/heron.png: is named as content/news/heron.md"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_shown(site: Path, name: str, text: str, said: str) -> None:
    write(site, name, text)

    with pytest.raises(SiteIsWrong) as told:
        verify(site, [SECRET])

    assert said in str(told.value)


def test_the_search_index_is_looked_into(site: Path) -> None:
    write(site, "pagefind/en_1fd3272.pf_fragment", "")
    fragment = site / "pagefind/en_1fd3272.pf_fragment"
    fragment.write_bytes(gzip.compress(b'pagefind_dcd{"content":"Heron flies north."}'))

    with pytest.raises(SiteIsWrong, match=r'en_1fd3272.pf_fragment: says "Heron flies north"'):
        verify(site, [SECRET])


def test_pictures_are_looked_into_beside_their_pixels(site: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "Heron flies north".encode("utf-16-le")  # UserComment
    Image.new("RGB", (8, 8)).save(site / "hall.jpg", exif=exif)
    text = PngInfo()
    text.add_text("Comment", "At the Lyon depot", zip=True)
    Image.new("RGB", (8, 8)).save(site / "door.png", pnginfo=text)

    with pytest.raises(SiteIsWrong) as told:
        verify(site, [SECRET])

    assert 'hall.jpg: says "Heron flies north"' in str(told.value)
    assert 'door.png: says "Lyon depot"' in str(told.value)


def test_pdfs_are_looked_into(site: Path) -> None:
    named, holding = PdfWriter(), PdfWriter()
    for document in (named, holding):
        document.add_blank_page(100, 100)
    named.add_metadata({"/Title": "Heron flies north"})
    holding.add_attachment("Lyon depot.txt", b"")
    named.write(site / "plan.pdf")
    holding.write(site / "more.pdf")

    with pytest.raises(SiteIsWrong) as told:
        verify(site, [SECRET])

    assert 'plan.pdf: says "Heron flies north"' in str(told.value)
    assert 'more.pdf: says "Lyon depot"' in str(told.value)


@pytest.mark.parametrize("name", ["hall.jpg", "plan.pdf"])
def test_where_nothing_is_kept_back_nobody_needs_to_read_what_is_broken(site: Path, name: str) -> None:
    write(site, name, "not one")

    verify(site, [])
    with pytest.raises(SiteIsWrong, match="cannot be read, so nobody can tell what it says"):
        verify(site, [SECRET])


def test_smaller_copies_of_a_picture_must_be_there(site: Path) -> None:
    write(site, "index.html", '<source srcset="/town/pic.svg 480w, /town/gone.webp 960w">')

    with pytest.raises(SiteIsWrong, match=r"/town/gone\.webp leads to nothing"):
        verify(site, [])


def test_what_cannot_be_looked_into_is_not_shown(site: Path) -> None:
    write(site, "pagefind/en_1fd3272.pf_fragment", "Heron")

    with pytest.raises(SiteIsWrong, match="cannot be read, so nobody can tell what it says"):
        verify(site, [SECRET])


def test_of_many_complaints_the_first_are_told_and_the_rest_counted(site: Path) -> None:
    write(site, "index.html", " ".join(f'<a href="/town/{number:02}/">x</a>' for number in range(30)))

    with pytest.raises(SiteIsWrong, match=r"(?s)/town/19/.*… and 10 more$"):
        verify(site, [])


def test_what_is_not_public_is_a_secret_and_what_a_public_page_says_too_is_none(tmp_path: Path) -> None:
    front = "Title: {}\nDate: {}\nSlug: {}\nSummary: S\nEmbargo_terms: Lyon depot\n{}\n\nWords.\n"
    for name, *keys in (
        ("heron", "Heron flies north", "2099-01-01", "heron", "Status: published"),
        ("draft", "Short", "2026-01-01", "draft-page", "Status: draft"),
        ("again", "A public page now", "2099-01-01", "public", "Status: published"),
        ("public", "A public page now", "2026-01-01", "public", "Status: published"),
    ):
        (tmp_path / "content" / "news").mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / "news" / f"{name}.md").write_text(front.format(*keys))

    found = secrets(read_entries(tmp_path / "content", "UTC", "en"), datetime(2026, 11, 28, tzinfo=UTC))

    assert {one.file.rpartition("/")[2]: (one.words, one.slug) for one in found} == {
        "heron.md": (("Lyon depot", "Heron flies north"), "heron"),
        "draft.md": (("Lyon depot",), "draft-page"),
        "again.md": (("Lyon depot",), ""),
    }
