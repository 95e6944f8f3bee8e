"""The discussion is light: one script and one stylesheet, compressed as they are served."""

from comments_service.web.bundle import bundled_assets

SCRIPT = 10_000  # bytes, brotli
STYLE = 6_000


def test_the_script_is_within_its_budget() -> None:
    script = bundled_assets()["townhall.js"]

    assert 0 < len(script.bodies["br"]) <= SCRIPT


def test_the_stylesheet_is_within_its_budget() -> None:
    style = bundled_assets()["townhall.css"]

    assert 0 < len(style.bodies["br"]) <= STYLE


def test_neither_fetches_anything_else_to_be_there() -> None:
    assets = bundled_assets()
    script, style = (assets[name].bodies["plain"].decode() for name in ("townhall.js", "townhall.css"))

    assert [word for word in ("import ", "import(", "://") if word in script] == []
    assert [word for word in ("@import", "url(") if word in style] == []
