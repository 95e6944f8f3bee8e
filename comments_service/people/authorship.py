"""Whose a comment is: its author's, and also theirs where they said it without their name. Pure."""

from uuid import UUID

from comments_service.records import Comment, Person


def ids_in(person: Person, thread_uid: str) -> tuple[UUID, ...]:
    """The ids that somebody may be the author of a comment by, in a discussion: their own first."""
    return (person.id, *(person.pseudonyms.in_thread(thread_uid) if person.pseudonyms else ()))


def wrote(person: Person, comment: Comment) -> bool:
    """Say whether somebody said this, by name or without."""
    return comment.author_id in ids_in(person, comment.thread_uid)


def is_unnamed(person: Person, comment: Comment) -> bool:
    """Say whether somebody said this without their name."""
    return wrote(person, comment) and comment.author_id != person.id
