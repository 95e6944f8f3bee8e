"""What is too long about a request is told, and nothing of it is looked at."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest

from comments_service.web.lengths import LARGEST_HEADERS, LONGEST_ADDRESS, MOST_HEADERS
from tests.conftest import Visitor

Untouched = Callable[[], AbstractContextManager[None]]
COMMENT = {"thread": "rota", "body": "The rota works."}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


@pytest.mark.parametrize("address", ["/t/rota?x={}", "/t/{}", "/api/v1/counts?thread={}"])
def test_an_address_may_be_as_long_as_ours_and_no_longer(visitor: Visitor, address: str) -> None:
    room = LONGEST_ADDRESS - len(address.format("").replace("?", ""))
    longest, longer = address.format("a" * room), address.format("a" * (room + 1))

    assert visitor().get(longest).status_code != 414
    answer = visitor().get(longer)
    assert (answer.status_code, answer.json()["limit"]) == (414, LONGEST_ADDRESS)


@pytest.mark.parametrize(
    "headers", [{f"x-{number}": "1" for number in range(MOST_HEADERS + 1)}, {"x-long": "a" * LARGEST_HEADERS}]
)
def test_more_headers_than_a_browser_sends_are_refused_and_nothing_is_written(
    visitor: Visitor, untouched: Untouched, headers: dict[str, str]
) -> None:
    amal, own = visitor("amal"), uuid4()
    with untouched():
        answer = amal.put(f"/api/v1/comments/{own}", json=COMMENT, headers=headers)

    assert answer.status_code == 431
    assert answer.json()["type"].endswith("/headers-are-too-large")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_many_and_long_ones_that_are_within_bounds_are_taken(visitor: Visitor) -> None:
    headers = {f"x-{number}": "a" * 100 for number in range(MOST_HEADERS - 20)}

    assert visitor("amal").put(f"/api/v1/comments/{uuid4()}", json=COMMENT, headers=headers).status_code == 201


def test_a_person_gets_a_page_that_says_what_helps(visitor: Visitor) -> None:
    answer = visitor().get("/t/rota", headers={"accept": "text/html", "cookie": "a=" + "b" * LARGEST_HEADERS})

    assert (answer.status_code, "Deleting this site’s cookies often helps." in answer.text) == (431, True)
