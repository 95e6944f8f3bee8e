"""What was said officially, endorsed, featured or put right is in the page itself: without JavaScript, on paper, in
every language, with the service stopped; and nobody can put a script into a page by way of the snapshot."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from plugins.baked import MOST, MOST_WORDS
from tests.plugins.test_baked import HOSTILE
from tests.promises.test_page_weight import BUDGET, needed
from tests.promises.test_pages_are_accessible import OF_COLOURS, violations
from tests.promises.test_pages_are_valid_html import faults
from tests.support import site
from tests.support.reader import ROTA
from tests.support.snapshots import comment, correction, note, speaker, thread, write

STORY, LESSON, RULES, ROOM = ROTA, "/learning/when-an-alarm-sounds/", "/expenses/", "/communities/drivers-mirror/"
ARABIC, ENGLISH = "/ar/news/casablanca-second-cold-hall/", "/news/casablanca-second-cold-hall/"
CARRYING = {"story": STORY, "lesson": LESSON, "page": RULES, "community": ROOM, "Arabic story": ARABIC}
OFFICIAL = "Nobody works both Christmas and New Year two years in a row."
INES = speaker("Ines Okafor", site="Leeds", department="Leadership", badges=["Leader"])
NOBODY = speaker("Colleague 3", site="", department="", unnamed=True)
GONE = {"lang": "en", "block": "b-gone", "quote": "Nobody works three nights on end.", "earlier": False}
ASKED = {"kind": "question", "speaker": "Ben Carter", "html": "<p>Who swaps with me?</p>", "part": GONE}
SAID = (
    comment(
        1, f'<p dir="auto">{OFFICIAL}</p>', official=True, featured=False, speaker=INES, drafted_with="Tom de Vries"
    ),
    comment(
        2, "<p>I do, on Mondays.</p>", featured=False, endorsed={"by": "Priya Shah", "role": "expert"}, answers=ASKED
    ),
    comment(
        3, "<p>Rest hours are not kept.</p>", speaker=NOBODY, note=note("needs-context", "On two nights in March.")
    ),
    comment(4, '<p dir="auto">أحضر مصباحًا.</p>', speaker=speaker("أمل حداد")),
)

HEARD = {"version": 1, "by": "Marek Nowak", "on": "2026-11-20", "html": "<p>You want fewer handovers.</p>"}


@pytest.fixture(scope="session")
def carrying(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with a snapshot beside it."""
    folder = tmp_path_factory.mktemp("carrying")
    uids = ("rota-four-on", "ccb-5-alarms", "expenses-policy", "drivers-mirror", "casablanca-hall-b")
    about = {"corrections": [correction()], "summary": HEARD}
    write(folder / "snapshot", *(thread(uid, *SAID, **about) for uid in uids))
    return site.build(folder / "output", snapshot=str(folder / "snapshot"))


@pytest.fixture(scope="session")
def resting(carrying: Path) -> Iterator[str]:
    """Its address, where no service answers."""
    with site.served(carrying) as address:
        yield address


@pytest.fixture
def reader(chromium: Browser, resting: str) -> Iterator[BrowserContext]:
    """A phone without JavaScript."""
    phone = {"width": 390, "height": 844}
    with chromium.new_context(base_url=resting, viewport=phone, java_script_enabled=False) as context:  # type: ignore[arg-type]
        yield context


def html_of(built: Path, address: str) -> str:
    return (built / address.strip("/") / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", CARRYING.values(), ids=CARRYING)
def test_the_words_are_in_the_pages_own_html(carrying: Path, address: str) -> None:
    """Where a search that reads the pages finds them."""
    page = html_of(carrying, address)
    body = page[page.index('<section class="baked') : page.index('id="discussion"')]

    for words in (OFFICIAL, "Ines Okafor", "Tom de Vries", "I do, on Mondays.", "Who swaps with me?", "Priya Shah"):
        assert words in body
    assert "You want fewer handovers." in body
    assert "Marek Nowak" in body
    for words in ("Colleague 3", "On two nights in March.", "It starts in May.", "أحضر مصباحًا."):
        assert words in body


def test_c4_4_a_lesson_has_the_questions_that_colleagues_asked_and_so_has_its_course(carrying: Path) -> None:
    lesson, course = (
        html_of(carrying, "/learning/when-an-alarm-sounds/"),
        html_of(carrying, "/learning/cold-chain-basics/"),
    )
    asked = lesson[lesson.index('id="asked"') : lesson.index('id="from-the-discussion"')]
    apart = lesson[lesson.index('id="from-the-discussion"') : lesson.index('id="discussion"')]
    gathered = course[course.index('id="asked"') : course.index('id="discussion"')]

    for part in (asked, gathered):
        for words in ("Questions colleagues asked", "Who swaps with me?", "I do, on Mondays.", "Priya Shah"):
            assert words in part
        assert OFFICIAL not in part
    assert OFFICIAL in apart
    assert "I do, on Mondays." not in apart
    assert f'href="{LESSON}#asked"' in gathered
    assert 'id="asked"' not in html_of(carrying, STORY)


@pytest.mark.browser
@pytest.mark.parametrize("address", CARRYING.values(), ids=CARRYING)
def test_it_reads_without_javascript_and_with_the_service_stopped(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    page.goto(address)
    carried = page.locator(".baked")

    # In a lesson what colleagues asked comes first, under a heading of its own.
    official, asked = (1, 0) if address == LESSON else (0, 1)
    expect(carried.locator(".baked-one").nth(official)).to_contain_text(OFFICIAL)
    expect(carried.locator(".baked-one").nth(asked)).to_contain_text("Who swaps with me?")
    expect(carried.locator(".baked-corrections")).to_contain_text("It starts in May.")
    for one in carried.locator(".baked-words").all():
        expect(one).to_be_visible()
    expect(page.locator("townhall-discussion > a")).to_be_visible()


@pytest.mark.browser
def test_on_paper_the_words_are_there_and_what_cannot_be_pressed_is_not(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(STORY)
    page.emulate_media(media="print")

    expect(page.locator(".baked-one").first).to_contain_text(OFFICIAL)
    for one in page.locator(".baked-words, .baked-badge, .baked-note").all():
        expect(one).to_be_visible()
    for one in page.locator(".baked-place").all():
        expect(one).to_be_hidden()
    ground = page.locator(".baked-official").evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground == "rgba(0, 0, 0, 0)"


@pytest.mark.browser
def test_each_comment_runs_its_own_way(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(ARABIC)
    ways = "all => all.map(one => getComputedStyle(one).direction)"

    words = page.locator(".baked-words > p[dir]")
    assert words.evaluate_all(ways) == ["ltr", "rtl"]
    # The page is in another language than the discussion, which says so where it begins.
    assert page.locator(".baked-words").first.get_attribute("lang") == "en"
    expect(page.locator(".baked-title")).to_have_text("من النقاش")
    page.goto(ENGLISH)
    assert page.locator(".baked-words").first.get_attribute("lang") is None


def test_of_somebody_without_their_name_a_page_knows_a_pseudonym_and_a_day(carrying: Path) -> None:
    (said,) = re.findall(r'<article class="baked-one[^>]*000003".*?</article>', html_of(carrying, STORY), re.DOTALL)

    assert "Colleague 3" in said
    assert "Without a name" in said
    assert re.findall(r'<time datetime="([^"]+)"', said) == ["2026-11-20", "2026-11-20"]


def test_a_page_that_nothing_is_carried_by_is_as_it_was(built_site: Path, carrying: Path) -> None:
    for address in ("/news/new-scanners-fewer-beeps/", "/about/", "/"):
        assert html_of(carrying, address) == html_of(built_site, address)
    assert 'class="baked' not in html_of(built_site, STORY)


def test_no_page_names_the_machinery_that_made_it(built_site: Path) -> None:
    """As a template does that asks a dictionary for `update`: it differs with each build."""
    assert [path for path in built_site.rglob("*.html") if " object at 0x" in path.read_text(encoding="utf-8")] == []


def test_every_page_that_carries_something_is_valid(carrying: Path) -> None:
    pages = [path for path in sorted(carrying.rglob("*.html")) if 'class="baked' in path.read_text(encoding="utf-8")]

    # The course of the lesson gathers what was asked in it.
    assert len(pages) == len(CARRYING) + 3
    assert faults(pages) == ""


@pytest.mark.browser
@pytest.mark.parametrize("address", CARRYING.values(), ids=CARRYING)
def test_it_can_be_read_by_everybody(chromium: Browser, resting: str, axe_source: str, address: str) -> None:
    page = chromium.new_page(color_scheme="light", viewport={"width": 320, "height": 844}, reduced_motion="reduce")
    page.goto(resting + address)
    page.evaluate(axe_source)
    by_day = violations(page)
    page.emulate_media(color_scheme="dark")
    by_night = violations(page, runOnly=OF_COLOURS)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()

    assert (by_day, by_night, wide) == ([], [], 0)


def test_a_page_that_carries_as_much_as_it_may_is_within_its_budget(tmp_path: Path) -> None:
    # Words that cannot be compressed by repeating them: each number is said once.
    each = MOST_WORDS // MOST - 20
    texts = [" ".join(f"{first + at * 7919:x}" for at in range(each // 6)) for first in range(10**5, 9 * 10**5, 10**5)]
    many = [comment(number, f"<p>{text[:each]}</p>") for number, text in enumerate(texts[:MOST], 1)]
    write(tmp_path / "snapshot", thread("rota-four-on", *many))
    built = site.build(tmp_path / "output", snapshot=str(tmp_path / "snapshot"))

    assert html_of(built, STORY).count('class="baked-one') == MOST
    assert sum(len(brotli.compress(file.read_bytes(), quality=5)) for file in needed(built, STORY)) <= BUDGET


# A build that asks the network for anything fails by this, and says what it asked for.
ALONE = """
import socket, sys
def refuse(*asked, **_): raise AssertionError(f"the build asked the network: {asked[1:]}")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from pelican import main
main(sys.argv[1:])
"""


def test_a_build_asks_no_network_and_gives_the_same_bytes_again(tmp_path: Path) -> None:
    write(tmp_path / "snapshot", thread("rota-four-on", *SAID))
    fixed = ["-e", f'SNAPSHOT="{tmp_path / "snapshot"}"', 'BUILD_TIME="2026-12-01T12:00:00+00:00"']
    for name in ("first", "second"):
        words = ["content", "-s", "pelicanconf.py", "-o", str(tmp_path / name), "--fatal", "warnings", *fixed]
        ended = subprocess.run(
            [sys.executable, "-c", ALONE, *words], cwd=site.ROOT, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr

    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        for folder in (tmp_path / "first", tmp_path / "second")
    )
    assert [path for path in first if first[path] != second.get(path)] == []
    assert len(first) == len(second)
    assert OFFICIAL.encode() in first[Path(STORY.strip("/")) / "index.html"]


@pytest.mark.browser
def test_a_hostile_snapshot_puts_no_script_into_a_page(chromium: Browser, tmp_path: Path) -> None:
    """The browser is told to ignore the page's policy: what holds here holds by the markup alone."""
    evil = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script>'
    badly = speaker(evil, site=evil, department=evil, badges=[evil])
    about = {"speaker": badly, "drafted_with": evil, "endorsed": {"by": evil, "role": "expert"}, "official": True}
    evil_note = note(text=evil, by=evil, source='https://elsewhere.example/"onfocus="window.ran=1"autofocus="')
    said = [
        comment(number, html, note=evil_note, answers={"kind": "question", "speaker": evil, "html": html}, **about)
        for number, html in enumerate(HOSTILE, 1)
    ]
    few = [said[at : at + MOST] for at in range(0, len(said), MOST)]
    uids = ("rota-four-on", "ccb-5-alarms", "expenses-policy")
    threads = [thread(uid, *some, corrections=[correction(text=evil)]) for uid, some in zip(uids, few, strict=True)]
    write(tmp_path / "snapshot", *threads)
    built = site.build(tmp_path / "output", snapshot=str(tmp_path / "snapshot"))

    with site.served(built) as address, chromium.new_context(base_url=address, bypass_csp=True) as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        pages = [_examined(context.new_page(), where) for where in (STORY, LESSON, RULES)]

    assert sum(count for count, _ in pages) == len(HOSTILE)
    assert [strange for _, strange in pages] == [[]] * 3
    assert [url for url in asked if not url.startswith(address) or url.endswith("/x")] == []


# What there may be in what people said, and nothing that ran or was changed elsewhere.
EXAMINE = """() => {
  const allowed = "p, br, em, strong, s, ul, ol, li, blockquote, pre, code, a, span";
  const strange = [...document.querySelectorAll(".baked-words *")].filter((one) => !one.matches(allowed));
  const acting = [...document.querySelectorAll(".baked *")].filter((one) =>
    one.getAttributeNames().some((name) => name.startsWith("on") || name === "style" || name === "autofocus"));
  const inside = [...document.querySelectorAll(".baked img, .baked script, .baked iframe, .baked form")];
  const ids = [...document.querySelectorAll(".baked-words [id], .baked-words [data-baked]")];
  const harmless = /^(https?|mailto):/;
  const links = [...document.querySelectorAll(".baked a[href]")].filter((one) => !harmless.test(one.protocol));
  const found = [...strange, ...acting, ...inside, ...ids, ...links].map((one) => one.outerHTML);
  return [...found, ...(window.ran ? [`ran: ${window.ran}`] : [])];
}"""


def _examined(page: Page, where: str) -> tuple[int, list[str]]:
    """How many comments a page shows, and what is in them that must not be, once each link was touched."""
    page.goto(where)
    for link in page.locator(".baked-words a").all():
        link.focus()
    return page.locator(".baked-one").count(), page.evaluate(EXAMINE)
