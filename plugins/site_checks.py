"""What can be wrong between content files: identities and addresses given twice, unknown people.

Called by front_matter with every file of the site; links (link_checks) and what is told too early
(told_early) have rooms of their own.
"""

from plugins.content_index import Entry, Site
from plugins.problems import BadValue, Problem, did_you_mean
from plugins.schema import BY_NAME, SECTIONS
from plugins.told_early import check_told_early

LISTINGS = frozenset(
    {"/", "/archive/", "/you-said/", "/tags/", "/authors/", "/sitemap.xml", "/threads.json", "/404.html"}
    | {"/offline/", "/sw.js", "/search/"}
)

SECTION_ADDRESSES = frozenset(f"/{section}/" for section in SECTIONS)


def check_site(site: Site) -> list[Problem]:
    """Everything wrong between the files of a site, links apart."""
    found = [*_given_twice(site), *_translations(site), *_aliases(site), *check_told_early(site)]
    for entry in site.entries:
        found += [*_people(site, entry), *_no_slug(entry)]
    return found


def _no_slug(entry: Entry) -> list[Problem]:
    if entry.values["slug"] or "slug" in entry.source.fields or not entry.source.text("title"):
        return []
    try:
        BY_NAME["slug"].read([entry.slug])
    except BadValue:
        message = "is missing, and the title makes no address. Allowed: lower-case letters a to z, digits and hyphens."
        return [entry.problem("slug", message)]
    return []


def _given_twice(site: Site) -> list[Problem]:
    found: list[Problem] = []
    of_uid = site.first_with(lambda entry: (entry.uid, entry.lang))
    for entry in site.entries:
        address = site.address(entry)
        if (other := of_uid[entry.uid, entry.lang]) is not entry:
            allowed = "a Uid of its own, or another Lang for a translation"
            message = f'"{entry.uid}" is already the Uid of {other.file} ({entry.lang}). Allowed: {allowed}.'
            found.append(entry.problem("uid", message))
        elif (other := site.pages[address]) is not entry:
            message = f"the address {address} is already that of {other.file}. Allowed: another Slug."
            found.append(entry.problem("slug", message))
        elif address in LISTINGS or address in SECTION_ADDRESSES:
            found.append(entry.problem("slug", f"the address {address} is kept for a list. Allowed: another Slug."))
    return found


def _translations(site: Site) -> list[Problem]:
    first = site.first_with(lambda entry: entry.uid)
    found: list[Problem] = []
    for entry in site.entries:
        other = first[entry.uid]
        if other.lang == entry.lang:
            continue
        if other.slug != entry.slug:
            message = f'"{entry.slug}" differs from that of its translation {other.file}. Allowed: {other.slug}.'
            found.append(entry.problem("slug", message))
        if other.source.section != entry.source.section:
            message = f"its translation {other.file} is in another folder. Allowed: the same folder for both."
            found.append(entry.problem("category", message))
    return found


def _aliases(site: Site) -> list[Problem]:
    found: list[Problem] = []
    taken = {address: entry.file for address, entry in site.pages.items()}
    taken |= dict.fromkeys(LISTINGS | SECTION_ADDRESSES, "a list")
    for entry in site.entries:
        for alias in entry.values["aliases"]:
            if alias in taken:
                message = f"{alias} is already the address of {taken[alias]}. Allowed: an address that is free."
                found.append(entry.problem("aliases", message))
            taken.setdefault(alias, entry.file)
    return found


def _people(site: Site, entry: Entry) -> list[Problem]:
    found: list[Problem] = []
    for name, key in BY_NAME.items():
        named = entry.values[name] if key.people else None
        for handle in [named] if isinstance(named, str) else named or []:
            if handle not in site.people:
                hint = did_you_mean(handle, site.people)
                message = f'"{handle}" is nobody in people.toml. Allowed: a handle from there.{hint}'
                found.append(entry.problem(name, message))
    return found
