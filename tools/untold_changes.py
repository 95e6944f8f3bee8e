"""Which pages say something else than at an earlier commit, and do not say so: readers would not know what changed.

Called by `inv check`; asks git, and changes nothing there.
"""

from pathlib import Path

from plugins.content_index import Entry, Site
from plugins.problems import Problem
from tools.vanished_uids import public_before

_MESSAGE = (
    "the text is not what it was, and no line of Updates tells readers. "
    "Allowed: a line such as 2026-11-28 | update | what changed, or minor where nobody needs to know."
)


def check_untold(root: Path, site: Site, against: str = "") -> list[Problem]:
    """A hint for each page that was public at the commit `against` and changed without a new line in `Updates`.

    Where nothing is said it is the last commit. A word that was mended may well stay untold: so it is a hint.
    """
    now = {(entry.uid, entry.lang): entry for entry in site.entries}
    pairs = [(before, now.get((before.uid, before.lang))) for before in public_before(root, site, against)]
    return [
        _problem(after) for before, after in pairs if after and _says_else(before, after) and not _told(before, after)
    ]


def _problem(entry: Entry) -> Problem:
    return Problem(entry.file, entry.source.line_of("updates"), "Updates", _MESSAGE, level="hint", rule="update-untold")


def _says_else(before: Entry, after: Entry) -> bool:
    """Whether the words differ; how lines are broken is nothing to tell of."""
    return before.source.body.split() != after.source.body.split()


def _told(before: Entry, after: Entry) -> bool:
    return bool(after.values["updates"]) and after.values["updates"] != before.values["updates"]
