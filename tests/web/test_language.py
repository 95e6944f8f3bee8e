"""What is refused, and the pages that are one's own, speak the reader's language; a page of a discussion its page's."""

import re
from uuid import uuid4

import pytest

from tests.conftest import Visitor

PAGE = {"accept": "text/html"}
ARABIC, POLISH = {"accept-language": "ar-MA,fr;q=0.8"}, {"accept-language": "pl, en;q=0.5"}
# What is no word of ours on a page of the desk: marks and what stands in them; what people typed or are called.
NOT_OURS = re.compile(r"<(?:textarea|code|bdi)[^>]*>.*?</(?:textarea|code|bdi)>|<[^>]*>|&\w+;", re.DOTALL)
TYPED = {
    "Former",
    "colleague",
    "Amal",
    "Haddad",
    "Warehouse",
    "Casablanca",
    "Dana",
    "Reyes",
    "Brandt",
    "Ines",
    "Okafor",
    "Noor",
    "Rota",
    "marek",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def test_a_refusal_is_said_in_the_language_that_a_program_asks_for_and_its_code_is_the_same(visitor: Visitor) -> None:
    amal = visitor("amal")
    sent = {"thread": "rota", "body": "Write to someone@example.com."}

    answers = [
        amal.put(f"/api/v1/comments/{uuid4()}", json=sent, headers={"accept-language": one}).json()
        for one in ("fr", "it")
    ]

    assert {answer["type"] for answer in answers} == {"tag:townhall,2026:problem/body-needs-advice"}
    assert answers[0]["title"].startswith("Relisez ceci avant publication")
    assert answers[0]["errors"][0]["message"].startswith("Cela ressemble à une adresse électronique")
    assert answers[1]["title"].startswith("Please look at this")


def test_the_pages_of_ones_own_speak_ones_own_language(visitor: Visitor) -> None:
    amal = visitor("amal")
    pages = {path: amal.get(path, headers=ARABIC).text for path in ("/auth/sessions", "/me/mail", "/me/following")}

    assert all('<html lang="ar" dir="rtl">' in page for page in pages.values())
    assert "أين سُجّل دخولك" in pages["/auth/sessions"]


def test_what_has_no_translation_yet_says_that_it_is_english(visitor: Visitor) -> None:
    for path in ("/me/export", "/privacy/now", "/insight/"):
        assert '<html lang="en" dir="ltr">' in visitor("amal").get(path, headers=ARABIC).text
    assert '<html lang="en" dir="ltr">' in visitor("dana").get("/admin/audit", headers=ARABIC).text


@pytest.mark.parametrize(
    ("person", "pages"),
    [
        (
            "dana",
            ["", "people/", "people/amal", "rules", "search?words=rota", "corrections/", "responses"],
        ),
        ("hanna", ["sealed/", "holds", "unsealings/"]),
        ("noor", ["leavers", "leavers?handle=amal", "unsealings/"]),
    ],
)
def test_the_desk_speaks_the_language_of_who_sits_at_it(visitor: Visitor, person: str, pages: list[str]) -> None:
    for one in pages:
        answer = visitor(person).get(f"/admin/{one}", headers=ARABIC)

        assert answer.status_code == 200
        assert '<html lang="ar" dir="rtl">' in answer.text
        assert "/embed/v1/desk.ar.js" in answer.text
        told = NOT_OURS.sub(" ", "<" + answer.text.partition("<main")[2].partition("</main>")[0])
        assert set(re.findall(r"[A-Za-z]{4,}", told)) <= TYPED, one


def test_a_page_of_a_discussion_speaks_its_pages_language_unless_the_address_names_another(visitor: Visitor) -> None:
    nobody = visitor()

    assert '<html lang="en" dir="ltr">' in nobody.get("/t/rota", headers=POLISH).text
    assert '<html lang="pl" dir="ltr">' in nobody.get("/t/rota?lang=pl").text
    assert '<html lang="en" dir="ltr">' in nobody.get("/t/rota?lang=xx").text


def test_a_fragment_is_the_same_for_everybody_whatever_their_browsers_like(visitor: Visitor) -> None:
    nobody = visitor()
    kept = [nobody.get("/t/rota/fragment", headers=one) for one in (ARABIC, POLISH)]
    german = nobody.get("/t/rota/fragment?lang=de")

    assert kept[0].headers["etag"] == kept[1].headers["etag"] != german.headers["etag"]
    assert 'lang="de" dir="ltr"' in german.text


def test_a_page_that_is_not_there_says_so_in_the_readers_language(visitor: Visitor) -> None:
    answer = visitor().get("/t/nothing-here", headers={**PAGE, **POLISH})

    assert answer.status_code == 404
    assert "Nie ma takiej dyskusji" in answer.text
