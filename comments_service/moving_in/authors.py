"""Who spoke elsewhere, as they are kept here: by the name that was shown there, marked with where, and by nothing else.

They sign in nowhere, are mentioned by nobody and get no mail; no address of theirs is kept. Whoever is known to be a
colleague is that colleague, if whoever brings the export in says so: names and addresses there were anybody's to type.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from comments_service.discussion.body import BodyIsEmpty, BodyIsTooLong, BodyIsUnreadable, clean_body
from comments_service.moving_in import ids
from comments_service.moving_in.elsewhere import ExportIsWrong, Said
from comments_service.moving_in.spool import Laid
from comments_service.records import Person
from comments_service.storage import people

NAMELESS: Final = "Anonymous"
LONGEST_NAME: Final = 80
_ADDRESS: Final = re.compile(r"([^\s@]+)@[^\s@]+\.[^\s@]+")


class Authors:
    """Finds who said something.

    Args:
        source: the other system.
        secret: the key of the hashes by which they are told apart.
        colleagues: who of the other system's users are people here, by user name there; they must be here.
    """

    def __init__(self, source: str, *, secret: str, colleagues: Mapping[str, Person]) -> None:
        self._source, self._secret, self._colleagues = source, secret, colleagues

    def id_of(self, said: Said) -> UUID:
        """By which id whoever said something is kept."""
        if colleague := self._colleagues.get(said.handle_there):
            return colleague.id
        return ids.person_id(self._secret, self._source, said.account, shown(said.name))

    def person(self, one: Laid) -> Person:
        """Who said something, as they are kept, or are to be."""
        if colleague := self._colleagues.get(one.handle_there):
            return colleague
        own = UUID(one.person)
        return Person(own, ids.handle(own), shown(one.name), "", "", "", (), active=False, origin=self._source)

    def strangers(self, ids_there: Iterable[str]) -> int:
        """How many of some people are no colleagues."""
        colleagues = {str(one.id) for one in self._colleagues.values()}
        return sum(one not in colleagues for one in ids_there)


def shown(name: str) -> str:
    """A name as it is shown: what is hidden in it is left out, and of an address all that makes it one."""
    try:
        text = " ".join(clean_body(name).split())
    except (BodyIsEmpty, BodyIsTooLong, BodyIsUnreadable):
        return NAMELESS
    return _ADDRESS.sub(r"\1", text)[:LONGEST_NAME].strip() or NAMELESS


async def read_colleagues(text: str) -> dict[str, Person]:
    """Who of the users elsewhere are people here: TOML, a line a handle, as `amal = ["amal-h", "amalhaddad"]`.

    Raises:
        ExportIsWrong: it is no such text, or somebody in it is not here.
    """
    try:
        named: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExportIsWrong(f"The colleagues are no TOML: {error}.") from error
    found: dict[str, Person] = {}
    for handle, there in named.items():
        person = await people.by_handle(handle)
        if person is None or person.origin or not isinstance(there, list) or not all(there):
            raise ExportIsWrong(f"The colleagues: {handle} is nobody here, or has no list of user names.")
        found |= {str(one): person for one in there}
    return found
