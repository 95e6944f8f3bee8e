"""What happens while one reads, in a browser: shown where it stands, or offered; nothing that is read moves."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import PHONE, READY, ROTA, expect_announced, reading, say
from tests.support.service import Service

pytestmark = pytest.mark.browser

LESSON = "/learning/what-cold-does/"
UID = "ccb-1-what-cold-does"
SIZES = [PHONE, {"width": 1280, "height": 900}]
# What stands where in what is seen; times in words pass by themselves.
PLACES = """() => [...document.querySelectorAll("townhall-discussion article")]
  .map((one) => [one.id, Math.round(one.getBoundingClientRect().top)])"""
# Each stream of the page, as a digit: 1 is open, 2 is closed.
COUNT_STREAMS = """(() => {
  const made = [];
  const say = () => document.documentElement.setAttribute("data-streams", made.map((one) => one.readyState).join(" "));
  globalThis.EventSource = class extends EventSource {
    constructor(address) {
      super(address);
      made.push(this);
      this.addEventListener("open", say);
    }
    close() {
      super.close();
      say();
    }
  };
})()"""
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.mark.parametrize("size", SIZES)
def test_what_is_new_is_offered_and_nothing_moves_until_it_is_wanted(
    chromium: Browser, own_townhall: Service, size: dict[str, int]
) -> None:
    first = say(own_townhall, "ben", UID, "Read me first.")
    with reading(chromium, own_townhall, f"{LESSON}#comment-{first}", "amal", viewport=size) as page:
        expect(page.locator(f"#comment-{first}")).to_be_focused()
        before = page.evaluate(PLACES)
        reply = say(own_townhall, "kasia", UID, "A reply above others.", first)
        say(own_townhall, "kasia", UID, "And one more.")

        offered = page.get_by_role("button", name="2 new comments")
        expect(offered).to_be_visible()
        expect_announced(page, "2 new comments")
        assert page.evaluate(PLACES) == before
        expect(page.locator(f"#comment-{first}")).to_be_focused()

        offered.click()
        expect(page.locator(f"#comment-{reply}")).to_be_focused()
        expect(page.locator(f"#comment-{reply} .th-badge--new")).to_have_count(1)
        expect(offered).to_have_count(0)


def test_what_is_changed_or_taken_back_is_so_where_it_stands(chromium: Browser, own_townhall: Service) -> None:
    changed = say(own_townhall, "ben", UID, "The first words.")
    answered = say(own_townhall, "ben", UID, "Soon withdrawn, with an answer.")
    say(own_townhall, "amal", UID, "The answer.", answered)
    alone = say(own_townhall, "ben", UID, "Soon withdrawn.")
    with reading(chromium, own_townhall, f"{LESSON}#comment-{changed}") as page:
        expect(page.locator(f"#comment-{changed}")).to_be_focused()
        ben = own_townhall.client("ben")
        assert ben.patch(f"/api/v1/comments/{changed}", json={"body": "Other words."}).status_code == 200
        expect(page.locator(f"#comment-{changed}")).to_contain_text("Other words.")
        expect(page.locator(f"#comment-{changed} .th-comment__edited")).to_have_text("edited")
        expect(page.locator(f"#comment-{changed}")).to_be_focused()

        assert ben.delete(f"/api/v1/comments/{answered}").status_code == 200
        assert ben.delete(f"/api/v1/comments/{alone}").status_code == 200
        expect(page.locator(f"#comment-{answered}")).to_have_text("Its author has withdrawn this comment.")
        expect(page.locator(f"#comment-{alone}")).to_have_text("That comment is not here any more.")
        expect(page.get_by_text("The answer.", exact=True)).to_be_visible()


def test_what_one_is_writing_under_stays_as_it_is(chromium: Browser, own_townhall: Service) -> None:
    said = say(own_townhall, "ben", UID, "The first words.")
    other = say(own_townhall, "ben", UID, "The second words.")
    with reading(chromium, own_townhall, f"{LESSON}#comment-{said}", "amal") as page:
        comment = page.locator(f"#comment-{said}")
        comment.get_by_role("link", name="Reply").click()
        comment.locator("textarea").fill("I am just saying")
        ben = own_townhall.client("ben")
        for one in (said, other):
            assert ben.patch(f"/api/v1/comments/{one}", json={"body": "Other words."}).status_code == 200

        expect(page.locator(f"#comment-{other}")).to_contain_text("Other words.")
        expect(comment).to_contain_text("The first words.")
        expect(comment.locator("textarea")).to_have_value("I am just saying")
        expect(comment.locator("textarea")).to_be_focused()


def test_where_no_stream_comes_it_asks_from_time_to_time(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, "/") as page:
        page.route("**/live", lambda route: route.fulfill(status=204))
        page.clock.install()
        page.goto(f"{LESSON}#discussion")
        page.wait_for_selector(READY)
        say(own_townhall, "kasia", UID, "Heard all the same.")
        with page.expect_request("**/fragment"):
            page.clock.run_for(31_000)

        expect(page.get_by_role("button", name="1 new comment")).to_be_visible()


def test_where_there_was_no_room_for_a_stream_it_comes_back(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, "/") as page:
        page.add_init_script(COUNT_STREAMS)
        page.route("**/live", lambda route: route.fulfill(status=503, headers={"retry-after": "5"}))
        page.clock.install()
        with page.expect_response("**/live"):
            page.goto(f"{LESSON}#discussion")
        page.wait_for_selector(READY)
        page.unroute("**/live")
        with page.expect_response("**/live"):
            page.clock.run_for(10_000)
        expect(page.locator("html")).to_have_attribute("data-streams", "2 1")
        said = say(own_townhall, "kasia", UID, "Heard by the second stream.")

        # Nobody asks from time to time any more: the clock stands still.
        expect(page.get_by_role("button", name="1 new comment")).to_be_visible()
        assert said


def test_a_tab_that_nobody_sees_keeps_nothing_open_and_asks_nothing(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, "/") as page:
        page.add_init_script(COUNT_STREAMS)
        page.goto(f"{LESSON}#discussion")
        page.wait_for_selector(READY)
        streams = page.locator("html")
        expect(streams).to_have_attribute("data-streams", "1")
        page.evaluate(HIDE, True)
        expect(streams).to_have_attribute("data-streams", "2")

        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        say(own_townhall, "kasia", UID, "While nobody looked.")
        assert asked == []
        page.evaluate(HIDE, False)
        expect(page.get_by_role("button", name="1 new comment")).to_be_visible()
        expect(streams).to_have_attribute("data-streams", "2 1")


def test_in_another_order_what_is_pushed_off_its_page_is_not_gone_and_what_is_taken_back_is(
    chromium: Browser, own_townhall: Service
) -> None:
    ids = [say(own_townhall, "ben", UID, f"Reading number {number}.") for number in range(55)]
    with reading(chromium, own_townhall, f"{LESSON}#discussion") as page:
        page.wait_for_selector(READY)
        page.get_by_role("link", name="Newest first").click()
        roots = page.locator("[data-list] > li > article")
        expect(roots.first).to_contain_text("Reading number 54.")
        oldest = roots.nth(49).locator(".th-comment__body").inner_text()
        say(own_townhall, "kasia", UID, "And one more.")
        expect(page.get_by_role("button", name="1 new comment")).to_be_visible()
        assert own_townhall.client("ben").delete(f"/api/v1/comments/{ids[50]}").status_code == 200

        expect(page.locator(f"#comment-{ids[50]}")).to_have_text("That comment is not here any more.")
        expect(roots.nth(49).locator(".th-comment__body")).to_have_text(oldest)
        expect(page.get_by_role("button", name="1 new comment")).to_be_visible()


def test_what_is_removed_is_gone_from_the_top_as_well(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, f"{ROTA}#discussion") as page:
        lifted = page.locator(".th-lifted__one--official").first
        expect(lifted).to_contain_text("Nobody works both Christmas and New Year")
        said = str(lifted.get_attribute("data-id"))
        facilitator = own_townhall.client("dana")
        version = facilitator.get(f"/api/v1/comments/{said}").json()["version"]
        decision = {"comment": said, "version": version, "action": "remove", "reason": "wrong-information"}
        answer = facilitator.post("/admin/api/decisions", json=[decision])
        assert answer.json()["results"][0]["status"] == 200

        expect(page.locator(f".th-lifted__one[data-id='{said}']")).to_have_text("That comment is not here any more.")
        expect(page.locator(READY)).not_to_contain_text("Nobody works both Christmas and New Year")
