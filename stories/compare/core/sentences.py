"""The sentences of a text by their places, in whatever script it is written."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

Stretch = tuple[int, int]  # text[start:end]

# Words that open sentences, and verbs that name a speaker, in English copy.
OPENERS = "The|A|An|This|That|These|Those|He|She|It|They|We|I|You|His|Her|Its|Their|But|And|Or|For|In|On|At|Of|By|To"
OPENERS += "|From|With|After|Before|As|If|When|While|Two|One|There|Some|All|No|Police|Officials|Authorities|Rescuers"
OPENERS += "|Residents|Witnesses|Firefighters|Soldiers|Troops|Doctors|Reporters|Workers|Critics|Analysts|People"
SAID = r"(?:said|says|told|added|adds|wrote|warned|announced|explained|insisted|recalled)"

PARTED = "\n\u2029"  # lines, and paragraphs in one text
_CLOSING = "\"'”’»)\\]」』）】"
_STOPS = ".!?…؟۔।"
_END = re.compile(
    rf"(?:(?<![{_STOPS}])[{_STOPS}]+(?P<closed>[{_CLOSING}]*)(?=\s|$)|[。！？｡]+(?P<shut>[{_CLOSING}]*)|[{PARTED}])\s*"
)
# What is said in quotation marks or brackets is one piece, however many stops it has.
_HELD = re.compile(
    rf"“[^“”{PARTED}]*”|„[^„“”{PARTED}]*[“”]|«[^«»{PARTED}]*»|「[^「」{PARTED}]*」|『[^『』{PARTED}]*』"
    rf"|(?<!\d)\"[^\"{PARTED}]*\"|(?<!\w)‘[^‘’{PARTED}]*(?:’\w[^‘’{PARTED}]*)*’|\([^(){PARTED}]*\)|（[^（）{PARTED}]*）"
)
_OPENING = re.compile(r"^[\"'“‘«„(\[¿¡「『（—–-]*\s?")
_SPEAKER = re.compile(rf"(?:[\w'’.-]{{1,40}},? ){{0,4}}(?:{SAID}|asked|asks|cried|shouted)\b")  # “Why?” Brandt said.
_OPENER = re.compile(rf"(?:{OPENERS})\b")
_LAST_WORD = re.compile(r"[^\s\"'“‘«„(\[（]+$")
_BEHIND, _AHEAD = 24, 240  # letters in which the words before and after a stop are looked at

# With a full stop these never end a sentence: a name follows.
_TITLES = re.compile(
    "mr|mrs|ms|dr|drs|prof|gen|col|maj|capt|cmdr|cpl|lt|sgt|pvt|adm|brig|sen|rep|gov|pres|rev|hon|amb|supt|insp|det"
    "|st|ste|mt|ft|mme|mlle|hr|fr|frau|ing|lic|sra|dra|srta|vs|cf|им|ул|акад|проф"
)
# These, initials and ordinals end one only before a word that opens sentences: "on Feb. 10", "in Feb. The dam held".
_SHORTENED = re.compile(
    r"(?:.*\.)?[^\W\d_]|\d{1,2}"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|nos?|nr|art|vol|pp|ch|fig|jr|sr|inc|corp|cos?|ltd|bros|dept|est"
    "|ave|blvd|rd|etc|approx|ca|ala|ariz|ark|calif|colo|conn|del|fla|ga|ill|ind|kan|ky|la|md|mass|mich|minn|miss|mo"
    "|mont|neb|nev|okla|ore|pa|tenn|tex|vt|va|wash|wis|wyo|bzw|usw|mio|mrd|str|ee|uu|г|гг|тыс|млн|млрд|руб"
)


@lru_cache(maxsize=8)
def sentences(text: str) -> tuple[Stretch, ...]:
    """Return the places of all sentences, the white space behind each included; joined they are the text.

    In doubt two sentences stay one: a full stop behind an abbreviation, an initial or an ordinal ends none, nor does
    any stop within quotation marks or brackets.
    """
    bounds = [0, *_find_ends(text), len(text)]
    return tuple((start, end) for start, end in pairwise(bounds) if start < end)


def sentences_around(text: str, start: int, end: int) -> Stretch:
    """Return the place of the sentences that have a character between start and end, white space at the edges left out.

    Where nothing stands between them, the sentence that goes on there, or else the last.
    """
    return span_places(_bare_sentences(text), *strip_stretch(text, start, end))


def span_places(places: Sequence[Stretch], start: int, end: int) -> Stretch:
    """Return the stretch of some places, in order, from the first to the last with a character between start and end.

    Where none has, the one that goes on there, or else the last.
    """
    first = min(bisect_right(places, start, key=itemgetter(1)), len(places) - 1)
    last = max(bisect_left(places, end, key=itemgetter(0)) - 1, first)
    return places[first][0], places[last][1]


@lru_cache(maxsize=8)
def _bare_sentences(text: str) -> tuple[Stretch, ...]:
    """Return the places of all sentences without white space at their edges."""
    return tuple(strip_stretch(text, *stretch) for stretch in sentences(text)) or ((0, 0),)


def strip_stretch(text: str, start: int, end: int) -> Stretch:
    """Return a stretch without the white space at its edges."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, start + len(words.strip()))


def is_whole(text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] is nothing but whole sentences; white space at its edges does not count."""
    return strip_stretch(text, start, end) == sentences_around(text, start, end)


def _find_ends(text: str) -> Iterator[int]:
    """Yield the ends of all sentences but the last."""
    held = [found.span() for found in _HELD.finditer(text)]
    for found in _END.finditer(text):
        stop = found.end(found.lastgroup or 0)
        place = bisect_left(held, (stop,)) - 1
        is_held = place >= 0 and stop < held[place][1]
        if found[0][0] in PARTED or not (is_held or _continues(found)):
            yield found.end()


def _continues(found: re.Match[str]) -> bool:
    """Return whether the sentence goes on behind a stop."""
    text, end = found.string, found.end()
    following = _OPENING.sub("", text[end : end + _AHEAD], count=1)
    if found["closed"] is None:
        is_apart = not following or text[end - 1].isspace() or text[end] != following[0]
        return bool(found["shut"]) and not is_apart  # 「持ちこたえた。」と述べた
    if following[:1].islower() or (found["closed"] and _SPEAKER.match(following)):
        return True
    if not found[0].startswith(".") or found[0].startswith(".."):
        return False
    before = _LAST_WORD.search(text[max(0, found.start() - _BEHIND) : found.start()])
    word = before[0].casefold() if before else ""
    return bool(_TITLES.fullmatch(word) or (_SHORTENED.fullmatch(word) and not _OPENER.match(following)))
