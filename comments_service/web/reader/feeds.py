"""GET /t/{uid}/feed: what everybody may read of a discussion, for feed readers. Kept as fragments are."""

from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion import rendering, thread_rules
from comments_service.discussion.fragments import Fragment, Key, encode
from comments_service.notices.feed import MEDIA_TYPE, Addresses, atom, latest
from comments_service.web.context import Context, context
from comments_service.web.reader.fragments import fresh, sent
from comments_service.web.templating import environment

# Beside the orders that a fragment has: no address leads to a fragment of this one.
_FEED = "feed"


async def show_feed(request: Request) -> Response:
    """Answer with the feed, making it if need be."""
    ctx, uid = context(request), request.path_params["uid"]
    kept = await fresh(Key(uid, _FEED, None), ctx, lambda: _made(uid, ctx))
    return sent(kept, request, media_type=MEDIA_TYPE)


async def _made(uid: str, ctx: Context) -> Fragment:
    thread = thread_rules.require_known(await rendering.thread(uid), uid)
    addresses = Addresses(ctx.settings.whole_base, ctx.settings.whole_site)
    templates = environment(base=addresses.service, site=addresses.site)
    items = await latest(thread)
    xml = atom(thread, items, addresses=addresses, templates=templates, today=ctx.now().date())
    return encode(xml, version=thread.version)
