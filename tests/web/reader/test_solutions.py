"""Which reply solved a question, over HTTP: for whoever asked alone, as JSON and by a plain page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

from starlette.testclient import TestClient

from tests.conftest import Visitor

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]


def asked_and_answered(visitor: Visitor, say: Say) -> tuple[TestClient, str, str]:
    amal = visitor("amal")
    question = say(amal, "Who drives on Sunday?", kind="question")
    return amal, question, say(visitor("ben"), "I do.", parent=question)


def test_its_asker_says_it_and_everybody_reads_it(visitor: Visitor, say: Say) -> None:
    amal, question, answer = asked_and_answered(visitor, say)
    address = f"/api/v1/comments/{question}/solution"

    statuses = [amal.put(address, json={"answer": answer}).status_code for _ in range(2)]
    read = visitor().get(f"/api/v1/comments/{question}").json()
    (first, second) = visitor().get("/api/v1/threads/rota").json()["comments"]
    fragment = visitor().get("/t/rota/fragment").text
    gone = [amal.delete(address).status_code for _ in range(2)]

    assert (statuses, gone) == ([200, 200], [200, 200])
    assert read["solution"] == first["solution"] == answer
    assert [(one["kind"], one["by"], one["question"]) for one in second["marks"]] == [
        ("solved", "Amal Haddad", question)
    ]
    assert f'<strong>Solved.</strong> <a href="#comment-{answer}">What Ben Carter says</a>' in fragment
    assert "Amal Haddad, who asked, says that this is the answer" in fragment
    assert visitor().get(f"/api/v1/comments/{question}").json()["solution"] is None


def test_nobody_else_does_and_what_is_wrong_says_why(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    amal, question, answer = asked_and_answered(visitor, say)
    ben, dana = visitor("ben"), visitor("dana")
    address, of_no_question = (f"/api/v1/comments/{one}/solution" for one in (question, answer))

    with untouched():
        statuses = {
            "another": ben.put(address, json={"answer": answer}).status_code,
            "a facilitator": dana.delete(address).status_code,
            "nobody": visitor().put(address, json={"answer": answer}).status_code,
            "no reply": amal.put(address, json={"answer": question}).status_code,
            "no field": amal.put(address, json={}).status_code,
            "no question": ben.put(of_no_question, json={"answer": question}).status_code,
            "nothing": amal.put(f"/api/v1/comments/{uuid4()}/solution", json={"answer": answer}).status_code,
        }

    assert statuses == {
        "another": 403,
        "a facilitator": 403,
        "nobody": 401,
        "no reply": 422,
        "no field": 422,
        "no question": 409,
        "nothing": 404,
    }


def test_a_page_offers_the_replies_and_takes_the_choice(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    amal, question, answer = asked_and_answered(visitor, say)
    path, ben = f"/t/rota/comments/{question}/solution", visitor("ben")
    token = amal.get("/t/rota").text.partition('name="_token" value="')[2][:64]

    offered = amal.get("/t/rota").text
    page = amal.get(path).text
    with untouched():
        wrong = [
            amal.post(path, data={"_token": token, "answer": str(uuid4())}).status_code,
            amal.post(path, data={"_token": "x", "answer": answer}).status_code,
            ben.get(path).status_code,
        ]
    done = amal.post(path, data={"_token": token, "answer": answer})
    chosen = amal.get(path).text
    undone = amal.post(path, data={"_token": token, "answer": ""})

    assert f'href="{path}"' in offered
    assert f'value="{answer}"' in page
    assert wrong == [422, 403, 403]
    assert (done.status_code, done.headers["location"]) == (303, f"/t/rota?comment={question}")
    assert f'value="{answer}" checked' in chosen
    assert undone.status_code == 303
    assert visitor().get(f"/api/v1/comments/{question}").json()["solution"] is None
