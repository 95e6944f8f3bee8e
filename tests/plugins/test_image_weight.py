"""Pictures that are heavy to fetch."""

from typing import Any

from plugins.front_matter import read_site
from plugins.image_weight import HEAVIEST, check_image_weight


def test_a_heavy_picture_is_named_with_its_weight_and_what_one_may_weigh(site: Any) -> None:
    site.write("images/light.svg", "x" * HEAVIEST[".svg"] * 1000)
    site.write("images/heavy.svg", "x" * (HEAVIEST[".svg"] * 1000 + 600))
    site.write("images/heavy.JPG", "x" * 2_000_000)

    assert [(str(one), one.level) for one in check_image_weight(read_site(site.content))] == [
        (
            "content/images/heavy.JPG:1: weighs 2,000 kB. Allowed: 400 kB; make it smaller, or save it less sharply.",
            "warning",
        ),
        (
            "content/images/heavy.svg:1: weighs 151 kB. Allowed: 150 kB; make it smaller, or save it less sharply.",
            "warning",
        ),
    ]
