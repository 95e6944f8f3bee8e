"""Every front-matter key there is, what it may say, and the typed value it stands for.

Read by page_checks (to refuse) and by front_matter (to give pages their attributes). Knows no file and no other page.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from plugins.problems import BadValue, not_one_of

ROLES = ("author", "leader", "expert", "facilitator", "hr", "legal", "safety", "works-council", "admin")
SECTION_TITLES = {"news": "News", "learning": "Learning", "communities": "Communities"}
SECTIONS = (*SECTION_TITLES, "pages")
UPDATE_KINDS = ("correction", "update", "minor")
OUTCOMES = ("done", "started", "planned", "declined")

GUIDELINES = "guidelines"  # the slug of their page
MOST_POINTS, LONGEST_POINT, MOST_CHOICES = 3, 140, 7

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?)?")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_UID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_HANDLE = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
# The address of a comment, as its link has it.
_CITED = re.compile(
    r"(?:https?://[^/\s]+)?(?:/[a-z0-9/-]+)?/t/(?P<thread>[a-z0-9][a-z0-9-]{0,99})"
    r"\?comment=(?P<comment>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
)
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_DAYS = {"d": 1.0, "m": 365 / 12, "y": 365.0}

Reader = Callable[[Sequence[str]], object]


@dataclass(frozen=True, slots=True)
class Update:
    """A dated note on what changed: a correction, an update, or a minor change; `credit` names a reader or is empty."""

    date: date
    kind: str
    text: str
    credit: str


@dataclass(frozen=True, slots=True)
class YouSaid:
    """What readers said and what was done about it; `cites` are comments, each by its thread and its id."""

    said: str
    did: str
    outcome: str
    cites: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A front-matter key. `own` keys are Pelican's: checked here, but read by Pelican itself."""

    name: str
    read: Reader
    default: object = None
    own: bool = False
    people: bool = False
    many_lines: bool = False


def one_line(read: Callable[[str], object]) -> Reader:
    return lambda lines: read(" ".join(lines).strip())


def text(value: str) -> str:
    return value


def choice(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise BadValue(not_one_of(value, allowed))
        return value

    return read


def yes_no(value: str) -> bool:
    return choice("yes", "no")(value) == "yes"


def shaped(pattern: re.Pattern[str], allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not pattern.fullmatch(value):
            raise BadValue(f'"{value}" is not allowed. Allowed: {allowed}.')
        return value

    return read


def day(value: str) -> date:
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadValue(f'"{value}" is not a day. Allowed: a date written YYYY-MM-DD.')


def moment(value: str) -> datetime:
    """A date, or a date and time; without an offset it is in the site's time zone."""
    try:
        if _MOMENT.fullmatch(value):
            return datetime.fromisoformat(value)
    except ValueError:
        pass
    raise BadValue(f'"{value}" is not a date. Allowed: YYYY-MM-DD or YYYY-MM-DD HH:MM.')


def whole_number(value: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", value):
        raise BadValue(f'"{value}" is not allowed. Allowed: a whole number from 1 to 9999.')
    return int(value)


def measured(units: dict[str, float] | dict[str, int], allowed: str) -> Callable[[str], int]:
    def read(value: str) -> int:
        match = re.fullmatch(r"([1-9][0-9]{0,3})([a-z])", value)
        if not match or match[2] not in units:
            raise BadValue(f'"{value}" is not allowed. Allowed: {allowed}.')
        return round(int(match[1]) * units[match[2]])

    return read


def comma_list(value: str) -> list[str]:
    """The items of a list, split as Pelican splits Tags and Authors: at semicolons if there are any, else at commas."""
    items = (item.strip() for item in value.split(";" if ";" in value else ","))
    return list(dict.fromkeys(item for item in items if item))


def handle(value: str) -> str:
    return shaped(_HANDLE, "one handle from people.toml, in lower-case letters")(value)


def handles(value: str) -> list[str]:
    return [shaped(_HANDLE, "handles from people.toml, separated by commas")(item) for item in comma_list(value)]


def promise(value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]?wd", value):
        raise BadValue(f'"{value}" is not allowed. Allowed: a number of working days, such as 2wd.')
    return value


def promise_text(value: str | None) -> str | None:
    """A response promise in words: "2wd" is "2 working days"."""
    if not value:
        return None
    days = int(value.removesuffix("wd"))
    return f"{days} working day{'' if days == 1 else 's'}"


def parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]


def pulse(lines: Sequence[str]) -> list[str]:
    """A closed question and its choices: [question, choice, choice, …]."""
    found = parts(" ".join(lines))
    if len(found) < 3 or not all(found):
        raise BadValue("a question and at least two choices are needed. Allowed: question | choice | choice.")
    if len(set(found[1:])) < len(found[1:]):
        raise BadValue("the same choice is given twice. Allowed: question | choice | choice, each choice once.")
    if len(found) > MOST_CHOICES + 1 or any(len(part) > LONGEST_POINT for part in found):
        raise BadValue(f"is too much to choose from. Allowed: {MOST_CHOICES} choices, {LONGEST_POINT} characters each.")
    return found


def points(lines: Sequence[str]) -> list[str]:
    """What stands above the box to write in, a line each."""
    found = [line for line in lines if line]
    if len(found) > MOST_POINTS or any(len(line) > LONGEST_POINT for line in found):
        raise BadValue(
            f"is too much to read before writing. Allowed: {MOST_POINTS} lines of {LONGEST_POINT} characters."
        )
    return found


def update(line: str) -> Update:
    found = parts(line)
    if not 3 <= len(found) <= 4 or not found[2]:
        raise BadValue(
            f'"{line}" is not allowed. Allowed: date | {" or ".join(UPDATE_KINDS)} | text | credit (may be left out).'
        )
    return Update(day(found[0]), choice(*UPDATE_KINDS)(found[1]), found[2], found[3] if len(found) > 3 else "")


def updates(lines: Sequence[str]) -> list[Update]:
    return [update(line) for line in lines if line]


def you_said(line: str) -> YouSaid:
    """What readers said, what was done about it, how that stands, and the links of the comments that said it."""
    found = parts(line)
    if len(found) != 4 or not all(found[:2]):
        raise BadValue(
            f'"{line}" is not allowed. Allowed: you said | we did | {" or ".join(OUTCOMES)} | links of comments.'
        )
    links = [shaped(_CITED, "links as under a comment, such as /t/rota?comment=…")(one) for one in found[3].split()]
    cites = tuple((match["thread"], match["comment"]) for match in map(_CITED.fullmatch, links) if match)
    return YouSaid(found[0], found[1], choice(*OUTCOMES)(found[2]), cites)


def module(value: str) -> tuple[int, str]:
    """A lesson's module: its number in the course, and its title."""
    found = parts(value)
    if len(found) != 2 or not found[1] or not re.fullmatch(r"[1-9][0-9]?", found[0]):
        raise BadValue(f'"{value}" is not allowed. Allowed: number | title, such as 1 | Why cold matters.')
    return int(found[0]), found[1]


def aliases(value: str) -> list[str]:
    """Former addresses, each as a root-relative path with a slash at both ends."""
    found = []
    for item in comma_list(value):
        if not re.fullmatch(r"[A-Za-z0-9._~/-]+", item) or not item.strip("/") or ".." in item:
            raise BadValue(f'"{item}" is not allowed. Allowed: former addresses on this site, such as old/page/.')
        found.append(f"/{item.strip('/')}/")
    return found


def image(value: str) -> str:
    """A picture's path below the content folder."""
    path = re.sub(r"^\{static\}", "", value).lstrip("/")
    if not path or ".." in path or re.match(r"[a-z]+:", path):
        raise BadValue(f'"{value}" is not allowed. Allowed: a file below the content folder, such as images/hall.svg.')
    return path


KEYS: tuple[Key, ...] = (
    Key("Title", one_line(text), own=True),
    Key("Date", one_line(moment), own=True),
    Key("Modified", one_line(moment), own=True),
    Key("Category", one_line(text), own=True),
    Key("Tags", one_line(comma_list), own=True),
    Key("Authors", one_line(handles), own=True, people=True),
    Key("Summary", one_line(text), own=True, many_lines=True),
    Key("Lang", one_line(shaped(_LANGUAGE, "a language code in lower case, such as en or ar")), own=True),
    Key("Status", one_line(choice("published", "draft", "hidden")), own=True),
    Key("Slug", one_line(shaped(_SLUG, "lower-case letters a to z, digits and hyphens")), own=True),
    Key("Translation", one_line(choice("true", "false")), own=True),
    Key("Uid", one_line(shaped(_UID, "lower-case letters a to z, digits and hyphens, at most 100"))),
    Key("Comments", one_line(choice("open", "closed", "off")), "open"),
    Key("Comments_open", one_line(day)),
    Key("Comments_close", one_line(day)),
    Key("Moderation", one_line(choice("screened", "first", "review")), "screened"),
    Key("Kind", one_line(choice("discussion", "questions", "ideas", "ama", "board")), "discussion"),
    Key("Prompt", one_line(text), many_lines=True),
    Key("Pulse", pulse, (), many_lines=True),
    Key("Anonymous", one_line(yes_no), default=False),
    # What is usual depends on the kind of discussion: see threads.py.
    Key("Guidelines", one_line(choice("full", "short", "off"))),
    Key("Points", points, (), many_lines=True),
    Key("Version", one_line(shaped(_VERSION, "a short name, such as 2 or 2026-09"))),
    Key("Slow_mode", one_line(measured(_SECONDS, "a number of seconds, minutes or hours, such as 30s, 10m or 1h"))),
    Key("Retention", one_line(measured(_DAYS, "a number of days, months or years, such as 90d, 24m or 2y"))),
    Key("Owner", one_line(handle), people=True),
    Key("Responders", one_line(handles), (), people=True, many_lines=True),
    Key("Response_promise", one_line(promise)),
    Key("Course", one_line(shaped(_SLUG, "the course's name in lower-case letters, digits and hyphens"))),
    Key("Module", one_line(module)),
    Key("Lesson", one_line(whole_number)),
    Key("Complete_when", one_line(choice("mark", "quiz", "post")), "mark"),
    Key("Experts", one_line(handles), (), people=True, many_lines=True),
    Key("Post_first", one_line(yes_no), default=False),
    Key("Mandatory", one_line(yes_no), default=False),
    Key("Minutes", one_line(whole_number)),
    Key("Updates", updates, (), many_lines=True),
    Key("You_said", lambda lines: [you_said(line) for line in lines if line], (), many_lines=True),
    Key("Acknowledge", one_line(yes_no), default=False),
    Key("Acknowledge_until", one_line(day)),
    Key("Embargo_terms", one_line(comma_list), (), many_lines=True),
    Key("Expires", one_line(day)),
    Key("Review_by", one_line(day)),
    Key("Aliases", one_line(aliases), (), many_lines=True),
    Key("Series", one_line(text)),
    Key("Image", one_line(image)),
    Key("Image_alt", one_line(text), many_lines=True),
    Key("Image_caption", one_line(text), many_lines=True),
    Key("Reviewed_by", one_line(handle), people=True),
)
BY_NAME = {key.name.lower(): key for key in KEYS}
REQUIRED = ("title", "date", "summary")
