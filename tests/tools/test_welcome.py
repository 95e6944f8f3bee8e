"""The banner names one person of each kind, so that each walk through the house has somebody to take it."""

from pathlib import Path

from tools import welcome

PEOPLE = """
[ines]
name = "Ines Okafor"
roles = ["leader"]
[dana]
name = "Dana Reyes"
roles = ["facilitator"]
[eli]
name = "Eli Brandt"
roles = ["facilitator"]
[fay]
name = "Fay Third"
roles = ["facilitator"]
[priya]
name = "Priya Shah"
roles = ["expert:food-safety", "expert:cold-chain-basics"]
[amal]
name = "Amal Haddad"
roles = []
[ben]
name = "Ben Carter"
roles = []
"""


def test_one_of_each_kind_and_two_facilitators_are_named(tmp_path: Path) -> None:
    people = tmp_path / "people.toml"
    people.write_text(PEOPLE, encoding="utf-8")

    assert [guest.handle for guest in welcome.guests(people)] == ["amal", "dana", "eli", "priya", "ines"]


def test_a_site_without_people_has_a_banner_without_them(tmp_path: Path) -> None:
    told = welcome.banner("http://127.0.0.1:8001", welcome.guests(tmp_path / "people.toml"), "var/service.log")

    assert "Read      http://127.0.0.1:8001/" in told
    assert "Desk      http://127.0.0.1:8001/admin/" in told
