"""How the site is built while people write: root-relative links, drafts and scheduled pages visible, live reload.

Read by `pelican -s pelicanconf.py`; publishconf.py starts from here and tightens it. It must not read the environment.
"""

import re

from markupsafe import Markup, escape


def unbroken(title: str) -> Markup:
    """Keeps a short hyphenated word of a headline on one line: "four-on" must not end a line at its hyphen."""
    return Markup(re.sub(r"\b\w{1,9}-\w{1,9}\b", r'<span class="unbroken">\g<0></span>', str(escape(title))))  # noqa: S704 - escaped


SITENAME = "Townhall"
SITESUBTITLE = "The newsroom of Meridale Cold Chain"
COMPANY = "Meridale Cold Chain"
SITES = ("Leeds", "Rotterdam", "Gdańsk", "Casablanca")
SITEURL = ""
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"

# Where the discussion service answers, without a trailing slash. Empty: the same origin as the pages.
TOWNHALL_URL = ""
# The page reloads itself after a build; only ever true here.
LIVE_RELOAD = True
# Readers keep the last 20 pages they read, and the must-reads, on their device, to be read without a connection.
OFFLINE = True
# Readers can search all that is public, in their browser: the build makes the index, with Pagefind.
SEARCH = True
# Photographs are copied in the sizes that screens need, and say nothing of who took them where.
PICTURES = True
# Each page says that it is a preview, and that search engines are to leave it out; only ever true in previewconf.py.
PREVIEW = False
# After so many minutes in which nobody does anything, whoever is signed in is signed out, and what they wrote without
# sending it, and the pages they read, are gone from the device: for tablets that many use. 0: never; else 2 or more.
SHARED_DEVICE = 0
# Scheduled pages are shown in this preview, marked as such; a published build leaves them out altogether.
EMBARGO = False

PATH = "content"
# Beside the content: what `inv pull` brought of the discussions, for the pages to carry. Empty: they carry nothing.
SNAPSHOT = "snapshot"
ARTICLE_PATHS = ["news", "learning", "communities"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"]
USE_FOLDER_AS_CATEGORY = True
WITH_FUTURE_DATES = True

JINJA_FILTERS = {"unbroken": unbroken}

THEME = "theme"
THEME_STATIC_DIR = "theme"
# Front matter is text, not markup: a title with an ampersand must not need an entity.
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}

PLUGINS = [
    "plugins.kept.plugin",
    "plugins.languages",
    "plugins.front_matter",
    "plugins.embargo",
    "plugins.embargo_terms",
    "plugins.bylines",
    "plugins.reading",
    "plugins.pictures",
    "plugins.figures",
    "plugins.tables",
    "plugins.quiz",
    "plugins.blocks",
    "plugins.courses",
    "plugins.series",
    "plugins.related",
    "plugins.threads",
    "plugins.baked",
    "plugins.search",
    "plugins.offline",
    "plugins.sitemap",
    "plugins.aliases",
    "plugins.policy",
]

ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
ARTICLE_LANG_URL = "{lang}/{category}/{slug}/"
ARTICLE_LANG_SAVE_AS = "{lang}/{category}/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
DRAFT_URL = "drafts/{slug}/"
DRAFT_SAVE_AS = "drafts/{slug}/index.html"
DRAFT_LANG_URL = "drafts/{lang}/{slug}/"
DRAFT_LANG_SAVE_AS = "drafts/{lang}/{slug}/index.html"
DRAFT_PAGE_URL = "drafts/pages/{slug}/"
DRAFT_PAGE_SAVE_AS = "drafts/pages/{slug}/index.html"
DRAFT_PAGE_LANG_URL = "drafts/pages/{lang}/{slug}/"
DRAFT_PAGE_LANG_SAVE_AS = "drafts/pages/{lang}/{slug}/index.html"

DIRECT_TEMPLATES = ["index", "tags", "authors", "archives", "you_said", "not_found", "offline"]
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
YOU_SAID_SAVE_AS = "you-said/index.html"
NOT_FOUND_SAVE_AS = "404.html"
OFFLINE_SAVE_AS = "offline/index.html"
DEFAULT_PAGINATION = False

# Feeds need absolute addresses even here, where the pages have none; publishing uses the real one.
FEED_DOMAIN = "http://127.0.0.1:8000"
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 50

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.meta": {},
        "markdown.extensions.extra": {},
        "markdown.extensions.admonition": {},
        "markdown.extensions.sane_lists": {},
        "markdown.extensions.smarty": {},
        # The heading itself is the link: nothing extra is read aloud, printed, or carried into the feeds.
        "markdown.extensions.toc": {"anchorlink": True, "anchorlink_class": "heading-link", "title": "On this page"},
    },
    "output_format": "html5",
}

# Beside the content: what a build works out, so that the next works out what has changed. Empty: nothing is kept.
KEPT = ".build/kept.sqlite3"
# Pelican's own way is off: an article it keeps has the neighbours, people and embargo of the build before.
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False
