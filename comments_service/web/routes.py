"""Every address of the service, one line each; /openapi.json and docs/api.md are held to this table by tests."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from comments_service.languages import N_
from comments_service.settings import Settings
from comments_service.web import assets
from comments_service.web.desk import (
    audit,
    bulk,
    claims,
    corrections,
    courses,
    decision_form,
    decisions,
    holds,
    leavers,
    live,
    marks,
    notes,
    outcomes,
    people,
    redactions,
    responses,
    rules,
    sealed,
    search,
    settling,
    unsealings,
)
from comments_service.web.desk import pages as desk
from comments_service.web.desk import threads as thread_desk
from comments_service.web.headers import headers_of_search, headers_of_site
from comments_service.web.operator import contract, health, site_snapshot, site_threads
from comments_service.web.problems import MethodNotAllowed
from comments_service.web.reader import (
    appeals,
    choices,
    comment_pages,
    comments,
    contributions,
    feeds,
    following,
    insight,
    language,
    latest,
    learning,
    mail,
    mine,
    pages,
    pulse_answers,
    reactions,
    receipts,
    similar,
    skipping,
    solutions,
    threads,
)
from comments_service.web.reader import live as live_discussion
from comments_service.web.reader import people as people_by_name
from comments_service.web.sign_in import pages as sign_in
from comments_service.web.sign_in import provider, sessions
from comments_service.web.site import Site

Handler = Callable[[Request], Awaitable[Response]]


# By address, then by method.
TABLE: Final[Mapping[str, Mapping[str, Handler]]] = {
    "/embed/v1/{name}": {"GET": assets.show_asset},
    "/t/{uid}": {"GET": pages.show_thread, "POST": pages.post_to_thread},
    "/t/{uid}/fragment": {"GET": choices.show_fragment},
    "/t/{uid}/topics/{id}": {"GET": pages.show_topic},
    "/t/{uid}/topics/{id}/following": {"POST": following.post_topic_following},
    "/t/{uid}/feed": {"GET": feeds.show_feed},
    "/t/{uid}/comments/{id}/reactions": {"GET": reactions.show_reactions, "POST": reactions.post_reaction},
    "/t/{uid}/following": {"POST": following.post_following},
    "/t/{uid}/receipt": {"POST": receipts.post_receipt},
    "/t/{uid}/skip": {"POST": skipping.post_skip},
    "/t/{uid}/pulse": {"POST": pulse_answers.post_pulse_answer},
    "/t/{uid}/comments/{id}/report": {"GET": comment_pages.show_report, "POST": comment_pages.post_report},
    "/t/{uid}/comments/{id}/solution": {"GET": solutions.show_solution, "POST": solutions.post_solution},
    "/t/{uid}/comments/{id}/withdraw": {"GET": comment_pages.show_withdraw, "POST": comment_pages.post_withdraw},
    "/t/{uid}/comments/{id}/appeal": {"GET": appeals.show_appeal, "POST": appeals.post_appeal},
    "/api/v1/threads/{uid}": {"GET": threads.get_thread},
    "/api/v1/threads/{uid}/me": {"GET": threads.get_my_view},
    "/api/v1/threads/{uid}/live": {"GET": live_discussion.show_thread_live},
    "/api/v1/threads/{uid}/following": {
        "PUT": following.put_following,
        "DELETE": following.delete_following,
    },
    "/api/v1/threads/{uid}/receipt": {"PUT": receipts.put_receipt},
    "/api/v1/threads/{uid}/skip": {"PUT": skipping.put_skip},
    "/api/v1/threads/{uid}/pulse": {"PUT": pulse_answers.put_pulse_answer},
    "/api/v1/threads/{uid}/progress": {
        "GET": learning.get_progress,
        "PUT": learning.put_progress,
        "DELETE": learning.delete_progress,
    },
    "/api/v1/threads/{uid}/quizzes/{item}": {"PUT": learning.put_quiz_answer},
    "/api/v1/courses/{course}/completion": {"GET": courses.get_completion},
    "/api/v1/courses/{course}/completion/{handle}": {"GET": courses.get_completion_by},
    "/api/v1/counts": {"GET": threads.get_counts},
    "/api/v1/screen": {"POST": threads.post_screen},
    "/api/v1/preview": {"POST": threads.post_preview},
    "/api/v1/similar": {"POST": similar.post_similar},
    "/api/v1/comments/{id}": {
        "PUT": comments.put_comment,
        "GET": comments.get_comment,
        "PATCH": comments.patch_comment,
        "DELETE": comments.delete_comment,
    },
    "/api/v1/comments/{id}/reactions/{name}": {
        "PUT": reactions.put_reaction,
        "DELETE": reactions.delete_reaction,
    },
    "/api/v1/comments/{id}/report": {"PUT": comments.put_report},
    "/api/v1/comments/{id}/appeal": {"PUT": appeals.put_appeal},
    "/api/v1/comments/{id}/solution": {"PUT": solutions.put_solution, "DELETE": solutions.delete_solution},
    "/api/v1/comments/{id}/endorsement": {"PUT": marks.put_endorsement, "DELETE": marks.delete_endorsement},
    "/api/v1/me": {"GET": threads.get_me},
    "/api/v1/people": {"GET": people_by_name.get_people},
    "/api/v1/me/export": {"GET": mine.get_export},
    "/me/export": {"GET": mine.show_export},
    "/me/contributions": {"GET": contributions.show_contributions},
    "/me/following": {"GET": following.show_following},
    "/me/learning": {"GET": learning.show_learning, "POST": learning.post_learning},
    "/me/language": {"POST": language.post_language},
    "/me/mail": {"GET": mail.show_mail, "POST": mail.post_mail},
    "/me/mail/stop": {"GET": mail.show_stop, "POST": mail.post_stop},
    "/latest/": {"GET": latest.show_latest},
    "/privacy/now": {"GET": mine.show_notice},
    "/insight/": {"GET": insight.show_insight},
    "/api/v1/site/threads": {"PUT": site_threads.put_site_threads},
    "/api/v1/site/snapshot": {"GET": site_snapshot.get_site_snapshot},
    "/admin/": {"GET": desk.show_queue},
    "/admin/comments/{id}": {"GET": desk.show_item},
    "/admin/comments/{id}/redaction": {"GET": redactions.show_redaction, "POST": redactions.post_redaction},
    "/admin/decisions": {"POST": decision_form.post_decision},
    "/admin/bulk": {"POST": bulk.post_bulk},
    "/admin/cases/settle": {"POST": settling.post_settled},
    "/admin/api/decisions": {"POST": decisions.post_decisions},
    "/admin/api/claims/{id}": {"PUT": claims.put_claim, "DELETE": claims.delete_claim},
    "/admin/live": {"GET": live.show_live},
    "/admin/people/": {"GET": people.show_people},
    "/admin/people/{handle}": {"GET": people.show_person},
    "/admin/people/{handle}/sanctions": {"POST": people.post_sanction},
    "/admin/people/{handle}/sanctions/end": {"POST": people.post_end},
    "/admin/search": {"GET": search.show_search},
    "/admin/rules": {"GET": rules.show_rules, "POST": rules.post_rule},
    "/admin/rules/try": {"POST": rules.post_try},
    "/admin/rules/{id}": {"GET": rules.show_rule, "POST": rules.post_rule_change},
    "/admin/rules/{id}/rehearsal": {"POST": rules.post_rehearsal},
    "/admin/audit": {"GET": audit.show_audit},
    "/admin/audit/export": {"POST": audit.post_export},
    "/admin/sealed/": {"GET": sealed.show_sealed},
    "/admin/sealed/{id}": {"GET": sealed.show_case},
    "/admin/sealed/{id}/notes": {"POST": sealed.post_note},
    "/admin/sealed/{id}/close": {"POST": sealed.post_close},
    "/admin/holds": {"GET": holds.show_holds, "POST": holds.post_hold},
    "/admin/holds/{id}": {"GET": holds.show_hold},
    "/admin/holds/{id}/end": {"POST": holds.post_hold_end},
    "/admin/unsealings/": {"GET": unsealings.show_unsealings, "POST": unsealings.post_unsealing},
    "/admin/unsealings/{id}": {"GET": unsealings.show_unsealing, "POST": unsealings.post_unsealing_answer},
    "/admin/leavers": {"GET": leavers.show_leavers, "POST": leavers.post_leaver},
    "/admin/leavers/welcome": {"POST": leavers.post_welcome},
    "/admin/notes": {"POST": notes.post_note},
    "/admin/corrections/": {"GET": corrections.show_corrections},
    "/admin/corrections/{id}": {"GET": corrections.show_correction, "POST": corrections.post_correction},
    "/admin/corrections/{id}/patch": {"GET": corrections.get_patch},
    "/admin/outcomes/{id}": {"GET": outcomes.show_outcome, "POST": outcomes.post_outcome},
    "/admin/marks": {"GET": marks.show_marks, "POST": marks.post_mark},
    "/admin/marks/end": {"POST": marks.post_mark_end},
    "/admin/threads/{uid}": {"GET": thread_desk.show_thread_desk},
    "/admin/threads/{uid}/switches": {"POST": thread_desk.post_switches},
    "/admin/threads/{uid}/summary": {"POST": thread_desk.post_summary},
    "/admin/responses": {"GET": responses.show_responses, "POST": responses.post_response},
    "/admin/responses/{id}": {"POST": responses.post_answer},
    "/auth/login": {"GET": sign_in.show_login},
    "/auth/start": {"GET": provider.get_start},
    "/auth/callback": {"GET": provider.get_callback},
    "/auth/demo": {"POST": sign_in.post_demo},
    "/auth/logout": {"POST": sign_in.post_logout},
    "/auth/sessions": {"GET": sessions.show_sessions, "POST": sessions.post_session_end},
    "/auth/signed-out": {"GET": provider.show_signed_out},
    "/auth/backchannel-logout": {"POST": provider.post_backchannel_logout},
    "/healthz": {"GET": health.get_health},
    "/readyz": {"GET": health.get_readiness},
    "/openapi.json": {"GET": contract.get_openapi},
}


# What is answered for as long as somebody listens: whoever asks at every address leaves these out.
ENDLESS: Final = frozenset({"/admin/live", "/api/v1/threads/{uid}/live"})


def routes(settings: Settings) -> list[BaseRoute]:
    """Return the routes of the table, and last the site, since it takes whatever is left."""
    table: list[BaseRoute] = [_route(path, handlers) for path, handlers in TABLE.items()]
    if settings.site_dir:
        table.append(Mount("/", Site(settings.site_dir, headers_of_site(settings), headers_of_search(settings))))
    return table


def _route(path: str, handlers: Mapping[str, Handler]) -> Route:
    """One Route a path: with two on one path, a wrong method would be answered with half of the right ones in Allow."""
    allowed = {**handlers, **({"HEAD": handlers["GET"]} if "GET" in handlers else {})}

    async def dispatch(request: Request) -> Response:
        if (handler := allowed.get(request.method)) is None:
            raise MethodNotAllowed(N_("This address does not take that method."), allowed=sorted(allowed))
        return await handler(request)

    route = Route(path, dispatch)
    # None is every method: a list would let the router refuse those that are not on it, with the list as Allow.
    route.methods = None
    return route
