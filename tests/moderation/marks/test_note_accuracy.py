"""An accuracy note has a status that there is, a source that anybody can look at, and few words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.moderation.marks.note_accuracy import source_of
from comments_service.refusals import FieldIsWrong
from tests.moderation.marks.conftest import Marker, on
from tests.support.company import AMAL, DANA, PRIYA

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("status", ["confirmed", "needs-context", "corrected", "out-of-date"])
async def test_a_note_says_what_is_known_and_where_it_can_be_read(marker: Marker, status: str) -> None:
    comment = await marker.talk.says(AMAL)

    mark = await marker.notes(PRIYA, comment, status, " https://rota.example/why ", " It is the twelfth. ")

    assert mark.facts == {"status": status, "source": "https://rota.example/why", "text": "It is the twelfth."}


async def test_another_note_takes_the_place_of_the_first(marker: Marker) -> None:
    comment = await marker.talk.says(AMAL)
    await marker.notes(PRIYA, comment, "needs-context")

    second = await marker.notes(DANA, comment, "corrected")

    assert await on(comment) == {"accuracy": second}


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"status": "wrong"}, "status"),
        ({"status": ""}, "status"),
        ({"source": ""}, "source"),
        ({"source": "  "}, "source"),
        ({"source": "rota.example/why"}, "source"),
        ({"source": "//evil.example/"}, "source"),
        ({"source": "/\\evil.example/"}, "source"),
        ({"source": "javascript:alert(1)"}, "source"),
        ({"source": "JavaScript:alert(1)"}, "source"),
        ({"source": "data:text/html,hi"}, "source"),
        ({"source": "https://"}, "source"),
        ({"source": "https://dana@evil.example/"}, "source"),
        ({"source": "https://[broken"}, "source"),
        ({"source": "https://a.example/two words"}, "source"),
        ({"source": "https://a.example/\x00"}, "source"),
        ({"source": "https://a.example/" + "x" * 500}, "source"),
        ({"text": "x" * 501}, "text"),
        ({"text": "a\x00b"}, "text"),
    ],
)
async def test_a_note_without_what_it_needs_is_refused(marker: Marker, about: dict[str, str], field: str) -> None:
    comment = await marker.talk.says(AMAL)

    with pytest.raises(FieldIsWrong) as refused:
        await marker.notes(PRIYA, comment, **about)

    assert refused.value.field == field
    assert await on(comment) == {}


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.from_regex(r"(https?|javascript|data):/{0,3}[a-z@:./\\ ]{0,20}", fullmatch=True))
def test_no_source_leads_out_of_the_web_or_runs(anyio_backend: str, given_source: str) -> None:
    try:
        source = source_of(given_source)
    except FieldIsWrong:
        return

    assert source.startswith(("http://", "https://", "/")) or source.lower().startswith(("http://", "https://"))
    assert not source.startswith("//")
    assert "\\" not in source
    assert source.isprintable()
