"""What is said of one call of the API: operations.py and its parts make their tables of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One call.

    Attributes:
        answers: what is answered when all is well, by status; None for nothing.
        problems: the codes of what may be wrong here; those that every call has are added.
        query: parameters, by name.
        body: what is sent, as JSON.
        signed_in: it needs somebody to be signed in.
        streams: what is answered comes as server-sent events, for as long as the client listens.
        personal: it needs nobody, and is answered otherwise to whoever is signed in.
    """

    summary: str
    answers: Mapping[int, Any]
    problems: Sequence[str] = ()
    query: Mapping[str, Schema] = field(default_factory=dict)
    body: Any = None
    signed_in: bool = False
    personal: bool = False
    deploy_token: bool = False
    streams: bool = False
