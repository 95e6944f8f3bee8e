"""How the site is built for readers: absolute addresses, nothing unpublished, an empty folder to start from.

Read by `pelican -s publishconf.py`. The address comes from TOWNHALL_SITE_URL; without one the build stops, because
feeds, canonical links and link previews would all point nowhere.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.append(str(Path(__file__).parent))
from pelicanconf import *

SITEURL = os.environ.get("TOWNHALL_SITE_URL", "").rstrip("/")
if urlsplit(SITEURL).scheme not in {"http", "https"} or not urlsplit(SITEURL).netloc:
    sys.exit(
        "TOWNHALL_SITE_URL is not set to the address readers will use, which a published build needs.\n"
        "For example: TOWNHALL_SITE_URL=https://newsroom.example pelican content -s publishconf.py"
    )

# Only when the discussion service has an origin of its own; empty means beside the pages.
TOWNHALL_URL = os.environ.get("TOWNHALL_SERVICE_URL", "").rstrip("/")

FEED_DOMAIN = SITEURL
LIVE_RELOAD = False

# A page dated in the future becomes a draft for Pelican, and Pelican writes drafts out. Our embargo plugin takes such
# pages, and what is attached to them, out of the build; the empty names below are the second lock on the same door.
EMBARGO = True
WITH_FUTURE_DATES = True
DRAFT_SAVE_AS = ""
DRAFT_LANG_SAVE_AS = ""
DRAFT_PAGE_SAVE_AS = ""
DRAFT_PAGE_LANG_SAVE_AS = ""

# A deleted page must not live on in the folder of the build before.
DELETE_OUTPUT_DIRECTORY = True
