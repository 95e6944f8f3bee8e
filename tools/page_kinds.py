"""The kinds of page that `inv new` starts: where each belongs, its front matter beside what every page has, its text.

Read by new_page. The texts say what to write in place of themselves; a page passes `inv check` with them and without.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

AMA_DAYS = 14
OUTCOME_DAYS = 21
MUST_READ_DAYS = 28
SUMMARY = "Say in one plain sentence what this page tells, and whom it is for."

Lines = dict[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its folder, its text, and what its front matter says for a day and an author."""

    folder: str
    body: str
    front: Callable[[date, str], Lines]


def _news(today: date, author: str) -> Lines:  # noqa: ARG001 - the kinds share a signature
    return {
        "Category": "News",
        "Comments": "open",
        "Moderation": "screened",
        "Prompt": "What does this change for you?",
    }


def _change(today: date, author: str) -> Lines:
    """Read by whom it concerns, and answered: what changes at work is not only told."""
    return {
        **_news(today, author),
        "Acknowledge": "yes",
        "Acknowledge_until": f"{today + timedelta(days=MUST_READ_DAYS):%Y-%m-%d}",
        "Responders": author,
        "Response_promise": "2wd",
        "Prompt": "What would make this work where you are?",
    }


def _results(today: date, author: str) -> Lines:
    return {
        **_news(today, author),
        "Kind": "questions",
        "Responders": author,
        "Response_promise": "2wd",
        "Prompt": "Which number would you like explained?",
    }


def _outcome(today: date, author: str) -> Lines:
    return {
        **_news(today, author),
        "Comments_close": f"{today + timedelta(days=OUTCOME_DAYS):%Y-%m-%d}",
        "Responders": author,
        "Prompt": "Did we hear you right?",
    }


def _lesson(today: date, author: str) -> Lines:  # noqa: ARG001 - the same
    return {
        "Category": "Learning",
        "Comments": "open",
        "Moderation": "screened",
        "Prompt": "Where have you met this at work?",
        "Minutes": "5",
    }


def _community(today: date, author: str) -> Lines:  # noqa: ARG001 - the same
    return {
        "Category": "Communities",
        "Kind": "board",
        "Comments": "open",
        "Moderation": "first",
        "Prompt": "What would you like to share?",
    }


def _ama(today: date, author: str) -> Lines:
    return {
        "Category": "News",
        "Kind": "ama",
        "Comments": "open",
        "Comments_close": f"{today + timedelta(days=AMA_DAYS):%Y-%m-%d}",
        "Moderation": "review",
        "Guidelines": "short",
        "Responders": author,
        "Response_promise": "5wd",
        "Prompt": "What would you like to ask?",
    }


def _page(today: date, author: str) -> Lines:  # noqa: ARG001 - the same
    return {"Comments": "off"}


_STORY = """Begin with what changes, for whom and from when. Then say why.

## What is changing

Name the days, the places and the people. Short sentences, plain words.

## What we have not decided yet

Say so, and say when you will know.
"""
_CHANGE = """Say in two or three sentences what changes, for whom and from when. Say who answers here, and until when.

## What is changing

What it was, and what it will be. A table is easier to read than a paragraph. Say what stays as it is, too.

## Why we are doing it

The reason, with the number or the event behind it. If it costs somebody something, say so here.

## Who is affected

- The teams and sites, with how many people.
- Who is not affected.

## When

- The day it starts.
- The days before it on which something has to be done.

## What you need to do

One step a line, or: nothing.

## What we have not decided yet

Each open point, and the day on which you will know.

## How to be heard

Where to ask, who answers, how soon, and how to say something without writing here.
"""
_RESULTS = """Say in two or three sentences what got better, what got worse, and what that means for whoever reads this.

## What went well

One number, what it was a year ago, and who made the difference.

## What did not

The same, as plainly.

## What it means for you

Pay, hours, jobs, investment at the sites. Where nothing changes, say so.

## What we watch next

Two or three things, and when you will report on them.

## Ask

Who answers questions about the numbers, and how soon.
"""
_OUTCOME = """Say how many answered, where and when, who read it all, and what came out of it.

## What we heard

The points that came up most, in the words that people used. Link to the discussion.

## What we changed

Each change, whom it goes back to, and from when.

## What we did not change, and why

Each point with its reason. A no without a reason is not an answer.

## What is still open

Who is finding out, and by which day.
"""
_LESSON = """Say in two sentences what the reader can do after this lesson.

## What to do

1. The first step, in the order in which it is done.
2. The second step.

## Why it matters

One true story from the floor is worth a page of rules.
"""
_SPACE = """Say what this place is for, who it is for, and what does not belong here.

## How we talk here

Two or three sentences are enough. The community guidelines hold everywhere.
"""
_QUESTIONS = """Say who answers, what about, and until when.

## How it works

Every question gets an outcome, even if it is “not yet, and here is why”.

## What cannot be discussed here

Name it beforehand, with the reason.
"""
_PLAIN = """Say what the reader came to find out, in the first sentence.
"""

KINDS: dict[str, Kind] = {
    "news": Kind("news", _STORY, _news),
    "change": Kind("news", _CHANGE, _change),
    "results": Kind("news", _RESULTS, _results),
    "outcome": Kind("news", _OUTCOME, _outcome),
    "ama": Kind("news", _QUESTIONS, _ama),
    "lesson": Kind("learning", _LESSON, _lesson),
    "community": Kind("communities", _SPACE, _community),
    "page": Kind("pages", _PLAIN, _page),
}
