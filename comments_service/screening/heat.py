"""Finds heated words: insults at somebody, swearing, floods of question marks. Only for asking their author, once.

Not one of the detectors of `screen`: nobody but the author learns of it, and what it found is never kept, counted or
held against anybody. Whoever tells that they were insulted is not heated: words in quotation marks, and words that
somebody was called, are passed over. Nor is a rule, a plan or a machine that somebody calls stupid.
"""

import re
from collections.abc import Iterator
from itertools import islice

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = N_("This may sound angrier than you mean it. What you have to say counts more when people can hear it.")

# Whatever stands beside them.
_INSULTS = frozenset(
    """
    idiot idiots moron morons imbecile imbeciles dumbass dumbasses asshole assholes arsehole arseholes bastard bastards
    bullshit scumbag scumbags twat twats wanker wankers
    idiote idiotes imbécile imbéciles crétin crétins crétine crétines connard connards connasse salaud salauds abruti
    abrutis enfoiré enfoirés
    idioten vollidiot vollidioten trottel trotteln arschloch arschlöcher
    idioot klootzak klootzakken sukkel sukkels mafkees mafkezen eikels
    idiota idioci idiotów kretyn kretyni kretynów debil debile debili palant palanty dupek dupki
    غبي أغبياء اغبياء الأغبياء أحمق احمق حمقى الحمقى حقير حقراء تافهين اخرس اخرسوا
    """.split()
)
_SWEARING = (
    *("fuck", "motherfuck", "shitty"),
    *("putain", "merde"),
    *("scheiß", "scheiss", "verpiss"),
    *("godverdomme", "kutzooi"),
    *("kurw", "spierdal", "pierdol"),
)
# What is no insult until it is said of somebody.
_SAID_OF = frozenset(
    """
    stupid pathetic useless lazy clueless disgusting liar liars worthless
    nul nuls nulle nulles stupide stupides pathétique pathétiques incapable incapables menteur menteurs
    dumm blöd unfähig erbärmlich faul lügner
    dom lui achterlijk waardeloos leugenaar leugenaars
    głupi głupia głupie beznadziejny beznadziejni żałosny żałośni leniwi leniwy kłamca kłamcy kłamcami kłamcą
    كذاب كذابين كذابون أغبى
    """.split()
)
_OF_SOMEBODY = re.compile(
    r"(?<!\w)(?:you(?: are|['’]re)|you lot are|tu es|t['’]es|vous êtes|du bist|ihr seid|sie sind"
    r"|jij bent|je bent|jullie zijn|jesteś|jesteście|أنت|انت|أنتم|انتم)((?: [^\W\d_]+){0,2}) ([^\W\d_]+)(?!\w)"
)
_COMMANDS = re.compile(
    r"(?<!\w)(?:shut (?:the \w+ )?up|piss off|screw you|go to hell|ta gueule|ferme[z]?-la|va te faire|halt die klappe"
    r"|halt(?:['’]s| das) maul|leck mich|hou je (?:bek|mond)|rot op|zamknij się|zamknijcie się)(?!\w)"
)
_FIRST_OF_COMMANDS = (
    *("shut", "piss", "screw", "hell", "gueule", "ferme", "faire", "klappe", "maul", "leck", "hou je", "rot op"),
    "zamknij",
)
# Joy has its exclamation marks too, and many of them.
_FLOOD = re.compile(r"(?=[!?]*\?!|[!?]*!\?)[!?]{4,}")
_WORD = re.compile(r"[^\W\d_]+")
_NEGATED = frozenset("not no never pas nicht kein niet geen nie".split())
# Whoever was called something tells of it.
_CALLED = re.compile(
    r"(?:calls?|called|calling|traité|traitée|traite|appelé|genannt|nannte|nennt|beschimpft|noemde|noemt|genoemd|nazwał"
    r"|nazwała|nazywa|wyzywa|وصفني|ناداني|يقول لي|قال لي)(?:\W+\w+){0,4}\W*$"
)
_CALLED_AFTER = re.compile(r"\W{0,3}(?:genannt|geschimpft|genoemd|nazwał)")
_BEFORE = 60
# One would do to ask; a flood of them must not cost more.
_MOST_LOOKED_AT = 60
_QUOTED = re.compile('["“„«‘][^"“”„«»‘’\n]{0,120}$')


def find(reading: Reading) -> Iterator[Finding]:
    """Each heated word, in the order in which it is looked for."""
    text = reading.lowered
    for start, end in islice(_places(text), _MOST_LOOKED_AT):
        if not _is_told(text, start, end):
            yield Finding("heat", Outcome.ADVISE, MESSAGE, *reading.span(start, end))


def _places(text: str) -> Iterator[tuple[int, int]]:
    words = set(_WORD.findall(text))
    if not words.isdisjoint(_INSULTS) or any(word.startswith(_SWEARING) for word in words):
        for found in _WORD.finditer(text):
            is_heated = found[0] in _INSULTS or found[0].startswith(_SWEARING)
            if is_heated and not text.startswith("-", found.end()):  # an idiot-proof form insults nobody
                yield found.span()
    if not words.isdisjoint(_SAID_OF):
        for found in _OF_SOMEBODY.finditer(text):
            if found[2] in _SAID_OF and _NEGATED.isdisjoint(found[1].split()):
                yield found.span()
    if any(first in text for first in _FIRST_OF_COMMANDS):
        yield from (found.span() for found in _COMMANDS.finditer(text))
    if "!?" in text or "?!" in text:
        yield from (found.span() for found in _FLOOD.finditer(text))


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether somebody tells of words that were said to them, or quotes them."""
    before = text[max(0, start - _BEFORE) : start]
    return bool(
        _CALLED.search(before)
        or _CALLED_AFTER.match(text, end)
        or _QUOTED.search(text[max(0, start - 2 * _BEFORE) : start])
    )
