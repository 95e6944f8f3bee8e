"""Keys, tokens and passwords are found; talking about them is not having them."""

import pytest

from comments_service.screening.finding import Outcome
from comments_service.screening.reading import read
from comments_service.screening.secret import find

LETTERS = "a1B2c3D4e5F6g7H8i9J0"
HEX = "0a1b2c3d4e5f6789"
DASHES = "-" * 5
PRIVATE = "rsa private key".upper()
# Put together here, so that no file holds anything that looks like a secret.
TOKENS = {
    "Amazon": "AK" + "IA" + "QWERTYUIOP234567",
    "Amazon, for a while": "AS" + "IA" + "QWERTYUIOP234567",
    "GitHub": "gh" + "p_" + LETTERS + LETTERS[:16],
    "GitHub, narrow": "github" + "_pat_" + LETTERS + "_" + LETTERS,
    "GitLab": "gl" + "pat-" + LETTERS,
    "Slack": "xo" + "xb-" + "123456789012-" + LETTERS,
    "Stripe": "sk" + "_live_" + LETTERS,
    "Google": "AI" + "za" + (LETTERS * 2)[:35],
    "prefixed": "s" + "k-" + "proj-" + LETTERS,
    "npm": "np" + "m_" + (LETTERS * 2)[:36],
    "PyPI": "py" + "pi-" + LETTERS * 3,
    "SendGrid": "S" + "G." + LETTERS + "." + LETTERS,
    "Twilio": "S" + "K" + HEX * 2,
    "Shopify": "shp" + "at_" + HEX * 2,
    "Vault": "hv" + "s." + LETTERS * 2,
    "JSON Web Token": ".".join(["ey" + "JhbGciOiJIUzI1NiJ9", "ey" + "JzdWIiOiIxIn0", LETTERS]),
    "private key": f"{DASHES}BEGIN {PRIVATE}{DASHES}\n{LETTERS}\n{LETTERS}\n{DASHES}END {PRIVATE}{DASHES}",
}
PASS = "Winter" + "2026!x"


def found(body: str) -> list[tuple[str, str]]:
    return [(finding.outcome.value, body[finding.start : finding.end]) for finding in find(read(body))]


@pytest.mark.parametrize("provider", TOKENS)
def test_a_token_is_blocked_wherever_it_stands(provider: str) -> None:
    token = TOKENS[provider]

    assert found(f"use {token}, it works") == [("block", token)]
    assert found(f"`{token}`") == [("block", token)]
    assert ("block", token) in found(f"KEY={token}\n")


def test_a_private_key_that_is_cut_off_is_marked_to_its_end() -> None:
    cut = TOKENS["private key"].split(f"{DASHES}END", maxsplit=1)[0]

    assert found(f"here: {cut}") == [("block", cut)]


def test_an_invisible_character_does_not_hide_a_token() -> None:
    token = TOKENS["Amazon"]

    assert found(token[:6] + "\u200b" + token[6:]) == [("block", token[:6] + "\u200b" + token[6:])]


@pytest.mark.parametrize("lead", ["Bearer ", "bearer ", "Authorization: Bearer ", "Authorization: Basic "])
def test_a_bearer_token_is_blocked(lead: str) -> None:
    assert found(f"curl -H '{lead}{LETTERS}='") == [("block", f"{LETTERS}=")]


def test_a_login_within_an_address_is_blocked() -> None:
    assert found(f"postgres://app:{PASS}@db.meridale.example/x") == [("block", PASS)]


@pytest.mark.parametrize(
    "lead",
    [
        "password: ",
        "Password = ",
        "PASSWORD:",
        "the password is ",
        "the password for the scanners is ",
        "le mdp du wifi est ",
        "Hasło do wifi to ",
        'password: "',
        "**password**: ",
        "pwd=",
        "passphrase: ",
        "api_key = ",
        "API key: ",
        "client secret: ",
        "access token = ",
        "Passwort: ",
        "Das Kennwort lautet ",
        "mot de passe : ",
        "wachtwoord: ",
        "hasło to ",
        "contraseña: ",
        "كلمة المرور: ",
    ],
)
def test_a_password_written_out_is_blocked_in_many_languages(lead: str) -> None:
    assert found(f"{lead}{PASS}") == [("block", PASS)]
    assert found(f"{lead}{PASS}, ask me if it fails") == [("block", PASS)]


@pytest.mark.parametrize("lead", ["PIN: ", "pin code is ", "The door code is ", "alarm code: ", "Geheimzahl ist "])
def test_digits_that_open_something_are_blocked(lead: str) -> None:
    digits = str(4_000 + 821)

    assert found(f"{lead}{digits}.") == [("block", digits)]


def test_a_password_that_may_be_a_word_is_asked_about() -> None:
    assert found("password: swordfish") == [("advise", "swordfish")]


@pytest.mark.parametrize(
    "body",
    [
        "I forgot my password again, where do I reset it?",
        "Password: required for all of the tablets",
        "the password is changed every 90 days",
        "the password is 12-characters long at least",
        "password reset: https://help.meridale.example/reset?id=7A",
        "password: https://help.meridale.example/Reset7",
        "password: <your-password-1>",
        "password: ********",
        "password: ...",
        "Is the token for the locker a coin?",
        "the secret is 20-minute breaks",
        "the token: 12",
        "api key: ${VAULT_KEY_1}",
        "Le mot de passe est oublié",
        "Wie lautet das Passwort?",
        "PIN the notice to board 4",
        "meeting at 08:15, pin: 08:15-09:00",
        "the door code is on the rota",
        "the password for the tablets is changed every 90 days",
        "Le mot de passe du wifi est affiché",
        "Bearer of good news, we moved 12345 pallets",
        "the bearer certificate-of-origin-documents are late",
        "https://meridale.example:8443/a@b",
        "sk-short and AKIA alone",
        "",
    ],
)
def test_talking_about_secrets_is_not_having_them(body: str) -> None:
    assert found(body) == []


def test_nothing_found_is_repeated_to_its_author() -> None:
    for token in TOKENS.values():
        assert all(token not in finding.message for finding in find(read(token)))
    assert all(PASS not in finding.message for finding in find(read(f"password: {PASS}")))


def test_each_finding_says_what_to_do() -> None:
    messages = {finding.message for body in (*TOKENS.values(), f"password: {PASS}") for finding in find(read(body))}

    assert len(messages) == 2
    assert all("take it out" in message for message in messages)
    assert {finding.outcome for finding in find(read(f"password: {PASS}"))} == {Outcome.BLOCK}


def test_a_login_is_seen_in_an_address_whatever_it_begins_with() -> None:
    assert found(f"on_site://app:{PASS}@db") == [("block", PASS)]
