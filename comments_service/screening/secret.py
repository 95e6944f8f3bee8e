"""Finds what opens doors: private keys, provider tokens, bearer tokens, passwords written out, logins in addresses.

Formats are the providers' own prefixes; nothing is guessed from randomness alone, which would stop honest text.
"""

import re
from collections.abc import Iterator

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

KEY_FOUND = N_(
    "This looks like a secret key or token. It was not stored; take it out before you post. "
    "If it is real, have it replaced: anyone who saw it could use it."
)
LOGIN_FOUND = N_(
    "This looks like a password. It was not stored; take it out before you post. "
    "If it is real, change it: anyone who saw it could use it."
)
PERHAPS_FOUND = N_(
    "If this is a real password, take it out and change it. If it is not, ask a facilitator to review it."
)

_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----"
    r"(?:(?!-----)[\s\S]){0,8000}(?:-----END [A-Z0-9 ]{1,40}-----)?"
)
_TOKENS = re.compile(
    r"(?<![A-Za-z0-9_-])(?:"
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"  # Amazon
    r"|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}"  # GitHub
    r"|gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent)-[A-Za-z0-9_-]{20,64}"  # GitLab
    r"|xox[abeoprs]-[A-Za-z0-9-]{10,250}|xapp-[A-Za-z0-9-]{10,250}"  # Slack
    r"|(?:sk|rk|pk|whsec)_(?:live|test)_[A-Za-z0-9]{16,247}|whsec_[A-Za-z0-9+/]{24,88}"  # Stripe
    r"|AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,500}"  # Google
    r"|sk-[A-Za-z0-9_-]{20,250}"  # several providers
    r"|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,250}"  # package registries
    r"|SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}"  # SendGrid
    r"|(?:AC|SK)[0-9a-f]{32}"  # Twilio
    r"|shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}"  # Shopify
    r"|dop_v1_[a-f0-9]{64}|hvs\.[A-Za-z0-9_-]{20,200}|dckr_pat_[A-Za-z0-9_-]{20,64}"  # DigitalOcean, Vault, Docker
    r"|eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,1000}"  # JSON Web Token, RFC 7519
    r")(?![A-Za-z0-9])"
)
# From here on in small letters.
_BEARER = re.compile(r"\b(?:bearer|authorization:\s{0,3}(?:basic|token))\s{1,3}([a-z0-9._~+/-]{16,2000}={0,2})")
_LOGIN_IN_ADDRESS = re.compile(r"://[^\s:/@?#]{1,64}:([^\s:/@?#]{3,128})@[^\s/@]")
_NAMED = re.compile(
    r"(?<!\w)(?:"
    r"(?P<login>pass ?words?|passwd|pwd|pass ?phrase|passwort|kennwort|mot de passe|mdp|wachtwoord|hasło|haslo"
    r"|contraseña|كلمة المرور|كلمة السر)"
    r"|(?:api|access|account|secret)[ _-]?key|client[ _-]?secret|(?:auth|access)[ _-]?token|secret|token)"
    # "the password for the scanner is"
    r"(?: (?:for|of|on|to|du|de|pour|do|dla|für|fürs|vom|von|van|voor)(?: (?:the|la|le|das|den|het|de))? [\w-]{1,16})?"
    r"(?:[\"'”`*_]{0,3}\s{0,3}(?P<sign>[:=]|:=|=>)\s{0,3}|\s{1,3}(?:is|ist|lautet|est|to|es|هي)\s{1,3}:?\s{0,2})"
    r"[\"'“”`*]{0,3}(?P<value>[^\s\"'“”`]{4,200})"
)
_DIGITS_THAT_OPEN = re.compile(
    r"(?<!\w)(?:pin(?:[ -]?code)?|pass ?code|geheimzahl|(?:door|gate|alarm|entry|access) code|code (?:pin|d.entrée)"
    r"|toegangscode|türcode|kod do drzwi)\s{0,3}(?:[:=]|is|ist|est|to)\s{0,3}(\d{4,8})(?!\w|[.,:-]\d)"
)
# Where the real one is found, or what stands for it in an example.
_NOT_A_VALUE = re.compile(r"https?://|[<$({\[%]|x{3,}|\.{3}|\d{1,4}-?[^\W\d_]{2,}$", re.IGNORECASE)
_CLOSING = ".,;:!?)]}»”*_"
SHORTEST_VALUE = 6


def find(reading: Reading) -> Iterator[Finding]:
    """Each secret; for a named one only the value is marked."""
    for pattern in (_PRIVATE_KEY, _TOKENS):
        for found in pattern.finditer(reading.text):
            yield Finding("secret", Outcome.BLOCK, KEY_FOUND, *reading.span(found.start(), found.end()))
    # What is looked for is in small letters; whether a value is a secret, the capitals in it say as well.
    for pattern in (_BEARER, _LOGIN_IN_ADDRESS):
        for found in pattern.finditer(reading.lowered):
            if _is_mixed(reading.text[found.start(1) : found.end(1)]):
                yield Finding("secret", Outcome.BLOCK, KEY_FOUND, *reading.span(found.start(1), found.end(1)))
    for found in _DIGITS_THAT_OPEN.finditer(reading.lowered):
        yield Finding("secret", Outcome.BLOCK, LOGIN_FOUND, *reading.span(found.start(1), found.end(1)))
    for found in _NAMED.finditer(reading.lowered):
        yield from _named(reading, found)


def _named(reading: Reading, found: re.Match[str]) -> Iterator[Finding]:
    value = reading.text[found.start("value") : found.end("value")].rstrip(_CLOSING)
    if not value or _NOT_A_VALUE.match(value) or not (found["sign"] or found["login"]):
        return
    place = reading.span(found.start("value"), found.start("value") + len(value))
    if (len(value) >= SHORTEST_VALUE and _is_mixed(value)) or (found["login"] and value.isdigit()):
        yield Finding("secret", Outcome.BLOCK, LOGIN_FOUND if found["login"] else KEY_FOUND, *place)
    elif found["sign"] and found["login"] and len(value) >= SHORTEST_VALUE and _ends(reading.text, found.end("value")):
        # "password: swordfish" and "password: unchanged" look the same; the author knows which it is.
        yield Finding("secret", Outcome.ADVISE, PERHAPS_FOUND, *place)


def _is_mixed(value: str) -> bool:
    """Whether it is made of more than a word is: digits among other characters, or three kinds of them."""
    kinds = {_kind(character) for character in value[:1].lower() + value[1:]}
    return ("digit" in kinds and len(kinds) > 1) or len(kinds) > 2


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.isalpha():
        return "upper" if character.isupper() else "lower"
    return "sign"


def _ends(text: str, end: int) -> bool:
    """Whether the sentence or the line ends there."""
    return text[end - 1] in _CLOSING or text[end : end + 1] in {"", "\n"}
