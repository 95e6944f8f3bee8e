"""Whatever a program sends to the API, and whoever sends it: nothing breaks, and what is answered is in /openapi.json.

schemathesis makes the requests from the document itself: examples, edges, what the document forbids, what it never
thought of, and chains of calls. All of its checks hold each answer to the document.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests.support.company import PAGES
from tests.support.service import Service, run
from tests.support.small_town import say, small_town
from tests.support.time_passes import time_passes

# One of each role, and nobody; "the publish" has the deploy token.
WHO = ("nobody", "amal", "tom", "ines", "priya", "dana", "hanna", "owen", "noor", "lotte", "the publish")
# The edges of what the document allows and forbids are a thousand requests. Whoever may do a thing meets the same
# ones, so each kind of visitor there is tries them, and all roles in a soak.
AT_THE_EDGES = ("nobody", "amal", "dana", "the publish")
# What a text says no schema tells: screening, what is empty to the eye, who may do what when. That it is refused with
# 422 is described; where there is no text, 422 for what the document allows is a fault of the document.
OF_TEXTS = ("screen", "preview", "similar", "comments", "decisions", "threads")


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("contract")
    with small_town(sqlite_template, folder) as service:
        yield service


@pytest.fixture(scope="module")
def known(town: Service) -> dict[str, list[str]]:
    """What there is to ask about: comments in every state, and discussions of every kind."""
    said = [str(say(town, who, f"What {who} thinks of it.")) for who in ("amal", "ben", "dana", "ines", "priya")]
    held = [str(say(town, who, "Is it true?", thread="incident")) for who in ("amal", "tom", "hanna")]
    dana = town.client("dana")
    gone = {"comment": held[0], "version": 1, "action": "remove", "reason": "off-topic"}
    assert dana.post("/admin/api/decisions", json=[gone]).json()["results"][0]["status"] == 200
    time_passes(town.database_url)
    assert town.client("ben").delete(f"/api/v1/comments/{said[1]}").status_code == 200
    return {"ids": [*said, *held, str(uuid4())], "uids": [page["uid"] for page in PAGES]}


def configuration(
    town: Service, who: str, known: dict[str, list[str]], *, examples: int, edges: bool
) -> SchemathesisConfig:
    """How somebody asks: with their session or token, about what there is more often than not."""
    auth: dict[str, Any] = {}
    if who == "the publish":
        auth = {"auth": {"openapi": {"deployToken": {"bearer": deploy_token(town)}}}}
    elif who != "nobody":
        auth = {"auth": {"openapi": {"session": {"api_key": town.client(who).cookies["townhall_session"]}}}}
    # Of many names an address is longer than addresses may be, whatever each of them is.
    accepted = ["2xx", "3xx", "401", "403", "404", "409", "414", "429", "5xx"]
    refused = ["400", "401", "403", "404", "405", "406", "409", "413", "414", "415", "422", "429", "5xx"]
    about = {
        "path.id": {"dictionary": "ids", "probability": 0.7},
        "path.uid": {"dictionary": "uids", "probability": 0.7},
        "body.thread": {"dictionary": "uids", "probability": 0.7},
        "body.parent": {"dictionary": "ids", "probability": 0.3},
        "body.[*].comment": {"dictionary": "ids", "probability": 0.7},
    }
    return SchemathesisConfig.from_dict(
        {
            "headers": {"Origin": town.address},
            **auth,
            "dictionaries": {name: {"values": values} for name, values in known.items()},
            "parameters": about,
            "generation": {"max-examples": examples},
            "phases": {"coverage": {"enabled": edges}, "stateful": {"max-steps": 4}},
            "continue-on-failure": True,
            "checks": {"negative_data_rejection": {"expected-statuses": refused}},
            "operations": [
                # It goes on for as long as somebody listens.
                {"include-path-regex": "/live$", "enabled": False},
                # DELETE withdraws it: others find nothing then, but its author reads it until it is purged.
                {"include-path-regex": "/comments/{id}$", "checks": {"use_after_free": {"enabled": False}}},
                {
                    "include-path-regex": rf"/({'|'.join(OF_TEXTS)})\b",
                    "checks": {"positive_data_acceptance": {"expected-statuses": [*accepted, "422"]}},
                },
            ],
        }
    )


def deploy_token(town: Service) -> str:
    """A token as an operator makes one."""
    return run("deploy-token", "new", f"of-{uuid4().hex[:8]}", TOWNHALL_DATABASE_URL=town.database_url).splitlines()[0]


def faults(config: SchemathesisConfig, address: str) -> tuple[list[str], Counter[int]]:
    """Ask whatever the document makes one ask; return what was wrong, and how often each status was answered."""
    found, statuses = {}, Counter[int]()
    for event in from_schema(schemathesis.openapi.from_url(f"{address}/openapi.json", config=config)).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found[repr(event)] = str(getattr(event, "value", event))
        if not isinstance(event, events.ScenarioFinished):
            continue
        statuses.update(one.response.status_code for one in event.recorder.interactions.values() if one.response)
        for checks in event.recorder.checks.values():
            for info in (check.failure_info for check in checks):
                if info:
                    key = f"{event.recorder.label} {info.failure.title}"
                    found[key] = f"{key}: {info.failure.message}\n{info.code_sample}"
    return list(found.values()), statuses


@pytest.mark.soak
@pytest.mark.parametrize("who", WHO)
def test_whatever_is_asked_is_answered_as_described(town: Service, known: dict[str, list[str]], who: str) -> None:
    # A hundred examples of a property are usual, and each of these is a request.
    examples = hypothesis.settings().max_examples // 50
    edges = who in AT_THE_EDGES or examples > 2

    wrong, statuses = faults(configuration(town, who, known, examples=examples, edges=edges), town.address)

    assert not wrong, "\n\n".join(wrong)
    assert sum(statuses.values()) > (300 if edges else 60)
    assert statuses[200] > 10
