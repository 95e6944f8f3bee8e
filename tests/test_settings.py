"""Settings: every problem is named at once, and production refuses what only development may have."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.settings import SettingsAreWrong, read

LONG = "s3cret " * 6
PRODUCTION = {"TOWNHALL_ENV": "production", "TOWNHALL_SECRET": LONG, "TOWNHALL_PUBLIC_URL": "https://news.example"}


def problems(environ: dict[str, str]) -> list[str]:
    try:
        read(environ)
    except SettingsAreWrong as wrong:
        return wrong.problems
    return []


def test_with_nothing_said_it_is_a_development_service_on_sqlite() -> None:
    settings = read({"PATH": "/usr/bin"})

    assert settings.development
    assert (settings.database_url, settings.public_url) == ("sqlite://var/townhall.sqlite3", "http://127.0.0.1:8000")
    assert settings.site_dir is None


def test_what_production_needs_is_enough() -> None:
    settings = read(PRODUCTION)

    assert not settings.development
    assert (settings.secret, settings.origin, settings.base_path) == (LONG, "https://news.example", "")
    assert settings.customer_reference == ""


def test_hosts_are_listed_with_commas_between_them() -> None:
    settings = read({"TOWNHALL_ALLOWED_HOSTS": " example.com,Müller.example , ", "TOWNHALL_INTERNAL_HOSTS": ""})

    assert (settings.allowed_hosts, settings.internal_hosts) == (("example.com", "müller.example"), ())


@pytest.mark.parametrize("name", ["TOWNHALL_ALLOWED_HOSTS", "TOWNHALL_INTERNAL_HOSTS"])
@pytest.mark.parametrize(
    "host", ["com", "https://example.com", "example.com/path", "*.example.com", "a b.example", "-"]
)
def test_what_is_no_host_is_named(name: str, host: str) -> None:
    (problem,) = problems({name: f"example.org, {host}"})

    assert name in problem
    assert f"“{host}”" in problem


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOWNHALL_SECRET", ""), ("TOWNHALL_SECRET", "short"), ("TOWNHALL_SECRET", "x" * 31),
        ("TOWNHALL_SECRET", read({}).secret),
        ("TOWNHALL_PUBLIC_URL", ""), ("TOWNHALL_PUBLIC_URL", "http://news.example"),
        ("TOWNHALL_PUBLIC_URL", "https://*"), ("TOWNHALL_PUBLIC_URL", "https://*.news.example"),
        ("TOWNHALL_PUBLIC_URL", "https://"), ("TOWNHALL_PUBLIC_URL", "https:///news"),
    ],
)  # fmt: skip
def test_production_refuses(name: str, value: str) -> None:
    (problem, *_) = problems({**PRODUCTION, name: value}) or [""]

    assert name in problem


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOWNHALL_ENV", "prod"), ("TOWNHALL_ENV", ""), ("TOWNHALL_ENV", "Production"),
        ("TOWNHALL_DATABASE_URL", "mysql://localhost/townhall"), ("TOWNHALL_DATABASE_URL", "townhall.sqlite3"),
        ("TOWNHALL_DATABASE_URL", ""), ("TOWNHALL_DATABASE_URL", "sqlite://"),
        ("TOWNHALL_DATABASE_URL", "postgres://localhost:port/townhall"),
        ("TOWNHALL_PUBLIC_URL", "news.example"), ("TOWNHALL_PUBLIC_URL", "ftp://news.example"),
        ("TOWNHALL_PUBLIC_URL", "http://["), ("TOWNHALL_PUBLIC_URL", "http://news.example:port"),
        ("TOWNHALL_PUBLIC_URL", "https://news.example/?a=b"), ("TOWNHALL_PUBLIC_URL", "https://news.example/#a"),
        ("TOWNHALL_PUBLIC_URL", "https://me:pw@news.example/"),
        ("TOWNHALL_SITE_DIR", "/no/such/folder"),
    ],
)  # fmt: skip
def test_what_no_service_can_start_with_is_named(name: str, value: str) -> None:
    assert [problem for problem in problems({name: value}) if name in problem]


def test_all_problems_are_named_at_once() -> None:
    wrong = {"TOWNHALL_ENV": "production", "TOWNHALL_DATABASE_URL": "mysql://x", "TOWNHALL_SITE_DIR": "/no/such"}
    named = "\n".join(problems(wrong))

    for name in ("DATABASE_URL", "SITE_DIR", "SECRET", "PUBLIC_URL"):
        assert f"TOWNHALL_{name}" in named


def test_production_names_all_that_it_refuses_at_once() -> None:
    wrong = {
        "TOWNHALL_ENV": "production",
        "TOWNHALL_SECRET": read({}).secret,
        "TOWNHALL_PROXY_ADDRESSES": "0.0.0.0/0",
        "TOWNHALL_PROXY_HEADERS": "person=X-Auth-Subject, secret=X-Auth-Secret",
        "TOWNHALL_EMBED_ORIGINS": "*",
    }
    named = [one.split()[0] for one in problems(wrong)]

    refused = ("EMBED_ORIGINS", "PROXY_ADDRESSES", "PROXY_SECRET", "PUBLIC_URL", "SECRET")
    assert sorted(named) == [f"TOWNHALL_{name}" for name in refused]


def test_nobody_is_a_demo_person_in_production() -> None:
    assert not read(PRODUCTION).demo_people


def test_no_problem_repeats_a_secret() -> None:
    short = {**EDGE, "TOWNHALL_SECRET": "hunter-two", "TOWNHALL_PROXY_SECRET": "hunter-three"}
    named = "\n".join(problems({**PRODUCTION, **short}))

    assert "hunter" not in named


@pytest.mark.parametrize(
    ("url", "origin", "base"),
    [
        ("https://news.example", "https://news.example", ""),
        ("https://news.example/", "https://news.example", ""),
        ("https://news.example:8443/town/hall/", "https://news.example:8443", "/town/hall"),
        ("HTTPS://News.Example", "https://news.example", ""),
        ("https://news.example:443", "https://news.example", ""),
    ],
)
def test_the_origin_is_as_browsers_send_it(url: str, origin: str, base: str) -> None:
    settings = read({**PRODUCTION, "TOWNHALL_PUBLIC_URL": url})

    assert (settings.origin, settings.base_path) == (origin, base)


def test_a_folder_with_the_site_is_taken(tmp_path: Path) -> None:
    assert read({"TOWNHALL_SITE_DIR": str(tmp_path)}).site_dir == tmp_path


def test_how_long_sessions_live_is_said_in_minutes_hours_or_days() -> None:
    settings = read({"TOWNHALL_SESSION_IDLE": "30m", "TOWNHALL_SESSION_LIFETIME": "12h"})

    assert (settings.session_idle, settings.session_lifetime) == (timedelta(minutes=30), timedelta(hours=12))
    assert (read({}).session_idle, read({}).session_lifetime) == (timedelta(days=14), timedelta(days=30))


@pytest.mark.parametrize("name", ["TOWNHALL_SESSION_IDLE", "TOWNHALL_SESSION_LIFETIME"])
@pytest.mark.parametrize("value", ["4m", "366d", "0d", "14", "d", "-1d", "1w", "soon", "99999d"])
def test_a_session_is_neither_too_short_nor_for_ever(name: str, value: str) -> None:
    (problem,) = problems({name: value})

    assert name in problem


def test_the_letterbox_is_emptied_each_hour_and_each_minute_where_nobody_wants_to_wait() -> None:
    assert read({}).letterbox_every == timedelta(minutes=1)
    assert read(PRODUCTION).letterbox_every == timedelta(hours=1)
    assert read({**PRODUCTION, "TOWNHALL_LETTERBOX": "4h"}).letterbox_every == timedelta(hours=4)


@pytest.mark.parametrize("value", ["1m", "9m", "13h", "1d", "7h", "0m", "50", "soon"])
def test_it_is_neither_emptied_at_once_nor_out_of_step_with_the_day(value: str) -> None:
    assert [one for one in problems({**PRODUCTION, "TOWNHALL_LETTERBOX": value}) if "TOWNHALL_LETTERBOX" in one]


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        read({}).secret = "another"  # type: ignore[misc]


NAMES = st.sampled_from(["ENV", "DATABASE_URL", "SECRET", "PUBLIC_URL", "SITE_DIR"])
VALUES = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)
PREFIXES = st.sampled_from(["", "http://", "https://", "sqlite://", "postgres://", "production"])


@given(st.dictionaries(NAMES, st.tuples(PREFIXES, VALUES).map("".join)))
def test_whatever_the_environment_says_it_is_read_or_its_problems_are_named(said: dict[str, str]) -> None:
    named = problems({f"TOWNHALL_{name}": value for name, value in said.items()})

    assert all("TOWNHALL_" in problem for problem in named)


EDGE = {
    "TOWNHALL_PROXY_ADDRESSES": "10.0.0.5, fd00::/64",
    "TOWNHALL_PROXY_SECRET": LONG,
    "TOWNHALL_PROXY_HEADERS": "person=X-Auth-Subject, secret=X-Auth-Secret",
}


def test_a_proxy_at_the_edge_takes_the_place_of_the_demo_people() -> None:
    settings = read(EDGE)

    assert settings.proxy is not None
    assert [str(one) for one in settings.proxy.networks] == ["10.0.0.5/32", "fd00::/64"]
    assert (settings.demo_people, read(PRODUCTION | EDGE).proxy) == (False, settings.proxy)


@pytest.mark.parametrize("environment", [{}, PRODUCTION])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOWNHALL_PROXY_ADDRESSES", ""), ("TOWNHALL_PROXY_ADDRESSES", "proxy.example"),
        ("TOWNHALL_PROXY_ADDRESSES", "10.0.0.5/8"), ("TOWNHALL_PROXY_ADDRESSES", "10.0.0.5, *"),
        ("TOWNHALL_PROXY_ADDRESSES", "0.0.0.0/0"), ("TOWNHALL_PROXY_ADDRESSES", "10.0.0.5, ::/0"),
        ("TOWNHALL_PROXY_ADDRESSES", "0.0.0.0/1, 128.0.0.0/1"),
        ("TOWNHALL_PROXY_SECRET", ""), ("TOWNHALL_PROXY_SECRET", "x" * 31), ("TOWNHALL_PROXY_HEADERS", ""),
    ],
)  # fmt: skip
def test_a_proxy_that_anybody_could_be_is_refused(environment: dict[str, str], name: str, value: str) -> None:
    (problem,) = problems({**environment, **EDGE, name: value})

    assert problem.startswith(name)


def test_there_is_one_way_to_sign_in() -> None:
    assert [one.split()[0] for one in problems({**EDGE, **COMPANY})] == ["TOWNHALL_PROXY_ADDRESSES"]


COMPANY = {
    "TOWNHALL_OIDC_ISSUER": "https://login.example.com/realms/staff",
    "TOWNHALL_OIDC_CLIENT_ID": "townhall",
    "TOWNHALL_OIDC_CLIENT_SECRET": LONG,
}


def test_the_companys_sign_in_takes_the_place_of_the_demo_people() -> None:
    settings = read(COMPANY)

    assert settings.openid is not None
    assert (settings.openid.issuer, settings.openid.scope) == (COMPANY["TOWNHALL_OIDC_ISSUER"], "openid profile")
    assert (settings.development, settings.demo_people, read({}).demo_people) == (True, False, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOWNHALL_OIDC_ISSUER", ""), ("TOWNHALL_OIDC_ISSUER", "login.example.com"),
        ("TOWNHALL_OIDC_ISSUER", "https://u:p@login.example.com"), ("TOWNHALL_OIDC_ISSUER", "http://login.example.com"),
        ("TOWNHALL_OIDC_ISSUER", "https://login.example.com/?a=b"),
        ("TOWNHALL_OIDC_CLIENT_ID", ""), ("TOWNHALL_OIDC_CLIENT_SECRET", " "),
        ("TOWNHALL_OIDC_SCOPE", "profile"), ("TOWNHALL_OIDC_LEEWAY", "301"), ("TOWNHALL_OIDC_LEEWAY", "-1"),
        ("TOWNHALL_OIDC_LEEWAY", "a minute"), ("TOWNHALL_OIDC_LEEWAY", "9" * 99),
    ],
)  # fmt: skip
def test_what_the_companys_sign_in_cannot_work_with_is_named(name: str, value: str) -> None:
    (problem,) = problems({**COMPANY, name: value})

    assert problem.startswith(name)


def test_plain_http_to_the_companys_sign_in_is_for_ones_own_machine_in_development() -> None:
    here = {**COMPANY, "TOWNHALL_OIDC_ISSUER": "http://127.0.0.1:9400"}

    assert problems(here) == []
    assert [one.split()[0] for one in problems({**PRODUCTION, **here})] == ["TOWNHALL_OIDC_ISSUER"]


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "https://*.example.com",
        "intranet.example.com",
        "https://intranet.example.com/",
        "null",
        "https://intranet.example.com/path",
        "http://intranet.example.com",
        "https://intranet.example.com:443",
        "https://me@intranet.example.com",
    ],
)
def test_only_exact_origins_may_embed_what_is_said(origin: str) -> None:
    (problem,) = problems({**PRODUCTION, "TOWNHALL_EMBED_ORIGINS": f"https://a.example, {origin}"})

    assert f"TOWNHALL_EMBED_ORIGINS has “{origin}”" in problem
    assert read(
        {**PRODUCTION, "TOWNHALL_EMBED_ORIGINS": "https://a.example, https://b.example:8443"}
    ).embed_origins == (
        "https://a.example",
        "https://b.example:8443",
    )


def test_the_site_is_beside_the_service_unless_it_is_said_to_be_elsewhere() -> None:
    def told(**more: str) -> tuple[str, str]:
        settings = read({**PRODUCTION, "TOWNHALL_PUBLIC_URL": "https://news.example/talk/", **more})
        return settings.base, settings.site

    elsewhere = "https://intranet.example"
    assert told() == ("/talk", "/talk")
    assert told(TOWNHALL_SITE_URL="https://news.example/") == ("/talk", "")
    assert told(TOWNHALL_SITE_URL="https://news.example/pages") == ("/talk", "/pages")
    assert told(TOWNHALL_SITE_URL=elsewhere, TOWNHALL_EMBED_ORIGINS=elsewhere) == (
        "https://news.example/talk",
        elsewhere,
    )
    assert "TOWNHALL_SITE_URL" in problems({**PRODUCTION, "TOWNHALL_SITE_URL": "intranet"})[0]


FROM = "The newsroom <newsroom@example.com>"


def test_mail_is_sent_where_a_server_and_a_sender_are_named() -> None:
    mail = read({"TOWNHALL_SMTP_URL": "smtps://news:a%40b@mail.example.com", "TOWNHALL_MAIL_FROM": FROM}).mail

    assert mail
    assert (mail.host, mail.port, mail.from_first_byte, mail.sealed) == ("mail.example.com", 465, True, True)
    assert (mail.user, mail.password, str(mail.sender)) == ("news", "a@b", FROM)
    assert "a@b" not in repr(mail)
    assert read({}).mail is None


@pytest.mark.parametrize(
    ("url", "port", "sealed"),
    [
        ("smtp://mail.example.com", 587, True), ("smtp://mail.example.com:25", 25, True),
        ("smtp://127.0.0.1:1025", 1025, False), ("smtp://localhost", 587, False), ("smtps://localhost", 465, True),
        ("smtp://127.0.0.1.example.com", 587, True),
    ],
)  # fmt: skip
def test_mail_is_sealed_unless_it_stays_on_this_machine(url: str, port: int, sealed: bool) -> None:
    mail = read({"TOWNHALL_SMTP_URL": url, "TOWNHALL_MAIL_FROM": FROM}).mail

    assert mail
    assert (mail.port, mail.sealed) == (port, sealed)


@pytest.mark.parametrize(
    ("url", "sender", "named"),
    [
        ("", FROM, "TOWNHALL_SMTP_URL"), ("mail.example.com", FROM, "TOWNHALL_SMTP_URL"),
        ("http://mail.example.com", FROM, "TOWNHALL_SMTP_URL"), ("smtp://", FROM, "TOWNHALL_SMTP_URL"),
        ("smtp://h:port", FROM, "TOWNHALL_SMTP_URL"), ("smtp://h/x", FROM, "TOWNHALL_SMTP_URL"),
        ("smtp://h?tls=no", FROM, "TOWNHALL_SMTP_URL"), ("smtp://user@h", FROM, "TOWNHALL_SMTP_URL"),
        ("smtp://h", "", "TOWNHALL_MAIL_FROM"), ("smtp://h", "newsroom", "TOWNHALL_MAIL_FROM"),
        ("smtp://h", "N\x00 <a@b.c>", "TOWNHALL_MAIL_FROM"), ("smtp://h", "a@b.c, d@e.f", "TOWNHALL_MAIL_FROM"),
        ("smtp://h", "a@b.c\r\nBcc: d@e.f", "TOWNHALL_MAIL_FROM"), ("smtp://h", "N\n <a@b.c>", "TOWNHALL_MAIL_FROM"),
    ],
)  # fmt: skip
def test_mail_that_cannot_be_sent_is_named(url: str, sender: str, named: str) -> None:
    (problem,) = problems({"TOWNHALL_SMTP_URL": url, "TOWNHALL_MAIL_FROM": sender})

    assert problem.startswith(named)


def test_no_problem_with_mail_repeats_the_password() -> None:
    told = problems({"TOWNHALL_SMTP_URL": "smtp://news:hush-hush@:99999", "TOWNHALL_MAIL_FROM": ""})

    assert len(told) == 2
    assert "hush" not in str(told)
