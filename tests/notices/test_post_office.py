"""The company's mail server: sealed, with its certificate checked, and nobody's password told to anybody else."""

import ssl
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from comments_service.mail_settings import Mail, read_mail
from comments_service.notices.post_office import Never, NotNow, PostOffice
from tests.support.post import SENDER, certificate, post_office
from tests.support.service import free_port

pytestmark = pytest.mark.anyio
PASSWORD = "p@ss" + "/w:rd"  # as an address has to spell it in another way


def mail(url: str) -> Mail:
    found = read_mail({"TOWNHALL_SMTP_URL": url, "TOWNHALL_MAIL_FROM": SENDER})
    assert found
    return found


async def post(url: str) -> None:
    made = EmailMessage()
    made["Subject"] = "Hello"
    made.set_content("Hello.")
    async with PostOffice(mail(url), name="news.example") as office:
        await office.post(made, to="amal@example.com")


def with_password(url: str, scheme: str) -> str:
    parts = urlsplit(url)
    return f"{scheme}://townhall:p%40ss%2Fw%3Ard@{parts.hostname}:{parts.port}"


async def test_mail_goes_to_a_server_on_this_machine_as_it_is() -> None:
    with post_office() as box:
        await post(box.url)

    assert (box.to, box.was_sealed) == ([["amal@example.com"]], [False])


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
async def test_elsewhere_it_is_sealed_before_the_password_is_said(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, file = certificate(tmp_path, "127.0.0.2")  # not this machine by name, and reached without any network
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with sealed(scheme, context) as box:
        await post(with_password(box.url, scheme))

    assert box.was_sealed == [True]
    assert box.logins == [(b"townhall", PASSWORD.encode())]


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
async def test_a_certificate_that_nobody_vouches_for_gets_nothing(scheme: str, tmp_path: Path) -> None:
    context, _ = certificate(tmp_path, "127.0.0.2")
    with sealed(scheme, context) as box, pytest.raises(NotNow) as refused:
        await post(with_password(box.url, scheme))

    assert (box.raw, box.logins) == ([], [])
    assert PASSWORD not in str(refused.value)


async def test_a_server_elsewhere_that_seals_nothing_gets_nothing() -> None:
    with post_office(host="127.0.0.2") as box, pytest.raises(NotNow):
        await post(with_password(box.url, "smtp"))

    assert (box.raw, box.logins) == ([], [])


async def test_a_server_that_is_not_there_may_be_there_another_time() -> None:
    with pytest.raises(NotNow, match="SMTPConnectError"):
        await post(f"smtp://127.0.0.1:{free_port()}")


@pytest.mark.parametrize(
    ("answer", "means"),
    [("550 No such user", Never), ("450 Later", NotNow), ("452 Full", NotNow), ("554 Policy", Never)],
)
async def test_what_a_server_will_never_take_is_told_from_what_it_takes_later(
    answer: str, means: type[Exception]
) -> None:
    with post_office() as box:
        box.refuses = f"{answer} amal@example.com"
        with pytest.raises(means) as told:
            await post(box.url)

    assert answer[:3] in str(told.value)
    assert "amal" not in str(told.value)


def sealed(scheme: str, context: ssl.SSLContext) -> object:
    return post_office(host="127.0.0.2", **{"ssl_context" if scheme == "smtps" else "tls_context": context})
