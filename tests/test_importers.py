"""Whatever stands in what is read from outside — files, manifests, settings — it is taken, or refused in words.

Nothing breaks in another way, and what is refused has changed nothing.
"""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from comments_service.app import new_id
from comments_service.company import Company, read_company
from comments_service.discussion.deadlines import TargetsAreWrong, read_targets
from comments_service.discussion.embargo import EmbargoIsWrong, embargoed
from comments_service.discussion.limits import LimitsAreWrong, read_limits
from comments_service.discussion.sync_threads import ManifestIsWrong, parse
from comments_service.discussion.working_hours import HoursAreWrong, read_holidays, read_week, read_zone
from comments_service.people.openid.profile import Mapped, MappingIsWrong, profile, read_claims, read_groups
from comments_service.privacy.retention import RetentionIsWrong, read_retention
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.seed import seed_company
from comments_service.settings import SettingsAreWrong, read
from comments_service.storage import connection
from plugins.bylines import check_people, read_people
from plugins.front_matter import check_files
from plugins.schema import BY_NAME
from tests.conftest import move_in
from tests.support.company import NOON, entry, manifest
from tests.support.contents import contents
from tests.support.talking import RULES, everything

# The file system and the database are slower than the inputs; what they are asked for is the same each time.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
# JSON and TOML of any shape.
WORDS = st.text(max_size=12)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | WORDS
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))
# What a whole one has, with something else in some places.
WHOLE = manifest(entry("rota"), entry("heard", closes="2026-11-30"))
DAMAGE = st.lists(st.tuples(st.integers(0, 40), ANYTHING, st.sampled_from(["put", "drop", "add"])), max_size=3)


def hold(is_so: object) -> None:
    """What a refusal must be like."""
    assert is_so


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a nested value: its container and its key."""
    pairs = list(value.items()) if isinstance(value, dict) else []
    pairs += list(enumerate(value)) if isinstance(value, list) else []
    return [place for key, inner in pairs for place in [(value, key), *places(inner)]]


def damaged(whole: Any, damage: list[tuple[int, Any, str]]) -> Any:
    """A copy in which something was replaced, taken out or added."""
    copy = json.loads(json.dumps(whole, default=str))
    for number, other, how in damage:
        if not (found := places(copy)):
            return copy
        container, key = found[number % len(found)]
        if how == "drop":
            del container[key]
        elif how == "add" and isinstance(container, dict):
            container[str(other)[:12]] = other
        else:
            container[key] = other
    return copy


# --- the manifest ---------------------------------------------------------------------------------------------------


@PATIENT
@given(sent=st.binary(max_size=60) | ANYTHING.map(lambda value: json.dumps(value).encode()))
@example(sent=b"[" * 100_000)
@example(sent=b'{"threads": [], "site": {}, "embargo": {}}')
def test_no_bytes_are_half_a_manifest(sent: bytes) -> None:
    for reads, refused in ((parse, ManifestIsWrong), (embargoed, EmbargoIsWrong)):
        try:
            reads(sent)
        except refused:
            continue


@PATIENT
@given(damage=DAMAGE)
def test_a_damaged_manifest_is_refused_or_still_one(damage: list[tuple[int, Any, str]]) -> None:
    try:
        entries = parse(json.dumps(damaged(WHOLE, damage)))
    except ManifestIsWrong as refused:
        hold(refused.message.strip())
        return
    assert len({one["uid"] for one in entries}) == len(entries)


@PATIENT
@given(damage=DAMAGE, terms=st.lists(ANYTHING, max_size=2))
def test_damaged_words_under_embargo_are_refused_without_being_repeated(
    damage: list[tuple[int, Any, str]], terms: list[Any]
) -> None:
    page = {"uid": "rota", "title": "Not yet", "terms": ["Project Plover", *terms], "until": "2027-01-01T09:00:00Z"}
    try:
        found = embargoed(json.dumps(damaged({"embargo": [page]}, damage)))
    except Refusal as refused:
        hold("Plover" not in refused.message)
        return
    assert found is None or all(one.term and one.until.tzinfo for one in found)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: what is refused does not reach it."""
    return sqlite_url


def test_what_is_refused_at_the_sync_has_changed_nothing(app: TestClient, sqlite_url: str, deploy_token: str) -> None:
    headers = {"authorization": f"Bearer {deploy_token}", "content-type": "application/json"}
    seen = set()

    @settings(PATIENT, max_examples=40)
    @given(damage=DAMAGE)
    def sync(damage: list[tuple[int, Any, str]]) -> None:
        before = contents(sqlite_url)["thread"]
        answer = app.put("/api/v1/site/threads", content=json.dumps(damaged(WHOLE, damage)), headers=headers)
        seen.add(answer.status_code)
        if answer.status_code != 200:
            assert answer.status_code in (400, 409, 422), answer.text
            assert answer.json()["title"].strip()
            assert contents(sqlite_url)["thread"] == before

    sync()
    assert seen >= {200, 422}


# --- what stands beside the content -----------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *("[amal]", "[amal", "amal = 3", 'name = "Amal"', "name = [1]", 'roles = ["leader"]', "roles = 3"),
        *("[[comment]]", "[comment]", "comment = 3", "comment = [1]", "at = 2026-11-20T09:00:00Z"),
        *('key = "a"', 'thread = "rota"', 'by = "amal"', 'body = "Hello."', 'reports = [{by = "ben"}]', "decision = 3"),
        *(
            "[[rule]]",
            "rule = 3",
            'term = "plover"',
            "expires_in_days = -1",
            "[[mark]]",
            "mark = {}",
            'on = "a"',
            "\x00",
        ),
    ]
) | st.text(max_size=12)
TOML = st.lists(LINES, max_size=8).map("\n".join)


@PATIENT
@given(people=TOML, told=TOML, rules=TOML)
def test_the_demo_company_is_read_or_refused(tmp_path: Path, people: str, told: str, rules: str) -> None:
    files = [tmp_path / name for name in ("people.toml", "conversation.toml", "rules.toml")]
    for file, text in zip(files, (people, told, rules), strict=True):
        file.write_bytes(text.encode(errors="surrogatepass"))
    try:
        company = read_company(*files)
    except FieldIsWrong as refused:
        hold(refused.message.strip())
        return
    assert all(one["at"].tzinfo for one in company.said)


def test_a_damaged_conversation_is_refused_in_words_and_nobody_has_said_anything(sqlite_url: str) -> None:
    at = "2026-11-20T09:00:00+00:00"
    said = [
        {"key": "a", "thread": "rota", "by": "ben", "body": "Who drives?", "edited": {"at": at, "body": "Who?"}},
        {"key": "b", "thread": "rota", "by": "dana", "body": "I do.", "parent": "a", "withdrawn": at},
        {"key": "c", "thread": "incident", "by": "ben", "body": "Is it true?", "decision": {"by": "dana", "at": at}},
        {"key": "d", "thread": "rota", "by": "ben", "body": "No.", "reports": [{"by": "dana", "at": at}]},
        {"key": "a", "by": "dana", "kind": "pinned", "act": "mark"},
    ]
    # Whatever became of the rest, this cannot have been: so all of it is undone.
    last = {"key": "last", "thread": "nowhere", "by": "ben", "body": "Hello.", "at": NOON}

    def in_time(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: in_time(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [in_time(inner) for inner in value]
        return datetime.fromisoformat(at) if value == at else value

    with asyncio.Runner() as runner:
        opened = connection.opened(sqlite_url)
        runner.run(opened.__aenter__())
        runner.run(move_in())
        before = runner.run(everything())

        @settings(PATIENT, max_examples=60)
        @given(damage=DAMAGE)
        @example(damage=[])
        def move_in_damaged(damage: list[tuple[int, Any, str]]) -> None:
            told = [one for one in damaged([{**one, "at": at} for one in said], damage) if isinstance(one, dict)]
            company = Company({}, [*in_time(told), last])
            with pytest.raises(FieldIsWrong) as refused:
                runner.run(seed_company(company, rules=RULES, new_id=new_id, now=lambda: NOON, secret="k"))
            assert refused.value.message.strip()
            assert runner.run(everything()) == before

        move_in_damaged()
        runner.run(opened.__aexit__(None, None, None))


@PATIENT
@given(text=TOML)
def test_whatever_stands_in_the_list_of_people_each_problem_has_a_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "people.toml").write_bytes(text.encode(errors="surrogatepass"))

    problems = check_people(tmp_path)

    assert all(problem.line >= 1 and str(problem).strip() for problem in problems)
    if not problems:
        assert all(person.handle for person in read_people(tmp_path).values())


KEYS = st.sampled_from([key.name for key in BY_NAME.values()]) | st.text(max_size=8)
VALUES = st.text(max_size=20) | st.sampled_from(
    ["2026-11-20", "2026-02-30", "9999-12-31", "0001-01-01 00:00", "yes", "10m", "1e9m", "-1", "a | b | c", "|", "2wd"]
)
FRONT_MATTER = st.lists(st.tuples(KEYS, VALUES).map(": ".join) | st.text(max_size=20), max_size=8).map("\n".join)


@PATIENT
@given(front=FRONT_MATTER, body=st.text(max_size=60), section=st.sampled_from(["news", "pages", "learning"]))
def test_whatever_stands_in_front_matter_is_named_by_its_line(
    tmp_path: Path, front: str, body: str, section: str
) -> None:
    (tmp_path / "people.toml").write_text("")
    file = tmp_path / section / "page.md"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(f"{front}\n\n{body}".encode(errors="surrogatepass"))
    try:
        problems = check_files(tmp_path, now=NOON)
    finally:
        file.unlink()

    assert all(problem.line >= 1 and str(problem).strip() for problem in problems)


# --- settings ----------------------------------------------------------------------------------------------------

SAID = st.text(max_size=40) | st.from_regex(r"([a-z]{1,8}=[a-zA-Z0-9:_. -]{0,12}[, ]{0,2}){1,3}", fullmatch=True)
READERS: dict[Callable[[str], Any], type[Exception]] = {
    read_claims: MappingIsWrong,
    read_groups: MappingIsWrong,
    read_targets: TargetsAreWrong,
    read_week: HoursAreWrong,
    read_zone: HoursAreWrong,
    read_holidays: HoursAreWrong,
    read_retention: RetentionIsWrong,
    read_limits: LimitsAreWrong,
}


@pytest.mark.parametrize("reads", READERS, ids=lambda reads: str(reads.__name__))
def test_any_setting_is_read_or_refused_in_words(reads: Callable[[str], Any]) -> None:
    @PATIENT
    @given(text=SAID)
    def said(text: str) -> None:
        try:
            reads(text)
        except READERS[reads] as refused:
            hold(len(str(refused)) > 10)

    said()


NAMES = st.sampled_from(
    [f"TOWNHALL_{name}" for name in ("ENV", "DATABASE_URL", "SECRET", "PUBLIC_URL", "SITE_DIR", "ALLOWED_HOSTS")]
    + [f"TOWNHALL_{name}" for name in ("SESSION_IDLE", "OIDC_ISSUER", "OIDC_SCOPE", "OIDC_LEEWAY", "INTERNAL_HOSTS")]
)


@PATIENT
@given(environ=st.dictionaries(NAMES, st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=30)))
@example(environ={"TOWNHALL_PUBLIC_URL": "http://[::1"})
@example(environ={"TOWNHALL_PUBLIC_URL": "http://x:99999"})
def test_any_environment_is_settings_or_is_refused_by_name(environ: dict[str, str]) -> None:
    try:
        read(environ)
    except SettingsAreWrong as wrong:
        hold(all(problem.startswith("TOWNHALL_") for problem in wrong.problems))


@PATIENT
@given(claims=st.dictionaries(st.sampled_from(["name", "groups", "handle", "site", "a"]), ANYTHING))
def test_whatever_a_provider_claims_gives_no_role_that_no_group_gives(claims: dict[str, Any]) -> None:
    mapped = Mapped(read_claims("site=site, handle=handle"), read_groups("chiefs=admin, leeds=site:Leeds"))

    found = profile(claims, mapped)

    listed = claims.get("groups")
    is_chief = listed == "chiefs" or (isinstance(listed, list) and "chiefs" in listed)
    assert found.roles == (("admin",) if is_chief else ())
    assert all(len(words) <= 120 and words.isprintable() for words in found.words.values())
