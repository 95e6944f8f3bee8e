"""Emptying the letterbox: all that is due is done, one after the other, each by the action that it would have been."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from comments_service.events import Change, Ledger
from comments_service.people.anonymity import Anonymity
from comments_service.records import Person
from comments_service.refusals import Refusal
from comments_service.storage import letters, people, pseudonyms
from comments_service.storage.letters import Letter

# Does what a letter says, in the name of who put it in, with the ledger that it is given.
Deed = Callable[[Letter, Person, Ledger], Awaitable[object]]
# For how long its author finds what could not be taken.
KEPT: Final = timedelta(days=30)


class _IsGone(Exception):
    """The letter was changed or taken out meanwhile: nothing of it is done."""


async def empty_letterbox(
    deeds: Mapping[str, Deed], *, ledger: Ledger, anonymity: Anonymity, now: datetime, until: datetime | None = None
) -> int:
    """Do what is due, and return how much was done. Two who come at once do each thing once.

    What cannot be done any more is left to its author, with why. What no key opens waits for one.

    Args:
        deeds: how each kind of letter is done.
        until: up to when what is in it counts as due; now unless told otherwise.
    """
    done = 0
    for letter in await letters.due(until or now):
        done += await _do(letter, deeds, ledger=ledger, anonymity=anonymity)
    await letters.forget(now - KEPT)
    return done


async def _do(letter: Letter, deeds: Mapping[str, Deed], *, ledger: Ledger, anonymity: Anonymity) -> bool:
    by = await _whose(letter, anonymity)
    if by is None:
        return False

    async def taken_out(_: Change) -> None:
        # In the transaction of what is done, so that it is done once, whoever else empties the letterbox.
        if not await letters.take_out(letter):
            raise _IsGone

    try:
        await deeds[letter.action](letter, by, ledger.also(taken_out))
    except _IsGone:
        return False
    except Refusal as refusal:
        await letters.could_not_be_taken(letter, refusal.message)
        return False
    await letters.take_out(letter)  # where there was nothing to change: it had been done
    return True


async def _whose(letter: Letter, anonymity: Anonymity) -> Person | None:
    kept = await pseudonyms.get(letter.author_id)
    person_id = anonymity.open(kept.sealed, pseudonym=letter.author_id) if kept else None
    person = (await people.some([person_id])).get(person_id) if person_id else None
    return anonymity.known(person) if person else None
