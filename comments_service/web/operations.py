"""What each call of the API takes and answers, by address and method: what openapi.py makes its document of."""

from collections.abc import Mapping
from typing import Final

from comments_service.discussion.ordering import CHOICES, PERSONAL, SORTS
from comments_service.discussion.react import REACTIONS
from comments_service.discussion.report import REASONS
from comments_service.discussion.snapshot import Snapshot
from comments_service.discussion.sync_threads import Manifest, Synced
from comments_service.people.find import Colleagues
from comments_service.web import answers, own_answers, payloads
from comments_service.web.asked_operations import ASKED
from comments_service.web.desk import answers as desk_answers
from comments_service.web.mark_answer import Mark
from comments_service.web.operation import Operation, Schema

UUID: Final[Schema] = {"type": "string", "format": "uuid"}
UID: Final[Schema] = {"type": "string"}
REACTION: Final[Schema] = {"type": "string", "enum": list(REACTIONS)}


_PAGE: Final[Mapping[str, Schema]] = {
    "sort": {"schema": {"type": "string", "enum": list(SORTS), "default": SORTS[0]}},
    "only": {
        "schema": {"type": "string", "enum": ["", *CHOICES, *PERSONAL], "default": ""},
        "description": "which branches: questions, answered officially, mine, that I follow, or by what became of them",
    },
    "about": {
        "schema": {"type": "string", "default": ""},
        "description": "only the branches about one block of the page, by its id; none where there is no such block",
    },
    "after": {
        "schema": {"anyOf": [UUID, {"const": ""}]},
        "description": "the last root of the page before; empty for the first page",
    },
}
_A_TEXT: Final = ("body-is-empty", "body-is-too-long", "body-is-unreadable")
_A_COMMENT: Final = (*_A_TEXT, "body-is-blocked", "body-needs-advice", "body-is-heated", "muted")
_A_PLACE: Final = ("thread-is-unknown", "thread-is-closed", "parent-is-elsewhere", "anchor-is-gone")
_ONES_OWN: Final = ("comment-is-unknown", "not-allowed", "changed-meanwhile", "field-is-wrong")

OPERATIONS: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/api/v1/threads/{uid}": {
        "GET": Operation(
            "A thread and a page of its comments",
            {200: answers.Thread},
            ["thread-is-unknown", "field-is-wrong", "sign-in-required"],
            query=_PAGE,
            personal=True,
        ),
    },
    "/api/v1/threads/{uid}/me": {
        "GET": Operation(
            "What is personal in a thread", {200: own_answers.MyView}, ["thread-is-unknown"], personal=True
        ),
    },
    "/api/v1/threads/{uid}/live": {
        "GET": Operation(
            "When readers would see something else, as server-sent events `version`; 204 where there is no room",
            {200: answers.AsReadersSee, 204: None},
            ["thread-is-unknown"],
            streams=True,
        ),
    },
    **ASKED,
    "/api/v1/counts": {
        "GET": Operation(
            "How many comments are public in each of some threads",
            {200: answers.Counts},
            ["field-is-wrong"],
            query={
                "thread": {
                    "schema": {"type": "array", "items": UID, "minItems": 1, "maxItems": 200},
                    "required": True,
                }
            },
        ),
    },
    "/api/v1/screen": {
        "POST": Operation(
            "What screening would say; nothing is stored or logged",
            {200: answers.Screened},
            _A_TEXT,
            body=payloads.TextForThread,
            personal=True,
        ),
    },
    "/api/v1/preview": {
        "POST": Operation(
            "A text as it would be shown; nothing is stored", {200: answers.Previewed}, _A_TEXT, body=payloads.Text
        ),
    },
    "/api/v1/similar": {
        "POST": Operation(
            "What was asked before that may be the same, with what answers it; nothing is stored or logged",
            {200: answers.Similar},
            [*_A_TEXT, "too-many-look-ups"],
            body=payloads.Text,
            signed_in=True,
        ),
    },
    "/api/v1/comments/{id}": {
        "PUT": Operation(
            "Post a comment; its id is made by the client, and sending it again is harmless",
            {200: answers.CommentAgain, 201: answers.Comment, 202: answers.CommentHeld},
            [*_A_PLACE, "too-soon", "id-is-taken", "name-is-needed", "not-allowed", *_A_COMMENT],
            body=payloads.Draft,
            signed_in=True,
        ),
        "GET": Operation(
            "Read a comment", {200: answers.CommentRead}, ["comment-is-unknown", "field-is-wrong"], personal=True
        ),
        "PATCH": Operation(
            "Edit one's comment, within fifteen minutes; 202 while the new words wait",
            {200: answers.Comment, 202: answers.CommentHeld},
            [*_ONES_OWN, "thread-is-closed", "too-late-to-edit", "too-soon", *_A_COMMENT],
            body=payloads.Change,
            signed_in=True,
        ),
        "DELETE": Operation(
            "Withdraw one's comment, for good",
            {200: answers.CommentChanged},
            [*_ONES_OWN, "move-is-impossible"],
            signed_in=True,
        ),
    },
    "/api/v1/comments/{id}/reactions/{name}": {
        "PUT": Operation(
            "React to what somebody else said; again is harmless",
            {200: answers.Reacted},
            ["comment-is-unknown", "not-allowed", "thread-is-closed", "muted", "field-is-wrong"],
            signed_in=True,
        ),
        "DELETE": Operation(
            "Take a reaction back; where there is none, nothing happens",
            {200: answers.Reacted},
            ["comment-is-unknown", "field-is-wrong"],
            signed_in=True,
        ),
    },
    "/api/v1/comments/{id}/report": {
        "PUT": Operation(
            f"Report a comment: {', '.join(REASONS)}",
            {200: answers.CommentChanged},
            ["comment-is-unknown", "not-allowed", "too-soon"],
            body=payloads.ReportMade,
            signed_in=True,
        ),
    },
    "/api/v1/comments/{id}/appeal": {
        "PUT": Operation(
            "Appeal against the removal of one's comment, once; another facilitator decides",
            {200: own_answers.Appealed},
            ["comment-is-unknown", "not-allowed", "changed-meanwhile", "appealed-already", "nothing-to-appeal"],
            body=payloads.AppealMade,
            signed_in=True,
        ),
    },
    "/api/v1/comments/{id}/solution": {
        "PUT": Operation(
            "Say which reply solved a question of one's own; again is harmless, another takes its place",
            {200: answers.CommentChanged},
            [*_ONES_OWN, "move-is-impossible"],
            body=payloads.SolutionGiven,
            signed_in=True,
        ),
        "DELETE": Operation(
            "Take that back; where nothing was said, nothing happens",
            {200: answers.CommentChanged},
            [*_ONES_OWN, "move-is-impossible"],
            signed_in=True,
        ),
    },
    "/api/v1/comments/{id}/endorsement": {
        "PUT": Operation(
            "Endorse a comment, as an expert, a leader or one who answers on its page; again is harmless",
            {200: Mark},
            ["comment-is-unknown", "not-allowed", "move-is-impossible", "field-is-wrong"],
            signed_in=True,
        ),
        "DELETE": Operation(
            "Take an endorsement back; where there is none, nothing happens",
            {200: answers.CommentChanged},
            ["comment-is-unknown", "not-allowed", "field-is-wrong"],
            signed_in=True,
        ),
    },
    "/api/v1/me": {
        "GET": Operation("Who I am and what I may do", {200: answers.Me}, signed_in=True),
    },
    "/api/v1/people": {
        "GET": Operation(
            "A few people by the beginning of a name, to be mentioned as @handle",
            {200: Colleagues},
            ["too-many-look-ups"],
            query={"begins": {"schema": {"type": "string"}, "description": "of one of their names, or of the handle"}},
            signed_in=True,
        ),
    },
    "/api/v1/me/export": {
        "GET": Operation("All that is kept of me, and nothing of anybody else", {200: answers.Export}, signed_in=True),
    },
    "/api/v1/site/threads": {
        "PUT": Operation(
            "Bring in the manifest: all of it, or nothing and why; up to 16 MB",
            {200: Synced},
            [
                "manifest-is-wrong",
                "embargo-is-wrong",
                "rule-would-silence",
                "threads-would-be-orphaned",
                "questions-are-open",
                "deploy-token-is-wrong",
            ],
            query={
                "archive": {
                    "schema": {"type": "array", "items": UID},
                    "description": "uids of pages with comments that are meant to go",
                }
            },
            body=Manifest,
            deploy_token=True,
        ),
    },
    "/api/v1/site/snapshot": {
        "GET": Operation(
            "What a build bakes into the pages, and of each thread a tag; 304 to whoever has the same",
            {200: Snapshot},
            ["deploy-token-is-wrong", "field-is-wrong"],
            query={
                "thread": {
                    "schema": {"type": "array", "items": UID, "maxItems": 200},
                    "description": "of which threads the words are wanted; without it of all, empty of none",
                }
            },
            deploy_token=True,
        ),
    },
    "/admin/api/claims/{id}": {
        "PUT": Operation(
            "Say that one is looking at a comment, for 90 seconds; the claim that holds is answered, also another's",
            {200: desk_answers.Claim},
            ["comment-is-unknown", "not-allowed", "field-is-wrong"],
            signed_in=True,
        ),
        "DELETE": Operation("Give one's claim up", {204: None}, ["not-allowed", "field-is-wrong"], signed_in=True),
    },
    "/admin/api/decisions": {
        "POST": Operation(
            "Decide about up to 100 comments, each with a result of its own",
            {200: desk_answers.Results},
            ["not-allowed"],
            body=payloads.Verdicts,
            signed_in=True,
        ),
    },
}
