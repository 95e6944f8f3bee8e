"""Who is let in at each address of routes.py. Handlers and actions check by themselves; a test asks at every door as
every role, and docs/ROLES.md is made from this table."""

from collections.abc import Mapping
from typing import Final

from comments_service.audit.parts import READING
from comments_service.discussion.marks import CORRECTION, OFFICIAL, PERMISSION
from comments_service.discussion.page_people import LOOKING_AFTER

EVERYBODY, SIGNED_IN = "everybody", "signed-in"
OWN = "own"  # whose comment or draft it is, and nobody else
DEPLOY_TOKEN, PROVIDER = "deploy-token", "provider"  # programs: the publish, and the company's sign-in
KINDS: Final = (EVERYBODY, SIGNED_IN, OWN, DEPLOY_TOKEN, PROVIDER)

Needs = tuple[str, ...]
_MARKING: Final[Needs] = tuple(dict.fromkeys(PERMISSION.values()))
# Marks that come by saying something: a response, or what is decided about a correction.
_PUT_ELSEWHERE: Final[Needs] = (PERMISSION[OFFICIAL], PERMISSION[CORRECTION])
# Which of the two it must be depends on whether that is an idea, or a question.
_STEPPING: Final[Needs] = ("decide-ideas", "acknowledge")
# By address, then by method. Of several, any one lets in: which one it must be then depends on what is done.
DOORS: Final[Mapping[str, Mapping[str, Needs]]] = {
    "/embed/v1/{name}": {"GET": (EVERYBODY,)},
    "/t/{uid}": {"GET": (EVERYBODY,), "POST": (SIGNED_IN,)},
    "/t/{uid}/fragment": {"GET": (EVERYBODY,)},
    "/t/{uid}/topics/{id}": {"GET": (EVERYBODY,)},
    "/t/{uid}/topics/{id}/following": {"POST": (SIGNED_IN,)},
    "/t/{uid}/feed": {"GET": (EVERYBODY,)},
    "/t/{uid}/comments/{id}/reactions": {"GET": (SIGNED_IN,), "POST": (SIGNED_IN,)},
    "/t/{uid}/following": {"POST": (SIGNED_IN,)},
    "/t/{uid}/receipt": {"POST": (SIGNED_IN,)},
    "/t/{uid}/pulse": {"POST": (SIGNED_IN,)},
    "/t/{uid}/comments/{id}/report": {"GET": (SIGNED_IN,), "POST": (SIGNED_IN,)},
    "/t/{uid}/comments/{id}/solution": {"GET": (OWN,), "POST": (OWN,)},
    "/t/{uid}/comments/{id}/withdraw": {"GET": (OWN,), "POST": (OWN,)},
    "/t/{uid}/comments/{id}/appeal": {"GET": (OWN,), "POST": (OWN,)},
    "/api/v1/threads/{uid}": {"GET": (EVERYBODY,)},
    "/api/v1/threads/{uid}/me": {"GET": (EVERYBODY,)},
    "/api/v1/threads/{uid}/live": {"GET": (EVERYBODY,)},
    "/api/v1/threads/{uid}/following": {"PUT": (SIGNED_IN,), "DELETE": (SIGNED_IN,)},
    "/api/v1/threads/{uid}/receipt": {"PUT": (SIGNED_IN,)},
    "/api/v1/threads/{uid}/pulse": {"PUT": (SIGNED_IN,)},
    "/api/v1/counts": {"GET": (EVERYBODY,)},
    "/api/v1/screen": {"POST": (EVERYBODY,)},
    "/api/v1/preview": {"POST": (EVERYBODY,)},
    "/api/v1/similar": {"POST": (SIGNED_IN,)},
    "/api/v1/comments/{id}": {"PUT": (SIGNED_IN,), "GET": (EVERYBODY,), "PATCH": (OWN,), "DELETE": (OWN,)},
    "/api/v1/comments/{id}/reactions/{name}": {"PUT": (SIGNED_IN,), "DELETE": (SIGNED_IN,)},
    "/api/v1/comments/{id}/report": {"PUT": (SIGNED_IN,)},
    "/api/v1/comments/{id}/appeal": {"PUT": (OWN,)},
    "/api/v1/comments/{id}/solution": {"PUT": (OWN,), "DELETE": (OWN,)},
    "/api/v1/comments/{id}/endorsement": {"PUT": ("endorse",), "DELETE": ("endorse",)},
    "/api/v1/me": {"GET": (SIGNED_IN,)},
    "/api/v1/people": {"GET": (SIGNED_IN,)},
    "/api/v1/me/export": {"GET": (SIGNED_IN,)},
    "/me/export": {"GET": (SIGNED_IN,)},
    "/me/contributions": {"GET": (SIGNED_IN,)},
    "/me/following": {"GET": (SIGNED_IN,)},
    "/me/mail": {"GET": (SIGNED_IN,), "POST": (SIGNED_IN,)},
    "/me/mail/stop": {"GET": (EVERYBODY,), "POST": (EVERYBODY,)},
    "/latest/": {"GET": (EVERYBODY,)},
    "/privacy/now": {"GET": (EVERYBODY,)},
    "/insight/": {"GET": (SIGNED_IN,)},
    "/api/v1/site/threads": {"PUT": (DEPLOY_TOKEN,)},
    "/api/v1/site/snapshot": {"GET": (DEPLOY_TOKEN,)},
    "/admin/": {"GET": ("moderate",)},
    "/admin/comments/{id}": {"GET": ("moderate",)},
    "/admin/comments/{id}/redaction": {"GET": ("moderate",), "POST": ("moderate",)},
    "/admin/decisions": {"POST": ("moderate",)},
    "/admin/bulk": {"POST": ("moderate",)},
    "/admin/cases/settle": {"POST": ("moderate",)},
    "/admin/api/decisions": {"POST": ("moderate",)},
    "/admin/api/claims/{id}": {"PUT": ("moderate",), "DELETE": ("moderate",)},
    "/admin/live": {"GET": ("moderate",)},
    "/admin/people/": {"GET": ("moderate",)},
    "/admin/people/{handle}": {"GET": ("moderate",)},
    "/admin/people/{handle}/sanctions": {"POST": ("moderate",)},
    "/admin/people/{handle}/sanctions/end": {"POST": ("moderate",)},
    "/admin/search": {"GET": ("moderate",)},
    "/admin/rules": {"GET": ("write-rules",), "POST": ("write-rules",)},
    "/admin/rules/try": {"POST": ("write-rules",)},
    "/admin/rules/{id}": {"GET": ("write-rules",), "POST": ("write-rules",)},
    "/admin/rules/{id}/rehearsal": {"POST": ("write-rules",)},
    "/admin/audit": {"GET": READING},
    "/admin/audit/export": {"POST": READING},
    "/admin/sealed/": {"GET": ("see-sealed",)},
    "/admin/sealed/{id}": {"GET": ("see-sealed",)},
    "/admin/sealed/{id}/notes": {"POST": ("see-sealed",)},
    "/admin/sealed/{id}/close": {"POST": ("see-sealed",)},
    "/admin/holds": {"GET": ("hold-for-legal",), "POST": ("hold-for-legal",)},
    "/admin/holds/{id}": {"GET": ("hold-for-legal",)},
    "/admin/holds/{id}/end": {"POST": ("hold-for-legal",)},
    "/admin/unsealings/": {"GET": ("see-unsealings",), "POST": ("unseal",)},
    "/admin/unsealings/{id}": {"GET": ("see-unsealings",), "POST": ("unseal",)},
    "/admin/leavers": {"GET": ("anonymise",), "POST": ("anonymise",)},
    "/admin/leavers/welcome": {"POST": ("anonymise",)},
    "/admin/notes": {"POST": ("moderate",)},
    "/admin/corrections/": {"GET": (SIGNED_IN,)},
    "/admin/corrections/{id}": {"GET": (PERMISSION[CORRECTION],), "POST": (PERMISSION[CORRECTION],)},
    "/admin/corrections/{id}/patch": {"GET": (PERMISSION[CORRECTION],)},
    "/admin/outcomes/{id}": {"GET": _STEPPING, "POST": _STEPPING},
    "/admin/marks": {"GET": _MARKING, "POST": tuple(one for one in _MARKING if one not in _PUT_ELSEWHERE)},
    "/admin/marks/end": {"POST": _MARKING},
    "/admin/threads/{uid}": {"GET": LOOKING_AFTER},
    "/admin/threads/{uid}/switches": {"POST": ("switch-threads",)},
    "/admin/threads/{uid}/summary": {"POST": ("summarise",)},
    "/admin/responses": {"GET": (SIGNED_IN,), "POST": ("respond", "draft-responses")},
    "/admin/responses/{id}": {"POST": (OWN,)},
    "/auth/login": {"GET": (EVERYBODY,)},
    "/auth/start": {"GET": (EVERYBODY,)},
    "/auth/callback": {"GET": (EVERYBODY,)},
    "/auth/demo": {"POST": (EVERYBODY,)},
    "/auth/logout": {"POST": (EVERYBODY,)},
    "/auth/sessions": {"GET": (SIGNED_IN,), "POST": (SIGNED_IN,)},
    "/auth/signed-out": {"GET": (EVERYBODY,)},
    "/auth/backchannel-logout": {"POST": (PROVIDER,)},
    "/healthz": {"GET": (EVERYBODY,)},
    "/readyz": {"GET": (EVERYBODY,)},
    "/openapi.json": {"GET": (EVERYBODY,)},
}
