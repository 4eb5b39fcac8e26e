"""A designator: the kind of a filing, read from a line and printed in our form."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from stories.copy.gettext import Translate
from stories.designators.grammar import (
    ALWAYS_NUMBERED,
    COUNTED,
    HEAD,
    MOST_TERMS,
    Run,
    Term,
    line_of_terms,
    stack_at_head,
)
from stories.designators.korean import read_korean
from stories.designators.slugs import read_slug
from stories.designators.vocabulary import (
    EVERYDAY,
    GENRES,
    LINE_MARKS,
    MEANINGS,
    NOTE_WORDS,
    ORDINALS,
    UNNUMBERED,
    Kind,
)

# Agencies move these as a headline alone, before the first text: AP NewsAlert and Flash, Xinhua and AFP Urgent.
ALERTS = {Kind.URGENT, Kind.ALERT, Kind.FLASH, Kind.BULLETIN, Kind.EXTRA}
LEADS = {Kind.LEAD, Kind.LEAD_ALL, Kind.WRITETHRU}
OURS = {Kind.ALERT: "NewsAlert", Kind.LEAD: "LD", Kind.LEAD_ALL: "LD All", Kind.NET: "NET"}
ORDINAL_WORDS = {ordinal: word for word, ordinal in ORDINALS.items()}
LINE_END = " \t\r\n=\x07'`"  # dpa ends its head with " =", after five bells and apostrophes in a hold or kill
CLAUSE = re.compile(r"(?:^|[.;:(\[])\s{0,9}([^\W\d_]+)")
# PR Newswire: "/C O R R E C T I O N -- Oren Mills/"
SPACED_OUT = re.compile(r"/ ?(?P<letters>[A-Z](?: ?[A-Z]){3,20}) ?-{2} ?(?P<words>[^/\n]{2,180})/?")
VERSION_SUFFIX = re.compile(r"\s\(([2-5])\)$")  # ANP; "(34)" and "(8)" are ages
GENRE = re.compile(
    r"""[(\[【（] \s*+ (?P<bracket> [^()\[\]【】（）\s] [^()\[\]【】（）]{1,39}? ) \s*+ [)\]】）] \s*
      | (?P<hyphen> [A-Z][A-Z& ]{2,39}? ) (?: \ \d{1,2} )? \s* -+ \s*
      | (?P<colon> [^:：|｜]{2,40}? ) \s* [:：|｜] \s*""",
    re.VERBOSE,
)
MOST_GENRES = 3
LONGEST_SUFFIX = 30  # of a designator at the end of a headline


class Position(Enum):
    """Position of a line in copy."""

    HEADLINE = "headline"
    SLUG = "slug or keyword line"
    LINE = "line of its own above a headline"
    NOTE = "editor's note"


DESIGNATORS_KEPT = 512  # in memory: a wire has few
HEADLINES_READ = 100  # that were read: each of a piece of copy is asked for several times


@dataclass(frozen=True, slots=True)
class Designator:
    """Designator of a filing: its kinds, the outermost first, and the ordinal of its lead or update.

    Its print is our form: "Urgent", "2nd LD", "1st LD Writethru", "Update 1", "Correction, 2nd LD Writethru".
    """

    kinds: tuple[Kind, ...]
    ordinal: int | None = None

    def __str__(self) -> str:
        bearer = self.bearer
        return ", ".join(
            " ".join(print_kind(kind, self.ordinal if kind == bearer else None) for kind in part) for part in self.parts
        )

    @property
    def parts(self) -> list[tuple[Kind, ...]]:
        """The kinds, a lead and its write-through together."""
        parts: list[tuple[Kind, ...]] = []
        for kind in self.kinds:
            if kind == Kind.WRITETHRU and parts and parts[-1] == (Kind.LEAD,):
                parts[-1] += (kind,)
            else:
                parts.append((kind,))
        return parts

    @property
    def bearer(self) -> Kind | None:
        """The kind that the ordinal counts."""
        counted = [kind for kind in self.kinds if kind in COUNTED]
        return next(iter(counted or self.kinds), None)

    @property
    def is_alert(self) -> bool:
        """Whether the filing may move as a headline alone, ahead of the first text of its story."""
        return not ALERTS.isdisjoint(self.kinds)

    @property
    def is_correction(self) -> bool:
        """Whether the filing puts an error right."""
        return Kind.CORRECTION in self.kinds

    @property
    def is_refile(self) -> bool:
        """Whether the filing mends form only."""
        return Kind.REFILE in self.kinds

    @property
    def is_kill(self) -> bool:
        """Whether the filing withdraws the story for good."""
        return Kind.KILL in self.kinds

    @property
    def is_hold(self) -> bool:
        """Whether the filing stops the story while it is checked."""
        return Kind.HOLD in self.kinds

    @property
    def is_lead(self) -> bool:
        """Whether the filing has a new top."""
        return Kind.LEAD in self.kinds or Kind.LEAD_ALL in self.kinds

    @property
    def is_writethru(self) -> bool:
        """Whether the filing replaces the whole text."""
        return Kind.WRITETHRU in self.kinds

    @property
    def is_advisory(self) -> bool:
        """Whether the filing is a note to editors, never published."""
        return Kind.ADVISORY in self.kinds

    @property
    def is_mere_advisory(self) -> bool:
        """Whether the filing is a note to editors that stops no story: "ADVISORY", not "ADVISORY - KILL"."""
        return self.is_advisory and not (self.is_kill or self.is_hold)


def read(line: str, *, printed_in: Position = Position.HEADLINE) -> tuple[Designator | None, str]:
    """Read the designator of a line; return it and the rest of the line.

    Reads the forms of AP, Xinhua, Yonhap, Reuters, dpa, PTI, Kyodo and others in any case and spacing, cut-off
    words included ("Writethr"). The genre ("Roundup:") stays in the rest. Never raises; a headline that only looks
    like one ("Urgent care clinics fill up", "LEAD PRICES RISE") has none and is kept whole. An ordinal alone
    proves nothing; "(LEAD)", "LD" and "LEAD:" are the first.

    In a SLUG the rest is the keyword that links the filings of a story: without designator, word count and AP's
    BC- and AP-, PTI's item number. A LINE is a designator as a whole or it is read as a headline; a mark that tells
    nothing of the version ("(Achtung)") leaves an empty rest. A NOTE is kept whole; its verbs ("CORRECTS: …",
    "Updates with quotes") are a hint, of the least trust.

    Source: AP filing practice, "Ld-Writethru"; Reuters handbook; Xinhua headline prefixes; dpa head lines.
    """
    if printed_in is Position.SLUG:
        terms, rest = read_slug(line)
        return build_designator(terms), rest
    if printed_in is Position.NOTE:
        return build_designator(terms_in_note(line)), line.strip()
    if printed_in is Position.LINE and (alone := read_alone(line)):
        return alone
    return read_headline(line.strip())


@lru_cache(HEADLINES_READ)
def read_headline(headline: str) -> tuple[Designator | None, str]:
    """Read the designator at the head of a headline, or the number of a version at its end; return it and the rest."""
    terms, end = stack_at_head(headline)
    if terms:
        return build_designator(terms), headline[end:].strip()
    if spaced := SPACED_OUT.fullmatch(headline[:HEAD]):
        run = line_of_terms(spaced["letters"].replace(" ", ""))
        return (build_designator(run), spaced["words"].strip()) if run else (None, headline)
    if run := _terms_at_end(headline):
        return build_designator(run), headline[: headline.rindex("(")].strip()
    korean, rest = read_korean(headline)
    if korean:
        return build_designator(korean), rest
    version = VERSION_SUFFIX.search(headline[-HEAD:])
    if version:
        return Designator((Kind.VERSION,), int(version[1])), headline[: -len(version[0])].strip()
    return None, headline


def _terms_at_end(headline: str) -> Run:
    """Return the terms in brackets at the end of a headline: "(Second Lead)", "(ACTUALISATION)".

    Titles of releases end with "(UPDATED)" and "(CORRECTION)": in English only a lead with its number counts.
    """
    before, bracket, words = headline[-HEAD:].rstrip().removesuffix(")").rpartition(" (")
    if not (bracket and before and headline.rstrip().endswith(")")) or len(words) > LONGEST_SUFFIX:
        return []
    run = line_of_terms(words)
    is_counted = any(term.is_numbered and term.kind in LEADS for term in run)
    is_update = words == words.upper() and all(term.kind is Kind.UPDATE and term.word not in EVERYDAY for term in run)
    return run if is_counted or is_update else []


def read_alone(line: str) -> tuple[Designator | None, str] | None:
    """Read the designator that a whole line is ("HOLD HOLD HOLD =", "(1ST LEAD)"); None if it is another line."""
    words = line.strip(LINE_END + "()[]")
    if words.casefold() in LINE_MARKS:
        return None, ""
    terms = line_of_terms(words)
    return (build_designator(terms), "") if terms else None


def terms_in_note(note: str) -> Run:
    """Return the terms that the clauses of an editor's note begin with."""
    words = [match[1].casefold() for match in CLAUSE.finditer(note[:HEAD])]
    return [Term(NOTE_WORDS[word], word, None, sure=False, end=0, after=0) for word in words if word in NOTE_WORDS]


@lru_cache(maxsize=DESIGNATORS_KEPT)
def from_text(text: str) -> Designator | None:
    """Read a designator in our print; None for an empty text and for anything else."""
    return build_designator(line_of_terms(text.strip()))


def build_designator(terms: Run) -> Designator | None:
    """Make the designator of some terms, the outermost first. The ordinal is that of the lead or the update."""
    terms = terms[:MOST_TERMS]
    numbered = [term for term in terms if term.ordinal is not None]
    counted = [term for term in numbered if term.kind in COUNTED]
    ordinal = next((term.ordinal for term in counted or numbered), None)
    kinds = dict.fromkeys(term.kind for term in terms if ordinal is not None or term.kind not in ALWAYS_NUMBERED)
    if not kinds:
        return None
    if ordinal is None and (Kind.LEAD in kinds or Kind.LEAD_ALL in kinds):
        ordinal = 1
    return Designator(tuple(kinds), ordinal)


def print_kind(kind: Kind, ordinal: int | None) -> str:
    """Print one kind as this newsroom does."""
    word = OURS.get(kind, kind.value.capitalize())
    if ordinal is None:
        return word
    return f"{word} {ordinal}" if kind in (Kind.UPDATE, Kind.WRAPUP, Kind.VERSION) else f"{nth(ordinal)} {word}"


def nth(ordinal: int) -> str:
    """Print an ordinal in figures: 1st, 2nd, 3rd, 11th, 22nd."""
    ending = "th" if ordinal % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(ordinal % 10, "th")
    return f"{ordinal}{ending}"


def explain(designator: Designator, _: Translate = str) -> tuple[str, str]:
    """Return a designator in readers' words: its name ("First lead, write-through") and its meaning, as a sentence.

    Of several kinds the outermost is explained first, the others behind their names.
    """
    names = [name_of(part, designator.ordinal, _) for part in designator.parts]
    meanings = [meaning_of(part, designator.ordinal, _) for part in designator.parts]
    inner = [f"{name}: {meaning}" for name, meaning in zip(names[1:], meanings[1:], strict=True)]
    name = _(", ").join([names[0], *(name[0].lower() + name[1:] for name in names[1:])])
    return name, " ".join([meanings[0], *inner])


def name_of(part: tuple[Kind, ...], ordinal: int | None, _: Translate = str) -> str:
    """Return the name of one part of a designator in words: "Second lead, write-through", "Wrap-up 3"."""
    figure = "" if ordinal is None else str(ordinal)
    numeral = "" if ordinal is None else ORDINAL_WORDS.get(ordinal, nth(ordinal))
    names = []
    unnumbered = UNNUMBERED if ordinal is None else {}
    for words in (unnumbered.get(kind) or MEANINGS[kind][0] for kind in part):
        translated = _(words)
        # Ordinals in words are English: another language prints the figure in their place.
        names.append(translated.format(n=figure, th=numeral if translated == words else figure).strip())
    name = _(", ").join([names[0], *(other.lower() for other in names[1:])])
    return name[0].upper() + name[1:]


def meaning_of(part: tuple[Kind, ...], ordinal: int | None, _: Translate = str) -> str:
    """Return the meaning of one part of a designator, as a sentence."""
    if Kind.WRITETHRU in part and ordinal in (None, 1):
        return _("a full text that replaces the story as first filed.")
    return _(MEANINGS[part[-1]][1])


def next_in_chain(chain: Sequence[Designator | None]) -> Designator | None:
    """Return the likeliest designator of the next filing; None for a first filing, and after a kill.

    The last filing that was counted goes on counting in its own manner: after 1st LD comes 2nd LD, after
    1st LD Writethru 2nd LD Writethru, after Update 1 Update 2. Before any, the next is the 1st LD. Urgents,
    corrections, refiles and repeats are not counted; what they repeat or correct has its number already.

    Source: AP filing practice: the ordinal counts the leads of a story, and a write-through carries its lead's.
    """
    if not chain or is_killed(chain):
        return None
    manner = next((part for filing in reversed(chain) if (part := series_kinds(filing))), (Kind.LEAD,))
    return Designator(manner, highest_ordinal(chain, manner) + 1)


def choices(chain: Sequence[Designator | None]) -> tuple[Designator | None, ...]:
    """Return the designators that an editor is offered for the next filing, the likeliest first; none after a kill.

    Corrections, refiles, holds and kills are acts of their own and not among them.
    """
    if is_killed(chain):
        return ()
    alerts = [Designator((kind,)) for kind in (Kind.URGENT, Kind.ALERT, Kind.FLASH, Kind.BULLETIN)]
    if not chain:
        return (None, *alerts, Designator((Kind.ADVISORY,)))
    lead, writethru = (Kind.LEAD,), (Kind.LEAD, Kind.WRITETHRU)
    leads = highest_ordinal(chain, lead)
    offered = [next_in_chain(chain), Designator(lead, leads + 1)]
    if leads and Designator(writethru, leads) not in chain:
        offered.append(Designator(writethru, leads))
    offered.append(Designator(writethru, leads + 1))
    offered += [Designator((kind,), highest_ordinal(chain, (kind,)) + 1) for kind in (Kind.UPDATE, Kind.WRAPUP)]
    return tuple(dict.fromkeys([*offered, *alerts, Designator((Kind.ADVISORY,))]))


def series_kinds(filing: Designator | None) -> tuple[Kind, ...]:
    """Return the counted part of a designator: of "Correction, 2nd LD Writethru" the second. Empty if none is."""
    parts = filing.parts if filing else []
    return next((part for part in parts if part[0] in COUNTED), ())


def highest_ordinal(chain: Iterable[Designator | None], manner: tuple[Kind, ...]) -> int:
    """Return the highest ordinal among filings counted in one manner; leads and write-throughs count as one."""
    family = LEADS if LEADS & set(manner) else set(manner)
    filings = [filing for filing in chain if filing and family & set(filing.kinds)]
    return max((filing.ordinal or 1 for filing in filings), default=0)


def is_killed(chain: Iterable[Designator | None]) -> bool:
    """Return whether a chain ended with a kill."""
    return any(filing and filing.is_kill for filing in chain)


def glossary(_: Translate = str) -> tuple[tuple[Designator, str, str], ...]:
    """Return every designator that a reader may meet, with its name and meaning, for the help page."""
    writethru = (Kind.LEAD, Kind.WRITETHRU)
    examples: list[Designator] = []
    for kind in Kind:
        ordinal = 1 if kind in COUNTED and kind != Kind.WRITETHRU else None
        examples.append(Designator((kind,), 2 if kind in ALWAYS_NUMBERED else ordinal))
        if kind == Kind.LEAD:
            examples += [Designator((kind,), 2), Designator(writethru, 1), Designator(writethru, 2)]
    return tuple((example, *explain(example, _)) for example in examples)


def genre(headline: str) -> str:
    """Return the genre at the head of a clean headline, "Feature" or "Xinhua Headlines"; several joined by a comma.

    Only names known as genres count, printed as a label: "Feature: …", "(News Focus) …", "COLUMN-…". A topic
    ("FOREX-") is none. Empty if there is none.
    """
    head, found = headline[:HEAD].lstrip(), list[str]()
    while len(found) < MOST_GENRES and (label := GENRE.match(head)):
        name = GENRES.get(" ".join(label[label.lastgroup or 0].split()).casefold())
        if name is None:
            break
        found.append(name)
        head = head[label.end() :]
    return ", ".join(dict.fromkeys(found))
