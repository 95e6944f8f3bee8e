"""/t/{uid} without JavaScript: the page and its plain form, as programs see them; browser/ tries them as people do."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

from starlette.testclient import TestClient

from tests.conftest import Visitor

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]


def send(client: TestClient, *, thread: str = "rota", **fields: str) -> tuple[int, str, str]:
    """What a person gets who fills in the form of a thread: status, where they are led, and the page."""
    token = client.get("/t/rota").text.partition('name="_token" value="')[2][:64]
    form = {"id": str(uuid4()), "body": "Sent by a form.", "_token": token, **fields}
    answer = client.post(f"/t/{thread}", data=form, headers={"accept": "text/html"})
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_a_form_posts_and_leads_to_the_comment(visitor: Visitor) -> None:
    amal, own = visitor("amal"), str(uuid4())

    assert send(amal, id=own)[:2] == (303, f"/t/rota?comment={own}")
    assert amal.get(f"/t/rota?comment={own}").headers["location"] == f"/t/rota#comment-{own}"
    assert "Sent by a form." in visitor().get("/t/rota").text


def test_a_form_sent_twice_is_one_comment(visitor: Visitor) -> None:
    amal, own = visitor("amal"), str(uuid4())

    assert send(amal, id=own) == send(amal, id=own)
    assert visitor().get("/api/v1/threads/rota").json()["count"] == 1


def test_what_waits_leads_to_its_place_on_ones_own_page(visitor: Visitor) -> None:
    amal, own = visitor("amal"), str(uuid4())

    assert send(amal, thread="incident", id=own)[:2] == (303, f"/t/incident#comment-{own}")
    assert "Sent by a form." in amal.get("/t/incident").text
    assert "Sent by a form." not in visitor("ben").get("/t/incident").text


def test_a_form_replies_and_edits(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    first, reply = say(amal), str(uuid4())

    assert send(ben, id=reply, parent=first)[0] == 303
    assert send(ben, edit=reply, body="Said better.")[0] == 303
    read = visitor().get(f"/api/v1/comments/{reply}").json()
    assert (read["parent"], read["body"], read["version"]) == (first, "Said better.", 2)


def test_what_is_wrong_comes_back_as_a_page_with_the_text_and_writes_nothing(
    visitor: Visitor, say: Say, untouched: Untouched
) -> None:
    amal, bens = visitor("amal"), say(visitor("ben"))
    kept = "My long and careful words."

    with untouched():
        pages = [
            send(amal, body=kept, thread="heard"),
            send(amal, body=kept, id=bens),
            send(amal, body=kept, parent=str(uuid4())),
            send(amal, body=kept, edit=bens),
            send(amal, body=kept, id="x"),
            send(amal, body=kept, kind="idea"),
            send(amal, body=kept, _token="x"),
            send(amal, body=f"{kept} Pay 4111 1111 " + "1111 1111."),
        ]
        empty = send(amal, body=" ")
        nobodys = send(visitor(), body=kept)

    assert [status for status, _, _ in pages] == [409, 409, 422, 403, 422, 422, 403, 422]
    assert [kept in page for _, _, page in pages] == [True] * len(pages)
    assert empty[0] == 422
    assert (nobodys[0], kept in nobodys[2]) == (401, True)


def test_the_page_holds_each_persons_own_and_is_kept_by_nobody(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    say(amal, "Call +31 6 12345678.", review=True)

    mine, others = amal.get("/t/rota"), visitor("ben").get("/t/rota")

    assert ("+31 6 12345678" in mine.text, "+31 6 12345678" in others.text) == (True, False)
    assert mine.headers["cache-control"] == "private, no-store"


def test_a_comment_on_a_later_page_is_led_to(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    said = [say(amal, f"Thought {number}.") for number in range(51)]

    led = visitor().get(f"/t/rota?comment={said[50]}").headers["location"]

    assert led == f"/t/rota?after={said[49]}#comment-{said[50]}"
    assert f"comment-{said[50]}" in visitor().get(led).text


def test_a_held_comment_is_led_to_for_its_author_alone(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    held = say(amal, thread="incident")

    statuses = [one.get(f"/t/incident?comment={held}").status_code for one in (amal, visitor("ben"), visitor())]

    assert statuses == [303, 404, 404]


def test_ones_own_words_are_begun_with_and_nobody_elses(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    own = say(amal, "To be edited.")

    begun = [one.get(f"/t/rota?edit={own}").text for one in (amal, visitor("ben"))]

    assert [f'name="edit" value="{own}"' in page for page in begun] == [True, False]


def test_a_preview_comes_back_with_the_text_and_all_else_that_was_sent_and_keeps_nothing(
    visitor: Visitor, say: Say, untouched: Untouched
) -> None:
    ben, asked, own = visitor("ben"), say(visitor("amal")), str(uuid4())

    with untouched():
        status, _, shown = send(ben, id=own, parent=asked, body="So do **we** <b>all</b>.", preview="yes")

    preview = shown.partition('id="th-preview"')[2].partition("</section>")[0]
    assert (status, "So do <strong>we</strong> &lt;b&gt;all&lt;/b&gt;." in preview) == (200, True)
    assert "So do **we** &lt;b&gt;all&lt;/b&gt;.</textarea>" in shown
    assert (f'name="id" value="{own}"' in shown, f'name="parent" value="{asked}"' in shown) == (True, True)


def test_what_cannot_be_shown_has_no_preview_and_says_why(visitor: Visitor, untouched: Untouched) -> None:
    amal = visitor("amal")

    with untouched():
        status, _, shown = send(amal, body="  ", preview="yes")

    assert (status, "Write something first" in shown, 'id="th-preview"' in shown) == (422, True, False)
