"""What tests of HTTP share: saying something through the API, and holding a request to having written nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.support.contents import nothing_written

Say = Callable[..., str]


@pytest.fixture
def say() -> Say:
    """Posts a comment and returns its id: `say(amal, "Hello")`, `say(amal, "Hello", thread="incident")`."""

    def post(client: TestClient, body: str = "Better for me, this rota.", **about: object) -> str:
        new = str(uuid4())
        answer = client.put(f"/api/v1/comments/{new}", json={"thread": "rota", "body": body, **about})
        assert answer.status_code in (201, 202), answer.text
        return new

    return post


@pytest.fixture
def untouched(settings: Settings) -> Callable[[], AbstractContextManager[None]]:
    """`with untouched():` fails if the block wrote anything to the database."""

    def held() -> AbstractContextManager[None]:
        return nothing_written(settings.database_url)

    return held
