"""Words to look out for: whole words in any case, several of them in a row, at the place they stand."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.refusals import FieldIsWrong
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import read
from comments_service.screening.watch_words import HELD, EmbargoTerm, Watched, WatchWord, find

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(body: str, *terms: str) -> list[str]:
    words = tuple(WatchWord(term) for term in terms)
    return [body[finding.start : finding.end] for finding in find(read(body), Watched(words))]


@pytest.mark.parametrize(
    ("body", "term", "places"),
    [
        ("You IDIOT, you", "idiot", ["IDIOT"]),
        ("idiots are idiotic", "idiot", []),
        ("straße STRASSE", "Straße", ["straße", "STRASSE"]),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσεύς", []),
        ("ΟΔΥΣΣΕΥΣ οδυσσευς", "Οδυσσευς", ["ΟΔΥΣΣΕΥΣ", "οδυσσευς"]),
        ("cafe\u0301 café", "café", ["cafe\u0301", "café"]),
        ("ｉｄｉｏｔ", "idiot", ["ｉｄｉｏｔ"]),
        ("id\u200biot", "idiot", ["id\u200biot"]),
        ("so Project  Heron moves us", "project heron", ["Project  Heron"]),
        ("Project\nHeron, project-heron", "Project Heron", ["Project\nHeron", "project-heron"]),
        ("Heron's nest", "heron", ["Heron"]),
        ("Project was late. The Heron flew", "project heron", []),
        ("project — — — heron", "project heron", []),
        ("project heron project", "heron project", ["heron project"]),
        ("Q3/Q4 plan", "Q3 / Q4", ["Q3/Q4"]),
        ("مشروع بلشون", "بلشون", ["بلشون"]),
        ("", "heron", []),
    ],
)
def test_a_term_is_found_as_whole_words_in_any_case(body: str, term: str, places: list[str]) -> None:
    assert found(body, term) == places


def test_each_word_has_its_own_outcome_and_the_stricter_of_two_counts() -> None:
    words = (WatchWord("heron", Outcome.ADVISE), WatchWord("crane"), WatchWord("Crane", Outcome.ADVISE))

    assert [(finding.start, finding.outcome) for finding in find(read("heron crane"), Watched(words))] == [
        (0, Outcome.ADVISE),
        (6, Outcome.HOLD),
    ]


def test_an_embargo_cannot_be_told_from_a_watch_word_but_by_the_rule_that_authors_never_see() -> None:
    (watched,) = find(read("Project Heron"), Watched((WatchWord("Project Heron", id="w1"),)))
    (embargoed,) = find(read("Project Heron"), Watched((), (EmbargoTerm("Project Heron", "a1"),)))

    assert replace(embargoed, rule="") == replace(watched, rule="")
    assert (watched.rule, embargoed.rule) == ("word:w1", "embargo:a1")
    assert embargoed == Finding("watch_word", Outcome.HOLD, watched.message, 0, 13, "embargo:a1")
    assert not {"embargo", "news", "secret", "confidential", "Heron"} & set(watched.message.replace(".", "").split())


def test_an_embargo_is_stricter_than_advice_on_the_same_word() -> None:
    (found_once,) = find(
        read("heron"), Watched((WatchWord("heron", Outcome.ADVISE, id="w1"),), (EmbargoTerm("Heron", "a1"),))
    )

    assert (found_once.outcome, found_once.rule) == (Outcome.HOLD, "embargo:a1")


@pytest.mark.parametrize("star", ["heron*", "*heron"])
def test_a_star_in_an_embargo_term_is_only_punctuation(star: str) -> None:
    assert [finding.start for finding in find(read("herons heron"), Watched((), (EmbargoTerm(star, "a1"),)))] == [7]


@pytest.mark.parametrize(
    ("body", "term", "places"),
    [
        ("Herons, heron, theron", "heron*", ["Herons", "heron"]),
        ("Watergate, gate, gates", "*gate", ["Watergate", "gate"]),
        ("overshadower shadow", "*shadow*", ["overshadower", "shadow"]),
        ("colour color collar", "col*r", ["colour", "color", "collar"]),
        ("Kündigungswelle Kündigung", "kündigung*", ["Kündigungswelle", "Kündigung"]),
        ("project herons, Project Egret", "project heron*", ["project herons"]),
        ("sesquiproject heron", "*project heron", ["sesquiproject heron"]),
        ("aba", "ab*ba", []),
        ("بلشونات", "بلشون*", ["بلشونات"]),
    ],
)
def test_a_star_stands_for_any_letters_of_a_word(body: str, term: str, places: list[str]) -> None:
    assert found(body, term) == places


@pytest.mark.parametrize("term", ["he*", "*", "project *", "**heron", "h**eron", "a*b*c*d", "*ab*", "heron*s*"])
def test_a_star_that_would_find_nearly_everything_is_refused(term: str) -> None:
    with pytest.raises(FieldIsWrong) as refusal:
        WatchWord(term)

    assert refusal.value.field == "term"


@pytest.mark.parametrize(
    ("word_lang", "page_lang", "is_found"),
    [
        ("", "", True),
        ("", "de", True),
        ("de", "de", True),
        ("de", "de-AT", True),
        ("de-CH", "DE_at", True),
        ("de", "fr", False),
        ("de", "", False),
    ],
)
def test_a_word_for_one_language_is_left_alone_on_pages_in_others(
    word_lang: str, page_lang: str, is_found: bool
) -> None:
    findings = list(find(read("der Reiher"), Watched((WatchWord("Reiher", lang=word_lang),)), page_lang))

    assert bool(findings) is is_found


@pytest.mark.parametrize(
    "disguised",
    [
        "h e r o n",
        "h.e.r.o.n",
        "H-E-R-O-N",
        "h_e_r_o_n",
        "h  e  r  o  n",
        "her-on",
        "he**ro**n",
        "her_on",
        "h3ron",
        "h3r0n",
        "H€R0N",
        "H.3.R.0.N",
        "HER0N",
        "h.3.r.0.n",
        "hеrоn",
        "hεrοn",
        "ʜᴇʀᴏɴ",
        "ⓗⓔⓡⓞⓝ",
        "𝐡𝐞𝐫𝐨𝐧",
        "ｈｅｒｏｎ",
        "he\u200br\u2060on",
        "h\u0336e\u0336r\u0336o\u0336n",
    ],
)
def test_a_disguise_is_seen_through(disguised: str) -> None:
    assert found(f"about {disguised}, they say", "heron") == [disguised]


@pytest.mark.parametrize(
    ("body", "term", "place"),
    [
        ("see a h e r o n fly", "heron", "h e r o n"),
        ("p r o j e c t   h e r o n", "project heron", "p r o j e c t   h e r o n"),
        ("Project h.e.r.o.n", "project heron", "Project h.e.r.o.n"),
        ("pr0ject heron", "project heron", "pr0ject heron"),
        ("#ProjectHeron", "project heron", "ProjectHeron"),
        ("that !d!ot", "idiot", "!d!ot"),
        ("1d10t", "idiot", "1d10t"),
        ("you @$$hat", "asshat", "@$$hat"),
        ("h3rons", "heron*", "h3rons"),
        ("Привeт", "привет", "Привeт"),
    ],
)
def test_a_disguise_is_seen_through_beside_and_within_others(body: str, term: str, place: str) -> None:
    assert found(body, term) == [place]


@pytest.mark.parametrize(
    ("body", "term"),
    [
        ("he ron", "heron"),
        ("her on Monday", "heron"),
        ("article 5010 and 4500", "solo"),
        ("H3 is full", "he"),
        ("B2B, Q3 and A4", "bzb"),
        ("оса и сорока", "oca"),
        ("το νερό", "to"),
        ("Dana's", "dana's son"),
        ("ten!", "teni"),
    ],
)
def test_honest_writing_is_not_read_as_a_disguise(body: str, term: str) -> None:
    assert found(body, term) == []


@pytest.mark.parametrize("word", ["café", "cafe\u0301", "CAFÉ"])
def test_a_star_does_not_stand_for_the_accent_of_the_letter_before_it(word: str) -> None:
    assert found(f"{word} cafeteria", "cafe*") == ["cafeteria"]
    assert found(f"{word} cafeteria", "café*") == found(f"{word} cafeteria", "*afé*") == [word]


@pytest.mark.parametrize("word", ["ガード", "\u30ab\u3099\u30fc\u30c8\u3099", "\uff76\uff9e\u30fc\uff84\uff9e"])
def test_marks_of_japanese_belong_to_the_letter_before_them(word: str) -> None:
    assert found(f"{word} x", "ガード") == [word]


def test_however_many_vowel_signs_a_word_has_it_is_one() -> None:
    assert found("यह क्षत्रियसंस्थापकीय है", "क्षत्रियसंस्थापकीय") == ["क्षत्रियसंस्थापकीय"]
    assert found("यह क्षत्रियसंस्थापकीय है", "क्षत्रियसंस्था") == []


NUMBERS = [str(number) for number in range(100, 1_000)]


@pytest.mark.parametrize(
    "body",
    [
        " ".join(f"{chr(number)}{chr(number + 1)}" for number in range(0x4E00, 0x5200)),
        " ".join(f"{number}.{number[::-1]}" for number in NUMBERS),
        "the same again " * 100 + " ".join(f"{first}-{last}" for first in "abcdefghij" for last in "klmnopqrst"),
        " ".join(f"her-on{number}" for number in range(14)),
    ],
    ids=["words", "pieces", "different pieces", "hidden words of terms"],
)
def test_what_has_more_words_than_any_language_is_held_for_a_person_to_read(body: str) -> None:
    finding = Finding("watch_word", Outcome.HOLD, HELD, 0, len(body))

    assert list(find(read(body), Watched((WatchWord("heron*", Outcome.ADVISE),)))) == [finding]
    assert list(find(read(body), Watched(()))) == []


@pytest.mark.parametrize("written", ["her-on", "h3ron"])
def test_of_very_many_hidden_words_the_first_are_looked_at_and_the_text_is_held(written: str) -> None:
    body = f"{written} crane " + f"{written} or " * 60

    assert found(body, "heron crane") == [f"{written} crane", body]
    assert found(body[:70], "heron crane") == [f"{written} crane"]


@pytest.mark.parametrize("term", ["", " ", "!!", "\u200b"])
def test_a_term_without_a_word_is_refused(term: str) -> None:
    with pytest.raises(FieldIsWrong):
        WatchWord(term)


@pytest.mark.parametrize("outcome", [Outcome.BLOCK, Outcome.PUBLISH])
def test_a_watch_word_may_only_advise_or_hold(outcome: Outcome) -> None:
    with pytest.raises(FieldIsWrong):
        WatchWord("heron", outcome)


@PATIENT
@given(st.text(max_size=30), st.text("abé ", min_size=1, max_size=10), st.text(max_size=30))
def test_a_term_among_spaces_is_always_found(before: str, term: str, after: str) -> None:
    if not term.strip():
        return
    body = f"{before} , {term} , {after}"

    places = [body[start : start + len(term.strip())] for start in _starts(body, term)]

    assert term.strip() in places


def _starts(body: str, term: str) -> list[int]:
    return [finding.start for finding in find(read(body), Watched((WatchWord(term),)))]
