"""What each key may say."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import BadValue
from plugins.schema import BY_NAME, KEYS, Update, YouSaid, comma_list, promise_text

CITED = "00000000-0000-4000-8000-00000000002a"
CASES = [
    ("date", "2026-03-02 09:00", datetime.fromisoformat("2026-03-02T09:00")),
    ("date", "2026-03-02", datetime.fromisoformat("2026-03-02T00:00")),
    ("comments", "closed", "closed"),
    ("comments_close", "2026-04-01", date(2026, 4, 1)),
    ("anonymous", "yes", True),
    ("anonymous", "no", False),
    ("slow_mode", "10m", 600),
    ("slow_mode", "30s", 30),
    ("slow_mode", "1h", 3600),
    ("retention", "90d", 90),
    ("retention", "24m", 730),
    ("retention", "2y", 730),
    ("response_promise", "2wd", "2wd"),
    ("owner", "amal", "amal"),
    ("responders", "amal, dana,amal", ["amal", "dana"]),
    ("authors", "amal; dana", ["amal", "dana"]),
    ("module", "2 | Doors and docks", (2, "Doors and docks")),
    ("lesson", "3", 3),
    ("pulse", "How clear? | Clear | Not clear", ["How clear?", "Clear", "Not clear"]),
    (
        "updates",
        "2026-03-05 | correction | It is 12 May. | Amal H.",
        [Update(date(2026, 3, 5), "correction", "It is 12 May.", "Amal H.")],
    ),
    ("updates", "2026-03-05 | minor | Spelling |", [Update(date(2026, 3, 5), "minor", "Spelling", "")]),
    ("updates", "2026-03-05 | update | More", [Update(date(2026, 3, 5), "update", "More", "")]),
    (
        "you_said",
        f"It is early. | It ends at 07:00. | done | https://n.example/t/rota?comment={CITED} /n/t/a?comment={CITED}",
        [YouSaid("It is early.", "It ends at 07:00.", "done", (("rota", CITED), ("a", CITED)))],
    ),
    ("you_said", "It is early. | It stays. | declined |", [YouSaid("It is early.", "It stays.", "declined", ())]),
    ("aliases", "news/old/, /older", ["/news/old/", "/older/"]),
    ("image", "{static}/images/a.svg", "images/a.svg"),
    ("image", "/images/a.svg", "images/a.svg"),
    ("embargo_terms", "Heron, Project Heron", ["Heron", "Project Heron"]),
    ("lang", "pt-br", "pt-br"),
]
REFUSED = [
    ("date", "2 March 2026", "YYYY-MM-DD HH:MM"),
    ("date", "2026-13-01", "YYYY-MM-DD HH:MM"),
    ("date", "20260302", "YYYY-MM-DD HH:MM"),
    ("comments_close", "2026-04-01 09:00", "YYYY-MM-DD"),
    ("review_by", "2026-02-30", "YYYY-MM-DD"),
    ("comments", "Open", "open, closed, off"),
    ("kind", "question", "discussion, questions, ideas, ama, board"),
    ("anonymous", "true", "yes, no"),
    ("slow_mode", "10", "10m"),
    ("slow_mode", "10d", "10m"),
    ("slow_mode", "0m", "10m"),
    ("retention", "10w", "90d"),
    ("response_promise", "2 days", "2wd"),
    ("you_said", "It is early.", "you said | we did | done or started or planned or declined | links of comments"),
    ("you_said", "It is early. | It is not. | maybe |", "done, started, planned, declined"),
    ("you_said", "It is early. | It is not. | done | 42", "/t/rota?comment="),
    ("response_promise", "0wd", "2wd"),
    ("owner", "Amal Haddad", "handle"),
    ("owner", "amal, dana", "handle"),
    ("responders", "amal dana", "separated by commas"),
    ("module", "Doors", "number | title"),
    ("module", "2 |", "number | title"),
    ("lesson", "0", "whole number"),
    ("lesson", "two", "whole number"),
    ("pulse", "How clear?", "question | choice | choice"),
    ("pulse", "How clear? | Clear | Clear", "each choice once"),
    ("pulse", "How clear? | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8", "7 choices"),
    ("pulse", f"How clear? | Clear | {'Not ' * 40}", "140 characters each"),
    ("updates", "2026-03-05 | fixed | It", "correction, update, minor"),
    ("updates", "5 March | correction | It", "YYYY-MM-DD"),
    ("updates", "It is 12 May", "date | correction or update or minor | text | credit"),
    ("aliases", "https://other.example/a", "former addresses"),
    ("aliases", "../a", "former addresses"),
    ("image", "https://other.example/a.svg", "below the content folder"),
    ("image", "../secrets.svg", "below the content folder"),
    ("uid", "Not a uid", "digits and hyphens"),
    ("uid", "a" * 101, "at most 100"),
    ("slug", "-a", "digits and hyphens"),
    ("lang", "EN", "lower case"),
    ("status", "skip", "published, draft, hidden"),
]


@pytest.mark.parametrize(("name", "written", "expected"), CASES)
def test_a_good_value_becomes_what_it_means(name: str, written: str, expected: object) -> None:
    assert BY_NAME[name].read([written]) == expected


@pytest.mark.parametrize(("name", "written", "allowed"), REFUSED)
def test_a_bad_value_is_refused_and_told_what_is_allowed(name: str, written: str, allowed: str) -> None:
    with pytest.raises(BadValue, match="Allowed: ") as refusal:
        BY_NAME[name].read([written])

    assert allowed in str(refusal.value)


def test_a_near_miss_is_told_what_it_may_have_meant() -> None:
    with pytest.raises(BadValue) as refusal:
        BY_NAME["moderation"].read(["reviewed"])

    assert str(refusal.value) == '"reviewed" is not allowed. Allowed: screened, first, review. Did you mean "review"?'


def test_records_go_over_several_lines() -> None:
    lines = ["2026-03-05 | correction | One |", "2026-03-09 | update | Two | Amal H."]

    assert BY_NAME["updates"].read(lines) == [
        Update(date(2026, 3, 5), "correction", "One", ""),
        Update(date(2026, 3, 9), "update", "Two", "Amal H."),
    ]


@given(st.sampled_from([key.name.lower() for key in KEYS]), st.text(max_size=40))
def test_any_text_is_either_read_or_refused_with_a_reason(name: str, written: str) -> None:
    try:
        BY_NAME[name].read([written])
    except BadValue as refusal:
        assert "llowed: " in str(refusal)  # noqa: PT017 - both ends are right


@given(st.lists(st.text(alphabet="abc -", min_size=1).map(str.strip).filter(bool), unique=True))
def test_a_list_is_what_stands_between_the_commas(items: list[str]) -> None:
    assert comma_list(", ".join(items)) == items


@pytest.mark.parametrize(("written", "words"), [("1wd", "1 working day"), ("2wd", "2 working days"), (None, None)])
def test_a_promise_is_said_in_words(written: str | None, words: str | None) -> None:
    assert promise_text(written) == words
