"""Snapshots as `inv pull` writes them, made by hand: what a page is to carry of its discussion."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

DAY = "2026-11-20"


def speaker(name: str = "Amal Haddad", **about: Any) -> dict[str, Any]:
    """Who says something."""
    usual = {"name": name, "site": "Casablanca", "department": "Warehouse", "badges": [], "unnamed": False}
    return usual | about


def note(status: str = "corrected", text: str = "It starts in May.", **about: Any) -> dict[str, Any]:
    """What is known about what a comment says."""
    return {"status": status, "text": text, "source": "/news/", "by": "Dana Reyes", "on": DAY} | about


def comment(number: int = 1, html: str = '<p dir="auto">Bring a lamp.</p>', **about: Any) -> dict[str, Any]:
    """A comment that is featured, unless said otherwise."""
    usual = {
        "id": str(UUID(int=number)),
        "version": 1,
        "kind": "comment",
        "speaker": speaker(),
        "on": DAY,
        "edited": False,
        "html": html,
        "official": False,
        "featured": True,
        "drafted_with": None,
        "endorsed": None,
        "note": None,
        "answers": None,
    }
    return usual | about


def correction(number: int = 99, **about: Any) -> dict[str, Any]:
    """What is right, where a comment was not."""
    return {"id": str(UUID(int=number)), "note": note(**about)}


def thread(uid: str, *comments: dict[str, Any], **about: Any) -> dict[str, Any]:
    """A discussion, in which one comment is featured unless others are given."""
    return {"uid": uid, "lang": "en", "comments": list(comments or [comment()]), "corrections": [], **about}


def write(folder: Path, *threads: dict[str, Any]) -> Path:
    """Write a snapshot of some threads."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in threads:
        kept = {"tag": "of-a-test", "thread": one}
        (folder / f"{one['uid']}.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return folder
