"""Following over HTTP: by the API, by the plain form, and the list of what one follows."""

from tests.conftest import Visitor
from tests.web.conftest import Say
from tests.web.desk.test_marks import token


def test_it_is_followed_by_the_api_or_the_plain_form_and_stopped_from_the_list(visitor: Visitor, say: Say) -> None:
    amal, address = visitor("amal"), "/api/v1/threads/rota/following"
    say(visitor("ben"))
    assert "Follow this discussion" in amal.get("/t/rota").text

    assert [amal.put(address).json() for _ in range(2)] == [{"following": True}] * 2
    view = amal.get("/api/v1/threads/rota/me").json()
    assert (view["following"], "Stop following" in view["composer"]) == (True, True)
    assert "Follow" not in visitor().get("/api/v1/threads/rota/me").json()["composer"]
    assert amal.delete(address).json() == {"following": False}

    sent = {"_token": token(amal), "action": "follow"}
    done = amal.post("/t/rota/following", data=sent)
    assert (done.status_code, done.headers["location"]) == (303, "/t/rota#th-following")
    listed = amal.get("/me/following").text
    assert '<a href="/t/rota?sort=newest" lang="en"><bdi>Rota</bdi></a>' in listed
    assert "1 comment, the newest of" in listed
    stopped = amal.post("/t/rota/following", data={**sent, "action": "stop", "back": "list"})
    assert stopped.headers["location"] == "/me/following"
    assert "You follow no discussion." in amal.get("/me/following").text


def test_nobody_follows_what_is_not_there_nor_for_another(visitor: Visitor) -> None:
    amal = visitor("amal")

    assert amal.put("/api/v1/threads/nowhere/following").status_code == 404
    assert visitor().put("/api/v1/threads/rota/following").status_code == 401
    assert amal.post("/t/rota/following", data={"action": "follow"}).status_code == 403
    assert amal.post("/t/rota/following", data={"_token": token(amal), "action": "?"}).status_code == 422
    assert not amal.get("/api/v1/threads/rota/me").json()["following"]
