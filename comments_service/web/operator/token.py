"""The deploy token that a publish shows, in the header of its request."""

from starlette.requests import Request

from comments_service.people import deploy_tokens
from comments_service.refusals import SignInRequired
from comments_service.web.context import context


async def require_token(request: Request, *, to_pull: bool = False) -> None:
    """Let a publish in.

    Args:
        to_pull: whether it only asks for the snapshot.

    Raises:
        SignInRequired: it shows no token.
        DeployTokenIsWrong: it is none that is in force, or does not open this.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise SignInRequired("Send a deploy token: Authorization: Bearer …")
    await deploy_tokens.require(token.strip(), now=context(request).now(), to_pull=to_pull)
