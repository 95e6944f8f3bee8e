"""The page on which words are taken out for good: it asks, it says what was done, and nothing typed is lost."""

from uuid import uuid4

from tests.conftest import Visitor

ADDRESS = "14 Kestrel Road"


def posted(visitor: Visitor, by: str, body: str, **about: str) -> str:
    comment = str(uuid4())
    sent = {"thread": "rota", "body": body, **about}
    assert visitor(by).put(f"/api/v1/comments/{comment}", json=sent).status_code == 201
    return comment


def form(page: str, **fields: str) -> dict[str, str]:
    token = page.split('name="_token" value="')[1].partition('"')[0]
    version = page.split('name="version" value="')[1].partition('"')[0]
    return {"_token": token, "version": version, "words": ADDRESS, "reason": "personal-data", **fields}


def test_the_words_go_once_somebody_has_said_that_they_know(visitor: Visitor) -> None:
    said = posted(visitor, "amal", f"Jo lives at {ADDRESS}.")
    quoting = posted(visitor, "ben", f"> Jo lives at {ADDRESS}.\n\nReally?", parent=said)
    dana, there = visitor("dana"), f"/admin/comments/{said}/redaction"
    asked = form(dana.get(there, params={"back": "/admin/?queue=held"}).text)

    unsure = dana.post(there, data=asked)
    assert unsure.status_code == 422
    assert "cannot be brought back" in unsure.text
    assert ADDRESS in unsure.text

    done = dana.post(there, data={**asked, "sure": "yes", "back": "/admin/?queue=held"})
    assert done.status_code == 200
    assert "out of 1 text," in done.text
    assert f'action="/admin/comments/{quoting}/redaction"' in done.text
    assert 'href="/admin/?queue=held"' in done.text
    shown = visitor().get("/t/rota").text
    assert "Jo lives at ▇▇▇." in shown
    assert "took words out of this comment: personal data" in shown
    assert visitor("amal").get(f"/api/v1/comments/{said}").json()["body"] == "Jo lives at ▇▇▇."


def test_who_comes_second_looks_at_it_again(visitor: Visitor) -> None:
    said = posted(visitor, "amal", f"Jo lives at {ADDRESS}, 9 Heron Lane.")
    dana, eli, there = visitor("dana"), visitor("eli"), f"/admin/comments/{said}/redaction"
    first, second = form(dana.get(there).text, sure="yes"), form(eli.get(there).text, sure="yes", words="9 Heron Lane")

    assert dana.post(there, data=first).status_code == 200
    late = eli.post(there, data=second)
    assert late.status_code == 409
    assert "9 Heron Lane</textarea>" in late.text


def test_only_facilitators_see_the_page(visitor: Visitor) -> None:
    there = f"/admin/comments/{posted(visitor, 'amal', 'Hello.')}/redaction"

    assert visitor("ben").get(there).status_code == 403
    assert visitor("ben").post(there, data={"words": ADDRESS}).status_code == 403
    assert visitor("dana").get(f"/admin/comments/{uuid4()}/redaction").status_code == 404
