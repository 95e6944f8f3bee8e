"""/admin/rules: who may, that a refusal shows its sentences and loses nothing, that trying a text leaves no trace."""

import logging
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor
from tests.support.company import PAGES, manifest
from tests.support.talking import BLOCKED_SECRET

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
WHERE = "/admin/rules"


def day(ahead: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=ahead)).isoformat()


def fields(client: TestClient, **about: str) -> dict[str, str]:
    token = re.search(r'name="_token" value="([^"]+)"', client.get(WHERE).text)
    assert token
    usual = {"term": "Project Egret", "lang": "", "outcome": "hold", "why": "It is not signed.", "owner": "dana"}
    return {"_token": token[1], "id": str(uuid4()), "expires": day(100), **usual, **about}


def written(client: TestClient, **about: str) -> str:
    """Where the rule is that somebody has just written."""
    answer = client.post(WHERE, data=fields(client, **about))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def seen(client: TestClient, rule: str) -> str:
    """What the forms on the page of a rule bring along of it."""
    found = re.search(r'name="seen" value="([^"]+)"', client.get(rule).text)
    return found[1] if found else ""


def does(client: TestClient, rule: str, action: str, **about: str) -> str:
    answer = client.post(rule, data={"seen": seen(client, rule), **fields(client, action=action, **about)})
    assert answer.status_code == 303, answer.text
    return text(client.get(answer.headers["location"]).text)


def text(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)))


@pytest.mark.parametrize(
    ("person", "status"), [("dana", 200), ("noor", 200), ("amal", 403), ("ines", 403), (None, 401)]
)
def test_rules_are_for_facilitators_and_administrators(visitor: Visitor, person: str | None, status: int) -> None:
    assert visitor(person).get(WHERE).status_code == status
    rule = written(visitor("dana"))
    assert visitor(person).get(rule).status_code == status


def test_a_rule_is_written_turned_on_and_ended_and_each_page_says_what_became_of_it(visitor: Visitor, say: Say) -> None:
    dana, amal = visitor("dana"), visitor("amal")
    rule = written(dana)
    assert "This rule waits to be turned on." in text(dana.get(f"{rule}?done=added").text)
    assert amal.get(f"/api/v1/comments/{say(amal, 'Project Egret, anyone?')}").json()["state"] == "published"

    assert "The rule is on: it looks at everything that is posted from now on." in does(dana, rule, "turn-on")
    held = say(amal, "So Project Egret moves us?")
    assert amal.get(f"/api/v1/comments/{held}").json()["state"] == "held"
    assert "Found in 1 comment in 90 days, none decided yet." in text(dana.get(WHERE).text)

    (verdict,) = [{"comment": held, "version": 1, "action": "approve"}]
    assert dana.post("/admin/api/decisions", json=[verdict]).json()["results"][0]["status"] == 200
    assert "1, 1 of 1 approved after all" in text(dana.get(rule).text)

    assert "This rule has ended." in does(dana, rule, "end")
    again = say(amal, "Project Egret is no secret now.")
    assert amal.get(f"/api/v1/comments/{again}").json()["state"] == "published"


def test_a_refusal_shows_the_sentences_and_keeps_what_was_typed(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")
    sent = fields(dana, term="overtime", why="They talk too much.")
    with untouched():
        answer = dana.post(WHERE, data=sent)

    assert answer.status_code == 422
    assert "“overtime” would hold what people may always say" in text(answer.text)
    assert "Can somebody explain how overtime is counted after 48 hours?" in text(answer.text)
    assert "They talk too much." in answer.text
    assert sent["id"] in answer.text


def test_a_star_alone_is_refused(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")
    sent = fields(dana, term="*")
    with untouched():
        answer = dana.post(WHERE, data=sent)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    "wrong",
    [{"_token": "x"}, {"expires": "soon"}, {"expires": "9999-12-31"}, {"id": "7"}, {"outcome": "block"}, {"lang": "?"}],
)
def test_what_cannot_be_is_told_on_the_page_and_nothing_is_kept(
    visitor: Visitor, untouched: Untouched, wrong: dict[str, str]
) -> None:
    dana = visitor("dana")
    sent = fields(dana, **wrong)
    with untouched():
        answer = dana.post(WHERE, data=sent)

    assert answer.status_code in (403, 422)
    assert "Project Egret" in answer.text


def test_a_day_too_far_away_or_gone_is_refused_on_the_rules_own_page(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")
    rule = written(dana)
    for expires in (day(0), day(368)):
        sent = fields(dana, action="change", expires=expires, seen=seen(dana, rule))
        with untouched():
            answer = dana.post(rule, data=sent)
        assert answer.status_code == 422
        assert "within twelve months" in answer.text
    assert "The rule is changed." in does(dana, rule, "change", expires=day(20))


def test_what_a_rule_looks_for_stays_once_it_was_on_whatever_is_sent(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")
    rule = written(dana)
    does(dana, rule, "turn-on")
    sent = {"seen": seen(dana, rule), **fields(dana, action="change", term="Something else", why="Signed in May.")}
    with untouched():
        answer = dana.post(rule, data=sent)
    assert answer.status_code == 422
    assert '<dd dir="auto">Something else</dd>' in answer.text

    del sent["term"]
    assert dana.post(rule, data=sent).status_code == 303
    assert "Project Egret" in dana.get(rule).text
    assert "Signed in May." in dana.get(rule).text


@pytest.mark.parametrize("action", ["turn-on", "end", "change"])
def test_nobody_acts_on_a_rule_that_a_colleague_has_changed_since_they_read_it(
    visitor: Visitor, untouched: Untouched, action: str
) -> None:
    dana, eli = visitor("dana"), visitor("eli")
    rule = written(dana)
    sent = {"seen": seen(dana, rule), **fields(dana, action=action, why="What Dana typed.")}
    if action != "change":
        sent = {name: sent[name] for name in ("_token", "seen", "action")}
    does(eli, rule, "change", term="Project Heron", why="What Eli typed.", owner="eli")
    with untouched():
        answer = dana.post(rule, data=sent)

    assert answer.status_code == 409
    assert "A colleague has changed this rule since you opened it" in answer.text
    assert "What Eli typed.</dd>" in answer.text
    assert f"What {'Dana' if action == 'change' else 'Eli'} typed.</textarea>" in answer.text
    # With what the page says now, the same may be done.
    assert does(dana, rule, action)


def test_what_was_typed_is_kept_where_the_rule_has_ended_meanwhile(visitor: Visitor, untouched: Untouched) -> None:
    dana, eli = visitor("dana"), visitor("eli")
    rule = written(dana)
    sent = {"seen": seen(dana, rule), **fields(dana, action="change", why="What Dana typed.")}
    does(eli, rule, "end")
    with untouched():
        answer = dana.post(rule, data=sent)

    assert answer.status_code == 409
    assert "This rule has ended. Write a new one." in answer.text
    assert "What Dana typed." in answer.text


@pytest.mark.parametrize("path", ["/admin/rules/7", "/admin/rules/00000000-0000-7000-8000-000000000007"])
def test_a_rule_that_is_nobodys_is_not_there(visitor: Visitor, path: str) -> None:
    dana = visitor("dana")

    assert dana.get(path).status_code == 404
    assert dana.post(path, data=fields(dana, action="end")).status_code == 404
    assert dana.post(f"{path}/rehearsal", data=fields(dana)).status_code == 404


def test_another_action_is_refused(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")
    rule = written(dana)
    sent = fields(dana, action="delete")
    with untouched():
        assert dana.post(rule, data=sent).status_code == 422


def test_what_is_tried_is_told_with_what_found_it_and_leaves_no_trace(
    visitor: Visitor, untouched: Untouched, caplog: pytest.LogCaptureFixture
) -> None:
    dana = visitor("dana")
    does(dana, written(dana, lang="fr"), "turn-on")
    told = {}
    with untouched(), caplog.at_level(logging.DEBUG):
        for lang in ("en", "fr"):
            answer = dana.post(f"{WHERE}/try", data=fields(dana, body="Project Egret, 0113 496 0000", lang=lang))
            told[lang] = text(answer.text)
            assert "Project Egret" in answer.text
        blocked = dana.post(f"{WHERE}/try", data=fields(dana, body=f"The key is {BLOCKED_SECRET}.", lang="en"))

    assert "Its author would be asked to change it" in told["en"]
    assert "It would be held until a facilitator has looked at it." in told["fr"]
    assert "Rule “Project Egret”, Dana Reyes: a facilitator looks first." in told["fr"]
    assert "0113 496 0000 Telephone numbers: its author is asked first." in told["fr"]
    assert "nothing of it would be stored" in text(blocked.text)
    assert not [
        record for record in caplog.records if BLOCKED_SECRET in record.getMessage() or "Egret" in record.getMessage()
    ]


@pytest.mark.parametrize("body", ["", "x" * 10_001])
def test_what_could_not_be_posted_cannot_be_tried_either(visitor: Visitor, untouched: Untouched, body: str) -> None:
    dana = visitor("dana")
    sent = fields(dana, body=body)
    with untouched():
        assert dana.post(f"{WHERE}/try", data=sent).status_code == 422


def test_which_page_is_under_embargo_is_told_to_facilitators_alone(visitor: Visitor, deploy_token: str) -> None:
    withheld = {"uid": "results", "title": "Half-year results", "terms": ["Larkfield"], "until": f"{day(9)}T09:00:00Z"}
    bring_in(visitor(), deploy_token, withheld)
    told = {}
    for person in ("dana", "noor"):
        client = visitor(person)
        told[person] = text(client.post(f"{WHERE}/try", data=fields(client, body="Larkfield?", lang="en")).text)

    assert "Not out yet: Half-year results" in told["dana"]
    assert "Words of pages that are not out yet: a facilitator looks first." in told["noor"]
    assert "Half-year results" not in told["noor"]


def bring_in(client: TestClient, token: str, *withheld: Mapping[str, object]) -> None:
    sent = {**manifest(*PAGES), "embargo": list(withheld)}
    answer = client.put("/api/v1/site/threads", json=sent, headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text


def test_an_author_learns_nothing_of_an_embargo(visitor: Visitor, deploy_token: str) -> None:
    withheld = {"uid": "results", "title": "Half-year results", "terms": ["Larkfield"], "until": f"{day(9)}T09:00:00Z"}
    bring_in(visitor(), deploy_token, withheld)
    amal, new = visitor("amal"), str(uuid4())
    screened = amal.post("/api/v1/screen", json={"body": "What of Larkfield?", "thread": "rota"})
    posted = amal.put(f"/api/v1/comments/{new}", json={"thread": "rota", "body": "What of Larkfield?"})
    mine = amal.get("/api/v1/threads/rota/me")

    assert posted.status_code == 202
    for answer in (screened, posted, mine, amal.get("/t/rota")):
        assert not [word for word in ("embargo", "results", "out yet", "Half-year") if word in answer.text.lower()], (
            answer.url
        )


def test_a_rehearsal_shows_what_it_would_have_found_and_whose_words_only_to_those_who_may_read_them(
    visitor: Visitor, say: Say
) -> None:
    dana, noor, amal = visitor("dana"), visitor("noor"), visitor("amal")
    say(amal, "Project Egret, in public.")
    say(amal, "Project Egret, held.", thread="incident")
    rule = written(dana)
    facilitators = dana.post(f"{rule}/rehearsal", data=fields(dana)).text
    administrators = noor.post(f"{rule}/rehearsal", data=fields(noor)).text

    assert "It would have held 2. People approved or left public 1 of them, and removed 0." in text(facilitators)
    assert ", held." in text(facilitators)
    assert "/admin/comments/" in facilitators
    assert ", held." not in text(administrators)
    assert "/admin/comments/" not in administrators


def test_forms_without_their_token_do_nothing(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")
    rule = written(dana)
    with untouched():
        for path in (rule, f"{WHERE}/try", f"{rule}/rehearsal"):
            assert dana.post(path, data={"action": "end", "body": "x"}).status_code == 403
