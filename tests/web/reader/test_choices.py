"""Orders and choices over HTTP: everybody's are kept copies, and what is mine alone is kept nowhere."""

from collections.abc import Callable

import pytest

from tests.conftest import Visitor

Say = Callable[..., str]
MINE, FOLLOWING = "/t/rota/fragment?only=mine", "/t/rota/fragment?only=following"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def test_each_order_and_choice_is_a_page_a_fragment_and_json(visitor: Visitor, say: Say) -> None:
    asked = say(visitor("amal"), "Which gate?", kind="question")
    say(visitor("ben"), "Just so.")
    nobody = visitor()

    for query in ("?sort=helpful", "?sort=unanswered", "?only=questions", "?sort=newest&only=questions"):
        assert asked in nobody.get(f"/t/rota{query}").text
        fragment = nobody.get(f"/t/rota/fragment{query}")
        assert (fragment.status_code, fragment.headers["cache-control"]) == (200, "no-cache")
        assert ("Just so." in fragment.text) == ("only" not in query)
        comments = nobody.get(f"/api/v1/threads/rota{query}").json()["comments"]
        assert len(comments) == (1 if "only" in query else 2)


@pytest.mark.parametrize("query", ["sort=best", "only=theirs", "only=MINE", "only=mine&sort=best", "only=mine&after=x"])
def test_what_there_is_not_to_choose_is_refused(visitor: Visitor, query: str) -> None:
    for path in ("/t/rota", "/t/rota/fragment", "/api/v1/threads/rota"):
        assert visitor("amal").get(f"{path}?{query}", headers={"accept": "*/*"}).status_code == 422


def test_mine_are_the_branches_in_which_i_spoke_and_nobody_keeps_them(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    say(amal, "Amal began this.")
    began = say(ben, "Ben began this.")
    say(amal, "Amal answered.", parent=began)
    say(ben, "Ben alone.")

    for person, seen in ((amal, (True, True, False)), (ben, (False, True, True))):
        # Twice: what is answered faster the second time would be a kept copy.
        for answer in (person.get(MINE), person.get(MINE), person.get("/t/rota?only=mine")):
            assert answer.headers["cache-control"] == "private, no-store"
            assert "etag" not in answer.headers
            shown = answer.text[answer.text.index('class="th-list"') :]
            words = ("Amal began this.", "Ben began this.", "Ben alone.")
            assert tuple(word in shown for word in words) == seen
    assert "Ben alone." in visitor().get("/t/rota/fragment").text


def test_what_i_follow_are_the_questions_and_ideas_that_i_share_and_nobody_keeps_them(
    visitor: Visitor, say: Say
) -> None:
    amal, ben, dana = (visitor(handle) for handle in ("amal", "ben", "dana"))
    began = say(ben, "Ben tells about the gate.")
    shared = say(ben, "Which gate is it?", kind="question", parent=began)
    others = say(ben, "Which door is it?", kind="question")
    thanked = say(ben, "Door 3, as ever.")
    for person, about, name in ((amal, shared, "same-here"), (dana, others, "same-here"), (amal, thanked, "thanks")):
        assert person.put(f"/api/v1/comments/{about}/reactions/{name}").status_code == 200
    assert amal.put(f"/api/v1/comments/{others}/reactions/smile").status_code == 200

    for person, seen in ((amal, [began, shared]), (dana, [others]), (ben, [])):
        # Twice: what is answered faster the second time would be a kept copy.
        for answer in (person.get(FOLLOWING), person.get(FOLLOWING), person.get("/t/rota?only=following")):
            assert answer.headers["cache-control"] == "private, no-store"
            assert "etag" not in answer.headers
            shown = answer.text[answer.text.index('class="th-list"') :]
            assert [one for one in (began, shared, others, thanked) if f'id="comment-{one}"' in shown] == seen
        comments = person.get("/api/v1/threads/rota?only=following").json()["comments"]
        assert [one["id"] for one in comments] == seen
    amal.delete(f"/api/v1/comments/{shared}/reactions/same-here")
    assert "You follow nothing here." in amal.get(FOLLOWING).text


def test_mine_alone_says_nothing_that_everybody_would_not_be_told(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    say(amal, "Amal began this.")
    say(amal, "I write from +31 6 12345678.", review=True)

    mine, everybodys = amal.get(MINE).text, visitor().get("/t/rota/fragment").text

    assert "12345678" not in mine
    strip = mine.replace(' data-only="mine"', "").replace(' data-only=""', "")
    article = strip[strip.index("<article") : strip.index("</article>")]
    assert article in everybodys


def test_nobody_has_nothing_of_their_own(visitor: Visitor, say: Say) -> None:
    say(visitor("amal"), "Amal began this.")

    for only in ("mine", "following"):
        for path in ("/t/rota/fragment", "/t/rota", "/api/v1/threads/rota"):
            assert visitor().get(f"{path}?only={only}").status_code == 401


def test_mine_as_json_is_mine_alone_too(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    mine = say(amal, "Amal began this.")
    say(visitor("ben"), "Ben alone.")
    answer = amal.get("/api/v1/threads/rota?only=mine")

    assert [one["id"] for one in answer.json()["comments"]] == [mine]
    assert answer.headers["cache-control"] == "private, no-store"
