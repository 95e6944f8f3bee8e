"""What tests of HTTP share: saying something through the API."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

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
