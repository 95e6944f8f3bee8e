"""Former addresses still lead somewhere."""

from typing import Any

from plugins.aliases import redirect_page


def test_each_former_address_sends_its_reader_on(site: Any) -> None:
    site.page("news/a.md", Title="Rota", Aliases="news/old-rota/, /older/rota")

    built = site.build()

    for name in ("news/old-rota/index.html", "older/rota/index.html"):
        page = built.read(name)
        assert '<meta http-equiv="refresh" content="0; url=https://newsroom.example/news/a/">' in page
        assert '<link rel="canonical" href="https://newsroom.example/news/a/">' in page
        assert '<a href="https://newsroom.example/news/a/">Rota</a>' in page


def test_a_former_address_is_in_no_list(site: Any) -> None:
    site.page("news/a.md", Aliases="news/old-rota/")

    built = site.build()

    # The manifest alone knows it: what was said under that address elsewhere moves in to this page.
    assert [name for name in built.files() if "old-rota" in built.read(name)] == ["threads.json"]


def test_a_page_may_have_moved_in_each_language(site: Any) -> None:
    site.page("news/a.md", Uid="a")
    site.page("news/a-fr.md", Slug="a", Uid="a", Lang="fr", Aliases="fr/news/avant/")
    site.page("pages/about.md", Aliases="who/")

    built = site.build(SITEURL="")

    assert 'content="0; url=/fr/news/a/"' in built.read("fr/news/avant/index.html")
    assert '<html lang="fr">' in built.read("fr/news/avant/index.html")
    assert 'content="0; url=/about/"' in built.read("who/index.html")


def test_a_title_cannot_break_out_of_the_page() -> None:
    page = redirect_page('"><script>x</script>', '/a/"onload="x', "en")

    assert "<script>" not in page
    assert '"onload="' not in page
