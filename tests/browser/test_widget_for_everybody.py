"""The discussion for whoever hears it, sees few colours, wants nothing to move, reads it large, or has only keys."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.reader import BODY, COMMENTS, INCIDENT, POST, expect_announced, reading, say, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

NUMBERS, NUMBERS_UID = "/learning/the-numbers-you-will-meet/", "ccb-2-numbers"
# 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10), in the system's own colours, with nothing that moves.
HARD = {"viewport": {"width": 320, "height": 256}, "forced_colors": "active", "reduced_motion": "reduce"}
MOST_STOPS = 90  # from the page's top to the composer
WIDER_THAN_THE_GLASS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((part) => {
  const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(one, part || null);
  const longest = (times) => Math.max(...times.split(",").map(parseFloat));
  const moves = (animationName !== "none" && longest(animationDuration) > 0.01) || longest(transitionDuration) > 0.01;
  return moves || scrollBehavior === "smooth" ? one.outerHTML.slice(0, 80) + part : "";
})).filter(Boolean)"""
# What has the focus, unless its outline is seen, within the glass and under nothing else.
UNSEEN = """() => {
  const one = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const boxes = [...one.getClientRects()];
  const { left, right, top, bottom } = boxes.find(({ width }) => width > 1) ?? boxes[0];
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const over = document.elementFromPoint((left + right) / 2, y);
  const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  return isOutlined && (one.contains(over) || over?.contains(one)) ? "" : one.outerHTML.slice(0, 120);
}"""
# All that tells a thing from another where its colours are the system's.
SHAPE = """(one) => {
  const { borderStyle, borderWidth, outlineStyle, outlineWidth, fontWeight } = getComputedStyle(one);
  return [borderStyle, borderWidth, outlineStyle, outlineWidth, fontWeight];
}"""
EDGE = """(one) => {
  const { borderTopWidth, borderTopColor, color } = getComputedStyle(one);
  return [borderTopWidth, borderTopColor === color];
}"""
SIDE = "(one) => getComputedStyle(one).borderLeftWidth"
SPOKEN = """
- listitem:
  - article "Iwona Sikora Question":
    - heading "Iwona Sikora Question" [level=3]
    - paragraph:
      - text: Gdańsk · Transport
      - link /now|minute/
    - paragraph: Who reads them out on Sundays?
    - group "Reactions":
      - button "Thanks"
      - button "Same here"
      - button "Made me smile"
    - link "Reply to this comment"
    - link "Quote this comment"
    - link "Link to this comment"
    - link "Report this comment"
  - list "Replies":
    - listitem:
      - article "Marek Nowak Official response Leader":
        - heading "Marek Nowak Official response Leader" [level=3]
        - paragraph: From 12 May it is on the screens.
    - listitem:
      - article "Femi Adeyemi":
        - heading "Femi Adeyemi" [level=3]
        - paragraph
        - paragraph: The shift lead, before six.
        - paragraph: Endorsed by Ines Okafor, leader
    - listitem:
      - article "A facilitator has removed this comment.":
        - paragraph: A facilitator has removed this comment.
      - list "Replies":
        - listitem:
          - article "Kasia Wójcik":
            - paragraph: There is a list for it now.
"""
REFUSED = """
- text: Add to the discussion
- textbox "Add to the discussion" [invalid]: Write to hicham@example.com.
- paragraph: "Please look at this before it is posted: change it, or ask a facilitator to review it."
- list:
  - listitem: /^hicham@example.com This looks like an e-mail address/
- button "Replace it with ▇▇▇"
- button "Change it"
- button "Ask a facilitator to review it"
- toolbar "Formatting"
"""
# Whatever is wrong with what is written above it.
BEGUN = """
- text: Reply to Iwona Sikora
- textbox "Reply to Iwona Sikora"
- toolbar "Formatting"
- paragraph:
  - text: You speak as Amal Haddad, Casablanca.
  - link "Guidelines"
- button "Post reply"
- button "Preview"
- button "Cancel"
"""


def talked_of(service: Service) -> str:
    """A question with an endorsed reply, a removed one that was answered, and an official one; its id."""
    question = say(service, "iwona", NUMBERS_UID, "Who reads them out on Sundays?", kind="question")
    endorsed = say(service, "femi", NUMBERS_UID, "The shift lead, before six.", question)
    removed = say(service, "ben", NUMBERS_UID, "Whoever is too slow to hide.", question)
    say(service, "kasia", NUMBERS_UID, "There is a list for it now.", removed)
    say(service, "marek", NUMBERS_UID, "From 12 May it is on the screens.", question, official=True)
    with closing(service.client("ines")) as ines, closing(service.client("dana")) as dana:
        assert ines.put(f"/api/v1/comments/{endorsed}/endorsement").status_code == 200
        version = dana.get(f"/api/v1/comments/{removed}").json()["version"]
        decision = {"comment": removed, "version": version, "action": "remove", "reason": "hurtful"}
        assert dana.post("/admin/api/decisions", json=[decision]).json()["results"][0]["status"] == 200
    return question


def walked_to(page: Page, where: Locator, key: str = "Tab") -> list[str]:
    """Go there by one key alone, and return what did not show on the way that it had the focus."""
    unseen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        unseen.append(page.evaluate(UNSEEN))
        if where.count() and where.evaluate("(one) => one === document.activeElement"):
            return [one for one in unseen if one]
    raise AssertionError(page.evaluate("document.activeElement.outerHTML"))


def test_it_is_heard_in_order_and_what_is_told_is_told_by_words_and_edges(chromium: Browser, townhall: Service) -> None:
    question = talked_of(townhall)
    with reading(chromium, townhall, f"{NUMBERS}#comment-{question}", "amal", **HARD) as page:
        branch = page.locator(".th-branch", has=page.locator(f"[id='comment-{question}']"))
        expect(branch).to_match_aria_snapshot(SPOKEN)
        assert branch.locator(".th-badge--official").evaluate(EDGE) == ["1px", True]
        assert branch.locator(".th-mark--endorsed").evaluate(SIDE) == "3px"

        thanks, same = (branch.get_by_role("button", name=name).first for name in ("Thanks", "Same here"))
        thanks.focus()
        page.keyboard.press("Enter")
        expect(thanks).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Tab")
        assert thanks.evaluate(SHAPE) != branch.get_by_role("button", name="Made me smile").first.evaluate(SHAPE)
        resting = thanks.evaluate(SHAPE)
        expect(same).to_be_focused()
        page.keyboard.press("Shift+Tab")
        assert thanks.evaluate(SHAPE) != resting

        write(page, "Write to hicham@example.com.")
        page.locator(POST).press("Enter")
        expect(page.locator("[data-slot] form.th-composer")).to_match_aria_snapshot(REFUSED)
        expect(page.locator(BODY)).to_have_accessible_description(re.compile("looks like an e-mail address"))
        expect_announced(page, "looks like an e-mail address")
        branch.get_by_role("link", name="Reply").first.press("Enter")
        expect(branch.locator("form")).to_match_aria_snapshot(BEGUN)
        expect(branch.get_by_role("toolbar")).to_have_count(1)
        expect(branch.locator("textarea")).not_to_have_attribute("aria-invalid", "true")
        page.keyboard.press("Escape")
        page.locator(BODY).press("Control+a")
        page.keyboard.type("Ask @ma")
        names = page.get_by_role("option")
        expect(names.nth(1)).to_be_visible()
        assert names.nth(0).evaluate(SHAPE) != names.nth(1).evaluate(SHAPE)


def test_very_large_and_with_keys_alone_a_comment_is_posted(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, INCIDENT, "kasia", **HARD) as page:
        assert walked_to(page, page.locator(BODY)) == []
        page.keyboard.type("Write to hicham@example.com about the trace.")
        assert walked_to(page, page.locator(POST)) == []
        page.keyboard.press("Enter")
        expect(page.locator(".th-refusal")).to_be_in_viewport()
        assert (page.evaluate(WIDER_THAN_THE_GLASS), page.evaluate(MOVING)) == (0, [])

        asked = page.get_by_role("button", name="Ask a facilitator to review it")
        assert walked_to(page, asked, "Shift+Tab") == []
        page.keyboard.press("Enter")
        mine = page.locator(COMMENTS).filter(has_text="about the trace.")
        expect(mine).to_be_focused()
        assert page.evaluate(UNSEEN) == ""
        expect(page.locator(BODY)).not_to_have_attribute("aria-invalid", "true")
        held = mine.get_by_text("Waiting for a facilitator. Only you see this.")
        expect(held).to_be_visible()
        assert mine.locator(".th-status--waiting").evaluate(SIDE) == "3px"
        assert (page.evaluate(WIDER_THAN_THE_GLASS), page.evaluate(MOVING)) == (0, [])
