"""POST /admin/cases/settle: what needs no answer leaves its queue."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.conftest import Visitor

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
WHERE = "/admin/cases/settle"


def test_a_question_that_needs_no_answer_leaves_its_queue_and_the_next_is_opened(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    words = ("Is the canteen open?", "Who has the keys of hall two?")
    first, second = (say(amal, one, kind="question") for one in words)
    page = dana.get(f"/admin/?queue=questions&item={first}").text
    token = page.partition('name="_token" value="')[2][:64]
    case = page.partition('name="case" value="')[2][:36]
    fields = {"_token": token, "comment": first, "kind": "question", "queue": "questions", "case": case}
    answers = [dana.post(WHERE, data=fields), dana.post(WHERE, data=fields)]

    assert "This question needs no answer" in page
    assert {answer.status_code for answer in answers} == {303}
    assert f"item={second}#item-title" in answers[0].headers["location"]
    listed = dana.get("/admin/?queue=questions").text
    assert (f'data-row="{first}"' in listed, f'data-row="{second}"' in listed) == (False, True)


@pytest.mark.parametrize(("about", "status"), [({"kind": "hold"}, 422), ({"comment": "nothing"}, 422), ({}, 403)])
def test_nothing_else_is_settled_so(
    visitor: Visitor, say: Say, untouched: Untouched, about: dict[str, str], status: int
) -> None:
    said = say(visitor("amal"), "Is the canteen open?", kind="question")
    dana = visitor("dana")
    token = dana.get("/admin/").text.partition('name="_token" value="')[2][:64] if about else "old"
    with untouched():
        answer = dana.post(WHERE, data={"_token": token, "comment": said, "kind": "question", **about})

    assert answer.status_code == status
