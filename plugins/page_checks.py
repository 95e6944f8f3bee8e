"""What can be wrong with one content file by itself: its keys, their values, what must be there, images without words.

Called by front_matter for each file. Knows no other file.
"""

from plugins.alternative_text import says_nothing
from plugins.body_links import find_links
from plugins.headings import check_headings
from plugins.problems import BadValue, Problem, did_you_mean
from plugins.quiz import check_quizzes, has_quiz
from plugins.schema import BY_NAME, GUIDELINES, KEYS, REQUIRED, SECTION_TITLES, comma_list
from plugins.source_file import Field, SourceFile

NO_ALT = "the image has no alternative text. Allowed: ![what the picture shows](address), never empty."
SAY_IT = "Allowed: what somebody would tell who cannot see it."
TOGETHER = (
    ("lesson", "course", "a lesson belongs to a course"),
    ("lesson", "module", "a lesson belongs to a module"),
    ("module", "lesson", "only a lesson belongs to a module"),
    ("complete_when", "lesson", "only a lesson is completed"),
    ("post_first", "lesson", "only below a lesson does one answer first"),
    ("image", "image_alt", "the image has no alternative text"),
    ("image_alt", "image", "there is no image to describe"),
    ("image_caption", "image", "there is no image to caption"),
    ("points", "version", "readers are shown a new version once"),
    ("version", "points", "there is nothing to show to readers"),
    ("you_said", "owner", "somebody answers for what is done"),
    ("acknowledge_until", "acknowledge", "there is nothing to acknowledge"),
)


def check_page(source: SourceFile, file: str) -> list[Problem]:
    """Everything wrong with one file; `file` is how to name it."""
    return [
        *_keys(source, file),
        *_missing(source, file),
        *_category(source, file),
        *_together(source, file),
        *_images(source, file),
        *check_headings(source, file),
        *check_quizzes(source, file),
        *_body_that_was_meant_as_keys(source, file),
    ]


def values_of(source: SourceFile) -> dict[str, object]:
    """The typed value of every key, defaults for what is absent; a bad value counts as absent."""
    values: dict[str, object] = {}
    for name, key in BY_NAME.items():
        values[name] = key.default
        if (field := source.fields.get(name)) and any(field.texts):
            try:
                values[name] = key.read(field.texts)
            except BadValue:
                continue
    return values


def _keys(source: SourceFile, file: str) -> list[Problem]:
    found: list[Problem] = []
    for field in source.fields.values():
        if field.name not in BY_NAME:
            allowed = ", ".join(key.name for key in KEYS)
            hint = did_you_mean(field.written, [key.name for key in KEYS])
            found.append(Problem(file, field.line, field.written, f"there is no such key.{hint} Allowed: {allowed}."))
        else:
            found.extend(_value(field, file))
    return found


def _value(field: Field, file: str) -> list[Problem]:
    key = BY_NAME[field.name]
    if field.again and len(field.again) > 1:
        return [Problem(file, field.again[1], key.name, f"given twice, first on line {field.line}. Allowed: once.")]
    if not any(field.texts):
        return [Problem(file, field.line, key.name, "is empty. Allowed: a value, or no such line.")]
    if len(field.lines) > 1 and not key.many_lines:
        return [Problem(file, field.lines[1][0], key.name, "goes on over several lines. Allowed: one line.")]
    try:
        key.read(field.texts)
    except BadValue as error:
        return [Problem(file, _culprit(field), key.name, str(error))]
    return []


def _culprit(field: Field) -> int:
    """The line of a record that does not read; the key's own line where the value is one."""
    read = BY_NAME[field.name].read
    if field.name == "updates":
        for line, text in field.lines:
            try:
                read([text])
            except BadValue:
                return line
    return field.line


def _missing(source: SourceFile, file: str) -> list[Problem]:
    return [
        Problem(file, 1, BY_NAME[name].name, "is missing. Every page has a Title, a Date and a Summary.")
        for name in REQUIRED
        if name not in source.fields
    ]


def _category(source: SourceFile, file: str) -> list[Problem]:
    written = source.text("category")
    if not written or written.casefold() == source.section:
        return []
    allowed = SECTION_TITLES.get(source.section, "Pages")
    message = f'"{written}" is not the folder this file is in. Allowed: {allowed}.'
    return [Problem(file, source.line_of("category"), "Category", message)]


def _together(source: SourceFile, file: str) -> list[Problem]:
    found = [
        Problem(file, source.line_of(name), BY_NAME[name].name, f"{why}. Add {BY_NAME[needed].name}.")
        for name, needed, why in TOGETHER
        if source.text(name) and not source.text(needed)
    ]
    if source.text("points") and (source.section != "pages" or source.text("slug") != GUIDELINES):
        message = f"only the page of the guidelines has them. Allowed: pages/{GUIDELINES}.md and its translations."
        found.append(Problem(file, source.line_of("points"), "Points", message))
    if source.text("acknowledge") == "yes" and not source.text("acknowledge_until"):
        message = "a must-read has an end, or it is asked for for ever. Add Acknowledge_until."
        found.append(Problem(file, source.line_of("acknowledge"), "Acknowledge", message))
    found += _completion(source, file)
    reviewer = source.text("reviewed_by")
    if reviewer and reviewer in comma_list(source.text("authors")):
        message = f'"{reviewer}" wrote this page. Allowed: somebody else.'
        found.append(Problem(file, source.line_of("reviewed_by"), "Reviewed_by", message))
    return found


def _completion(source: SourceFile, file: str) -> list[Problem]:
    """What stands in the way of a lesson's completion: nobody could complete it, or it would tell who somebody is."""
    way, found = source.text("complete_when"), []
    if way and source.text("comments") == "off":
        found.append("what is completed is kept with the discussion. Remove Comments: off.")
    if way == "quiz" and not has_quiz(source):
        found.append("there is no quiz to answer. Allowed: mark or post, or a quiz in the text.")
    if way == "post" and source.text("anonymous") == "yes":
        found.append("whoever speaks without their name would be known by it. Allowed: mark or quiz.")
    return [Problem(file, source.line_of("complete_when"), "Complete_when", message) for message in found]


def _images(source: SourceFile, file: str) -> list[Problem]:
    images = [link for link in find_links(source.body, source.body_line) if link.alt is not None]
    found = [Problem(file, link.line, "", NO_ALT) for link in images if not link.alt]
    found += [
        Problem(file, link.line, "", f'"{link.alt}" does not say what the image shows. {SAY_IT}')
        for link in images
        if link.alt and says_nothing(link.alt, link.target)
    ]
    words = source.text("image_alt")
    if words and says_nothing(words, source.text("image")):
        message = f'"{words}" does not say what the image shows. {SAY_IT}'
        found.append(Problem(file, source.line_of("image_alt"), "Image_alt", message))
    return found


def _body_that_was_meant_as_keys(source: SourceFile, file: str) -> list[Problem]:
    """A blank line ends the front matter, and what follows would be shown to readers as text."""
    stripped = source.body.lstrip("\n")
    line = source.body_line + len(source.body) - len(stripped)
    written, colon, _ = stripped.partition("\n")[0].partition(":")
    if colon and written.lower() in BY_NAME:
        return [
            Problem(
                file, line, written, "comes after the blank line that ends the front matter. Remove the blank line."
            )
        ]
    return []
