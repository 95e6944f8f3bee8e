"""How a preview of a change is built: as for readers, but with what is scheduled and what is a draft, and marked on
each page as a preview that no search engine keeps.

Read by `pelican -s previewconf.py`, by way of `inv preview`. Its manifest is never synced.
"""

import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from pelicanconf import *

PREVIEW = True
# Where the preview is served, if not at the top of its host: pages, styles and pictures point there.
SITEURL = os.environ.get("TOWNHALL_PREVIEW_URL", "").rstrip("/")
LIVE_RELOAD = False
# A device must not keep what may never be published.
OFFLINE = False
