"""Our Pelican plugins, one purpose each. pelicanconf.py names them by dotted path, in this order:

    PLUGINS = ["plugins.kept.plugin", "plugins.front_matter", "plugins.embargo", "plugins.bylines", "plugins.reading",
               "plugins.pictures", "plugins.figures", "plugins.blocks", "plugins.courses", "plugins.series",
               "plugins.related", "plugins.threads", "plugins.baked", "plugins.search", "plugins.sitemap",
               "plugins.aliases"]

kept           what a build works out is there for the next one, in .build/kept.sqlite3
front_matter   refuses a build whose pages are wrong; gives each page its typed front matter (page.kind, page.closes …)
embargo        keeps what is not yet public out of a publishing build (EMBARGO = True); else marks it page.scheduled
bylines        turns handles into people: page.byline, page.owner_person, page.responders_people, the global `people`
reading        page.reading_minutes, page.stale, page.expired, page.original_changed; updates in the feeds
pictures       smaller copies of photographs; takes out of all what they do not show (PICTURES = True)
figures        sizes and lazy loading for images, captions for lone images, page.image_url, its size and its copies
blocks         an id for each heading and block, made of its words; page.blocks
courses        page.outline, page.previous_lesson, page.next_lesson
series         page.in_series, page.previous_in_series, page.next_in_series
related        page.related: what else there is on its topics
threads        output/threads.json, page.discussion
baked          page.baked: what the page carries of its discussion, from the snapshot
search         a page to search on for each language, and the index in output/pagefind/ (SEARCH = True)
sitemap        output/sitemap.xml
aliases        a redirecting page at each of a page's former addresses

The rest are rules that these share and that know nothing of signals: schema, source_file, body_links, content_index,
page_checks, site_checks, link_checks, problems, image_size, build_clock, site_contents, snapshot.
Settings read: EMBARGO, EMBARGO_PUBLIC, SNAPSHOT, KEPT, PICTURES, SEARCH, BUILD_TIME, SECTION_TITLES.
ARTICLE_TRANSLATION_ID and PAGE_TRANSLATION_ID must be "uid". Addresses in page attributes are root relative.
"""
