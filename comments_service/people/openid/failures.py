"""What can go wrong between somebody and the company's sign-in, each with a sentence that says what to do."""

from comments_service.languages import N_
from comments_service.refusals import Refusal


class SignInWasDenied(Refusal):
    """The person, or the provider, said no."""

    code = "sign-in-was-denied"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The company’s sign-in did not let you through, or you stopped it. Nothing was "
                "lost: try again, or read on "
                "without signing in. If it goes on refusing you, ask whoever looks after your company account."
            )
        )


class SignInIsOver(Refusal):
    """The browser does not hold the sign-in that this answer belongs to: too old, used, begun elsewhere, no cookies."""

    code = "sign-in-is-over"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This sign-in took too long, or was begun in another window. Sign in once more. If this comes back, "
                "allow this site to keep cookies."
            )
        )


class ProviderIsUnreachable(Refusal):
    """The provider does not answer, or not as one."""

    code = "provider-is-unreachable"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The company’s sign-in does not answer right now. Everything can still be read, and what you were "
                "writing is kept in your browser. Try again in a minute."
            )
        )


class ClocksDisagree(Refusal):
    """What the provider signed is over already, or not valid yet, by our clock."""

    code = "clocks-disagree"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The clocks of this service and of the company’s sign-in disagree, so nobody can be sure who you are. "
                "Try again; if this comes back, tell whoever runs this site: one of the two clocks is wrong."
            )
        )


class TokenIsWrong(Refusal):
    """What came as the provider's word is not, or not for us."""

    code = "sign-in-cannot-be-trusted"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "What came back from the company’s sign-in could not be trusted, so you are not signed in. Try "
                "again; if this comes back, tell whoever runs this site."
            )
        )


class PersonIsDeactivated(Refusal):
    """Somebody whom the company's sign-in knows, and who may speak here no more."""

    code = "person-is-deactivated"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Your account here is switched off, so you cannot sign in. Everything can still be read. If this is a "
                "mistake, ask whoever runs this site."
            )
        )


class LogoutTokenIsWrong(Refusal):
    """A logout token that ends nothing. `error` is what the provider is to be told (Back-Channel Logout 1.0, 2.8)."""

    code = "logout-token-is-wrong"

    def __init__(self, why: str) -> None:
        super().__init__(f"This logout token ends nothing: {why}.", error="invalid_request")
