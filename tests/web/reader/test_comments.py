"""/api/v1/comments/{id}: post, read, edit, withdraw, report; the wrong person, the wrong state, the wrong input."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from uuid import uuid4

from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.contents import contents

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]


def put(client: TestClient, own: str | None = None, **about: object) -> tuple[int, dict[str, object]]:
    sent = {"thread": "rota", "body": "Better for me, this rota.", **about}
    answer = client.put(f"/api/v1/comments/{own or uuid4()}", json=sent)
    return answer.status_code, answer.json()


def test_a_comment_is_published_and_everybody_reads_it(visitor: Visitor) -> None:
    own = str(uuid4())

    answer = visitor("amal").put(f"/api/v1/comments/{own}", json={"thread": "rota", "body": "Two _nights_ off."})

    assert (answer.status_code, answer.headers["location"]) == (201, f"/api/v1/comments/{own}")
    read = visitor().get(f"/api/v1/comments/{own}").json()
    assert read == {
        "id": own,
        "thread": "rota",
        "parent": None,
        "kind": "comment",
        "state": "published",
        "version": 1,
        "author": {"name": "Amal Haddad", "site": "Casablanca", "department": "Warehouse", "badges": []},
        "body": "Two _nights_ off.",
        "html": '<p dir="auto">Two <em>nights</em> off.</p>',
        "created": read["created"],
        "edited": None,
        "reactions": {},
        "marks": [],
        "anchor": None,
        "solution": None,
        "led_to": [],
        "replies": 0,
        "after": None,
    }
    assert read["created"].endswith("Z")


def test_a_comment_on_a_reviewed_page_is_held_and_its_author_learns_why(visitor: Visitor) -> None:
    status, held = put(visitor("amal"), thread="incident")

    assert (status, held["state"], held["author"]["name"]) == (202, "held", "Amal Haddad")  # type: ignore[index]
    assert held["why"] == ["On this page every comment is read by a facilitator first."]
    assert held["usual_wait"] == "usually read within one working day"


def test_the_same_comment_sent_again_is_one_comment(visitor: Visitor, settings: Settings) -> None:
    amal, own = visitor("amal"), str(uuid4())

    statuses = [put(amal, own)[0] for _ in range(3)]

    assert statuses == [201, 200, 200]
    assert len(contents(settings.database_url)["revision"]) == 1


def test_the_same_comment_sent_many_times_at_once_is_one_comment(visitor: Visitor, settings: Settings) -> None:
    amal, own = visitor("amal"), str(uuid4())

    with ThreadPoolExecutor(6) as several:
        statuses = list(several.map(lambda _: put(amal, own)[0], range(6)))

    assert sorted(statuses) == [200] * 5 + [201]
    kept = contents(settings.database_url)
    assert (len(kept["comment"]), len(kept["revision"])) == (1, 1)


def test_the_id_of_anothers_comment_is_taken(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    own = say(visitor("amal"), "I like it.")
    ben = visitor("ben")

    with untouched():
        status, problem = put(ben, own, body="I like it.")

    assert (status, problem["type"]) == (409, "tag:townhall,2026:problem/id-is-taken")
    assert "I like it" not in str(problem)


def test_an_id_that_is_no_uuid_is_named(visitor: Visitor) -> None:
    status, problem = put(visitor("amal"), "42")

    assert (status, problem["errors"][0]["field"]) == (422, "id")  # type: ignore[index]


REFUSED = [
    ({"thread": "nowhere"}, 404, "thread-is-unknown"),
    ({"thread": "rota\x00"}, 404, "thread-is-unknown"),
    ({"thread": "heard"}, 409, "thread-is-closed"),
    ({"thread": "last-week"}, 409, "thread-is-closed"),
    ({"parent": str(uuid4())}, 422, "parent-is-elsewhere"),
    ({"body": "x" * 10_001}, 422, "body-is-too-long"),
    ({"body": ""}, 422, "body-is-empty"),
    ({"body": " \n\t "}, 422, "body-is-empty"),
    ({"body": "\u200b\u2060\ufeff"}, 422, "body-is-empty"),
    ({"kind": "idea"}, 422, "field-is-wrong"),
]


def test_what_cannot_be_posted_is_refused_and_nothing_is_written(visitor: Visitor, untouched: Untouched) -> None:
    amal = visitor("amal")

    for about, status, code in REFUSED:
        with untouched():
            said = put(amal, **about)

        assert (said[0], said[1]["type"]) == (status, f"tag:townhall,2026:problem/{code}")
        if status == 422:
            assert [error["field"] for error in said[1]["errors"]] == list(about)  # type: ignore[attr-defined]


def test_a_comment_cannot_answer_one_of_another_thread(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    amal = visitor("amal")
    elsewhere = say(amal, thread="ask-ines")

    with untouched():
        status, problem = put(amal, parent=elsewhere)

    assert (status, problem["errors"][0]["field"]) == (422, "parent")  # type: ignore[index]


def test_a_comment_that_waits_cannot_be_answered_nor_read_by_others(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    held = say(amal, thread="incident")

    statuses = [
        put(visitor("ben"), thread="incident", parent=held)[0],
        visitor("ben").get(f"/api/v1/comments/{held}").status_code,
        visitor().get(f"/api/v1/comments/{held}").status_code,
        visitor("dana").get(f"/api/v1/comments/{held}").status_code,
        amal.get(f"/api/v1/comments/{held}").status_code,
    ]

    assert statuses == [422, 404, 404, 404, 200]


def test_only_somebody_posts_edits_withdraws_and_reports(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    path = f"/api/v1/comments/{say(visitor('amal'))}"
    nobody = visitor()

    with untouched():
        answers = [
            nobody.put(path, json={"thread": "rota", "body": "Hello"}),
            nobody.patch(path, json={"body": "Hello"}),
            nobody.delete(path),
            nobody.put(f"{path}/report", json={"reason": "hurtful"}),
        ]

    assert [(one.status_code, one.json()["sign_in"]) for one in answers] == [(401, "/auth/login")] * 4


def test_an_author_edits_and_others_read_the_new_words(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    path = f"/api/v1/comments/{say(amal)}"

    edited = amal.patch(path, json={"body": "It is worse for me."})

    assert (edited.status_code, edited.json()["version"]) == (200, 2)
    assert visitor().get(path).json()["body"] == "It is worse for me."
    assert "It is worse for me." in visitor().get("/t/rota/fragment").text


def test_words_that_need_a_human_wait_while_the_earlier_ones_stay(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    path = f"/api/v1/comments/{say(amal)}"

    edited = amal.patch(path, json={"body": "It is worse: call me, +31 6 12345678.", "review": True})

    assert (edited.status_code, edited.json()["why"]) == (202, ["You asked a facilitator to look at it."])
    assert visitor().get(path).json()["body"] == "Better for me, this rota."
    assert amal.get(path).json()["body"] == "It is worse: call me, +31 6 12345678."


def test_nobody_edits_or_withdraws_anothers_comment(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    path = f"/api/v1/comments/{say(visitor('amal'))}"
    others = [visitor("ben"), visitor("dana"), visitor("ines"), visitor("noor")]

    with untouched():
        statuses = [
            (one.patch(path, json={"body": "Other words"}).status_code, one.delete(path).status_code) for one in others
        ]

    assert statuses == [(403, 403)] * 4


def test_a_withdrawn_comment_is_gone_for_good(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    path = f"/api/v1/comments/{say(amal)}"

    assert amal.delete(path).json()["state"] == "withdrawn"
    with untouched():
        statuses = [
            amal.delete(path).status_code,  # twice is once
            amal.patch(path, json={"body": "Back again"}).status_code,
            visitor().get(path).status_code,
            ben.put(f"{path}/report", json={"reason": "hurtful"}).status_code,
        ]

    assert statuses == [200, 409, 404, 404]
    assert "better for me" not in visitor().get("/t/rota/fragment").text


def test_what_does_not_exist_is_not_found(visitor: Visitor) -> None:
    amal, path = visitor("amal"), f"/api/v1/comments/{uuid4()}"

    statuses = [
        amal.get(path).status_code,
        amal.patch(path, json={"body": "Hello"}).status_code,
        amal.delete(path).status_code,
        amal.put(f"{path}/report", json={"reason": "hurtful"}).status_code,
    ]

    assert statuses == [404] * 4


def test_a_report_brings_a_comment_to_the_desk_once(visitor: Visitor, say: Say, settings: Settings) -> None:
    path = f"/api/v1/comments/{say(visitor('amal'))}/report"
    ben = visitor("ben")

    statuses = [ben.put(path, json={"reason": "hurtful", "detail": "It is about me."}).status_code for _ in range(2)]

    assert statuses == [200, 200]
    kept = contents(settings.database_url)
    brought = [case for case in kept["moderation_case"] if "report" in case]
    assert (len(kept["report"]), len(brought)) == (1, 1)


NO_REPORTS = [
    ({"reason": "boring"}, "reason"),
    ({"reason": "hurtful", "detail": "x" * 1001}, "detail"),
    ({"reason": "hurtful", "detail": "\x00"}, "detail"),
    ({"detail": "no reason"}, "reason"),
    ({"reason": 7}, "reason"),
]


def test_a_report_that_says_nothing_usable_names_the_field(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    path = f"/api/v1/comments/{say(visitor('amal'))}/report"
    ben = visitor("ben")

    with untouched():
        answers = [ben.put(path, json=sent) for sent, _ in NO_REPORTS]

    told = [(one.status_code, one.json()["errors"][0]["field"]) for one in answers]
    assert told == [(422, field) for _, field in NO_REPORTS]


def test_nobody_reports_their_own_comment(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")

    assert amal.put(f"/api/v1/comments/{say(amal)}/report", json={"reason": "other"}).status_code == 403


def test_a_comment_says_on_which_page_of_its_thread_it_stands(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    said = [say(amal, f"The {number}. thing I noticed.") for number in range(52)]

    after = [amal.get(f"/api/v1/comments/{one}").json()["after"] for one in (said[0], said[49], said[50])]

    assert after == [None, None, said[49]]
