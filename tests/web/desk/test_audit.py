"""/admin/audit: who may read it, that it reads as sentences, what can be looked for, and the export."""

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor
from tests.support.company import PAGES

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
WHERE = "/admin/audit"


def told(client: TestClient, **asked: object) -> list[str]:
    """The sentences of a page, without their time and number."""
    page = client.get(WHERE, params=asked)  # type: ignore[arg-type]
    assert page.status_code == 200, page.text
    said = re.findall(r'<p class="th-audit__said">(.*?)</p>', page.text, re.DOTALL)
    return [unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", one))).strip() for one in said]


def token_of(client: TestClient) -> str:
    found = re.search(r'name="_token" value="([^"]+)"', client.get(WHERE).text)
    assert found
    return found[1]


def decide(client: TestClient, comment: str, action: str, **about: str) -> None:
    verdict = {"comment": comment, "version": 1, "action": action, **about}
    (result,) = client.post("/admin/api/decisions", json=[verdict]).json()["results"]
    assert result["status"] == 200, result


def test_what_happened_is_told_in_sentences_the_newest_first(visitor: Visitor, say: Say) -> None:
    dana = visitor("dana")
    held = say(visitor("amal"), "What happened in hall 3?", thread="incident")
    decide(dana, held, "remove", reason="personal-data")

    noor = visitor("noor")
    assert told(noor)[:2] == [
        "Dana Reyes removed a comment on Incident (reason: personal data)",
        "Amal Haddad posted a comment on Incident (held: page is reviewed)",
    ]
    assert told(noor)[-1] == f"The publish brought in what the site publishes ({len(PAGES)} pages changed, 0 archived)"


def test_no_word_that_people_wrote_is_in_it(visitor: Visitor, say: Say) -> None:
    dana = visitor("dana")
    held = say(visitor("amal"), "Hall 3 smells of herring.", thread="incident")
    decide(dana, held, "remove", reason="other", message="Please no herring.", note="Herring again.")

    assert "erring" not in dana.get(WHERE).text
    noor = visitor("noor")
    assert "erring" not in noor.post(f"{WHERE}/export", data={"_token": token_of(noor)}).text


def test_whoever_reads_a_part_of_it_is_let_in_and_nobody_else(visitor: Visitor, untouched: Untouched) -> None:
    who = {handle: visitor(handle) for handle in ("dana", "noor", "lotte", "hanna", "owen", "amal", "ines")}
    with untouched():
        assert {handle: client.get(WHERE).status_code for handle, client in who.items()} == {
            "dana": 200, "noor": 200, "lotte": 200, "hanna": 200, "owen": 200, "amal": 403, "ines": 403,
        }  # fmt: skip
        assert visitor().get(WHERE).status_code == 401
        assert visitor().get(WHERE, headers={"accept": "text/html"}).headers["location"].startswith("/auth/login")
        assert who["amal"].post(f"{WHERE}/export", data={"_token": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("who", "part", "file", "has", "has_not"),
    [
        ("noor", "You read all of it", "audit.jsonl", {"comment.posted", "comment.reported", "session.began"}, set()),
        ("dana", "You read what you did here yourself", "audit-own.jsonl", {"comment.decided"}, {"comment.posted"}),
        ("eli", "You read what you did here yourself", "audit-own.jsonl", set(), {"comment.decided"}),
        ("lotte", "about moderation", "audit-moderation-unsealings.jsonl", {"comment.decided"}, {"comment.posted"}),
        ("hanna", "about cases", "audit-cases-holds-unsealings.jsonl", {"comment.decided"}, {"comment.posted"}),
        ("owen", "legal holds", "audit-cases-holds-unsealings.jsonl", set(), {"comment.decided"}),
    ],
)
def test_each_reader_is_told_which_part_it_is_and_takes_that_part_alone(
    visitor: Visitor, say: Say, who: str, part: str, file: str, has: set[str], has_not: set[str]
) -> None:
    held = say(visitor("amal"), thread="incident")
    other = say(visitor("amal"), "And the rota?")
    visitor("ben").put(f"/api/v1/comments/{other}/report", json={"reason": "hurtful"})
    decide(visitor("dana"), held, "escalate", to="hr", note="Please look at this.")
    reader = visitor(who)
    page = reader.get(WHERE).text
    answer = reader.post(f"{WHERE}/export", data={"_token": token_of(reader)})
    kinds = {json.loads(line)["kind"] for line in answer.text.splitlines()}

    assert part in page
    assert ("the whole shows" in page) is (who != "noor")
    assert f'filename="{file}"' in answer.headers["content-disposition"]
    assert has | {"audit.exported"} <= kinds
    assert not has_not & kinds
    assert ("comment.reported" in kinds) is (who == "noor")


def test_only_what_is_in_ones_part_can_be_looked_for(visitor: Visitor) -> None:
    hanna = visitor("hanna")

    assert 'value="sealed-case.read"' in hanna.get(WHERE).text
    assert 'value="comment.posted"' not in hanna.get(WHERE).text
    assert hanna.get(WHERE, params={"kind": "comment.posted"}).status_code == 422


def test_who_comes_and_goes_and_who_reported_is_not_told(visitor: Visitor, say: Say) -> None:
    noor, ben = visitor("noor"), visitor("ben")
    said = say(visitor("amal"))
    assert ben.put(f"/api/v1/comments/{said}/report", json={"reason": "hurtful"}).status_code == 200

    assert told(noor)[0] == "A reader reported a comment on Rota (reason: hurtful)"
    assert told(noor, person="ben") == []
    assert not any("Ben" in sentence or "session" in sentence for sentence in told(noor))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"person": "DANA"}, 1), ({"person": "amal"}, 2), ({"person": "nobody"}, 0), ({"person": "a\x00"}, 0),
        ({"kind": "comment.decided"}, 1), ({"kind": "comment.posted"}, 2),
        ({"page": "incid"}, 2), ({"page": "rota"}, 1), ({"page": "%"}, 0),
        ({"person": "amal", "page": "incident"}, 1), ({"since": "2000-01-01", "until": "2000-12-31"}, 0),
        ({"since": "2000-01-01", "page": "rota"}, 1),
    ],
)  # fmt: skip
def test_it_can_be_looked_for(visitor: Visitor, say: Say, asked: dict[str, str], found: int) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    decide(dana, say(amal, thread="incident"), "approve")
    say(amal)

    assert len(told(visitor("noor"), **asked)) == found


def test_what_happened_to_one_comment_is_found_by_its_id(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    held = say(amal, thread="incident")
    say(amal, "And another.", thread="incident")
    decide(dana, held, "approve")

    assert told(visitor("noor"), comment=held) == [
        "Dana Reyes approved a comment on Incident",
        "Amal Haddad posted a comment on Incident (held: page is reviewed)",
    ]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"kind": "poem"}, "kind"), ({"comment": "x"}, "comment"), ({"since": "yesterday"}, "since"),
        ({"until": "9999-12-31"}, "until"), ({"person": "x" * 121}, "person"), ({"before": "-1"}, None),
        ({"before": "9" * 30}, None), ({"before": "٣"}, None),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_said_and_stays_in_the_form(
    visitor: Visitor, asked: dict[str, str], field: str | None
) -> None:
    page = visitor("noor").get(WHERE, params=asked)

    assert page.status_code == 422
    assert 'role="alert"' in page.text
    if field:
        assert re.search(rf'(name="{field}"[^>]*aria-invalid)|(name="kind")', page.text)
        assert asked[field][:100] in page.text or field == "kind"


def test_pages_follow_each_other_and_keep_what_was_looked_for(visitor: Visitor, say: Say) -> None:
    amal, noor = visitor("amal"), visitor("noor")
    for number in range(52):
        say(amal, f"Reading {number}.", thread="incident")
    first = noor.get(WHERE, params={"person": "amal & co"[:4]})
    link = re.search(r'href="([^"]+)">Show earlier', first.text)
    assert link
    second = noor.get(unescape(link[1]))

    numbers = [re.findall(r'id="event-(\d+)"', page.text) for page in (first, second)]
    assert [len(one) for one in numbers] == [50, 2]
    together = [int(one) for page in numbers for one in page]
    assert together == sorted(together, reverse=True)
    assert "Show earlier" not in second.text


def test_where_nothing_like_it_happened_it_says_what_to_do(visitor: Visitor) -> None:
    page = visitor("noor").get(WHERE, params={"person": "nobody"})

    assert "Nothing like that happened" in page.text
    assert "Show everything" in page.text


def test_the_export_is_a_chain_that_anybody_can_check_and_says_who_took_it(visitor: Visitor, say: Say) -> None:
    noor = visitor("noor")
    say(visitor("amal"))
    answer = noor.post(f"{WHERE}/export", data={"_token": token_of(noor)})

    assert answer.headers["content-type"].startswith("application/jsonl")
    assert "attachment" in answer.headers["content-disposition"]
    before = "0" * 64
    for line in answer.text.splitlines():
        event = json.loads(line)
        own = event.pop("hash")
        said = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert own == hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()
        before = own
    assert told(noor)[0] == "Noor van Dam exported the audit"


def test_the_export_may_go_on_from_a_number(visitor: Visitor) -> None:
    noor = visitor("noor")
    answer = noor.post(f"{WHERE}/export", data={"_token": token_of(noor), "since": "1"})

    assert json.loads(answer.text.splitlines()[0])["number"] == 2
    assert told(noor)[0] == "Noor van Dam exported the audit (from number 2 on)"


@pytest.mark.parametrize("since", ["-1", "one", "9" * 30])
def test_an_export_from_no_number_is_refused(visitor: Visitor, untouched: Untouched, since: str) -> None:
    noor = visitor("noor")
    token = token_of(noor)
    with untouched():
        assert noor.post(f"{WHERE}/export", data={"_token": token, "since": since}).status_code == 422


def test_an_export_needs_the_forms_token_and_is_never_a_link(visitor: Visitor, untouched: Untouched) -> None:
    noor = visitor("noor")
    with untouched():
        assert noor.post(f"{WHERE}/export", data={"_token": "wrong"}).status_code == 403
        assert noor.get(f"{WHERE}/export").status_code == 405
