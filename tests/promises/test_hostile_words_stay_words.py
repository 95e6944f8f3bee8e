"""Whatever is said stays words wherever it is shown: no script runs, nothing leaves its comment, nothing calls home.

Thousands of hostile texts are posted and shown in a real browser, on every kind of page that shows what people said.
The browser is told to ignore the pages' policy: what holds here holds by the markup alone, and the policy is there
for the day on which it does not.
"""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from comments_service.app import clock, new_id
from comments_service.as_set import rules_of
from comments_service.discussion.attention import Attention
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.post import Draft, Posted, post
from comments_service.discussion.report import report
from comments_service.events import Ledger
from comments_service.mailroom import delivery_of
from comments_service.moderation.decide import Verdict, decide
from comments_service.notices.deliver import deliver_due
from comments_service.notices.feed import MOST, Addresses, atom, latest
from comments_service.notices.outbox import Outbox
from comments_service.records import Person
from comments_service.refusals import Refusal
from comments_service.settings import read
from comments_service.storage import connection, mailboxes, threads
from comments_service.web.templating import environment
from tests.conftest import move_in
from tests.support import databases
from tests.support.company import AMAL, BEN, DANA
from tests.support.hostile import WRITTEN, corpus
from tests.support.post import SENDER, post_office
from tests.support.service import Service, serving
from tests.support.small_town import browser_of

pytestmark = pytest.mark.browser
PUBLIC, REVIEWED = "rota", "incident"
ATOM = "{http://www.w3.org/2005/Atom}"
BRANCHES = 40  # fewer than a page has
HARMLESS = "Better for me, this rota."
NAME = '"><img src=x onerror=alert(1)><!--'
SUM = str(1337 * 1337)
# Looks at a page as a reader's browser has it, and presses and touches whatever people's words have become.
EXAMINE = """
([harmless, sum]) => {
  const wrong = [];
  const words =
    ".th-comment__body, .th-row__words, .th-item__plain, .th-item__excerpt, .th-export__text, .th-search__words-found";
  const said = [...document.querySelectorAll(words)];
  const inWords = (part) => part.parentElement?.closest(words);
  const alien = ["IFRAME", "OBJECT", "EMBED", "BASE", "MATH", "STYLE", "TEMPLATE", "FONT", "MARQUEE"];
  const ours = {P: ["dir"], BLOCKQUOTE: ["dir"], UL: ["dir"], OL: ["dir", "start"], PRE: ["dir"], LI: [], BR: [],
    EM: [], STRONG: [], S: [], CODE: [], A: ["href", "rel"], SPAN: ["class"], MARK: ["class", "title"]};
  for (const part of document.querySelectorAll("*")) {
    const tag = part.tagName.toUpperCase(), names = part.getAttributeNames();
    const tell = (what) => wrong.push(what + ": " + part.outerHTML.slice(0, 200));
    if (names.some((name) => /^on|^srcdoc$|^ping$|^style$/i.test(name))) tell("attribute");
    if (alien.includes(tag)) tell("tag");
    if (tag === "SCRIPT" && !(part.src ?? "").startsWith(location.origin + "/")) tell("script");
    for (const name of ["href", "src", "action", "formaction", "data", "xlink:href"]) {
      if (/^[\\s\\x00-\\x1f]*(javascript|vbscript|data):/i.test(part.getAttribute(name) ?? "")) tell("address");
    }
    if (!inWords(part)) continue;
    if (!ours[tag]?.length && names.length) tell("attribute in words");
    if (!ours[tag] || names.some((name) => !ours[tag].includes(name))) tell("tag in words");
    if (tag === "A" && !["http:", "https:", "mailto:"].includes(part.protocol)) tell("protocol");
    if (tag === "A" && part.rel !== "ugc nofollow noopener") tell("rel");
    if (!["static", "relative"].includes(getComputedStyle(part).position)) tell("position");
    addEventListener("click", (event) => event.preventDefault(), {capture: true, once: true});
    for (const kind of ["click", "mouseover", "focus", "toggle", "error", "load", "animationstart"]) {
      part.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}));
    }
  }
  for (const body of said) {
    if (/[\\u202a-\\u202e\\u2066-\\u2069\\u0000]/.test(body.textContent)) wrong.push("turned: " + body.textContent);
    // A fragment that is opened by itself has no styles at all.
    const spills = body.scrollWidth > body.clientWidth + 1 && getComputedStyle(body).overflowX === "visible";
    if (document.styleSheets.length && spills) wrong.push("wider than its place: " + body.textContent.slice(0, 100));
  }
  // What stands around the words of a hostile comment is what stands around those of a harmless one.
  const around = (article) => {
    const copy = article.cloneNode(true);
    for (const body of copy.querySelectorAll(".th-comment__body, .th-row__words")) body.replaceChildren();
    return [...copy.querySelectorAll("*")].map((part) => part.tagName + part.className).join(" ");
  };
  const whole = [...document.querySelectorAll("article.th-comment, [data-row]")];
  const usual = new Set(whole.filter((one) => one.textContent.includes(harmless)).map(around));
  for (const one of whole) if (!usual.has(around(one))) wrong.push("not as others: " + one.outerHTML.slice(0, 300));
  if (document.body.textContent.includes(sum)) wrong.push("a template was filled in");
  return {wrong: [...new Set(wrong)], comments: whole.length, said: said.length};
}
"""


@dataclass
class Said:
    """What was posted, by id: in public, waiting for a facilitator, reported; and how many were refused."""

    public: list[UUID] = field(default_factory=list)
    waiting: list[UUID] = field(default_factory=list)
    reported: list[UUID] = field(default_factory=list)
    refused: int = 0
    feed: str = ""
    mail: list[EmailMessage] = field(default_factory=list)


class Talker:
    """Posts hostile texts by the real actions, and has a facilitator let out what screening held."""

    def __init__(self) -> None:
        self.said = Said()
        ledger = Ledger(now=clock)
        ledger.keep_true(Attention(USUAL, new_id))
        ledger.keep_true(Outbox(new_id))
        self._how: dict[str, Any] = {"ledger": ledger, "deadlines": USUAL, "new_id": new_id}
        self._rules = rules_of(read({}))

    async def says(self, by: Person, body: str, thread: str, parent: UUID | None = None) -> Posted | None:
        """Somebody says something, as it is or, where that is refused, not at all."""
        draft = Draft(new_id(), thread, body, parent, ask_review=True)
        try:
            return await post(draft, by=by, rules=self._rules, site_host="127.0.0.1", now=clock(), **self._how)
        except Refusal:
            self.said.refused += 1
            return None

    async def says_in_public(self, by: Person, body: str, parent: UUID | None = None) -> UUID | None:
        """The same, let out by a facilitator if it was held."""
        posted = await self.says(by, body, PUBLIC, parent)
        if posted is None:
            return None
        comment = posted.spoken.comment
        if posted.why_held:
            await decide(Verdict(comment.id, 1, "approve"), by=DANA, now=clock(), **self._how)
        self.said.public.append(comment.id)
        return comment.id

    async def all_of_it(self) -> None:
        """Say everything, in public and where it is read first, and report some with hostile details."""
        roots = [await self.says_in_public(BEN, HARMLESS) for _ in range(BRANCHES)]
        for number, body in enumerate([HARMLESS, HARMLESS, *corpus()]):
            await self.says_in_public(AMAL, body, roots[number % BRANCHES])
        await self.says_in_public(AMAL, HARMLESS, roots[0])
        for body in (HARMLESS, *together(WRITTEN, most=8_000)):
            if posted := await self.says(AMAL, body, REVIEWED):
                self.said.waiting.append(posted.spoken.comment.id)
        for number, detail in enumerate(together(WRITTEN, most=900)[:40]):
            about = self.said.public[-1 - number % 4]
            by = (BEN, DANA)[number % 2]
            try:
                await report(about, reason="other", detail=detail, by=by, hides_at=99, now=clock(), **self._how)
                self.said.reported.append(about)
            except Refusal:
                self.said.refused += 1


async def feed_of_everything() -> str:
    """The feed as readers get it, but with all that was ever said and not with the newest alone."""
    thread, site = await threads.get(PUBLIC), "https://news.example"
    assert thread is not None
    items = await latest(thread, most=100_000)
    about: dict[str, Any] = {"addresses": Addresses(site, site), "templates": environment(base=site, site=site)}
    return atom(thread, items, today=clock().date(), **about)


async def mail_of_everything() -> list[EmailMessage]:
    """What Ben gets: a mail for each answer to what he said, through a real server."""
    with post_office() as box:
        told = {
            "TOWNHALL_SMTP_URL": box.url,
            "TOWNHALL_MAIL_FROM": SENDER,
            "TOWNHALL_PUBLIC_URL": "https://news.example",
        }
        delivery = delivery_of(read(told), now=lambda: clock() + timedelta(hours=1), new_id=new_id)
        assert delivery
        while await deliver_due(delivery):
            pass
        return box.messages()


def together(texts: Sequence[str], *, most: int) -> list[str]:
    """The texts, as many in one as fit."""
    found = [""]
    for text in texts:
        if len(found[-1]) + len(text) > most:
            found.append("")
        found[-1] += f"{text[:most]}\n\n"
    return found


@pytest.fixture(scope="module")
def said() -> Said:
    return Said()


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, said: Said) -> Iterator[Service]:
    url = databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("hostile"))

    async def fill() -> None:
        async with connection.opened(url):
            await move_in()
            await connection.execute("PRAGMA synchronous = OFF")  # nobody needs this after the tests
            await connection.execute("UPDATE person SET name = ?, department = ? WHERE handle = 'amal'", NAME, NAME)
            await mailboxes.put_address(BEN.id, "ben@example.com")
            talker = Talker()
            talker.said = said
            await talker.all_of_it()
            said.feed = await feed_of_everything()
            said.mail = await mail_of_everything()

    # In a thread of its own: a browser that is open already keeps this one's event loop to itself.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, fill()).result()
    with serving(url) as service:
        yield service


@contextmanager
def looking(chromium: Browser, town: Service, person: str | None) -> Iterator[Page]:
    """A browser that heeds no policy, and fails the test if a script ran or anything was asked of another host."""
    happened: list[str] = []

    def pass_on(route: Route) -> None:
        if route.request.url.startswith(f"{town.address}/"):
            route.continue_()
        else:
            happened.append(f"a request to {route.request.url}")
            route.abort()

    with browser_of(chromium, town, person, bypass_csp=True) as context:
        context.set_default_timeout(30_000)
        context.expose_function("canary", lambda: happened.append("a script ran"))
        context.add_init_script("window.alert = window.print = window.confirm = window.prompt = () => canary()")
        context.route("**/*", pass_on)
        page = context.new_page()
        page.on("dialog", lambda dialog: (happened.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: happened.append(f"a window: {popup.url}"))
        yield page
        page.evaluate("() => new Promise((done) => setTimeout(done))")
        assert happened == []


def examined(page: Page) -> dict[str, int]:
    """What is on a page, if nothing is wrong with it: how many comments or rows, how many texts."""
    found: dict[str, Any] = page.evaluate(EXAMINE, [HARMLESS, SUM])
    assert found["wrong"] == []
    return found


def test_enough_was_said(town: Service, said: Said) -> None:
    assert len(said.public) > 1_500
    assert len(said.waiting) > 5
    assert len(set(said.reported)) == 4


def test_in_the_widget(chromium: Browser, town: Service, said: Said) -> None:
    article = f"{town.address}/an-article/"
    html = """<!doctype html><meta charset=utf-8><title>x</title><link rel=stylesheet href=/embed/v1/townhall.css>
        <script type=module src=/embed/v1/townhall.js></script>
        <townhall-discussion thread=rota><a href=/t/rota>Discussion</a></townhall-discussion>"""
    with looking(chromium, town, "ben") as page:
        page.route(article, lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(f"{article}#discussion")
        # Close to two thousand comments, on a machine that has more to do.
        expect(page.locator("townhall-discussion[state=ready]")).to_be_attached(timeout=30_000)

        assert examined(page)["comments"] == len(said.public)


def test_on_the_plain_page_and_in_the_fragment_and_beside_a_form(chromium: Browser, town: Service, said: Said) -> None:
    with looking(chromium, town, None) as page:
        for address in ("/t/rota", "/t/rota/fragment?sort=newest"):
            page.goto(address)
            assert examined(page)["comments"] == len(said.public)
    with looking(chromium, town, "ben") as page:
        for address in (f"/t/rota/comments/{said.public[-2]}/report", f"/t/rota?reply={said.public[-2]}"):
            page.goto(address)
            assert examined(page)["said"] > 0


def shown_elsewhere(contents: Sequence[str]) -> str:
    """A page that shows what a feed or a mail holds as HTML, each in a place of its own, as a reader's program does."""
    one = "<article class=th-comment><h3>Somebody</h3><div class=th-comment__body>{}</div><p>Next</p></article>"
    return "<!doctype html><meta charset=utf-8><title>x</title>" + "".join(map(one.format, contents))


def test_in_a_feed_reader(chromium: Browser, town: Service, said: Said) -> None:
    entries = ET.fromstring(said.feed.encode()).findall(f"{ATOM}entry")
    contents = [entry.findtext(f"{ATOM}content") or "" for entry in entries]

    reader = f"{town.address}/a-feed-reader/"
    with looking(chromium, town, None) as page:
        page.route(reader, lambda route: route.fulfill(body=shown_elsewhere(contents), content_type="text/html"))
        page.goto(reader)

        assert examined(page)["comments"] == len(said.public) == len(entries)
    assert {entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries} == {"Ben Carter", NAME}
    assert {entry.findtext(f"{ATOM}title") for entry in entries} == {"Ben Carter", f"{NAME}, in reply to Ben Carter"}
    served = town.client().get("/t/rota/feed").content
    assert len(ET.fromstring(served).findall(f"{ATOM}entry")) == MOST


def test_in_a_mail(chromium: Browser, town: Service, said: Said) -> None:
    """The HTML of each mail within its body, as a mail program shows it; and one as it is, with its head."""
    pages = [str(mail.get_body(("html",)).get_content()) for mail in said.mail]  # type: ignore[union-attr]
    bodies = [page.partition("<body>")[2].rpartition("</body>")[0] for page in pages]

    reader = f"{town.address}/a-mail-program/"
    with looking(chromium, town, None) as page:
        page.route(reader, lambda route: route.fulfill(body=mail_program(bodies), content_type="text/html"))
        page.goto(reader)
        assert examined(page)["comments"] == len(said.mail) == len(said.public) - BRANCHES
        for whole in pages[:: len(pages) // 20]:
            page.set_content(whole)
            assert page.evaluate("() => [...document.body.children].map((one) => one.className)") == ["th-letter"]


def mail_program(bodies: Sequence[str]) -> str:
    """A page that shows many mails, each in a place of its own."""
    one = "<article class=th-comment>{}<p>The next mail</p></article>"
    return "<!doctype html><meta charset=utf-8><title>x</title>" + "".join(map(one.format, bodies))


def test_in_the_headers_and_the_text_of_a_mail(said: Said) -> None:
    usual = [name.lower() for name in said.mail[0]]

    for mail in said.mail:
        assert [name.lower() for name in mail] == usual
        assert mail.defects == []
        assert (str(mail["to"]), str(mail["subject"])) == ("ben@example.com", f"{NAME} replied to you: Rota")
        assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    texts = [str(mail.get_body(("plain",)).get_content()) for mail in said.mail]  # type: ignore[union-attr]
    assert any("<script>" in text for text in texts)
    assert not any(sign in text for text in texts for sign in "\u202e\u2066\x00\x1b")


def test_at_the_desk(chromium: Browser, town: Service, said: Said) -> None:
    with looking(chromium, town, "dana") as page:
        page.goto("/admin/?queue=held")
        assert examined(page)["comments"] == len(said.waiting)
        for about in (*said.waiting, *dict.fromkeys(said.reported)):
            page.goto(f"/admin/comments/{about}")
            assert examined(page)["said"] > 0
        for address in ("/admin/search?words=script", "/admin/search?words=elsewhere", "/admin/people/amal"):
            page.goto(address)
            assert examined(page)["said"] >= 0
            assert "onerror=alert(1)" in page.content()


def test_in_what_somebody_takes_along(chromium: Browser, town: Service, said: Said) -> None:
    with looking(chromium, town, "amal") as page:
        page.goto("/me/export")
        assert examined(page)["said"] > len(said.public)


def test_the_same_texts_do_harm_on_a_careless_page(chromium: Browser, town: Service) -> None:
    """What is looked for above is there to be found, on a page that shows them as HTML."""
    article = f"{town.address}/careless/"
    one = "<article class=th-comment><div class=th-comment__body>"
    careless = "".join(f"{one}{text}</div></article>" for text in WRITTEN)
    noticed: list[str] = []

    def look() -> None:
        with looking(chromium, town, None) as page:
            page.route(article, lambda route: route.fulfill(body=careless, content_type="text/html"))
            page.goto(article, wait_until="domcontentloaded")
            noticed.extend(page.evaluate(EXAMINE, [HARMLESS, SUM])["wrong"])

    with pytest.raises(AssertionError, match="a script ran"):
        look()
    for what in ("attribute", "tag", "script", "address", "not as others"):
        assert any(told.startswith(what) for told in noticed), what
