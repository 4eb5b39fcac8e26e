"""English as a desk writes it: figures, names, who says what, and the editor's note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from stories.compare.facts import (
    Added,
    Dropped,
    Fact,
    HeadEdited,
    Moved,
    Recast,
    Reworked,
    Stretch,
    Updated,
    Way,
    runs_of,
)

_SMALL = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
_SMALL += "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_LARGE = "hundreds?|thousands?|millions?|billions?|trillions?|dozens?"
_SPELLED = rf"\b(?:(?:{_SMALL})(?:[ -](?:{_SMALL}))?|{_LARGE})\b"
_FIGURES = r"(?<![\w.])[-+]?[$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b"
_FIGURE = re.compile(rf"(?:{_FIGURES}|{_SPELLED})(?:[ -](?:and )?(?:{_LARGE}|{_SMALL})\b)*%?", re.IGNORECASE)

_PARTICLE = r"(?:al-|el-|d['’]|(?:de|van|von|bin|bint|della|dos) )"
_CAPITAL = rf"{_PARTICLE}?[^\W\d_a-zß-öø-ÿ][\w'’-]*"
_NAME = re.compile(rf"(?<!\w){_CAPITAL}(?:[ -]{_CAPITAL})*")
_OPENERS = "The|A|An|This|That|These|Those|He|She|It|They|We|I|You|His|Her|Its|Their|But|And|Or|For|In|On|At|Of|By|To"
_OPENER = re.compile(rf"(?:{_OPENERS}|From|With|After|Before|As|If|When|While|Two|One|There|Some|All|No)(?: |$)")
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\b"
)
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|without|denie[sd]|deny)\b|n['’]t\b", re.IGNORECASE)

_SUBJECTS = {
    "death toll": r"kill(?:ed|s|ing)?|dead|died?|dies|deaths?|toll|bodies|fatalities",
    "number of injured": r"injur(?:ed|ies)|wounded|hurt",
    "number of missing": r"missing",
    "number of arrests": r"arrest(?:s|ed)?|detained",
    "score": r"beat|defeated|scored?|goals?|points?|win over|draw",
    "vote": r"votes?|ballots|seats",
    "magnitude": r"magnitude",
}
_SUBJECT = re.compile(
    "|".join(rf"(?P<s{place}>\b(?:{words})\b)" for place, words in enumerate(_SUBJECTS.values())), re.IGNORECASE
)
_NEAR = 60  # letters within which a word says what a figure counts
_BEHIND = 12
_STOP = re.compile(r"[.!?;]\s")

_QUOTED = re.compile(r"[\"“«„][^\"”»“]+[\"”»“]")
_SAID = r"(?:said|says|told|added|adds|wrote|warned|announced|explained|insisted|recalled)"
_TITLES = (
    "minister|president|premier|chancellor|governor|mayor|spokesman|spokeswoman|spokesperson|official|officer|police"
    "|prosecutor|judge|lawyer|witness|resident|general|colonel|ambassador|coach|captain|director|chairman|chairwoman"
    "|chief|analyst|economist|professor|doctor|senator|secretary|bishop|farmer|survivor|neighbou?r"
)
_SPEAKER_AFTER = re.compile(rf"\b{_SAID}\b(?: \w+ly)?,?((?: [\w'’.-]+){{1,7}})")
_SPEAKER_BEFORE = re.compile(rf"((?:[\w'’.-]+,? ){{1,7}})(?:also )?{_SAID}\b")
_TITLE = re.compile(rf"\b(?:{_TITLES})\b", re.IGNORECASE)

NAME, DAY = "name", "day"
MANY = 4  # paragraphs that were edited, from which on "throughout" says it, if they are half of all


def figures(text: str) -> list[Stretch]:
    """Where numbers stand: 3,400, $1.2 billion, twenty-three, 2nd."""
    return [found.span() for found in _FIGURE.finditer(text)]


def names(text: str) -> list[Stretch]:
    """Where capitals begin words, but for the small words that open sentences."""
    found = []
    for name in _NAME.finditer(text):
        opener = _OPENER.match(name[0])
        start = name.start() + (opener.end() if opener else 0)
        if start < name.end():
            found.append((start, name.end()))
    return found


def subject(text: str, figure: Stretch) -> str:
    """What a figure counts, by the nearest telling word of its sentence; those that follow it count as nearer."""
    nearest, found = _NEAR, ""
    for word in _SUBJECT.finditer(text):
        follows = word.start() >= figure[1]
        between = text[figure[1] : word.start()] if follows else text[word.end() : figure[0]]
        distance = len(between) + (0 if follows else _BEHIND)
        if distance < nearest and not _STOP.search(between) and word.lastgroup:
            nearest, found = distance, list(_SUBJECTS)[int(word.lastgroup[1:])]
    return found


def kind_of_name(name: str) -> str:
    """Days and months are told apart from names of people and places."""
    return DAY if _DAY.match(name) else NAME


def negations(text: str) -> int:
    """How many words say no."""
    return len(_NEGATION.findall(text))


def quote(text: str) -> tuple[bool, str]:
    """Whether there are words in quotation marks, and the title, else the last name, of who says them."""
    said = _QUOTED.sub(",", text)
    if said == text:
        return False, ""
    speakers = [found[1] for form in (_SPEAKER_AFTER, _SPEAKER_BEFORE) for found in form.finditer(said)]
    titles = [title[0].lower() for speaker in speakers for title in _TITLE.finditer(speaker)]
    named = [speaker[start:end] for speaker in speakers for start, end in names(speaker)]
    last_names = [name.split()[-1] for name in named if kind_of_name(name) == NAME]
    return True, next(iter(titles or last_names), "")


def note(facts: Sequence[Fact], paragraphs: int) -> str:
    """The editor's note: "Recasts lead; adds paras 4-6 with minister's quote; drops para 9"."""
    clauses = [clause for clauses in _clauses(facts, paragraphs) for clause in clauses]
    text = "; ".join(clauses)
    return text[:1].upper() + text[1:]


def _clauses(facts: Sequence[Fact], paragraphs: int) -> Iterator[Iterable[str]]:
    if any(isinstance(fact, Recast) for fact in facts):
        yield ["recasts lead"]
    heads = [fact.field for fact in facts if isinstance(fact, HeadEdited)]
    yield [f"changes {_listed(heads)}"] if heads else []
    yield [_added(fact) for fact in facts if isinstance(fact, Added)]
    yield _updated([fact for fact in facts if isinstance(fact, Updated)])
    reworked = [fact for fact in facts if isinstance(fact, Reworked)]
    edited = {fact.paragraph for fact in reworked if fact.way is not Way.RESTYLED}
    if len(edited) >= MANY and 2 * len(edited) >= paragraphs:
        yield ["updates throughout"]
        reworked = [fact for fact in reworked if fact.way is Way.RESTYLED]
    yield _reworked(reworked)
    yield [_moved(fact) for fact in facts if isinstance(fact, Moved)]
    dropped = [(fact.first, fact.last) for fact in facts if isinstance(fact, Dropped)]
    yield [f"drops {_paras(dropped)}"] if dropped else []


def _added(fact: Added) -> str:
    with_quote = f" with {_possessive(fact.speaker)} quote" if fact.speaker else " with quote"
    return f"adds {_paras([(fact.first, fact.last)])}{with_quote if fact.has_quote else ''}"


def _updated(facts: Sequence[Updated]) -> Iterator[str]:
    """One clause for each change, however many paragraphs it is in."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for fact in facts:
        places.setdefault((fact.subject, fact.old, fact.new), []).append(fact.paragraph)
    for (what, old, new), numbers in places.items():
        if what in (NAME, DAY):
            yield f"changes {what} in {_paras_of(numbers)} ({new}, was {old})"
        else:
            yield f"updates {what} in {_paras_of(numbers)} ({new.lower()}, was {old.lower()})"


_WAYS = {
    Way.REWRITTEN: "rewrites {}",
    Way.EXPANDED: "expands {}",
    Way.EDITED: "edits {}",
    Way.TRIMMED: "trims {}",
    Way.SPLIT: "splits off {}",
    Way.JOINED: "joins text to {}",
    Way.RESTYLED: "changes style in {}",
}


def _reworked(facts: Sequence[Reworked]) -> Iterator[str]:
    for way, clause in _WAYS.items():
        numbers = [fact.paragraph for fact in facts if fact.way is way]
        if numbers:
            yield clause.format(_paras_of(numbers))


def _moved(fact: Moved) -> str:
    if fact.new == fact.old:
        return f"moves para {fact.old}"
    return f"moves {'up' if fact.new < fact.old else 'down'} para {fact.old} (now {fact.new})"


def _possessive(speaker: str) -> str:
    return f"{speaker}'" if speaker.endswith("s") else f"{speaker}'s"


def _paras_of(numbers: Iterable[int]) -> str:
    return _paras(list(runs_of(numbers)))


def _paras(runs: Sequence[Stretch]) -> str:
    """Runs of paragraphs as a desk writes them: para 4; paras 2, 4-6 and 9."""
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    is_one = len(runs) == 1 and runs[0][0] == runs[0][1]
    return f"para{'' if is_one else 's'} {_listed(parts)}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
