"""English as a desk writes it: figures, names, speakers, and the editor's note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from stories.compare.core.sentences import OPENERS, SAID, Stretch
from stories.compare.facts import (
    Addition,
    Drop,
    EditKind,
    Fact,
    HeadEdit,
    Move,
    PictureChange,
    Recast,
    Rework,
    Update,
    number_runs,
)
from stories.copy import numbers as quantities

_SMALL = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
_SMALL += "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_LARGE = "hundreds?|thousands?|millions?|billions?|trillions?|dozens?"
_SPELLED = rf"\b(?:(?:{_SMALL})(?:[ -](?:{_SMALL}))?|{_LARGE})\b"
_LETTER = "[^\\W\u3040-\u30ff\u3400-\u9fff]"  # Chinese and Japanese letters part a figure as a blank does
_FIGURES = rf"(?<!{_LETTER})(?<!\.)[-+]?[$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|tn|k|km|kg|am|pm)?(?!{_LETTER})"
_FIGURE = re.compile(rf"(?:{_FIGURES}|{_SPELLED})(?:[ -](?:and )?(?:{_LARGE}|{_SMALL})\b)*%?", re.IGNORECASE)

_PARTICLE = r"(?:al-|el-|d['’]|(?:de|van|von|bin|bint|della|dos) )"
_UPPER = "".join(chr(point) for point in range(0x41, 0x2000) if chr(point).isupper())
_CAPITAL = rf"{_PARTICLE}?[{_UPPER}][\w'’-]*"
_NAME = re.compile(rf"(?<!\w){_CAPITAL}(?:[ -]{_CAPITAL})*")
_OPENER = re.compile(rf"(?:{OPENERS})(?: |$)")
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\b"
)
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|without|denie[sd]|deny)\b|n['’]t\b", re.IGNORECASE)

_SUBJECTS = {
    "death toll": r"kill(?:ed|s|ing)?|dead(?! ends?\b)|died|deaths?|bodies|fatalities|death toll"
    r"|toll(?= (?:rose|stood|stands|was|is)\b)",
    "number of injured": r"injur(?:ed|ies|es|ing)|wound(?:ed|s|ing)|hurt(?! by\b)",
    "number of missing": r"missing",
    "number of arrests": r"arrest(?:s|ed|ing)?|detained",
    "vote": r"votes?|ballots|seats",
    "magnitude": r"magnitude",
}
_COUNTED = {what: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for what, words in _SUBJECTS.items()}
_NEAR = 60  # letters within which a word says what a figure counts
_UNIT = "percent|per cent|[ap]\\.m|km|kilomet\\w+|miles?|kg|cent|points?|hours?|days?|weeks?|months?|years?|minutes?"
_NO_COUNT = re.compile(rf"[-‐‑]\w|%|(?:st|nd|rd|th|s|m|bn|tn|k|km|kg|am|pm)\b| (?:{_UNIT})\b")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONEY = frozenset("$€£¥")
# What may stand between a figure and the word behind it that says what it counts, and between it and one before it.
_ELSEWHERE = f"and|in|on|at|after|when|while|from|families|{_UNIT}"
_AHEAD = re.compile(rf" (?:(?!(?:{_ELSEWHERE})\b)[a-zA-Z'’-]+ ){{0,4}}")
_BEHIND = re.compile(
    r" (?:(?:at|least|about|some|up|to|more|than|nearly|over|around|as|many|of|rose|stood|stands|was|climbed|reached"
    r"|another|by|from|only|the) ){0,5}"
)

_QUOTED = re.compile(r"[\"“«„]([^\"”»“«„]+)[\"”»“]")
_SPEECH = "\0"  # stands for what was said, while its speaker is looked for
_ENDS_SPEECH = ",.?!…"
_INTRODUCED = re.compile(rf"{SAID}[,:]? $")
_INTRODUCTION = 20  # letters in which a verb of saying stands before a quotation
_TITLES = (
    "minister|president|premier|chancellor|governor|mayor|spokesman|spokeswoman|spokesperson|official|officer|police"
    "|prosecutor|judge|lawyer|witness|resident|general|colonel|ambassador|coach|captain|director|chairman|chairwoman"
    "|chief|analyst|economist|professor|doctor|senator|secretary|bishop|farmer|survivor|neighbou?r"
)
_PHRASE = r"((?:[\w'’.-]{1,40},? ){0,6}[\w'’.-]{1,40})"
_SPEAKERS = (
    re.compile(rf"{_SPEECH},? {SAID}\b(?: \w{{1,20}}ly)?,? {_PHRASE}"),
    re.compile(rf"{_SPEECH},? {_PHRASE},? (?:also )?{SAID}\b"),
    re.compile(rf"(?<![\w'’.-]){_PHRASE},? (?:also )?{SAID}(?: \w{{1,20}}){{0,3}}[,:]? {_SPEECH}"),
)
_SPEAKER_ENDS = re.compile(r",? (?:for|of|to|at|in|on|from|as|who|whose|adding|told|after)\b")
_TITLE = re.compile(rf"\b(?:{_TITLES})\b", re.IGNORECASE)

NAME, DAY, DATE = "name", "day", "date"
_MARKS_ALONE = (EditKind.RESTYLED, EditKind.RELINKED)
MOST_FIGURES = 3  # that the note of a correction tells one by one
MANY = 4  # paragraphs that were edited, from which on "throughout" says it, if they are half of all


@lru_cache(maxsize=4)
def figures(text: str) -> tuple[Stretch, ...]:
    """Return the places of numbers: 3,400, $1.2 billion, twenty-three, 2nd."""
    return tuple(found.span() for found in _FIGURE.finditer(text))


def value(figure: str) -> str:
    """Return the worth of a figure, as "2" of "two"; the figure in small letters where its worth is not plain."""
    worth = quantities.possible_values(figure, in_english=True)
    return str(worth.pop().normalize()) if len(worth) == 1 else figure.lower()


@lru_cache(maxsize=4)
def names(text: str) -> tuple[Stretch, ...]:
    """Return the places of words with capitals, but for the small words that open sentences."""
    found = []
    for name in _NAME.finditer(text):
        opener = _OPENER.match(name[0])
        start = name.start() + (opener.end() if opener else 0)
        if start < name.end():
            found.append((start, name.end()))
    return tuple(found)


def subject(text: str, figure: Stretch) -> str:
    """Return the thing that a figure counts, by a word at its side; "" where a unit or a clause leaves it open."""
    start, end = figure
    is_money = _MONEY & {*text[max(0, start - 1) : start + 1]}
    if is_money or _NO_COUNT.match(text, end) or _YEAR.fullmatch(text, start, end):
        return ""
    ahead, behind = text[end : end + _NEAR], text[max(0, start - _NEAR) : start]
    following = {
        word.start(): what
        for what, words in _COUNTED.items()
        if (word := words.search(ahead)) and what != "magnitude" and _AHEAD.fullmatch(ahead, 0, word.start())
    }
    if following:
        return following[min(following)]
    before = (what for what, words in _COUNTED.items() if _ends_with(words, behind))
    return next(before, "")


def _ends_with(words: re.Pattern[str], text: str) -> bool:
    """Return whether one of the words stands at the end of a text, with no word behind it that leads elsewhere."""
    return any(_BEHIND.fullmatch(text, word.end()) for word in words.finditer(text))


def kind_of_name(name: str) -> str:
    """Return "day" or "date" for those, "name" for people and places."""
    if _DAY.match(name):
        return DAY
    return DATE if _MONTH.match(name) else NAME


def negations(text: str) -> int:
    """Count the words that say no."""
    return len(_NEGATION.findall(text))


def quote(text: str) -> tuple[bool, str]:
    """Return whether speech is quoted, and its speaker's title, else last name, where the words at its side tell."""
    speech = _QUOTED.sub(lambda found: _SPEECH if _is_speech(found) else " it ", text)
    if _SPEECH not in speech:
        return False, ""
    speakers = (_SPEAKER_ENDS.split(found[1], 1)[0] for form in _SPEAKERS for found in form.finditer(speech))
    return True, next(filter(None, map(_speaker_name, speakers)), "")


def _is_speech(quoted: re.Match[str]) -> bool:
    """Return whether quoted words end as speech does, or follow a verb of saying: “Long Night” is a name."""
    before = quoted.string[max(0, quoted.start() - _INTRODUCTION) : quoted.start()]
    return quoted[1].rstrip()[-1:] in tuple(_ENDS_SPEECH) or _INTRODUCED.search(before) is not None


def _speaker_name(speaker: str) -> str:
    """Return a speaker's last title, else the last name."""
    titles = [title[0].lower() for title in _TITLE.finditer(speaker)]
    named = [speaker[start:end] for start, end in names(speaker)]
    return next(iter((titles or [name.split()[-1] for name in named if kind_of_name(name) == NAME])[-1:]), "")


def note(facts: Sequence[Fact], paragraphs: int) -> str:
    """Print the editor's note: "Recasts lead; adds paras 4-6 with minister's quote; drops para 9"."""
    clauses = [clause for clauses in _clauses(facts, paragraphs) for clause in clauses]
    text = "; ".join(clauses)
    return text[:1].upper() + text[1:]


def _clauses(facts: Sequence[Fact], paragraphs: int) -> Iterator[Iterable[str]]:
    if any(isinstance(fact, Recast) for fact in facts):
        yield ["recasts lead"]
    heads = [fact.field for fact in facts if isinstance(fact, HeadEdit)]
    yield [f"changes {_join_words(heads)}"] if heads else []
    yield [_addition_clause(fact) for fact in facts if isinstance(fact, Addition)]
    yield _update_clauses([fact for fact in facts if isinstance(fact, Update)])
    reworked = [fact for fact in facts if isinstance(fact, Rework)]
    edited = {fact.paragraph for fact in reworked if fact.way not in _MARKS_ALONE}
    if len(edited) >= MANY and 2 * len(edited) >= paragraphs:
        yield ["updates throughout"]
        reworked = [fact for fact in reworked if fact.way in _MARKS_ALONE]
    yield _rework_clauses(reworked)
    yield [_move_clause(fact) for fact in facts if isinstance(fact, Move)]
    dropped = [(fact.first, fact.last) for fact in facts if isinstance(fact, Drop)]
    yield [f"drops {_paras(dropped)}"] if dropped else []
    yield [clause for fact in facts if isinstance(fact, PictureChange) for clause in _picture_clauses(fact)]


def _picture_clauses(fact: PictureChange) -> Iterator[str]:
    """Yield the clauses on pictures, as agencies say it: replaces photo; adds 2 photos."""
    replaced = min(fact.added, fact.dropped)
    counts = {"replaces": replaced, "adds": fact.added - replaced, "drops": fact.dropped - replaced}
    for verb, count in counts.items():
        if count:
            yield f"{verb} photo" if count == 1 else f"{verb} {count} photos"


def _addition_clause(fact: Addition) -> str:
    with_quote = f" with {_possessive(fact.speaker)} quote" if fact.speaker else " with quote"
    return f"adds {_paras([(fact.first, fact.last)])}{with_quote if fact.has_quote else ''}"


def _update_clauses(facts: Sequence[Update]) -> Iterator[str]:
    """Yield one clause for each change, however many paragraphs it is in."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for fact in facts:
        places.setdefault((fact.subject, fact.old, fact.new), []).append(fact.paragraph)
    for (what, old, new), numbers in places.items():
        if what in (NAME, DAY, DATE):
            yield f"changes {what} in {_paras_of(numbers)} ({new}, was {old})"
        else:
            yield f"updates {what} in {_paras_of(numbers)} ({new.lower()}, was {old.lower()})"


_WAYS = {
    EditKind.REWRITTEN: "rewrites {}",
    EditKind.EXPANDED: "expands {}",
    EditKind.EDITED: "edits {}",
    EditKind.TRIMMED: "trims {}",
    EditKind.SPLIT: "splits off {}",
    EditKind.JOINED: "joins text to {}",
    EditKind.RESTYLED: "changes style in {}",
    EditKind.RELINKED: "changes link in {}",
}


def _rework_clauses(facts: Sequence[Rework]) -> Iterator[str]:
    for way, clause in _WAYS.items():
        numbers = [fact.paragraph for fact in facts if fact.way is way]
        if numbers:
            yield clause.format(_paras_of(numbers))


def _move_clause(fact: Move) -> str:
    if fact.new == fact.old:
        return f"moves para {fact.old}"
    return f"moves {'up' if fact.new < fact.old else 'down'} para {fact.old} (now {fact.new})"


def _possessive(speaker: str) -> str:
    return f"{speaker}'" if speaker.endswith("s") else f"{speaker}'s"


def _paras_of(numbers: Iterable[int]) -> str:
    return _paras(list(number_runs(numbers)))


def _paras(runs: Sequence[Stretch]) -> str:
    """Print runs of paragraphs as a desk does: para 4; paras 2, 4-6 and 9."""
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    is_one = len(runs) == 1 and runs[0][0] == runs[0][1]
    return f"para{'' if is_one else 's'} {_join_words(parts)}"


def correction_note(facts: Sequence[Fact]) -> str:
    """Print the note of a correction: "Corrects death toll from two to three in headline and 1st paragraph".

    A figure is told where it is clear which one became which; of all else the place: "Corrects headline".
    """
    heads = [fact for fact in facts if isinstance(fact, HeadEdit)]
    figured = _group_figures(heads, [fact for fact in facts if isinstance(fact, Update)])
    told = {place for places in figured.values() for place in places}
    fields = [fact.field for fact in heads if fact.field not in told]
    changed = [fact.paragraph for fact in facts if isinstance(fact, Recast | Update | Rework)]
    numbers = [number for number in changed if number not in told]
    clauses = [f"{what} from {old} to {new} in {_places(places)}" for (what, old, new), places in figured.items()]
    clauses += [_places([*fields, *numbers])] if fields or numbers else []
    for verb, sort in (("add", Addition), ("drop", Drop)):
        runs = [number for fact in facts if isinstance(fact, sort) for number in range(fact.first, fact.last + 1)]
        clauses += [f"to {verb} {_places(runs)}"] if runs else []
    clauses += ["photo"] if any(isinstance(fact, PictureChange) for fact in facts) else []
    clauses += ["order of paragraphs"] if any(isinstance(fact, Move) for fact in facts) else []
    text = "; ".join(f"corrects {clause}" for clause in clauses)
    return text[:1].upper() + text[1:]


def _group_figures(heads: Sequence[HeadEdit], updates: Sequence[Update]) -> dict[tuple[str, str, str], list[str | int]]:
    """Return the places of each figure's change, by its subject, its old and its new worth; none where there are many.

    In a headline it counts what it counts in the text.
    """
    found: dict[tuple[str, str, str], list[str | int]] = {}
    by_worth: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    placed: list[tuple[str | int, Update]] = [(update.paragraph, update) for update in updates]
    placed += [(head.field, update) for head in heads for update in head.updates]
    for place, update in placed:
        old, new = update.old.lower(), update.new.lower()
        if update.subject in (NAME, DAY, DATE) or ", " in old + new:
            continue
        alike = by_worth.setdefault((value(old), value(new)), [])
        in_head = update.paragraph == 0
        key = next((key for key in alike if in_head or key[0] == update.subject), (update.subject, old, new))
        alike.append(key)
        found.setdefault(key, []).append(place)
    return found if len(found) <= MOST_FIGURES else {}


def _places(places: Sequence[str | int]) -> str:
    """Print head fields and paragraphs as a correction names them: headline, 1st and 3rd-5th paragraphs."""
    fields = [place for place in places if isinstance(place, str)]
    runs = list(number_runs(place for place in places if isinstance(place, int)))
    numbers = [_ordinal(first) if first == last else f"{_ordinal(first)}-{_ordinal(last)}" for first, last in runs]
    if not numbers:
        return _join_words(fields)
    is_one = len(runs) == 1 and runs[0][0] == runs[0][1]
    return f"{_join_words([*fields, *numbers])} paragraph{'' if is_one else 's'}"


def _ordinal(number: int) -> str:
    in_teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if in_teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _join_words(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
