"""What is refused, and the pages that are one's own, speak the reader's language; a page of a discussion its page's."""

import re
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor
from tests.support.contents import rows

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


def test_figures_are_told_with_what_they_mean_in_the_language_of_who_reads_them(visitor: Visitor) -> None:
    page = visitor("amal").get("/insight/", headers=ARABIC).text

    assert '<html lang="ar" dir="rtl">' in page
    assert '<h1 class="th-heading">من يشارك</h1>' in page
    assert "<strong>لا يُعرض</strong>: ما كان أقل من 5" in page
    told = NOT_OURS.sub(" ", "<" + page.partition("<main")[2].partition("</main>")[0])
    assert set(re.findall(r"[A-Za-z]{3,}", told)) == {"UTC"}


def test_what_has_no_translation_yet_says_that_it_is_english(visitor: Visitor) -> None:
    for path in ("/me/export", "/privacy/now"):
        assert '<html lang="en" dir="ltr">' in visitor("amal").get(path, headers=ARABIC).text
    assert '<html lang="en" dir="ltr">' in visitor("dana").get("/admin/audit", headers=ARABIC).text


@pytest.mark.parametrize(
    ("person", "pages"),
    [
        (
            "dana",
            ["", "people/", "people/amal", "rules", "search?words=rota", "corrections/", "responses", "threads/rota"],
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


def chooses(client: TestClient, code: str) -> int:
    token = client.get("/auth/sessions").text.partition('name="_token" value="')[2].partition('"')[0]
    return client.post("/me/language", data={"_token": token, "language": code}).status_code


def test_the_chosen_language_is_spoken_whatever_the_browser_likes_until_it_is_chosen_no_more(visitor: Visitor) -> None:
    amal, path = visitor("amal"), "/auth/sessions"
    assert '<option value="pl" lang="pl" dir="ltr">Polski</option>' in amal.get(path).text

    assert chooses(amal, "pl") == 303
    saved = amal.get(f"{path}?spoken", headers=ARABIC).text
    assert '<html lang="pl" dir="ltr">' in saved
    assert '<option value="pl" lang="pl" dir="ltr" selected>Polski</option>' in saved
    assert '<p class="th-note" role="status">Zapisano.' in saved
    for on_a_page in ("/t/rota", "/t/rota?lang=ar"):
        assert '<html lang="pl" dir="ltr">' in amal.get(on_a_page).text
    # Also in another browser of theirs, and also in what is refused; nobody else notices.
    elsewhere = visitor("amal")
    assert "Nie ma takiej dyskusji" in elsewhere.get("/t/nothing-here", headers={**PAGE, **ARABIC}).text
    assert '<html lang="ar" dir="rtl">' in visitor("ben").get(path, headers=ARABIC).text

    assert chooses(amal, "") == 303
    assert '<html lang="ar" dir="rtl">' in amal.get(path, headers=ARABIC).text


def test_a_program_is_answered_in_the_language_that_it_asks_for_and_told_which_one_was_chosen(visitor: Visitor) -> None:
    amal = visitor("amal")
    chooses(amal, "de")

    sent = {"thread": "rota", "body": "Write to someone@example.com."}

    answers = [
        amal.put(f"/api/v1/comments/{uuid4()}", json=sent, headers=one).json()["errors"][0]["message"]
        for one in ({"accept-language": "fr"}, {"accept-language": "it"})
    ]

    assert answers[0].startswith("Cela ressemble à une adresse électronique")
    assert answers[1].startswith("Das sieht nach einer E-Mail-Adresse aus")
    assert amal.get("/api/v1/me").json()["person"]["language"] == "de"
    assert amal.get("/api/v1/threads/rota/me").json()["person"]["language"] == "de"


def test_only_a_language_of_ours_is_chosen_and_only_by_whoever_is_signed_in(visitor: Visitor) -> None:
    amal = visitor("amal")

    assert chooses(amal, "xx") == 422
    assert visitor().post("/me/language", data={"language": "pl"}).status_code == 401
    assert amal.post("/me/language", data={"language": "pl"}).status_code == 403
    assert amal.get("/api/v1/me").json()["person"]["language"] == ""


def test_what_was_chosen_is_in_ones_own_copy_and_signing_in_again_changes_nothing(
    visitor: Visitor, database_url: str
) -> None:
    chooses(visitor("amal"), "fr")

    assert visitor("amal").get("/api/v1/me/export").json()["person"]["language"] == "fr"
    assert rows(database_url, "SELECT handle FROM person WHERE language <> ''") == [("amal",)]
    assert "Language chosen" in visitor("amal").get("/me/export").text
