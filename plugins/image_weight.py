"""Warnings of pictures that are heavy to fetch on a phone in a warehouse. Called by `inv check`, never by a build."""

from plugins.content_index import Site
from plugins.problems import Problem

# In kilobytes of a thousand bytes. A photograph of 1,600 pixels is half of that; a drawing so heavy is a traced one.
HEAVIEST = {".svg": 150, ".gif": 400, ".png": 400, ".jpg": 400, ".jpeg": 400, ".webp": 400, ".avif": 400}


def check_image_weight(site: Site) -> list[Problem]:
    """Each picture below the content folder that weighs more than one should."""
    found: list[Problem] = []
    for path in sorted(site.content.rglob("*")):
        most = HEAVIEST.get(path.suffix.lower())
        if most is None or not path.is_file():
            continue
        weight = path.stat().st_size / 1000
        if weight > most:
            file = f"{site.content.name}/{path.relative_to(site.content).as_posix()}"
            message = f"weighs {weight:,.0f} kB. Allowed: {most} kB; make it smaller, or save it less sharply."
            found.append(Problem(file, 1, "", message, level="warning", rule="image-weight"))
    return found
