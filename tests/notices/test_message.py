"""A letter as a message: whole headers, nothing smuggled in, a thread that is a thread, and words that stay words."""

from dataclasses import replace
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

import pytest
from jinja2 import Environment

from comments_service.discussion.reply_tree import Node
from comments_service.languages import Language, language
from comments_service.notices.letters import Letter
from comments_service.notices.message import Addressee, Stationery, message
from comments_service.notices.sentences import of_reply
from comments_service.records import Comment, Person, Revision, Spoken, Thread
from comments_service.storage.notices import REPLY, Notice
from comments_service.web.templating import environment
from tests.support.company import AMAL, BEN, NOON

SERVICE = "https://news.example/talk"


def templates(speaks: Language) -> Environment:
    return environment(base=SERVICE, site="https://news.example", code=speaks.code)


ENGLISH = language("en")
STATIONERY = Stationery(SERVICE, Address("The newsroom", addr_spec="newsroom@example.com"), templates, ENGLISH)
TO = Addressee("amal@example.com", ENGLISH)
STOP = f"{SERVICE}/me/mail/stop?t={'gAAAAABn' * 20}"
ROTA = Thread("rota", "/news/rota/", "The new rota", "en", {"kind": "discussion"}, 1, archived=False)
NOTICE = Notice(UUID(int=7), REPLY, AMAL.id, UUID(int=9), 0, NOON, 1, UUID(int=8))
HEADERS = {
    "subject", "from", "to", "date", "message-id", "in-reply-to", "references", "auto-submitted", "content-language",
    "x-auto-response-suppress", "list-unsubscribe", "list-unsubscribe-post", "mime-version", "content-type",
}  # fmt: skip


def comment(number: int, by: Person, parent: UUID | None) -> Comment:
    return Comment(UUID(int=number), "rota", parent, UUID(int=5), by.id, "comment", "published", 1, 1, 1, NOON, None)


def sent(
    *, by: Person = BEN, thread: Thread = ROTA, html: str = "<p>Not for me.</p>", body: str = "Not for me."
) -> EmailMessage:
    """What a mail program reads of a reply."""
    reply = Spoken(comment(9, by, UUID(int=5)), by, Revision(1, body, html, 1, [], NOON))
    letter = Letter(thread, comment(5, AMAL, None), of_reply(reply), node=Node(reply, 1))
    made = message(letter, NOTICE, to=TO, stop=STOP, stationery=STATIONERY, now=NOON)
    return message_from_bytes(made.as_bytes(), policy=SMTP)  # type: ignore[arg-type, return-value]


def text(made: EmailMessage, kind: str = "plain") -> str:
    part = made.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_its_headers_say_what_it_is() -> None:
    made = sent()

    assert {name.lower() for name in made} == HEADERS
    assert str(made["subject"]) == "Ben Carter replied to you: The new rota"
    assert (str(made["from"]), str(made["to"])) == ("The newsroom <newsroom@example.com>", "amal@example.com")
    assert (made["auto-submitted"], made["list-unsubscribe"]) == ("auto-generated", f"<{STOP}>")
    assert made["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert made["date"].datetime == NOON
    assert made.defects == []


def test_what_is_about_one_comment_stands_together() -> None:
    made = sent()

    assert made["message-id"] == f"<notice.{UUID(int=7)}@news.example>"
    assert made["in-reply-to"] == f"<comment.{UUID(int=5)}@news.example>"
    assert made["references"] == f"<discussion.rota@news.example> <comment.{UUID(int=5)}@news.example>"


def test_the_same_notice_is_the_same_message() -> None:
    assert sent()["message-id"] == sent()["message-id"]


@pytest.mark.parametrize(
    "address",
    [STOP, f"{SERVICE}/{'a' * 300}", "http://127.0.0.1:8000/me/mail/stop?t=" + "b" * 160],
    ids=["usual", "long", "bare"],
)
def test_the_way_to_stop_it_is_whole_however_long_it_is(address: str) -> None:
    reply = Spoken(comment(9, BEN, UUID(int=5)), BEN, Revision(1, "No.", "<p>No.</p>", 1, [], NOON))
    letter = Letter(ROTA, comment(5, AMAL, None), of_reply(reply), node=Node(reply, 1))
    raw = message(letter, NOTICE, to=TO, stop=address, stationery=STATIONERY, now=NOON).as_bytes()

    # As it stands on the wire: no program has to decode it, or put it together again.
    assert f"<{address}>".encode() in raw
    assert (b"List-Unsubscribe-Post" in raw) == address.startswith("https:")
    assert max(map(len, raw.split(b"\r\n"))) <= 998  # RFC 5322, section 2.1.1
    assert raw.isascii()


SMUGGLED = ["\r\nBcc: all@example.com", "\nX-Mine: 1", "\r\n\r\n<script>", "\x00", "\u2028Bcc: x", "\x85Bcc: x"]


@pytest.mark.parametrize("words", SMUGGLED)
@pytest.mark.parametrize("where", ["name", "title"])
def test_nothing_is_smuggled_into_the_headers(words: str, where: str) -> None:
    by = replace(BEN, name=f"Ben{words}") if where == "name" else BEN
    thread = replace(ROTA, title=f"Rota{words}") if where == "title" else ROTA

    made = sent(by=by, thread=thread)

    assert {name.lower() for name in made} == HEADERS
    assert len(made.get_all("to")) == 1  # type: ignore[arg-type]
    assert str(made["subject"]).startswith("Ben")


@pytest.mark.parametrize("title", ["Über die Schichten", "مناوبة الليل", "夜勤", "a" * 400])
def test_any_title_arrives_as_it_was_written_or_cut_short(title: str) -> None:
    told = f"Ben Carter replied to you: {title}"

    assert str(sent(thread=replace(ROTA, title=title))["subject"]) == (told if len(told) <= 200 else f"{told[:199]}…")


def test_what_looks_encoded_is_not_decoded_by_whoever_reads_it() -> None:
    made = sent(thread=replace(ROTA, title="=?utf-8?q?=0D=0ABcc:_x?="))

    assert str(made["subject"]).endswith(": = ?utf-8?q?=0D=0ABcc:_x?=")


def test_words_are_text_in_the_text_and_markup_in_the_html() -> None:
    made = sent(html="<p>Not <strong>for me</strong> &amp; you.</p>", body="Not **for me** & you.")

    assert "Not **for me** & you." in text(made)
    assert "<strong>for me</strong> &amp; you." in text(made, "html")
    assert [part.get_content_type() for part in made.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_every_link_in_it_is_a_whole_address() -> None:
    made = sent(html='<p><a href="/news/other/" rel="ugc nofollow noopener">there</a></p>')
    html = text(made, "html")

    assert 'href="/' not in html
    for address in (
        "https://news.example/news/rota/",
        "https://news.example/news/other/",
        f"{SERVICE}/t/rota?comment={UUID(int=9)}",
        f"{SERVICE}/t/rota?reply={UUID(int=9)}#composer",
        f"{SERVICE}/me/mail",
        STOP,
    ):
        assert f'href="{address}"' in html


def test_it_loads_nothing() -> None:
    html = text(sent(), "html")

    assert [word for word in ("<img", "<link", "<script", "src=", "url(", "@import") if word in html] == []
