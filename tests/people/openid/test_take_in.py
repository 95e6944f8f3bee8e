"""Taking in whoever signed in at the provider: known by issuer and subject alone, and nobody gets another's place."""

from dataclasses import replace
from typing import Any

import pytest

from comments_service.events import IDENTITY_LINKED, ROLES_CHANGED
from comments_service.people.bring_up_to_date import bring_up_to_date
from comments_service.people.openid.failures import PersonIsDeactivated
from comments_service.people.openid.profile import Profile, made_up_handle
from comments_service.people.openid.take_in import take_in
from comments_service.people.openid.tie import Tie
from comments_service.people.sign_in import begin
from comments_service.privacy.anonymise import Leaving, anonymise
from comments_service.records import Person
from comments_service.storage import mailboxes, people, provider_sessions, sessions
from comments_service.storage.values import as_json
from tests.support.company import AMAL, BEN, DANA, NOON, NOOR
from tests.support.talking import Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio
SECRET = "town " * 8
ISSUER = "https://login.example.com"


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


async def taken_in(talk: Talk, subject: str, handle: str = "", *, roles: Any = (), issuer: str = ISSUER) -> Person:
    about = Profile({"name": "Zoe Quist", "department": "IT"}, roles, handle)
    return await take_in(about, issuer=issuer, subject=subject, secret=SECRET, ledger=talk.ledger, new_id=talk.new_id)


async def happened(kind: str) -> list[Any]:
    return [as_json(row["facts"]) for row in (await everything())["event"] if row["kind"] == kind]


async def test_somebody_new_becomes_a_person_and_the_next_time_is_the_same(talk: Talk) -> None:
    first, again = await taken_in(talk, "s-1", "zoe"), await taken_in(talk, "s-1", "renamed")

    assert (first.handle, first.name, first.department, first.id) == ("zoe", "Zoe Quist", "IT", again.id)
    assert again.handle == "zoe"
    assert await happened(IDENTITY_LINKED) == [{"about": str(first.id)}]


async def test_whom_a_page_named_before_they_came_is_met_by_their_handle(talk: Talk) -> None:
    amal = await taken_in(talk, "s-1", "amal")

    assert (amal.id, amal.site, amal.department) == (AMAL.id, AMAL.site, "IT")


async def test_whoever_has_the_handle_later_is_somebody_else(talk: Talk) -> None:
    await taken_in(talk, "s-1", "amal")
    later = await taken_in(talk, "s-2", "amal")

    assert (later.handle, later.id == AMAL.id) == (made_up_handle(ISSUER, "s-2"), False)


async def test_without_a_handle_nobody_is_met(talk: Talk) -> None:
    assert (await taken_in(talk, "s-1")).handle == made_up_handle(ISSUER, "s-1")


async def test_a_subject_of_another_issuer_is_another(talk: Talk) -> None:
    one, other = await taken_in(talk, "s-1"), await taken_in(talk, "s-1", issuer="https://other.example.com")

    assert one.id != other.id


async def test_a_role_that_the_provider_takes_away_is_gone_and_an_event(talk: Talk) -> None:
    await taken_in(talk, "s-1", "dana", roles=("facilitator", "leader"))
    dana = await taken_in(talk, "s-1", roles=())

    assert (dana.roles, (await people.by_handle("dana")) == dana) == ((), True)
    assert [one["after"] for one in await happened(ROLES_CHANGED)] == [["facilitator", "leader"], []]


async def test_where_roles_are_not_the_providers_to_say_they_stay(talk: Talk) -> None:
    assert (await taken_in(talk, "s-1", "dana", roles=None)).roles == DANA.roles


@pytest.mark.parametrize("handle", ["amal", ""])
async def test_somebody_whose_name_was_taken_off_is_not_brought_back(talk: Talk, handle: str) -> None:
    amal = await taken_in(talk, "s-1", handle)
    asked = Leaving(amal.handle)
    await anonymise(asked, by=NOOR, ledger=talk.ledger, secret=SECRET, new_id=talk.new_id)
    before = await everything()
    with pytest.raises(PersonIsDeactivated):
        await taken_in(talk, "s-1", handle)

    assert await everything() == before
    assert before["identity"] == []


async def test_signing_in_makes_nobody_active_again(talk: Talk) -> None:
    await people.put(replace(AMAL, active=False))

    assert not (await taken_in(talk, "s-1", "amal")).active


async def test_a_sign_in_that_changes_nothing_writes_nothing(talk: Talk) -> None:
    await taken_in(talk, "s-1", "zoe")
    before = await everything()
    await taken_in(talk, "s-1", "zoe")

    assert await everything() == before


async def tied(talk: Talk, person: Person, subject: str, sid: str) -> str:
    return await begin(person, ledger=talk.ledger, new_id=talk.new_id, tied=Tie(ISSUER, subject, sid, "sealed"))


async def test_a_session_at_the_provider_ends_alone_and_a_subject_with_all_of_its_own(talk: Talk) -> None:
    for person, subject, sid in ((AMAL, "s-1", "a"), (AMAL, "s-1", "b"), (DANA, "s-2", "c")):
        await tied(talk, person, subject, sid)

    assert await provider_sessions.end("https://other.example.com", subject="s-1", sid="a") == []
    assert await provider_sessions.end(ISSUER, subject="s-2", sid="a") == []
    assert await provider_sessions.end(ISSUER, subject="", sid="a") == [AMAL.id]
    assert await provider_sessions.end(ISSUER, subject="s-1", sid="") == [AMAL.id]
    rows = await everything()
    assert (len(rows["session"]), len(rows["provider_session"])) == (1, 1)


async def test_what_ties_a_session_goes_with_it(talk: Talk) -> None:
    await tied(talk, AMAL, "s-1", "a")
    (row,) = (await everything())["session"]
    await sessions.remove(row["id"])

    assert (await everything())["provider_session"] == []


async def test_a_logout_token_is_used_once(talk: Talk) -> None:
    used = [await provider_sessions.use_logout_token("hash", until=NOON, now=NOON) for _ in range(2)]

    assert used == [True, False]


async def test_where_mail_goes_is_brought_up_to_date_and_what_somebody_wants_of_it_stays(talk: Talk) -> None:
    async def says(mail: str | None) -> mailboxes.Mailbox:
        about = Profile({"name": "Zoe Quist"}, None, "zoe", mail)
        how: dict[str, Any] = {"secret": SECRET, "ledger": talk.ledger, "new_id": talk.new_id}
        person = await take_in(about, issuer=ISSUER, subject="s-9", **how)
        return await mailboxes.of_person(person.id)

    first = await says("zoe@example.com")
    zoe = await people.by_handle("zoe")
    assert zoe
    await mailboxes.put_wishes(zoe.id, replies=False, decisions=True)
    found = [first, await says(None), await says("zoe.q@example.com"), await says("")]

    assert [one.address for one in found] == ["zoe@example.com", "zoe@example.com", "zoe.q@example.com", ""]
    assert [one.replies for one in found] == [True, False, False, False]


async def test_nobody_who_is_deactivated_or_left_has_an_address(talk: Talk) -> None:
    for person in (AMAL, BEN):
        await mailboxes.put_address(person.id, f"{person.handle}@example.com")
    await bring_up_to_date([replace(AMAL, active=False)], ledger=talk.ledger, secret=SECRET)
    await anonymise(Leaving("ben"), by=NOOR, ledger=talk.ledger, secret=SECRET, new_id=talk.new_id)

    assert [(await mailboxes.of_person(one.id)).address for one in (AMAL, BEN)] == ["", ""]
    assert await words_anywhere("@example.com") == []
