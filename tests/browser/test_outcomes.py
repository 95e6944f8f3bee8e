"""What becomes of ideas and rumours, in a browser: said at the desk without JavaScript, read by everybody."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import COMMENTS, reading, say
from tests.support.service import Service, run

pytestmark = pytest.mark.browser
BOARD = "/communities/tips-from-the-floor/"
IDEA = "A bench at the gate, with a roof."


def test_c5_1_an_idea_is_not_declined_without_a_reason_and_every_step_is_read_with_its_note(
    chromium: Browser, own_townhall: Service
) -> None:
    idea = say(own_townhall, "amal", "tips-from-the-floor", IDEA, kind="idea")
    with reading(
        chromium, own_townhall, "/admin/threads/tips-from-the-floor", "marek", java_script_enabled=False
    ) as page:
        page.locator("li", has_text=IDEA).get_by_role("link").click()
        # By keyboard alone, as anything here can be.
        page.get_by_label("Under review", exact=True).focus()
        page.keyboard.press("ArrowDown")
        expect(page.get_by_label("Declined", exact=True)).to_be_checked()
        page.get_by_label("Why, or what comes next").fill("There is no room between the gate and the road.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("Choose a reason, which is read at a glance.")
        expect(page.get_by_label("Why it is declined")).to_be_focused()
        expect(page.get_by_label("Why, or what comes next")).to_have_value(
            "There is no room between the gate and the road."
        )
        page.get_by_label("Under review", exact=True).check()
        page.get_by_label("Why, or what comes next").fill("Kasia measures the gate on Monday.")
        page.get_by_role("button", name="Tell everybody").click()
        expect(page.locator(f"#comment-{idea} .th-became")).to_contain_text("Kasia measures the gate on Monday.")

    with reading(chromium, own_townhall, f"/admin/outcomes/{idea}", "marek") as page:
        # With a browser that knows :has(), what only declining needs is there when one declines.
        expect(page.get_by_label("Why it is declined")).to_be_hidden()
        page.get_by_label("Declined", exact=True).check()
        page.get_by_label("Why it is declined").select_option(label="It is not possible")
        page.get_by_label("Why, or what comes next").fill("The gate is two metres wide.")
        page.get_by_role("button", name="Tell everybody").click()

    with reading(chromium, own_townhall, f"{BOARD}#discussion", "ben") as page:
        page.get_by_role("link", name="Settled").click()
        expect(page.locator(COMMENTS, has_text=IDEA)).to_contain_text("Declined")
        page.get_by_role("link", name="Open", exact=True).click()
        expect(page.locator(COMMENTS, has_text=IDEA)).to_have_count(0)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
        page.get_by_role("link", name="Latest", exact=True).click()
        page.get_by_role("link", name=IDEA).click()
        became = page.locator(f"#comment-{idea} .th-became")
        expect(became.locator("> p")).to_contain_text(
            "Declined. It is not possible. The gate is two metres wide. Marek Nowak"
        )
        became.locator("summary").press("Enter")
        expect(became.get_by_role("listitem").first).to_be_visible()
        expect(became.get_by_role("listitem")).to_have_count(2)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_c5_7_a_session_says_how_every_question_ends_and_stays_while_one_is_open(
    chromium: Browser, own_townhall: Service, built_site: Path, tmp_path: Path
) -> None:
    with reading(chromium, own_townhall, "/t/ask-ines-2026", "ben", java_script_enabled=False) as page:
        ends = page.get_by_role("list", name="How the questions end").get_by_role("listitem")
        counted = [int(text.split()[-1]) for text in ends.all_inner_texts()]
        assert counted[0] == sum(counted[1:])
        assert counted[-1] > 0
        expect(ends.last).to_contain_text("Open")
        expect(page.locator(".th-promise")).to_contain_text("An answer comes within 5 working days, from Ines Okafor.")
        page.get_by_role("link", name="Settled").click()
        expect(page.locator("article", has_text="How good was the summer")).to_contain_text("Declined.")

    manifest = json.loads((built_site / "threads.json").read_text(encoding="utf-8"))
    manifest["threads"] = [one for one in manifest["threads"] if one["uid"] != "ask-ines-2026"]
    without = tmp_path / "threads.json"
    without.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(AssertionError, match=rf"ask-ines-2026 \({counted[-1]} open\)"):
        run("sync", str(without), "--archive", "ask-ines-2026", TOWNHALL_DATABASE_URL=own_townhall.database_url)


def test_c5_2_what_a_page_cites_says_that_it_led_to_a_change_and_the_ledger_leads_to_both(
    chromium: Browser, townhall: Service
) -> None:
    with reading(chromium, townhall, "/you-said/", java_script_enabled=False) as page:
        done = page.get_by_role("listitem").filter(has_text="misses the bus")
        expect(done).to_contain_text("We did: The shift runs from 19:30 to 07:00")
        expect(page.get_by_role("listitem").filter(has_text="keep five nights")).to_contain_text("We will not:")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
        done.get_by_role("link", name="Comment 1").click()
        cited = page.locator("article", has_text="The first bus from our gate").first
        expect(cited.locator(".th-mark--led")).to_contain_text("This led to a change.")
        cited.locator(".th-mark--led").get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("What we heard about the new rota")


def test_c5_3_each_thing_i_said_has_a_trail_with_days_and_links(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/me/contributions", "youssef", java_script_enabled=False) as page:
        idea = page.get_by_role("article").filter(has_text="Swapping shifts on the phone")
        steps = idea.get_by_role("listitem")
        expect(steps.first).to_contain_text("14 September 2026 You said it.")
        expect(steps.nth(2)).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
        idea.get_by_role("link", name="Swapping shifts").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Swapping shifts on the phone")
