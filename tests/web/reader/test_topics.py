"""Boards: what is said there stands in topics, each a page of its own that needs no JavaScript."""

import re
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.settings import Settings, read
from tests.conftest import Visitor
from tests.support.company import NOON, PAGES, entry

Decide = Callable[..., str]
BOARD = "/t/lay-by"
_TOPIC = re.compile(r'<h3 class="th-topic__title".*?<bdi>(.*?)</bdi>', re.DOTALL)


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Pages of a size that a test can fill."""
    return replace(read({"TOWNHALL_DATABASE_URL": database_url}), page_of_roots=10)


@pytest.fixture
def board(app: TestClient) -> None:
    about = {"kind": "board", "retention": 90, "anonymous": True, "owner": "ben", "summary": "For all who drive."}

    async def put() -> None:
        some = [entry("lay-by", **about), entry("read-first", kind="board", moderation="review")]
        await sync_threads([*PAGES, *some], archive=[], ledger=Ledger(now=lambda: NOON))

    assert app.portal is not None
    app.portal.call(put)


def send(client: TestClient, *, to: str = BOARD, **fields: str) -> tuple[int, str, str]:
    """What a person gets who fills in the form of a board: status, where they are led, and the page."""
    token = client.get("/t/rota").text.partition('name="_token" value="')[2][:64]
    form = {"id": str(uuid4()), "body": "It is icy.", "_token": token, **fields}
    answer = client.post(to, data=form, headers={"accept": "text/html"})
    return answer.status_code, answer.headers.get("location", ""), answer.text


def start(client: TestClient, title: str = "Ice on the A1", body: str = "Slow down at Wetherby.", **fields: str) -> str:
    """Start a topic, and return its id."""
    own = str(uuid4())
    assert send(client, id=own, title=title, body=body, **fields)[0] == 303
    return own


def titles(client: TestClient, query: str = "") -> list[str]:
    return _TOPIC.findall(client.get(f"{BOARD}{query}").text)


def remove(dana: TestClient, comment: str, action: str = "remove") -> None:
    version = dana.get(f"/api/v1/comments/{comment}").json()["version"]
    verdict = {"comment": comment, "version": version, "action": action, "reason": "off-topic", "message": "Not here."}
    assert [one["status"] for one in dana.post("/admin/api/decisions", json=[verdict]).json()["results"]] == [200]


@pytest.mark.usefixtures("board")
def test_a_board_says_what_it_is_for_and_is_empty_at_first(visitor: Visitor) -> None:
    page = visitor().get(BOARD).text

    assert titles(visitor()) == []
    assert "Nobody has started a conversation yet." in page
    assert "For all who drive." in page
    assert "Ben Carter" in page
    assert "90 days" in page
    assert "You may leave your name out." in page


@pytest.mark.usefixtures("board")
def test_a_topic_is_a_line_of_its_board_and_a_page_of_its_own(visitor: Visitor) -> None:
    amal, own = visitor("amal"), str(uuid4())

    assert send(amal, id=own, title="Ice  on the A1 <now>", body="Slow *down*.")[:2] == (303, f"{BOARD}?comment={own}")
    assert amal.get(f"{BOARD}?comment={own}").headers["location"] == f"{BOARD}/topics/{own}#comment-{own}"
    assert titles(visitor()) == ["Ice on the A1 &lt;now&gt;"]
    assert f'href="{BOARD}/topics/{own}"' in visitor().get(f"{BOARD}/fragment").text
    page = visitor().get(f"{BOARD}/topics/{own}").text
    assert '<h1 class="th-heading" dir="auto">Ice on the A1 &lt;now&gt;</h1>' in page
    assert "Slow <em>down</em>." in page
    # The title stands over it, and not in it once more.
    assert page.count("Ice on the A1") == 2  # the heading, and the name of the page


@pytest.mark.usefixtures("board")
def test_a_reply_stands_on_the_page_of_its_topic_alone(visitor: Visitor) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    ice, fog = start(amal), start(ben, "Fog at Hull")
    reply, answer = str(uuid4()), str(uuid4())

    assert send(ben, id=reply, parent=ice, body="Thank you.")[1] == f"{BOARD}?comment={reply}"
    assert send(amal, id=answer, parent=reply, body="Drive well.")[0] == 303
    assert ben.get(f"{BOARD}?comment={answer}").headers["location"] == f"{BOARD}/topics/{ice}#comment-{answer}"
    assert ben.get(f"{BOARD}/topics/{answer}").headers["location"] == f"{BOARD}/topics/{ice}#comment-{answer}"
    said = [
        text in visitor().get(f"{BOARD}/topics/{one}").text
        for one in (ice, fog)
        for text in ("Thank you.", "Drive well.")
    ]
    assert said == [True, True, False, False]
    assert "Drive well." not in visitor().get(BOARD).text
    # Each page has the form that answers its topic, and one that answers somebody in it.
    assert f'name="parent" value="{ice}"' in ben.get(f"{BOARD}/topics/{ice}").text
    answering = ben.get(f"{BOARD}?reply={answer}").text
    assert f'name="parent" value="{answer}"' in answering
    assert "Ice on the A1" in answering


@pytest.mark.usefixtures("board")
def test_what_was_said_last_comes_first_and_the_unanswered_wait_in_order(visitor: Visitor) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    first, _, _ = start(amal, "First"), start(ben, "Second"), start(amal, "Third")
    send(ben, parent=first, body="An answer.")

    assert titles(visitor()) == ["First", "Third", "Second"]
    assert titles(visitor(), "?only=unanswered") == ["Second", "Third"]
    assert titles(ben, "?only=mine") == ["First", "Second"]
    assert visitor().get(f"{BOARD}?only=mine").status_code == 401


@pytest.mark.usefixtures("board")
def test_a_board_is_read_page_by_page(visitor: Visitor) -> None:
    amal = visitor("amal")
    wanted = [f"Topic {number}" for number in range(25)]
    for title, one in zip(wanted, ["amal", "ben", "tom", "ines", "priya"] * 5, strict=True):
        start(visitor(one), title)
    seen, after = [], ""
    while True:
        page = amal.get(f"{BOARD}?after={after}" if after else BOARD).text
        seen += _TOPIC.findall(page)
        if not (found := re.search(r'data-next="([^"]+)"', page)):
            break
        after = found[1]

    assert (seen, bool(after)) == (wanted[::-1], True)


@pytest.mark.usefixtures("board")
def test_a_title_is_asked_for_and_what_was_written_stays(visitor: Visitor) -> None:
    amal = visitor("amal")
    missing, long = send(amal, title="  ", body="Kept."), send(amal, title="x" * 121, body="Kept.")

    assert [(status, "Kept." in page) for status, _, page in (missing, long)] == [(422, True)] * 2
    assert "Give it a title" in missing[2]
    assert "x" * 121 in long[2]
    assert titles(visitor()) == []


@pytest.mark.usefixtures("board")
def test_a_title_is_screened_as_all_words_are(visitor: Visitor) -> None:
    amal = visitor("amal")

    status, _, page = send(amal, title="Pay 4111 1111 " + "1111 1111", body="Is it so?")

    assert (status, "Is it so?" in page) == (422, True)
    assert titles(visitor()) == []


@pytest.mark.usefixtures("board")
def test_a_title_is_changed_with_its_text_while_there_is_time(
    visitor: Visitor,
) -> None:
    amal = visitor("amal")
    own = start(amal, "Ice on the A2")
    form = amal.get(f"{BOARD}?edit={own}").text
    assert 'name="title"' in form
    assert 'value="Ice on the A2"' in form
    assert "Slow down at Wetherby.</textarea>" in form

    assert send(amal, edit=own, title="Ice on the A1", body="Slow down at Wetherby.")[0] == 303
    assert titles(visitor()) == ["Ice on the A1"]
    assert send(visitor("ben"), edit=own, title="Mine", body="Now.")[0] == 403


@pytest.mark.usefixtures("board")
def test_what_was_taken_away_keeps_its_place_while_something_stands_under_it(visitor: Visitor) -> None:
    amal, ben, dana = visitor("amal"), visitor("ben"), visitor("dana")
    removed, withdrawn, hidden, alone = (start(amal, f"Words {number}") for number in range(4))
    for one in (removed, withdrawn, hidden):
        send(ben, parent=one, body="An answer that stays.")
    remove(dana, removed)
    remove(dana, hidden, "hide")
    assert amal.delete(f"/api/v1/comments/{withdrawn}").status_code == 200
    assert amal.delete(f"/api/v1/comments/{alone}").status_code == 200

    gone = ["A facilitator has removed", "Its author has withdrawn", "This comment is hidden"]
    shown = titles(visitor())
    assert sorted(next(words for words in gone if words in one) for one in shown) == sorted(gone)
    for one in (removed, withdrawn, hidden):
        page = visitor().get(f"{BOARD}/topics/{one}").text
        assert "An answer that stays." in page
        assert "Words" not in page
        # Nobody answers what is not to be read.
        assert 'name="parent"' not in ben.get(f"{BOARD}/topics/{one}").text
    assert "Words 0" in amal.get(f"{BOARD}/topics/{removed}").text  # its author reads what they wrote


@pytest.mark.usefixtures("board")
def test_one_topic_can_be_followed_by_itself(visitor: Visitor) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    ice, _ = start(amal, "Ice"), start(amal, "Fog")
    where, token = f"{BOARD}/topics/{ice}", ben.get("/t/rota").text.partition('name="_token" value="')[2][:64]
    assert "Follow this discussion" in ben.get(where).text

    for _ in range(2):  # twice is once
        answer = ben.post(f"{where}/following", data={"_token": token, "action": "follow"})
        assert (answer.status_code, answer.headers["location"]) == (303, f"{where}#th-following")
    assert "Stop following" in ben.get(where).text
    assert "Stop following" not in ben.get(BOARD).text
    assert titles(ben, "?only=following") == ["Ice"]
    assert titles(amal, "?only=following") == []
    assert "You follow no conversation here." in amal.get(f"{BOARD}?only=following").text
    assert f'href="{where}"' in ben.get("/me/following").text
    assert ">Ice<" in ben.get("/latest/?view=following").text
    assert ">Fog<" not in ben.get("/latest/?view=following").text
    assert [one["topic_id"] for one in ben.get("/api/v1/me/export").json()["topics_followed"]] == [ice]

    listed = ben.post(f"{where}/following", data={"_token": token, "action": "stop", "back": "list"})
    assert listed.headers["location"] == "/me/following"
    assert titles(ben, "?only=following") == []
    assert ben.post(f"{where}/following", data={"_token": token, "action": "x"}).status_code == 422
    assert (
        ben.post(f"{BOARD}/topics/{uuid4()}/following", data={"_token": token, "action": "follow"}).status_code == 404
    )
    assert visitor().get(f"{BOARD}?only=following").status_code == 401


@pytest.mark.usefixtures("board")
def test_what_is_read_first_is_seen_by_its_author_alone(visitor: Visitor) -> None:
    amal, own = visitor("amal"), str(uuid4())

    assert send(amal, to="/t/read-first", id=own, title="A secret plan")[:2] == (303, f"/t/read-first#comment-{own}")
    assert "A secret plan" in amal.get("/t/read-first").text
    assert "A secret plan" in amal.get(f"/t/read-first/topics/{own}").text
    assert "A secret plan" not in visitor("ben").get("/t/read-first").text
    assert visitor("ben").get(f"/t/read-first/topics/{own}").status_code == 404


@pytest.mark.usefixtures("board")
def test_there_are_topics_on_boards_alone(visitor: Visitor, say: Callable[..., str]) -> None:
    said = say(visitor("amal"))

    assert visitor().get(f"/t/rota/topics/{said}").status_code == 404
    assert visitor().get(f"{BOARD}/topics/{said}").status_code == 404
    assert visitor().get(f"{BOARD}/topics/x").status_code == 422


@pytest.mark.usefixtures("board")
def test_facilitators_find_a_topic_by_its_title(visitor: Visitor) -> None:
    start(visitor("amal"), "Pallet jack without brakes")

    found = visitor("dana").get("/admin/search?words=pallet+jack").text

    assert "without brakes" in found


@pytest.mark.usefixtures("board")
def test_a_topic_of_a_program_is_called_by_how_it_begins(visitor: Visitor, say: Callable[..., str]) -> None:
    say(visitor("amal"), thread="lay-by", body="**Gloves** and touchscreens\nCut the thumb off.")
    say(visitor("ben"), thread="lay-by", body="Long words " * 20)

    assert titles(visitor()) == ["Long words " * 10 + "Long…", "Gloves and touchscreens"]


@pytest.mark.usefixtures("board")
def test_on_its_page_a_board_leads_to_the_form_in_which_a_topic_begins(visitor: Visitor) -> None:
    overlay = visitor("amal").get("/api/v1/threads/lay-by/me").json()["composer"]

    assert f'href="{BOARD}#composer"' in overlay
    assert "<textarea" not in overlay
    assert 'name="title"' in visitor("amal").get(BOARD).text
    assert "Sign in to comment" in visitor().get("/api/v1/threads/lay-by/me").json()["composer"]
