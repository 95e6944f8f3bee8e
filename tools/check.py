"""Everything that can be said about the content before it is published. Called by `inv check` and by hooks.

First the files, in a second or so; then, where these have no error, a build to throw away, and its feeds.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

from plugins.front_matter import errors_of, read_site
from plugins.image_weight import check_image_weight
from plugins.plain_words import check_words
from plugins.problems import Problem
from tools import site
from tools.feed_checks import check_feeds
from tools.unfilled import check_unfilled
from tools.untold_changes import check_untold
from tools.vanished_uids import check_vanished


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, and with how many discussions the site was built; None where it was not built."""

    problems: list[Problem]
    discussions: int | None = None

    @property
    def failed(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)


def check_files(content: Path, *, timezone: str, default_lang: str, against: str = "") -> list[Problem]:
    """What is wrong with the files themselves, hints too. `against` names the commit whose Uids must not vanish."""
    pages = read_site(content, timezone=timezone, default_lang=default_lang)
    found = [*errors_of(pages), *check_words(pages), *check_image_weight(pages)]
    found += [*check_unfilled(pages), *check_untold(content.parent, pages, against)]
    return sorted([*found, *check_vanished(content.parent, pages, against)])


def check(root: Path, files: list[Problem], *, stop: threading.Event) -> Checked:
    """What is wrong with the built site, after `files`, what was found in its sources."""
    if Checked(files).failed:
        return Checked(files)
    feeds: list[Problem] = []
    try:
        discussions = site.check(root, stop=stop, look=lambda output: feeds.extend(check_feeds(output)))
    except site.BuildFailed as failure:
        return Checked([*files, Problem(site.DEVELOPMENT, 1, "", str(failure), rule="build")])
    return Checked([*files, *feeds], discussions)
