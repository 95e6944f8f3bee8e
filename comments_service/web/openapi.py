"""The API as an OpenAPI 3.1 document, put together from the table of operations and the types that handlers decode."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any, Final

import msgspec

from comments_service.web.answers import Problem
from comments_service.web.operation import Operation
from comments_service.web.operations import OPERATIONS, REACTION, UID, UUID
from comments_service.web.problems import STATUS, type_of
from comments_service.web.security import FORM_TOKEN

_VERSION: Final = "1"
_EVERYWHERE: Final = ("address-is-too-long", "headers-are-too-large", "internal-error", "database-is-gone")
_CHANGES: Final = ("came-from-elsewhere",)
_FROM_A_PAGE: Final = {
    "name": FORM_TOKEN,
    "in": "header",
    "schema": {"type": "string"},
    "description": "the token that came with what somebody was shown: whoever else is signed in by now sends nothing",
}
_WITH_A_BODY: Final = ("malformed", "wrong-content-type", "body-is-too-large", "field-is-wrong")
_IN_THE_PATH: Final[Mapping[str, dict[str, Any]]] = {
    **dict.fromkeys(("uid", "item", "course", "handle"), UID),
    "id": UUID,
    "name": REACTION,
}


@cache
def document(server: str, *, cookie: str) -> dict[str, Any]:
    """Return the document.

    Args:
        server: the address, or path, under which the service is mounted.
        cookie: the name of the one that carries a session's token.
    """
    kinds = list(dict.fromkeys(_kinds()))
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    schema_of = dict(zip(map(str, kinds), schemas, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Townhall", "version": _VERSION, "summary": "What is said under the pages of a newsroom."},
        "servers": [{"url": server}],
        "paths": {
            path: {method.lower(): _operation(path, method, one, schema_of) for method, one in methods.items()}
            for path, methods in OPERATIONS.items()
        },
        "components": {"schemas": components, "securitySchemes": _security(cookie)},
    }


def problem_codes(operation: Operation, method: str) -> set[str]:
    """Return the codes of all that may be wrong with a call."""
    codes = {*operation.problems, *_EVERYWHERE}
    if method != "GET":
        codes |= {*_CHANGES}
    if operation.body is not None:
        codes |= {*_WITH_A_BODY}
    if operation.signed_in:
        codes |= {"person-has-changed"}
    return codes | ({"sign-in-required"} if operation.signed_in or operation.deploy_token else set())


def _security(cookie: str) -> dict[str, Any]:
    return {
        "session": {"type": "apiKey", "in": "cookie", "name": cookie},
        "deployToken": {"type": "http", "scheme": "bearer"},
    }


def _kinds() -> Iterator[Any]:
    yield Problem
    for methods in OPERATIONS.values():
        for operation in methods.values():
            yield from (kind for kind in operation.answers.values() if kind is not None)
            if operation.body is not None:
                yield operation.body


def _operation(path: str, method: str, operation: Operation, schema_of: Mapping[str, Any]) -> dict[str, Any]:
    problems = problem_codes(operation, method)
    about: dict[str, Any] = {
        "operationId": _operation_id(path, method),
        "summary": operation.summary,
        "parameters": [
            *_path_parameters(path),
            *_query_parameters(operation),
            *([_FROM_A_PAGE] if operation.signed_in else ()),
        ],
        "responses": {
            **{
                str(status): _answer(status, kind, schema_of, streams=operation.streams)
                for status, kind in operation.answers.items()
            },
            **{str(status): _problem(status, codes, schema_of) for status, codes in _by_status(problems)},
        },
    }
    if operation.body is not None:
        about["requestBody"] = {"required": True, "content": _content(operation.body, schema_of)}
    if operation.signed_in or operation.personal:
        about["security"] = [{"session": []}, *([{}] if operation.personal else [])]
    if operation.deploy_token:
        about["security"] = [{"deployToken": []}]
    return about


def _operation_id(path: str, method: str) -> str:
    words = [word for word in path.replace("{", "").replace("}", "").split("/") if word not in ("", "v1")]
    return "-".join([method.lower(), *words])


def _path_parameters(path: str) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [{"name": name, "in": "path", "required": True, "schema": _IN_THE_PATH[name]} for name in names]


def _query_parameters(operation: Operation) -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", **about} for name, about in operation.query.items()]


def _content(kind: Any, schema_of: Mapping[str, Any], *, media_type: str = "application/json") -> dict[str, Any]:
    return {media_type: {"schema": schema_of[str(kind)]}}


def _answer(status: int, kind: Any, schema_of: Mapping[str, Any], *, streams: bool) -> dict[str, Any]:
    about = {"description": HTTPStatus(status).phrase}
    media_type = "text/event-stream" if streams else "application/json"
    return about if kind is None else {**about, "content": _content(kind, schema_of, media_type=media_type)}


def _by_status(codes: set[str]) -> list[tuple[int, Sequence[str]]]:
    statuses = sorted({STATUS[code] for code in codes})
    return [(status, [code for code in STATUS if code in codes and STATUS[code] == status]) for status in statuses]


def _problem(status: int, codes: Sequence[str], schema_of: Mapping[str, Any]) -> dict[str, Any]:
    which = {"properties": {"type": {"enum": [type_of(code) for code in codes]}, "status": {"const": status}}}
    schema = {"allOf": [schema_of[str(Problem)], which]}
    return {"description": " · ".join(codes), "content": {"application/problem+json": {"schema": schema}}}
