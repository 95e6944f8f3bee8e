"""Two newsrooms in which all the same happened, but for who left their name out in one of them, and when they did: what
anybody at the desk can fetch is the same in both. Nothing that is shown, by whatever way, depends on who it was."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from comments_service.ids import uuid7
from comments_service.web.doors import DOORS
from tests.support.company import NOON
from tests.support.letters import empty
from tests.support.newsroom import Newsroom, compared, fetched, newsroom

WORDS = "Nobody dares to say so, but the rest hours are not kept."
SENT = uuid7(NOON, 77)


def happen(room: Newsroom, author: str, late: float) -> str:
    """All the same, but for one thing: who leaves their name out, and how many minutes later they do what they do.

    Each time something is done by name in between, so that the order would tell as well as the time.
    """
    for number, who in enumerate(("amal", "ben", "eli")):
        room.at(30 + number)
        assert room.put(who, uuid7(NOON, number + 1), f"Word {number} with a name.").status_code == 201
    read_first(room.at(33).people["dana"])
    kept = by_turns(room, 35, late, lambda: speak(room, author), lambda: named(room, 4))
    hidden(room.at(59), kept)
    assert empty(room.at(61).client, until=room.now) == 1
    room.at(62).decides("dana", kept, 1, "approve")

    edit = {"body": f"{WORDS} Nor are breaks, nor weeks."}
    address = f"/api/v1/comments/{kept}"
    by_turns(
        room, 65, late / 10, lambda: done(room.people[author].patch(address, json=edit), 202), lambda: named(room, 5)
    )
    assert empty(room.at(121).client, until=room.now) == 1
    room.at(122).decides("eli", kept, 3, "remove", reason="off-topic")

    words = {"words": "It is about rest."}
    by_turns(
        room,
        125,
        late,
        lambda: done(room.people[author].put(f"{address}/appeal", json=words), 200),
        lambda: named(room, 6),
    )
    second = by_turns(room, 170, 0, lambda: speak(room, author, 78, "And nobody asks."), lambda: named(room, 7))
    assert empty(room.at(181).client, until=room.now) == 2
    room.at(182).decides("dana", kept, 5, "approve")

    gone = f"/api/v1/comments/{second}"
    by_turns(room, 190, late, lambda: done(room.people[author].delete(gone), 200), lambda: named(room, 8))
    assert empty(room.at(241).client, until=room.now) == 1
    return kept


Act = Callable[[], Any]


def by_turns(room: Newsroom, at: float, late: float, unnamed: Act, by_name: Act) -> Any:
    """One does something without a name before somebody does something by name, or some minutes later and after it."""
    if not late:
        room.at(at)
        made = unnamed()
    room.at(at + 1)
    by_name()
    if late:
        room.at(at + 1 + late)
        made = unnamed()
    return made


def speak(room: Newsroom, author: str, sent: int = 77, words: str = WORDS) -> str:
    said = room.put(author, uuid7(NOON, sent), words, anonymous=True)
    assert (said.status_code, said.json()["author"]["name"]) == (202, "Colleague 1")
    return str(said.json()["id"])


def named(room: Newsroom, number: int) -> None:
    assert room.put("eli", uuid7(NOON, number), f"Word {number} with a name.").status_code == 201


def done(answer: Any, status: int) -> None:
    assert answer.status_code == status, answer.text


def read_first(dana: TestClient) -> None:
    """One of the two is read first, which must not show."""
    token = re.search(r'name="_token" value="([^"]+)"', dana.get("/admin/people/ben").text)
    assert token
    measure = {"_token": token[1], "kind": "review", "until": "2026-12-01", "reason": "For a week."}
    assert dana.post("/admin/people/ben/sanctions", data=measure).status_code == 303


def hidden(room: Newsroom, comment: str) -> None:
    """While it lies in the letterbox there is nothing of it anywhere."""
    for who in ("dana", "noor"):
        assert not [address for address, text in fetched(room, who, comment, str(SENT)).items() if WORDS in text]


# What does not depend on what was said, or is nobody's at the desk; streams tell of the same that is fetched here.
ELSEWHERE = re.compile(
    r"/embed/|/auth/|/healthz|/readyz|/openapi|/me/mail/stop|/api/v1/site/|.*/live$"
    r"|/admin/(rules|sealed|holds|unsealings)/\{id\}"
)


def test_every_address_that_can_be_read_is_compared_or_said_to_tell_nothing(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with newsroom(sqlite_template, tmp_path / "one", monkeypatch) as room:
        asked = [one.partition("?")[0] for one in fetched(room, "dana", happen(room, "amal", 0))]
    doors = [door for door, methods in DOORS.items() if "GET" in methods and not ELSEWHERE.match(door)]
    patterns = {door: re.sub(r"\{\w+\}", "[^/]+", door) for door in doors}

    assert len(doors) > 20
    assert [door for door in doors if not any(re.fullmatch(patterns[door], one) for one in asked)] == []


@pytest.mark.parametrize("who", ["dana", "eli", "ines", "noor", "hanna", "lotte"])
def test_what_anybody_can_fetch_is_the_same_whoever_it_was_and_whenever(
    who: str, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds = []
    for author, late in (("amal", 0), ("ben", 20)):
        with newsroom(sqlite_template, tmp_path / author, monkeypatch) as room:
            comment = happen(room, author, late)
            worlds.append(compared(fetched(room.at(300), who, comment, str(SENT))))

    for (address, one), (_, other) in zip(*worlds, strict=True):
        assert one == other, address
    assert any(WORDS in text for _, text in worlds[0])


def test_the_author_alone_sees_that_it_is_theirs(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the test above would pass where nobody could tell anything."""
    with newsroom(sqlite_template, tmp_path / "one", monkeypatch) as room:
        kept = happen(room, "amal", 0)
        mine, others = (room.people[who].get("/api/v1/threads/confide/me").json()["mine"] for who in ("amal", "ben"))

    assert kept in {one["id"] for one in mine if one["anonymous"]}
    assert not any(one["anonymous"] for one in others)
