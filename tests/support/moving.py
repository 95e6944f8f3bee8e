"""Takes exports of the four systems into the open database, as the command line does."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from comments_service.discussion.deadlines import USUAL
from comments_service.events import Ledger
from comments_service.ids import uuid7
from comments_service.moving_in import disqus, isso, remark42, wordpress
from comments_service.moving_in.authors import Authors
from comments_service.moving_in.bring_in import How, bring_in
from comments_service.moving_in.elsewhere import Export
from comments_service.moving_in.report import Report
from comments_service.records import Person
from tests.support.company import NOON
from tests.support.exports import WRITERS, Told
from tests.support.talking import RULES

READERS: Mapping[str, tuple[str, Callable[[Path], Export]]] = {
    "disqus": (disqus.NAME, disqus.read),
    "wordpress": (wordpress.NAME, wordpress.read),
    "isso": (isso.NAME, isso.read),
    "remark42": (remark42.NAME, remark42.read),
}


@dataclass
class Moving:
    """Takes exports of one system."""

    system: str
    folder: Path
    colleagues: Mapping[str, Person] = field(default_factory=dict)
    now: datetime = NOON
    made: int = 0

    @property
    def name(self) -> str:
        return READERS[self.system][0]

    def new_id(self) -> UUID:
        self.made += 1
        return uuid7(NOON, self.made << 40)

    def written(self, said: Iterable[Told]) -> Path:
        return WRITERS[self.system](self.folder / f"export-of-{self.system}", said)

    def how(self, **about: Any) -> How:
        authors = Authors(self.name, secret="a secret of the tests", colleagues=self.colleagues)
        usual: dict[str, Any] = {"source": self.name, "authors": authors, "ledger": Ledger(now=lambda: self.now)}
        usual |= {"rules": RULES, "deadlines": USUAL, "site_host": "news.example", "now": lambda: self.now}
        return How(**{**usual, "new_id": self.new_id, **about})

    async def takes(self, *said: Told, **about: Any) -> Report:
        return await self.takes_file(self.written(said), **about)

    async def takes_file(self, path: Path, **about: Any) -> Report:
        return await bring_in(READERS[self.system][1](path), self.how(**about))
