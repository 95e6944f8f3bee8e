"""Every page that is built, and every page of the service, is valid HTML."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.service import ROOT, Service

CHECKER = ROOT / "node_modules" / ".bin" / "html-validate"

SERVICE_PAGES = {
    "thread": ("/t/rota-four-on", None),
    "thread-signed-in": ("/t/rotterdam-incident", "amal"),
    "latest": ("/latest/", "amal"),
    "contributions": ("/me/contributions", "amal"),
    "board": ("/t/tips-from-the-floor", "amal"),
    "login": ("/auth/login", None),
    "desk": ("/admin/", "dana"),
    "desk-held": ("/admin/?queue=held&all=1", "dana"),
    "desk-search": ("/admin/search?words=the", "dana"),
    "desk-people": ("/admin/people/", "dana"),
    "desk-person": ("/admin/people/amal", "dana"),
    "desk-rules": ("/admin/rules", "dana"),
    "desk-responses": ("/admin/responses", "ines"),
    "desk-discussion": ("/admin/threads/rota-four-on", "dana"),
    "desk-audit": ("/admin/audit", "dana"),
    "my-export": ("/me/export", "amal"),
    "my-mail": ("/me/mail", "amal"),
    "my-learning": ("/me/learning", "amal"),
    "desk-course": ("/admin/threads/cold-chain-basics", "ines"),
    "what-is-recorded": ("/privacy/now", None),
    "who-takes-part": ("/insight/", "amal"),
    "desk-holds": ("/admin/holds", "hanna"),
    "desk-unsealings": ("/admin/unsealings/", "hanna"),
    "desk-leavers": ("/admin/leavers?handle=tom", "noor"),
    "problem": ("/t/no-such-page", None),
}


def faults(files: list[Path]) -> str:
    """What the checker has to say about some files; nothing if they are valid."""
    if not CHECKER.exists() or not shutil.which("node"):
        pytest.skip("html-validate is not installed: run `npm ci`")
    command = [str(CHECKER), "--config", str(ROOT / ".htmlvalidate.json"), "--formatter", "text", *map(str, files)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def test_a_page_with_an_unclosed_element_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html lang=en><head><title>A</title></head><body><ul><li><b>x</li></ul></body></html>"
    )

    assert "page.html" in faults([page])


def test_every_built_page_is_valid(built_site: Path) -> None:
    assert faults(sorted(built_site.rglob("*.html"))) == ""


def test_every_page_of_the_service_is_valid(townhall: Service, tmp_path: Path) -> None:
    for name, (path, person) in SERVICE_PAGES.items():
        page = townhall.client(person).get(path, headers={"accept": "text/html"})
        (tmp_path / f"{name}.html").write_text(page.text)

    assert faults(sorted(tmp_path.glob("*.html"))) == ""


def test_every_comment_at_the_desk_is_valid(townhall: Service, tmp_path: Path) -> None:
    dana = townhall.client("dana")
    listed = dana.get("/admin/?queue=all").text
    for number, comment in enumerate(dict.fromkeys(re.findall(r'data-row="([^"]+)"', listed))):
        (tmp_path / f"{number}.html").write_text(dana.get(f"/admin/?item={comment}").text)

    assert list(tmp_path.glob("*.html"))
    assert faults(sorted(tmp_path.glob("*.html"))) == ""
