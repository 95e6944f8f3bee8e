"""Links that lead out of the company are advised on, whatever they look like."""

import pytest

from comments_service.screening.finding import Outcome
from comments_service.screening.outside_link import find
from comments_service.screening.reading import read

ALLOWED = ("meridale.example", "*.partner.example")


def found(body: str, allowed: tuple[str, ...] = ALLOWED) -> list[str]:
    return [body[finding.start : finding.end] for finding in find(read(body), allowed, ("depot.example",))]


@pytest.mark.parametrize(
    "link",
    [
        "https://tyres.example/offer?id=4",
        "http://tyres.example",
        "HTTPS://TYRES.EXAMPLE",
        "www.tyres.example/a",
        "ftp://tyres.example/a",
        "https://notmeridale.example",
        "https://meridale.example.tyres.example",
        "https://meridale.example@tyres.example/",
        "https://meridale.example:x@tyres.example/",
        "https:/\\tyres.example",
        "https://tyres.example\\@meridale.example",
        "https://meridale.example!.tyres.example",
        "https://mеridale.example",
        "https://meridale\u200b.tyres.example",
        "https://203.0.113.7/x",
        "https://реклама.example",
    ],
)
def test_a_link_to_another_host_is_found(link: str) -> None:
    assert found(f"look at {link} now") == [link]
    assert found(f"({link}).") == [link]


@pytest.mark.parametrize(
    "body",
    [
        "https://meridale.example/rota.",
        "https://MERIDALE.example./",
        "see https://meridale.example, https://news.meridale.example:8443/a!",
        "https://meridale.example…",
        "www.meridale.example",
        "https://x.partner.example and https://partner.example",
        "https://nas.depot.example/x http://wiki/x",
        "dana@tyres.example",
        "//tyres.example is no link here, nor is tyres.example",
        "https://",
        "",
    ],
)
def test_links_to_listed_hosts_and_other_writing_are_left_alone(body: str) -> None:
    assert found(body) == []


def test_a_link_in_markdown_needs_no_scheme() -> None:
    assert found("[rota](//tyres.example/a)") == ["//tyres.example/a"]
    assert found("[rota](//meridale.example/a)") == []


def test_without_a_list_links_are_not_looked_at() -> None:
    assert found("https://tyres.example", ()) == []


def test_it_only_advises() -> None:
    assert [finding.outcome for finding in find(read("https://tyres.example"), ALLOWED)] == [Outcome.ADVISE]
