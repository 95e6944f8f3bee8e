"""Digests of what templates read: two values have one digest only where a template makes the same of both.

A page of the site is a value like any other, by all its attributes; of the pages that it names, and of those that these
name, as many steps away as a template looks.
"""

import hashlib
import marshal
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta, tzinfo
from enum import Enum
from functools import partial
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

import msgspec
from pelican.contents import Content
from pelican.paginator import Page, Paginator
from pelican.urlwrappers import URLWrapper

# A page names its translations, these name others: no template goes on from there.
STEPS: Final = 3
# What is the same for all pages, and told in the digest of each by itself.
_SHARED: Final = frozenset({"settings", "_context"})
_BY_REPR: Final = (date, time, timedelta, tzinfo, Enum, PurePath, UUID, complex, range)
_SIMPLE: Final = frozenset({str, int, float, bool, type(None)})
_IN_ORDER: Final = (list, tuple)


class HasNoDigest(TypeError):
    """A value of a kind that is not known here: nobody can tell whether it is the same as before."""


class Digests:
    """Digests of the values of one build, in which a page does not change any more."""

    def __init__(self) -> None:
        # With the page itself, so that no other is ever at its place in memory.
        self._pages: dict[tuple[int, int], tuple[Content, bytes]] = {}

    def of(self, value: object, steps: int = STEPS) -> bytes:
        """The digest of a value.

        Args:
            steps: how far to go from page to page.

        Raises:
            HasNoDigest: it has, or has in it, what is of an unknown kind.
        """
        digest = hashlib.blake2b(digest_size=16)
        self._feed(digest, value, steps)
        return digest.digest()

    def _feed(self, digest: "hashlib.blake2b", value: object, steps: int) -> None:
        plain = _plain(value)
        if plain is not None:
            digest.update(plain)
            return
        kind, parts = self._parts(value, steps)
        digest.update(b"%b %b %d\n" % (kind.encode(), type(value).__qualname__.encode(), len(parts)))
        for part in parts:
            if isinstance(part, bytes):
                digest.update(b"d" + part)
            else:
                self._feed(digest, part, steps)

    def _parts(self, value: object, steps: int) -> tuple[str, list[Any]]:
        """What a value is made of: values, or digests of them."""
        if isinstance(value, Content):
            return "page", [self._of_page(value, steps)]
        if isinstance(value, str):
            return "text", [str.__str__(value)]
        if isinstance(value, int | float):
            return "number", [repr(value)]
        if isinstance(value, _BY_REPR):
            return "shown", [repr(value)]
        if isinstance(value, _IN_ORDER):
            return "row", list(value)
        if isinstance(value, set | frozenset):
            return "set", sorted(self.of(one, steps) for one in value)
        if isinstance(value, Mapping):
            return "map", [one for pair in value.items() for one in pair]
        return self._of_an_object(value)

    def _of_an_object(self, value: Any) -> tuple[str, list[Any]]:
        if isinstance(value, URLWrapper):
            return "name", [value.name, value.slug, value.url, value.save_as]
        if isinstance(value, Page):
            return "page of a list", [value.number, value.paginator, value.object_list]
        if isinstance(value, Paginator):
            return "list in pages", [value.name, value.url, value.num_pages, value.per_page]
        if is_dataclass(value) and not isinstance(value, type):
            # As one tuple: most are written down at once.
            return "record", [tuple([getattr(value, field.name) for field in fields(value)])]
        if isinstance(value, msgspec.Struct):
            return "record", [tuple([getattr(value, name) for name in value.__struct_fields__])]
        if isinstance(value, partial):
            return "call", [value.func, value.args, value.keywords]
        if callable(value) and hasattr(value, "__qualname__") and not hasattr(value, "__self__"):
            # Its code is in the digest of the code; what a closure holds is not.
            if getattr(value, "__closure__", None):
                raise HasNoDigest(value.__qualname__)
            return "code", [value.__module__, value.__qualname__]
        raise HasNoDigest(type(value).__qualname__)

    def _of_page(self, page: Content, steps: int) -> bytes:
        if steps == 0:
            return str(page.get_relative_source_path()).encode()
        at = id(page), steps
        if at not in self._pages:
            digest = hashlib.blake2b(digest_size=16)
            own = [(name, value) for name, value in sorted(vars(page).items()) if name not in _SHARED]
            self._feed(digest, [pair for pair in own if type(pair[1]) in _SIMPLE], steps)
            self._feed(digest, [one for pair in own if type(pair[1]) not in _SIMPLE for one in pair], steps - 1)
            self._feed(digest, (page.url, page.save_as), steps)
            self._pages[at] = page, digest.digest()
        return self._pages[at][1]


def _plain(value: Any) -> bytes | None:
    """What is made of texts, numbers, lists and dictionaries alone, written down at once: nearly all there is."""
    try:
        # In the second version nothing depends on which values are one object.
        return b"m" + marshal.dumps(value, 2)
    except ValueError:
        return None
