"""Writes the thread manifest, output/threads.json: what the comment service knows about each page with a discussion.

Loaded by Pelican. The manifest is a contract with the service; nothing here may call it or know how it works.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pelican.plugins import signals

from plugins.build_clock import build_time
from plugins.reading import plain_text
from plugins.schema import GUIDELINES
from plugins.site_contents import address, every_page, public_pages
from plugins.updates_place import place_of

MANIFEST = "threads.json"


def manifest(site: dict[str, Any], threads: Iterable[dict[str, Any]]) -> str:
    """The manifest as text: a thread a line, sorted by uid, so that a diff tells which; the same for the same pages."""
    ordered = sorted(threads, key=lambda thread: str(thread["uid"]))
    # Written with indents it would take ten times as long, as long as all pages of which nothing has changed.
    lines = ",\n".join(json.dumps(thread, ensure_ascii=False) for thread in ordered)
    return f'{{"site": {json.dumps(site, ensure_ascii=False)}, "threads": [\n{lines}\n]}}\n'


def cards(pages: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """What stands above the box to write in, by language: what the page of the guidelines says in it."""
    found = [page for page in pages if page.slug == GUIDELINES and page.points]
    return {page.lang: {"version": page.version, "points": list(page.points)} for page in found}


def thread_entry(page: Any, translations: list[Any], card: dict[str, Any] | None = None) -> dict[str, Any]:
    """One thread: the page that stands for it, and the same page in other languages.

    Args:
        card: the guidelines to be shown above the box to write in.
    """
    # Guidelines at the point of posting bring newcomers in, but not where they come to ask somebody powerful.
    form = page.guidelines or ("short" if page.kind == "ama" else "full")
    return {
        "uid": page.uid,
        **_in_its_language(page),
        "kind": page.kind,
        "comments": page.comments,
        "moderation": page.moderation,
        "category": page.section,
        "opens": page.opens.isoformat() if page.opens else None,
        "closes": page.closes.isoformat() if page.closes else None,
        "prompt": page.prompt,
        "pulse": list(page.pulse),
        "acknowledge": page.acknowledge,
        "acknowledge_until": page.acknowledge_until.isoformat() if page.acknowledge_until else None,
        "anonymous": page.anonymous,
        "guidelines": form,
        "guidelines_card": card if form != "off" else None,
        "slow_mode": page.slow_mode,
        "retention": page.retention,
        **_people_of(page),
        **_place_of(page),
        "published": page.date.isoformat(),
        "modified": page.modified.isoformat() if hasattr(page, "modified") else None,
        "summary": plain_text(page.summary),
        "translations": [_in_its_language(other) for other in translations],
        "cites": list(dict.fromkeys(comment for one in page.you_said for _, comment in one.cites)),
        "source": place_of(page),
    }


def _in_its_language(page: Any) -> dict[str, Any]:
    """What each translation has of its own; its blocks are what one can ask about, and some of them are quizzes."""
    blocks = [{"id": block.id, "words": block.words} for block in page.blocks]
    quizzes = [block.id for block in page.blocks if block.is_quiz]
    return {
        "url": address(page),
        "title": plain_text(page.title),
        "lang": page.lang,
        "blocks": blocks,
        "quizzes": quizzes,
        # By which what was said elsewhere finds its page: see docs/MOVING_IN.md.
        "aliases": list(page.aliases),
    }


def _people_of(page: Any) -> dict[str, Any]:
    return {
        "owner": page.owner,
        "responders": list(page.responders),
        "response_promise": page.response_promise,
        "authors": [author.slug for author in getattr(page, "authors", [])],
        "experts": list(page.experts),
    }


def _place_of(page: Any) -> dict[str, Any]:
    topics = [tag.slug for tag in getattr(page, "tags", [])]
    return {
        "topics": topics,
        "course": page.course,
        "module": page.module,
        "lesson": page.lesson,
        "complete_when": page.complete_when,
        "post_first": page.post_first,
        "mandatory": page.mandatory,
    }


def threads_of(pages: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """An entry for each uid with a discussion: the page in the site's own language, with its translations."""
    by_uid: dict[str, list[Any]] = defaultdict(list)
    for page in pages:
        by_uid[page.uid].append(page)
    entries = {}
    said = cards(page for versions in by_uid.values() for page in versions)
    usual = next(
        (
            card
            for versions in by_uid.values()
            for page in versions
            if page.in_default_lang and (card := said.get(page.lang))
        ),
        None,
    )
    for uid, versions in by_uid.items():
        first, *others = sorted(versions, key=lambda page: (not page.in_default_lang, page.lang))
        if first.comments != "off":
            entries[uid] = thread_entry(first, others, said.get(first.lang, usual))
    return entries


def add_discussions(generators: list[Any]) -> None:
    entries = threads_of(public_pages(generators))
    generators[0].context["threads"] = entries
    for page in every_page(generators):
        page.discussion = entries.get(page.uid)


def write_manifest(generator: Any, writer: Any) -> None:  # noqa: ARG001 - the signal's signature
    built: datetime = build_time(generator.settings, generator.context)
    site = {
        "url": generator.settings["SITEURL"],
        "title": generator.settings["SITENAME"],
        "built": built.astimezone(UTC).isoformat(timespec="seconds"),
    }
    path = Path(generator.output_path) / MANIFEST
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(manifest(site, generator.context["threads"].values()), encoding="utf-8")


def register() -> None:
    signals.all_generators_finalized.connect(add_discussions)
    signals.page_writer_finalized.connect(write_manifest)
