"""Questions and what answers them, in the article and by plain pages: solved by whoever asked, what counts first."""

import re
import uuid
from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import reading, say
from tests.support.service import Service

pytestmark = pytest.mark.browser

UID = "ccb-3-data-logger"
LESSON = "/learning/reading-a-data-logger/"
# What is nearly the same is asked about before it is posted, so each test asks something else.
BATTERY = ("How long does the battery of one last?", "Mine lasted two winters.", "Eighteen months, by its back.")
SEALS = ("Which drawer are the seals in?", "I had the last one, sorry.", "The second from the left, below the scales.")


def asked(service: Service, words: tuple[str, str, str]) -> tuple[str, str, str]:
    """Somebody asks, two others reply; the ids of all three."""
    question, first, second = words
    made = str(uuid.uuid4())
    with closing(service.client("iwona")) as iwona:
        sent = {"thread": UID, "body": question, "kind": "question"}
        assert iwona.put(f"/api/v1/comments/{made}", json=sent).status_code == 201
    return made, say(service, "beata", UID, first, made), say(service, "femi", UID, second, made)


@pytest.mark.parametrize(("width", "words"), [(390, BATTERY), (1280, SEALS)], ids=["phone", "desk"])
def test_whoever_asked_chooses_the_answer_and_everybody_finds_it_first(
    chromium: Browser, townhall: Service, width: int, words: tuple[str, str, str]
) -> None:
    question, first, second = asked(townhall, words)
    size = {"width": width, "height": 844}
    with reading(chromium, townhall, f"{LESSON}#comment-{question}", "iwona", viewport=size) as page:
        page.locator(f"[id='comment-{question}']").get_by_role("link", name="Choose the answer").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Which reply answered your question?")
        page.get_by_label(words[2]).check()
        page.get_by_role("button", name="Save").click()
        expect(page).to_have_url(re.compile(f"#comment-{question}$"))
        expect(page.locator(f"[id='comment-{question}']")).to_contain_text("Solved.")

        # In the article its asker sees the same, in their own copy of the question.
        page.goto(f"{LESSON}#comment-{question}")
        expect(page.locator(f"[id='comment-{question}'] .th-mark--solved")).to_contain_text(words[2])
        expect(page.get_by_role("link", name="Change the answer").first).to_be_visible()

    with reading(chromium, townhall, f"{LESSON}#comment-{question}", "youssef", viewport=size) as page:
        shown = page.locator(f"[id='comment-{question}']")
        expect(shown.locator(".th-badge--solved")).to_have_text("Solved")
        replies = page.locator("li", has=shown).last.locator(".th-replies article")
        expect(replies.first).to_have_attribute("data-id", second)
        expect(replies.last).to_have_attribute("data-id", first)
        expect(replies.first).to_contain_text("who asked, says that this is the answer")
        shown.locator(".th-mark--solved a").click()
        expect(page.locator(f"[id='comment-{second}']")).to_be_focused()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_without_scripts_it_is_the_same(chromium: Browser, townhall: Service) -> None:
    words = ("Who reads them out on Sundays?", "Nobody that I know of.", "The shift lead, before six.")
    question, _, second = asked(townhall, words)
    with reading(chromium, townhall, "/t/ccb-3-data-logger", "iwona", java_script_enabled=False) as page:
        own = page.locator(".th-own__line").filter(has_text=words[0])
        page.locator(".th-own summary").click()
        own.get_by_role("link", name="Choose the answer").click()
        page.get_by_label(words[2]).check()
        page.get_by_role("button", name="Save").click()
        page.locator(f"[id='comment-{question}'] .th-mark--solved a").click()
        expect(page.locator(f"[id='comment-{second}']")).to_be_in_viewport()
