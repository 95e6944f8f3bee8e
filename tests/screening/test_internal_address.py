"""Internal hosts, private addresses and file paths are told from links, versions and fractions."""

import pytest

from comments_service.screening.finding import Outcome
from comments_service.screening.internal_address import find, is_internal
from comments_service.screening.reading import read

OURS = ("corp.meridale.example", "*.depot.example")


def found(body: str) -> list[str]:
    return [body[finding.start : finding.end] for finding in find(read(body), OURS)]


@pytest.mark.parametrize(
    "address",
    [
        "build-3.corp.meridale.example",
        "FS01.CORP.MERIDALE.EXAMPLE",
        "corp.meridale.example",
        "a.depot.example",
        "printer4.local",
        "label-server.internal",
        "pay.intranet",
        "nas.lan",
        "x.home.arpa",
        "http://wiki",
        "http://localhost:8080",
        "192.168.4.20",
        "10.2.3.4:8080",
        "172.16.0.0/12",
        r"\\fs01\scans\leeds",
        r"\\fs01\c$\x.txt",
        r"C:\Users\dana\rota.xlsx",
        r"C:\Users\dana\My Documents\rota.xlsx",
        "/srv/rota/2026",
        "/etc/hosts",
        "/home/dana/x.sh",
        "~/notes/x.txt",
    ],
)
def test_an_address_is_found_without_what_is_around_it(address: str) -> None:
    assert found(f"it is on {address}, I think") == [address]
    assert found(f"({address})") == [address]


@pytest.mark.parametrize("body", ["the server 10.2.3.4 is slow", "ping 172.31.9.9", "10.20.4.4 ist ein Drucker"])
def test_a_private_address_is_found_where_a_word_says_that_it_is_one(body: str) -> None:
    assert len(found(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "version 10.4.2.1 of the scanner",
        "chapter 172.16.1.2",
        "8.8.8.8 answers the server",
        "10.2.3.456",
        "the depot.Local people know",
        "look on the intranet",
        "and/or, trucks/vans/etc, 4/5/6",
        "https://meridale.example/home/rota",
        "[the rota](/home/rota)",
        "meridale.example",
        "notcorp.meridale.example.com",
        "a@b.example",
        "C: is full, D: is not",
        "12:30 / 14:00",
        "\\o/",
        "",
    ],
)
def test_other_writing_is_left_alone(body: str) -> None:
    assert found(body) == []


def test_it_only_advises() -> None:
    assert [finding.outcome for finding in find(read("nas.lan"), ())] == [Outcome.ADVISE]


@pytest.mark.parametrize(
    ("host", "answer"), [("wiki", True), ("a.b.corp.meridale.example", True), ("meridale.example", False)]
)
def test_a_host_is_internal_by_its_ending_or_by_having_one_word(host: str, answer: bool) -> None:
    assert is_internal(host, OURS) is answer
