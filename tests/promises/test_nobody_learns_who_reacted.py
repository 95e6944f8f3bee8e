"""Two newsrooms in which all the same happened, but for who reacted to a comment: whatever anybody else can fetch is
the same in both, facilitators, human resources and administrators included, and so is the audit."""

from pathlib import Path

import pytest

from comments_service.ids import uuid7
from tests.support.company import NOON
from tests.support.newsroom import Newsroom, compared, fetched, newsroom

SAID = uuid7(NOON, 1)


def happen(room: Newsroom, reader: str) -> None:
    """All the same, but for one thing: who reacts, in all three ways, and takes one back."""
    assert room.put("eli", SAID, "The new lamps are up.").status_code == 201
    for who in ("amal", "ben"):
        assert room.put(who, uuid7(NOON, 2 + len(who)), f"A word of {who}.", parent=str(SAID)).status_code == 201
    address = f"/api/v1/comments/{SAID}/reactions"
    for name in ("thanks", "same-here", "smile"):
        assert room.people[reader].put(f"{address}/{name}").status_code == 200
    assert room.people[reader].delete(f"{address}/smile").status_code == 200


@pytest.mark.parametrize("who", ["eli", "dana", "ines", "noor", "hanna", "lotte"])
def test_what_anybody_else_can_fetch_is_the_same_whoever_reacted(
    who: str, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds = []
    for reader in ("amal", "ben"):
        with newsroom(sqlite_template, tmp_path / reader, monkeypatch) as room:
            happen(room, reader)
            worlds.append(
                compared(
                    {
                        **fetched(room, who, str(SAID)),
                        "page": room.people[who].get(f"/t/confide/comments/{SAID}/reactions").text,
                    }
                )
            )

    for (address, one), (_, other) in zip(*worlds, strict=True):
        assert one == other, address


def test_whoever_reacted_alone_sees_that_they_did(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the test above would pass where nobody could tell anything."""
    with newsroom(sqlite_template, tmp_path / "one", monkeypatch) as room:
        happen(room, "amal")
        views = {who: room.people[who].get("/api/v1/threads/confide/me").json() for who in ("amal", "ben", "eli")}
        exports = {who: room.people[who].get("/api/v1/me/export").json()["reactions"] for who in views}
        read = room.people["ben"].get(f"/api/v1/comments/{SAID}").json()

    assert {who: view["reactions"] for who, view in views.items()} == {
        "amal": {str(SAID): ["same-here", "thanks"]},
        "ben": {},
        "eli": {},
    }
    assert [(one["comment_id"], one["reaction"]) for one in exports["amal"]] == [
        (str(SAID), "same-here"),
        (str(SAID), "thanks"),
    ]
    assert exports["ben"] == exports["eli"] == []
    assert read["reactions"] == {"same-here": 1, "thanks": 1}
