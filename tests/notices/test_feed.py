"""The feed of a discussion: what everybody may read, the newest first, as XML that any reader takes."""

from dataclasses import replace
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.post import Draft
from comments_service.discussion.reply_tree import Node
from comments_service.moderation.marks.acknowledge import acknowledge
from comments_service.moderation.marks.note_accuracy import Note, note_accuracy
from comments_service.moderation.responses.respond import respond
from comments_service.notices.feed import MOST, Addresses, Item, atom, latest
from comments_service.records import Comment, Person, Revision, Spoken, Thread
from comments_service.storage import threads
from comments_service.web.templating import environment
from tests.support.company import AMAL, BEN, DANA, INES, NOON, PRIYA
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
ADDRESSES = Addresses("https://news.example/talk", "https://news.example")
TEMPLATES = environment(base=ADDRESSES.service, site=ADDRESSES.site)
ATOM = "{http://www.w3.org/2005/Atom}"
ROTA = Thread("rota", "/news/rota/", "The new rota", "en", {"kind": "discussion", "comments": "open"}, 1, False)


def parsed(xml: str) -> ET.Element:
    return ET.fromstring(xml)


async def feed(talk: Talk) -> ET.Element:
    thread = await threads.get("rota")
    assert thread is not None
    items = await latest(thread)
    return parsed(atom(thread, items, addresses=ADDRESSES, templates=TEMPLATES, today=talk.now.date()))


def entries(found: ET.Element) -> list[ET.Element]:
    return found.findall(f"{ATOM}entry")


def ids(found: ET.Element) -> list[UUID]:
    return [UUID(entry.findtext(f"{ATOM}id")) for entry in entries(found)]


def text(part: ET.Element, tag: str) -> str:
    return part.findtext(f"{ATOM}{tag}") or ""


async def test_what_was_said_is_there_with_the_newest_first(talk: Talk) -> None:
    first = await talk.says(AMAL, "Better **for me**.")
    talk.later(minutes=1)
    second = await talk.says(BEN, "Not for me.", to=first)

    found = await feed(talk)
    newest, oldest = entries(found)

    assert ids(found) == [second.id, first.id]
    assert "<strong>for me</strong>" in text(oldest, "content")
    assert oldest.find(f"{ATOM}content").get("type") == "html"  # type: ignore[union-attr]
    assert [text(one, "title") for one in (newest, oldest)] == ["Ben Carter, in reply to Amal Haddad", "Amal Haddad"]
    assert [one.findtext(f"{ATOM}author/{ATOM}name") for one in (newest, oldest)] == ["Ben Carter", "Amal Haddad"]


async def test_every_part_that_the_standard_wants_is_there(talk: Talk) -> None:
    said = await talk.says(AMAL)

    found = await feed(talk)
    (entry,) = entries(found)

    # RFC 4287, sections 4.1.1 and 4.1.2: exactly one of each, and an author in each entry.
    for part in (found, entry):
        assert [len(part.findall(f"{ATOM}{tag}")) for tag in ("id", "title", "updated")] == [1, 1, 1]
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://news.example/talk/t/rota/feed",
        "alternate": "https://news.example/talk/t/rota",
    }
    assert entry.find(f"{ATOM}link").get("href") == f"https://news.example/talk/t/rota?comment={said.id}"  # type: ignore[union-attr]
    assert text(found, "id").startswith("urn:uuid:")
    assert text(found, "updated") == text(entry, "updated") == text(entry, "published") == NOON.isoformat()


async def test_a_discussion_in_which_nobody_spoke_has_a_feed(talk: Talk) -> None:
    found = await feed(talk)

    assert (entries(found), text(found, "updated")) == ([], "1970-01-01T00:00:00+00:00")


@pytest.mark.parametrize("how", ["held", "hidden", "removed", "withdrawn"])
async def test_what_is_not_public_is_not_in_it_and_its_author_is_not_named(talk: Talk, how: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS if how == "held" else "Jo lives next door.")
    if how == "hidden":
        await talk.reports(INES, said, "personal-data", "It names my neighbour.")
    if how == "removed":
        await talk.decides(DANA, said, "remove", reason="confidential")
    if how == "withdrawn":
        await talk.withdraws(AMAL, said)

    found = await feed(talk)

    assert entries(found) == []
    assert "Amal" not in ET.tostring(found, encoding="unicode")


async def test_nobody_is_named_as_answered_whose_words_are_gone(talk: Talk) -> None:
    first = await talk.says(AMAL, "Jo lives next door.")
    answer = await talk.says(BEN, "Does she?", to=first)
    await talk.decides(DANA, first, "remove", reason="personal-data")

    found = await feed(talk)

    assert ids(found) == [answer.id]
    assert [text(one, "title") for one in entries(found)] == ["Ben Carter"]


async def test_an_edit_that_waits_is_not_in_it(talk: Talk) -> None:
    said = await talk.says(AMAL, "I read the plan.")
    await talk.edits(AMAL, said, HELD_WORDS)

    (entry,) = entries(await feed(talk))

    assert ("I read the plan." in text(entry, "content"), "heron" in text(entry, "content")) == (True, False)


async def test_only_so_many_of_the_newest_are_in_it(talk: Talk) -> None:
    said = []
    for number in range(MOST + 3):
        talk.later(seconds=1)
        said.append((await talk.says(AMAL, f"Thought {number}.")).id)

    assert ids(await feed(talk)) == said[:2:-1]


async def test_links_to_pages_of_the_site_are_whole_addresses(talk: Talk) -> None:
    await talk.says(AMAL, 'See [the rota](/news/rota/ "x") and `<a href="/">`.')

    content = text(entries(await feed(talk))[0], "content")

    assert content.count('<a href="https://news.example/news/rota/"') == 1
    assert '<a href="/' not in content


async def test_what_was_said_about_a_comment_is_with_it(talk: Talk) -> None:
    how = {"ledger": talk.ledger, "new_id": talk.new_id}
    asked = await talk.says(AMAL, "Who pays?", kind="question")
    await note_accuracy(asked.id, Note("needs-context", "/pages/pay/", "It depends."), by=PRIYA, **how)
    await acknowledge(asked.id, "ines", "2026-11-30", by=DANA, today=talk.now.date(), **how)

    (entry,) = entries(await feed(talk))

    assert 'href="https://news.example/pages/pay/"' in text(entry, "content")
    assert "Ines Okafor is finding out" in text(entry, "content")


async def test_an_official_answer_says_so_and_keeps_its_promise(talk: Talk) -> None:
    how = {"ledger": talk.ledger, "new_id": talk.new_id}
    asked = await talk.says(AMAL, "Who pays?", kind="question")
    await acknowledge(asked.id, "ines", "2026-11-30", by=DANA, today=talk.now.date(), **how)
    talk.later(minutes=1)
    answer = Draft(talk.new_id(), "rota", "The company does.", asked.id)
    about = {"rules": talk.rules, "deadlines": USUAL, "site_host": "", "now": talk.now, **how}
    await respond(answer, by=INES, **about)

    newest, oldest = entries(await feed(talk))

    assert text(newest, "title") == "Ines Okafor, officially, in reply to Amal Haddad"
    assert "finding out" not in text(oldest, "content")


FORBIDDEN = ["\x00", "\x0b", "\x1b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff", "\r"]


@pytest.mark.parametrize("character", FORBIDDEN)
def test_what_xml_cannot_write_is_replaced_wherever_it_stands(character: str) -> None:
    said = Spoken(
        Comment(UUID(int=9), "rota", None, UUID(int=9), AMAL.id, "comment", "published", 1, 1, 1, NOON, None),
        named(f"Am{character}al"),
        Revision(1, "", f"<p>Be{character}fore</p>", 1, [], NOON),
    )
    thread = replace(ROTA, title=f"Ro{character}ta")
    xml = atom(thread, [Item(Node(said, 1), said)], addresses=ADDRESSES, templates=TEMPLATES, today=NOON.date())

    found = parsed(xml.encode().decode())

    (entry,) = entries(found)
    assert text(found, "title") == "Discussion: Ro\ufffdta"
    assert text(entry, "title") == "Am\ufffdal, in reply to Am\ufffdal"
    assert "Be\ufffdfore" in text(entry, "content")


def named(name: str) -> Person:
    return replace(AMAL, name=name)
