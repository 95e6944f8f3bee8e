"""The service's own pages are for everybody: structure, names, contrast, targets, 400 % zoom, in light and dark."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support import databases
from tests.support.desk import item, opened, press, remove
from tests.support.post import SENDER
from tests.support.service import Service, run
from tests.support.small_town import browser_of, say, small_town
from tests.support.time_passes import time_passes

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# WCAG 2.2, 2.5.8: links within a sentence are exempt, everything else is at least 24 by 24 CSS pixels.
TOO_SMALL = """() => [...document.querySelectorAll("a, button, input, summary, select, textarea")].filter((one) => {
  const box = one.getBoundingClientRect();
  if (box.width < 2 || one.matches(".th-skip")) return false;
  const inline = getComputedStyle(one).display === "inline";
  return !inline && !one.closest("label") && (box.width < 24 || box.height < 24);
}).map((one) => `${one.className || one.tagName}: ${one.textContent.trim().slice(0, 30)}`)"""
WIDER_THAN_THE_GLASS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
Look = Callable[[str], Page]
# 1280 CSS pixels at 400 % (WCAG 2.2, 1.4.10).
ZOOMED = {"width": 320, "height": 256}

# Who looks at it, and at which address; `{said}` is a comment of Ben's, `{mine}` one of Amal's.
PAGES = {
    "thread, signed out": (None, "/t/rota"),
    "thread": ("amal", "/t/rota"),
    "thread, own comments held": ("amal", "/t/incident"),
    "closed thread": ("amal", "/t/heard"),
    "reply": ("amal", "/t/rota?reply={said}"),
    "edit": ("amal", "/t/rota?edit={mine}"),
    "report": ("amal", "/t/rota/comments/{said}/report"),
    "reactions": ("amal", "/t/rota/comments/{said}/reactions"),
    "withdraw": ("amal", "/t/rota/comments/{mine}/withdraw"),
    "sign in": (None, "/auth/login"),
    "sign in, as somebody": ("amal", "/auth/login?next=/t/rota"),
    "where one is signed in": ("amal", "/auth/sessions"),
    "desk": ("dana", "/admin/"),
    "desk, the last page": ("dana", "/admin/?after=none"),
    "desk, nothing there": ("dana", "/admin/?queue=appeals"),
    "desk, the end": ("dana", "/admin/?queue=held&end=1"),
    "desk, all selected": ("dana", "/admin/?queue=held&all=1"),
    "desk, held": ("dana", "/admin/?queue=held&item={held}"),
    "desk, edited": ("dana", "/admin/?queue=held&item={edited}"),
    "desk, reported": ("dana", "/admin/?queue=reported&item={reported}"),
    "desk, a question": ("dana", "/admin/?item={asked}"),
    "desk, somebody else is on it": ("eli", "/admin/?queue=held&item={held}"),
    "desk, one's own": ("dana", "/admin/?item={own}"),
    "desk, one comment alone": ("dana", "/admin/comments/{said}"),
    "desk, elsewhere": ("dana", "/admin/?queue=elsewhere"),
    "search": ("dana", "/admin/search"),
    "search, found": ("dana", "/admin/search?words=the&state=published"),
    "search, nothing found": ("dana", "/admin/search?words=qqq"),
    "search, asked wrongly": ("dana", "/admin/search?since=yesterday"),
    "redaction": ("dana", "/admin/comments/{said}/redaction"),
    "rules": ("dana", "/admin/rules"),
    "responses": ("ines", "/admin/responses"),
    "a discussion for who looks after it": ("dana", "/admin/threads/rota"),
    "marks": ("dana", "/admin/marks?comment={said}"),
    "what becomes of a question": ("dana", "/admin/outcomes/{asked}"),
    "thread, muted": ("eli", "/t/rota"),
    "thread, read first": ("ines", "/t/rota"),
    "people": ("dana", "/admin/people/"),
    "people, nobody found": ("dana", "/admin/people/?name=xyz"),
    "person": ("dana", "/admin/people/eli"),
    "person who said something": ("dana", "/admin/people/amal"),
    "audit": ("dana", "/admin/audit"),
    "audit, nothing found": ("noor", "/admin/audit?person=xyz&since=2026-01-01"),
    "audit, asked wrongly": ("noor", "/admin/audit?since=yesterday"),
    "my export": ("amal", "/me/export"),
    "my mail": ("amal", "/me/mail?saved"),
    "what became of it": ("amal", "/me/contributions"),
    "the latest": ("amal", "/latest/?kind=question"),
    "a board": ("amal", "/t/answered"),
    "a topic": ("ben", "/t/answered/topics/{topic}"),
    "what one follows": ("amal", "/me/following"),
    "what one learns": ("amal", "/me/learning"),
    "corrections": ("dana", "/admin/corrections/"),
    "a link to stop mail that is not whole": (None, "/me/mail/stop?t=x"),
    "what is recorded": (None, "/privacy/now"),
    "who takes part": ("ben", "/insight/"),
    "holds": ("hanna", "/admin/holds"),
    "a hold": ("hanna", "/admin/holds/{hold}"),
    "unsealings": ("hanna", "/admin/unsealings/"),
    "an unsealing, to be answered": ("hanna", "/admin/unsealings/{asked_after}"),
    "an unsealing, to be taken back": ("noor", "/admin/unsealings/{asked_after}"),
    "leavers": ("noor", "/admin/leavers"),
    "somebody who left": ("noor", "/admin/leavers?handle=tom"),
    "not found": ("amal", "/t/nothing"),
    "not allowed": ("ines", "/admin/"),
}


@pytest.fixture(scope="module")
def service(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    # Mail is sent, by a server that is not there: the pages about it are whole then.
    mail = {"TOWNHALL_SMTP_URL": "smtp://127.0.0.1:1", "TOWNHALL_MAIL_FROM": SENDER}
    with small_town(sqlite_template, tmp_path_factory.mktemp("town"), **mail) as service:
        yield service


@pytest.fixture(scope="module")
def said(service: Service) -> dict[str, UUID]:
    """Something of everything: comments, answers, held ones with words that were found, reports."""
    said = say(service, "ben", "Who drives on the 24th? The list is on [the board](https://example.org/board).")
    mine = say(service, "amal", "I do.\n\n> Who drives\n\n- on the 24th\n- `not` the 25th", parent=said)
    held = say(service, "amal", "Held: MCC-204117, and some words after it.", thread="rota")
    edited = say(service, "amal", "The gate opens at six.")
    sent = {"body": "The gate opens at seven for MCC-204119."}
    assert service.client("amal").patch(f"/api/v1/comments/{edited}", json=sent).status_code == 202
    asked = say(service, "amal", "When does the canteen open on Sundays?", thread="ask-ines")
    own = say(service, "dana", "What I say myself.", thread="incident")
    say(service, "amal", "هل نختبر الإنذار ليلًا؟", thread="incident")
    reported = say(service, "ben", "Nobody tells us anything.")
    report = {"reason": "hurtful", "detail": "It is about me."}
    assert service.client("amal").put(f"/api/v1/comments/{reported}/report", json=report).status_code == 200
    # What is overdue is said in red, and in words for those who see none.
    time_passes(service.database_url, timedelta(days=30).total_seconds())
    restrict(service, "eli", "mute")
    restrict(service, "ines", "review")
    with closing(sqlite3.connect(databases.sqlite_file(service.database_url))) as database, database:
        database.execute("UPDATE thread SET facts = json_set(facts, '$.kind', 'board') WHERE uid = 'answered'")
    topic = say(service, "amal", "Ice on the A1\n\nSlow down at Wetherby.", thread="answered")
    say(service, "ben", "Thank you.", thread="answered", parent=topic)
    ids = {"topic": topic, "held": held, "edited": edited, "asked": asked, "own": own, "reported": reported}
    return {"said": said, "mine": mine, "hold": hold_words(service), "asked_after": ask_after(service), **ids}


def hold_words(service: Service) -> UUID:
    """Let Hanna keep what Amal says."""
    hanna, made = service.client("hanna"), uuid4()
    token = hanna.get("/admin/holds").text.partition('name="_token" value="')[2].partition('"')[0]
    review = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
    form = {"_token": token, "id": str(made), "person": "amal", "reason": "A claim at the court.", "review": review}
    assert hanna.post("/admin/holds", data=form).status_code == 303
    return made


def ask_after(service: Service) -> UUID:
    """Let Noor ask who said something without their name."""
    with closing(sqlite3.connect(databases.sqlite_file(service.database_url))) as database, database:
        database.execute("UPDATE thread SET facts = json_set(facts, '$.anonymous', json('true')) WHERE uid = 'rumours'")
    sent = {"thread": "rumours", "body": "I know where you live.", "anonymous": True}
    comment = service.client("amal").put(f"/api/v1/comments/{uuid4()}", json=sent).json()["id"]
    run("letterbox", "--all", TOWNHALL_DATABASE_URL=service.database_url, TOWNHALL_LETTERBOX="12h")
    approved = [{"comment": comment, "version": 1, "action": "approve"}]
    assert service.client("dana").post("/admin/api/decisions", json=approved).json()["results"][0]["status"] == 200
    noor, made = service.client("noor"), uuid4()
    token = noor.get("/admin/unsealings/").text.partition('name="_token" value="')[2].partition('"')[0]
    form = {"_token": token, "id": str(made), "comment": comment, "reason": "A threat against a colleague."}
    assert noor.post("/admin/unsealings/", data=form).status_code == 303
    return made


def restrict(service: Service, person: str, kind: str) -> None:
    """Let Dana have somebody read first, or mute them."""
    dana, where = service.client("dana"), f"/admin/people/{person}"
    token = dana.get(where).text.partition('name="_token" value="')[2].partition('"')[0]
    until = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    form = {"_token": token, "kind": kind, "until": until, "reason": "Shouting at three people."}
    assert dana.post(f"{where}/sanctions", data=form).status_code == 303


@pytest.fixture(scope="module")
def look(chromium: Browser, service: Service, said: dict[str, UUID]) -> Iterator[Look]:
    """Opens one of the pages, as the person who sees it."""
    contexts: dict[str | None, BrowserContext] = {}

    def open_page(name: str) -> Page:
        person, address = PAGES[name]
        if person not in contexts:
            contexts[person] = browser_of(chromium, service, person, bypass_csp=True, color_scheme="light")
        page = contexts[person].new_page()
        page.goto(address.format(**said))
        return page

    yield open_page
    for context in contexts.values():
        context.close()


def found(page: Page, axe_source: str, **only: Any) -> list[str]:
    """What the checker finds, one line each."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(content=axe_source)
    violations = page.evaluate(
        "(options) => axe.run(document, options).then((done) => done.violations)", {**OPTIONS, **only}
    )
    return [f"{one['id']}: {node['html'][:120]}" for one in violations for node in one["nodes"]]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(look: Look, axe_source: str, name: str) -> None:
    page = look(name)
    by_day = found(page, axe_source)
    page.emulate_media(color_scheme="dark")
    by_night = found(page, axe_source, runOnly=["color-contrast"])
    page.set_viewport_size(ZOOMED)
    # From the last: each that is opened is no longer among those that are closed.
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    wider, small = page.evaluate(WIDER_THAN_THE_GLASS), page.evaluate(TOO_SMALL)
    page.close()

    assert (by_day, by_night) == ([], [])
    assert (wider, small) == (0, [])


def test_what_came_back_wrong_is_for_everybody_too(look: Look, axe_source: str) -> None:
    composer = look("thread")
    composer.locator("textarea[name=body]").fill("My card is 4111 1111 1111 1111")
    composer.locator("#composer button[type=submit]").first.click()
    expect(composer.get_by_role("alert")).to_be_visible()
    desk = look("desk, held")
    remove(desk.locator("article.th-item"), "Other")
    expect(desk.locator("article.th-item").get_by_role("alert")).to_be_visible()
    ended = look("thread")
    ended.locator("textarea[name=body]").fill("Kept.")
    ended.locator("#composer input[name=_token]").evaluate("input => { input.value = '' }")
    ended.locator("#composer button[type=submit]").first.click()
    expect(ended.get_by_role("alert")).to_be_visible()

    assert [found(page, axe_source) for page in (composer, desk, ended)] == [[], [], []]


def test_what_the_desk_says_back_is_for_everybody(look: Look, axe_source: str, service: Service) -> None:
    both = [say(service, "ben", words, thread="incident") for words in ("Decided by two.", "And decided by one.")]
    together, keys = look("desk, all selected"), look("desk")
    meanwhile = look("desk, somebody else is on it")
    opened(meanwhile, both[0], queue="held")
    for box in together.locator("[name=pick]").all():
        box.set_checked(box.input_value().startswith((str(both[0]), str(both[1]))))
    together.get_by_role("button", name="Approve what is selected").click()
    expect(together.get_by_role("heading", level=1)).to_have_text("2 of 2 are decided")
    press(item(meanwhile, both[0]), "approve")
    expect(meanwhile.get_by_role("alert")).to_be_visible()
    undone = look("desk, held")
    undone.goto(f"/admin/?queue=held&decided={both[1]}")
    keys.keyboard.press("?")
    expect(keys.get_by_role("dialog")).to_be_visible()

    assert [found(page, axe_source) for page in (together, meanwhile, undone, keys)] == [[], [], [], []]


@pytest.mark.parametrize("name", ["thread", "desk", "desk, held", "report", "sign in"])
def test_the_keyboard_skips_to_the_content_and_is_always_seen(look: Look, name: str) -> None:
    page = look(name)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id")
    target = page.evaluate("document.activeElement.id")
    unseen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("""() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          if (document.activeElement === document.body) return ["the end", "solid", 3];
          return [document.activeElement.textContent.trim().slice(0, 40), outlineStyle, parseFloat(outlineWidth)];
        }""")
        unseen += [style] if style[1] == "none" or style[2] < 2 else []
    page.close()

    assert (first, target, unseen) == ("Skip to the content", "main", [])


def test_no_box_in_the_list_is_half_under_what_stays_in_sight(look: Look, axe_source: str) -> None:
    page = look("desk")
    covered = []
    # Where the foot of the window falls is chance: somewhere here it falls on a box.
    for height in range(400, 901, 20):
        page.set_viewport_size({"width": 390, "height": height})
        covered += found(page, axe_source, runOnly=["target-size"])
    page.close()

    assert covered == []
