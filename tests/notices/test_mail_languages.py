"""Mail speaks the language that whoever gets it chose: subject, words, plural forms, days and times."""

from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest

from comments_service.discussion.follow_discussion import follow
from comments_service.languages import NearDay, language
from comments_service.mailroom import delivery_of
from comments_service.notices.deliver import Delivery, deliver_due
from comments_service.people.chosen_language import choose_language
from comments_service.settings import read
from tests.notices.test_deliver import arrived
from tests.support.company import AMAL, BEN, DANA, PRIYA
from tests.support.post import SENDER, Letterbox
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return " ".join(str(found.get_content()).split())


async def test_a_reply_is_told_in_arabic_from_right_to_left(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    await choose_language("ar", by=AMAL)
    said = await mailed.says(AMAL, "Who takes the nights?")
    await mailed.says(BEN, "Not for me.", to=said)

    await arrived(delivery, mailed, box, minutes=2)

    (mail,) = box.messages()
    assert str(mail["subject"]) == "رد من Ben Carter عليك: Rota"
    assert str(mail["content-language"]) == "ar"
    text, html = part(mail, "plain"), part(mail, "html")
    assert "رد أحدهم على ما قلته:" in text
    assert "Ben Carter: Not for me." in text
    assert "تصلك رسائل عن الردود والإشارات لأنك تشارك" in text
    # Twice: mail programs leave the outer one out.
    assert '<html lang="ar" dir="rtl">' in html
    assert '<div class="th-letter" lang="ar" dir="rtl">' in html
    assert '<p dir="auto">رد أحدهم على ما قلته:</p>' in html
    assert "Not for me." in html
    assert not [word for word in ("replied", "Stop", "mail about", "Choose") if word in text + html]


@pytest.mark.parametrize(
    ("count", "told"), [(1, "1 nowy komentarz"), (3, "3 nowe komentarze"), (5, "5 nowych komentarzy")]
)
async def test_what_is_new_is_counted_in_polish_as_polish_counts(
    mailed: Talk, delivery: Delivery, box: Letterbox, count: int, told: str
) -> None:
    await choose_language("pl", by=BEN)
    await follow("rota", by=BEN, ledger=mailed.ledger)
    for number in range(count):
        await mailed.says(PRIYA, f"Thought number {number}.")
        mailed.later(hours=1)

    await arrived(delivery, mailed, box, days=1)

    (mail,) = box.messages()
    assert str(mail["subject"]) == "Nowości w tym, co obserwujesz: Rota"
    assert f"Rota: {told}: https://news.example/t/rota?sort=newest" in part(mail, "plain")
    assert "Wiadomości o tym, co podzielasz lub obserwujesz przychodzą" in part(mail, "html")


async def test_a_decision_is_told_in_polish_with_its_reason_and_none_of_the_words(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    await choose_language("pl", by=AMAL)
    said = await mailed.says(AMAL, "Jo lives at 14 Kestrel Road.")
    await mailed.decides(DANA, said, "remove", reason="personal-data", message="Please leave addresses out.")

    await arrived(delivery, mailed, box, minutes=2)

    (mail,) = box.messages()
    text = part(mail, "plain")
    assert str(mail["subject"]) == "Komentarz został usunięty: Rota"
    assert "Powód: " in text
    assert "Please leave addresses out." in text
    assert not [word for word in ("Kestrel", "facilitator", "Reason", "shows somebody") if word in text]


def test_a_day_that_is_near_is_said_with_its_weekday_as_the_language_has_it() -> None:
    near = NearDay(2026, 11, 12)

    assert language("fr").throughout(near) == "jeudi 12 novembre"
    assert language("de").throughout(near) == "Donnerstag, 12. November"


async def test_whoever_chose_none_is_written_to_in_the_sites_language_and_its_time(
    mailed: Talk, box: Letterbox
) -> None:
    settings = read(
        {
            "TOWNHALL_SMTP_URL": box.url,
            "TOWNHALL_MAIL_FROM": SENDER,
            "TOWNHALL_PUBLIC_URL": "https://news.example",
            "TOWNHALL_LANGUAGE": "nl",
            "TOWNHALL_TIMEZONE": "Europe/Amsterdam",
        }
    )
    dutch = delivery_of(settings, now=lambda: mailed.now, new_id=mailed.new_id)
    assert dutch
    said = await mailed.says(AMAL, "Who takes the nights?")
    answer = await mailed.says(BEN, "Not for me.", to=said)
    mailed.later(minutes=2)

    assert await deliver_due(dutch) == 1

    (mail,) = box.messages()
    assert str(mail["subject"]) == "Ben Carter heeft je geantwoord: Rota"
    assert language("nl").moment(answer.created, ZoneInfo("Europe/Amsterdam")) in part(mail, "html")
    assert " CET<" in part(mail, "html") or " CEST<" in part(mail, "html")
