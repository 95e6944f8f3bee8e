"""docs/ROLES.md has the tables that the code has."""

from comments_service.people.roles import BADGES, PERMISSIONS
from comments_service.privacy.notice import ROLES
from tests.support.role_matrix import DOCUMENT, WORDS, placed, tables

AGAIN = "docs/ROLES.md is not what the code says: python -m tests.support.role_matrix writes its tables again."


def test_the_tables_are_those_of_the_code() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")

    assert placed(document) == document, AGAIN
    assert all(table in document for table in tables().values()), AGAIN


def test_every_permission_and_every_role_that_holds_one_has_words() -> None:
    assert list(WORDS) == list(PERMISSIONS)
    assert set(ROLES) == set().union(*PERMISSIONS.values())


def test_the_badges_are_named() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")

    assert [words for words in BADGES.values() if f"*{words}*" not in document] == []
