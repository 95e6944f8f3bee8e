"""What makes writing easier: the bar by mouse and keys, undone as typing is, how much is left, and what is pasted."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.reader import ANNOUNCED, BODY, POST, READY, drafts, expect_announced, reading, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

HANDOVER = "/learning/the-handover/#discussion"
PART = re.compile(r"/embed/v1/writing\.[0-9a-f]{16}\.js$")
SELECTED = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
SELECT = "(field, [start, end]) => field.setSelectionRange(start, end)"
PASTE = """(field, formats) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(formats)) data.setData(type, text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  return field.dispatchEvent(event);
}"""


def ready(page: Page, text: str = "") -> Locator:
    """The box to write in, with its tools."""
    write(page, text)
    page.locator(BODY).focus()
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    return page.locator(BODY)


def select(field: Locator, words: str) -> None:
    start = field.input_value().index(words)
    field.evaluate(SELECT, [start, start + len(words)])


def paste(field: Locator, html: str, text: str) -> bool:
    """Paste; says whether it was left to the browser."""
    return bool(field.evaluate(PASTE, {"text/html": html, "text/plain": text}))


def test_each_button_puts_markdown_around_words_and_gives_the_focus_back(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        for button, after in {
            "Bold": "Check it **twice**.",
            "Italic": "Check it *twice*.",
            "Link": "Check it [twice](https://).",
            "List": "- Check it twice.",
            "Quote": "> Check it twice.",
            "Code": "Check it `twice`.",
        }.items():
            field = ready(page, "Check it twice.")
            select(field, "twice")
            page.get_by_role("toolbar").get_by_role("button", name=button).click()

            expect(field).to_have_value(after)
            expect(field).to_be_focused()
        assert drafts(page) == ["Check it `twice`."]


def test_keys_do_the_same_and_it_is_undone_as_typing_is(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        field = ready(page)
        page.keyboard.type("Check it twice")
        for key, after in {"b": "**twice**", "i": "*twice*", "k": "[twice](https://)"}.items():
            select(field, "twice")
            page.keyboard.press(f"Control+{key}")
            expect(field).to_have_value(f"Check it {after}")
            page.keyboard.press("Control+z")
            expect(field).to_have_value("Check it twice")
        select(field, "twice")
        page.keyboard.press("Control+b")
        assert field.evaluate(SELECTED) == "twice"
        page.keyboard.press("Control+b")
        expect(field).to_have_value("Check it twice")


def test_the_bar_is_one_stop_and_arrows_go_along_it(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        ready(page)
        bar = page.get_by_role("toolbar")
        page.keyboard.press("Tab")
        for key, name in [("", "Bold"), ("ArrowRight", "Italic"), ("End", "Code"), ("ArrowRight", "Bold"),
                          ("ArrowLeft", "Code"), ("Home", "Bold"), ("ArrowRight", "Italic")]:  # fmt: skip
            if key:
                page.keyboard.press(key)
            expect(bar.get_by_role("button", name=name)).to_be_focused()
        expect(bar.get_by_role("button", name="Italic")).to_have_attribute("aria-keyshortcuts", "Control+I")
        page.keyboard.press("Tab")
        expect(page.locator("[data-slot]").get_by_role("link", name="Guidelines")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(bar.get_by_role("button", name="Italic")).to_be_focused()


def test_near_the_limit_it_says_how_much_is_left_and_not_at_each_letter(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        field = ready(page, "x" * 9_499)
        length = page.locator("[data-slot] .th-length")
        expect(length).to_have_text("")
        page.keyboard.press("End")
        page.keyboard.type("y")
        expect(length).to_have_text("500 characters left")
        expect_announced(page, "500 characters left")
        page.keyboard.type("y")
        expect(length).to_have_text("499 characters left")
        expect(page.locator(ANNOUNCED)).to_have_text("500 characters left")
        # A smiley is one character, though it is two units of the browser's.
        write(page, "\N{SLIGHTLY SMILING FACE}" * 9_999)
        expect(length).to_have_text("1 character left")
        expect_announced(page, "1 character left")
        write(page, "x" * 10_002)
        expect(length).to_have_text("2 characters too many")
        expect_announced(page, "2 characters too many")
        expect(field).to_have_value("x" * 10_002)


PASTED = {
    "words": ("<p>Check it <b>twice</b>, <i>please</i>.</p>", "Check it **twice**, *please*."),
    "a document's own way": (
        '<meta><b style="font-weight:normal"><p>At the <span style="font-weight:700">gate</span></p></b>',
        "At the **gate**",
    ),
    "paragraphs and a heading": ("<h2>Seals</h2><p>One.</p><p>Two<br>lines.</p>", "**Seals**\n\nOne.\n\nTwo\nlines."),
    "lists": (
        "<ul><li>one</li><li>two<ol><li>first</li><li>second</li></ol></li></ul>",
        "- one\n- two\n  1. first\n  2. second",
    ),
    "a list as word processors write it": (
        "<ul><li><p>one</p></li><ul><li>within</li></ul><li>two</li></ul>",
        "- one\n  - within\n- two",
    ),
    "links": (
        '<a href="https://meridale.example/a_(b)">the rota</a> and <a href="javascript:alert(1)">this</a>',
        "[the rota](https://meridale.example/a_%28b%29) and this",
    ),
    "a quote and code": (
        "<blockquote><p>One</p><p>two</p></blockquote><p>Run <code>make *</code></p><pre>a\n  b</pre>",
        "> One\n>\n> two\n\nRun `make *`\n\n```\na\n  b\n```",
    ),
    "a table": (
        "<table><thead><tr><th>Dock</th><th>Gate</th></tr></thead><tr><td>9</td><td><b>open</b></td></tr></table>",
        "Dock | Gate\n9 | **open**",
    ),
    "what only looks like marks": (
        "<p><b>Note</b>: 2 * 3 = 6, a*b*c, snake_case, _so_, [x](y), `z`</p><p>1. of May</p><p>- no point</p>",
        "**Note**: 2 * 3 = 6, a\\*b\\*c, snake_case, \\_so\\_, \\[x](y), \\`z\\`\n\n1\\. of May\n\n\\- no point",
    ),
    "nothing that is not seen": (
        "<style>p { color: red }</style><script>alert(1)</script><b>Seen</b><img src=x onerror=alert(1) alt=' gate'>",
        "**Seen** gate",
    ),
}


@pytest.mark.parametrize("what", PASTED)
def test_formatted_text_is_pasted_as_markdown(chromium: Browser, townhall: Service, what: str) -> None:
    html, markdown = PASTED[what]
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        asked: list[str] = []
        field = ready(page)
        page.on("request", lambda request: asked.append(request.url))

        assert not paste(field, html, "as plain text")
        expect(field).to_have_value(markdown)
        page.keyboard.press("Control+z")
        expect(field).to_have_value("")
        # The picture that was pasted is not fetched; whatever else the page asks for meanwhile is its own.
        assert [one for one in asked if one.endswith("/x")] == []


def test_what_was_pasted_is_shown_as_it_was(chromium: Browser, townhall: Service) -> None:
    html = (
        "<p>Check it <strong>twice</strong> and 1 * 2 * 3.</p><ul><li>gate<ul><li>left</li></ul></li><li>dock</li></ul>"
        "<blockquote><p>who <em>said</em> so</p></blockquote><p>1. May is _off_, <code>a*b</code></p>"
    )
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        paste(ready(page), html, "as plain text")
        page.get_by_role("button", name="Preview", exact=True).click()
        shown = page.locator(".th-preview .th-comment__body")

        expect(shown.locator("strong")).to_have_text("twice")
        expect(shown.locator("ul > li > ul > li")).to_have_text("left")
        expect(shown.locator("blockquote em")).to_have_text("said")
        expect(shown.locator("p").first).to_have_text("Check it twice and 1 * 2 * 3.")
        expect(shown.locator("p").last).to_have_text("1. May is _off_, a*b")
        expect(shown.locator("ol")).to_have_count(0)


def test_plain_text_is_left_to_the_browser(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        field = ready(page)

        assert field.evaluate(PASTE, {"text/plain": "With Shift there is **no** formatted text."})
        assert paste(field, "<div><span style='color:red'>no</span> format</div>", "no format")
        assert paste(field, "<pre>**as typed**</pre>".replace("pre", "div"), "**as typed**")
        assert paste(field, "<img src=x alt=door>", "")
        expect(field).to_have_value("")


def test_its_place_is_there_before_it_comes_so_that_nothing_moves(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route(PART, hold)
        with page.expect_request(PART):
            page.locator(BODY).focus()
        expect(page.locator("[data-slot] .th-tools")).to_be_attached()
        below = "(post) => post.getBoundingClientRect().top - post.form.body.getBoundingClientRect().bottom"
        before = page.locator(POST).evaluate(below)
        with page.expect_response(PART):
            held[0].continue_()
        expect(page.get_by_role("toolbar")).to_be_visible()

        assert page.locator(POST).evaluate(below) == before


def test_without_it_one_writes_and_posts_as_before(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        page.route(PART, lambda route: route.abort())
        page.locator(BODY).focus()
        expect(page.locator("[data-missing]")).to_contain_text("You can go on writing and post as before")
        expect(page.locator(".th-tools")).to_have_count(0)
        page.keyboard.type("Said without tools.")
        page.keyboard.press("Control+Enter")

        expect(page.locator(f"{READY} article").filter(has_text="Said without tools.")).to_be_focused()
