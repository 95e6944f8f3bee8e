"""What the site's pages let a browser do, in each page and as headers for the web server."""

import pytest

from plugins.policy import as_nginx, headers, policy


def rules(text: str) -> dict[str, str]:
    return {name: sources for name, _, sources in (rule.strip().partition(" ") for rule in text.split(";"))}


def test_nothing_inline_and_nothing_from_elsewhere_is_let_in() -> None:
    said = rules(policy())

    assert said["default-src"] == "'none'"
    assert {said[name] for name in ("script-src", "style-src", "connect-src", "form-action")} == {"'self'"}
    assert "unsafe" not in policy()
    assert said["require-trusted-types-for"] == "'script'"


def test_webassembly_runs_on_the_pages_that_search_alone() -> None:
    said, usual = rules(policy(searches=True)), rules(policy())

    assert said.pop("script-src") == f"{usual.pop('script-src')} 'wasm-unsafe-eval'"
    assert said == usual


@pytest.mark.parametrize("service", ["https://talk.example", "https://talk.example/comments"])
def test_a_service_of_another_origin_is_let_in_by_its_origin(service: str) -> None:
    said = rules(policy(service))

    for name in ("script-src", "style-src", "connect-src", "form-action"):
        assert said[name] == "'self' https://talk.example"
    assert said["img-src"] == "'self' data:"


def test_only_a_site_with_https_asks_browsers_to_stay_with_it() -> None:
    assert "Strict-Transport-Security" in headers("https://newsroom.example")
    assert "Strict-Transport-Security" not in headers("http://127.0.0.1:8000")


def test_the_headers_are_lines_that_a_web_server_can_include() -> None:
    said = headers("https://newsroom.example", "https://talk.example")
    lines = as_nginx(said).splitlines()[1:]

    assert "frame-ancestors 'none'" in said["Content-Security-Policy"]
    assert lines == [f'add_header {name} "{value}" always;' for name, value in said.items()]
    assert not any('"' in value for value in said.values())
