"""Invented wire days whose truth is known, in languages that do not exist.

Words are drawn as they are in any language: a few stand everywhere, most are rare. An event has names, figures and
facts of its own; events of one subject share its vocabulary, some of its names, and whole paragraphs of background.
Nothing here is a sentence that anybody prints, so that nothing can be tuned to one.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bench.invented_languages import ARABIC, CYRILLIC, HANGUL, IDEOGRAPHS, LATIN, Language

DAY = datetime(2026, 11, 28, tzinfo=UTC)
MONTH = "November"
NAMES_IN_POOL = 220  # of a source's day, where names are shared


@dataclass
class Event:
    """Something that happened: its names, figures and words, and the background of its subject."""

    number: int
    place: str
    names: list[str]
    figures: list[str]
    words: list[str]
    background: list[str]


@dataclass
class Subject:
    """What several events of a day are about: a war, a trial, a branch of trade."""

    words: list[str]
    names: list[str]
    background: list[str]


@dataclass
class Sheet:
    """A piece before it is written in a format."""

    source: str
    story: int
    event: int
    kind: str
    seq: int
    at: datetime
    head: str
    paragraphs: list[str]
    write: Callable[[Sheet], bytes]
    identity: str = ""
    version: int = 0
    slug: str = ""
    follows: tuple[str, ...] = ()
    place: str = ""
    language: str = ""


class Wire:
    """The day of one agency: its language, names and subjects."""

    def __init__(self, source: str, language: Language, day: Day, *, few_names: bool) -> None:
        self.source, self.language, self.day, self.chance = source, language, day, day.chance
        self.pool = [language.name() for _ in range(NAMES_IN_POOL)] if few_names else []
        self.subjects = [self.make_subject() for _ in range(12)]

    def name(self) -> str:
        """Draw a name: one of the day's where they are few."""
        return self.chance.choice(self.pool) if self.pool else self.language.name()

    def make_subject(self) -> Subject:
        """Make a subject with its vocabulary, names and paragraphs of background."""
        subject = Subject(self.language.common(40), [self.name() for _ in range(4)], [])
        for _ in range(3):
            named = self.chance.sample(subject.names, 2)
            subject.background.append(self.sentence(subject.words, named, [], 16))
        return subject

    def make_event(self, subject: Subject | None = None) -> Event:
        """Make an event of a subject."""
        subject = subject or self.chance.choice(self.subjects)
        self.day.events += 1
        names = [self.name() for _ in range(4)] + self.chance.sample(subject.names, 1)
        figures = [
            str(self.chance.randint(2, 99)),
            f"{self.chance.randint(100, 9000)}",
            f"{self.chance.random() * 9:.1f}",
        ]
        words = self.chance.sample(subject.words, 14) + self.language.common(14)
        background = self.chance.sample(subject.background, self.chance.randint(0, 2))
        return Event(self.day.events, self.name(), names, figures, words, background)

    def sentence(self, words: list[str], names: list[str], figures: list[str], length: int) -> str:
        """Write a sentence of some words, names and figures between common words."""
        language = self.language
        told = [language.inflect(self.chance.choice(words)) for _ in range(length // 2)]
        told += language.common(length - len(told)) + figures
        self.chance.shuffle(told)
        for name in names:
            told.insert(self.chance.randint(1, len(told)), name)
        line = language.blank.join(told) + language.stop
        return line[:1].upper() + line[1:]

    def text(self, event: Event, stage: int, paragraphs: int) -> tuple[str, list[str]]:
        """Write headline and paragraphs of a stage; later ones have a new top, and keep some of what was there."""
        chance = self.chance
        lead_names = [event.names[stage % 3], event.place] if stage else [event.place, event.names[0]]
        some = event.words[stage * 4 % 12 :]
        head = self.sentence(some, chance.sample(lead_names, chance.choice((1, 2))), event.figures[:1] * (stage % 2), 6)
        body = [self.sentence(some, lead_names, event.figures[: 1 + stage % 2], 16)]
        for number in range(paragraphs):
            named = chance.sample(event.names, chance.choice((1, 1, 2)))
            body.append(self.sentence(event.words, named, event.figures[number % 3 : number % 3 + 1], 18))
        return head.rstrip(self.language.stop), body + (event.background if paragraphs > 1 else [])


class Day:
    """A day of several agencies; `sheets` are its pieces by the time at which they moved."""

    def __init__(self, seed: int, *, few_names: bool = False) -> None:
        self.chance = random.Random(seed)  # noqa: S311, no secret
        self.events = self.stories = self.ids = 0
        self.sheets: list[Sheet] = []
        scripts = {
            "Alfar": ("en", LATIN, " ", 2, "."),
            "Berda": ("en", LATIN, " ", 2, "."),
            "Cidra": ("de", LATIN, " ", 2, "."),
            "Dovna": ("ru", CYRILLIC, " ", 2, "."),
            "Elgom": ("zh", IDEOGRAPHS, "", 2, "。"),
            "Fanur": ("ko", HANGUL, " ", 2, "."),
            "Gasib": ("ar", ARABIC, " ", 2, "."),
        }
        for source, (tag, syllables, blank, shortest, stop) in scripts.items():
            language = Language(tag, syllables, self.chance, blank, shortest, stop)
            wire = Wire(source, language, self, few_names=few_names)
            for kind in KINDS:
                for _ in range(kind.times):
                    kind.move(wire)
        self.sheets.sort(key=lambda sheet: sheet.at)

    def new_story(self) -> int:
        """Return the number of the next story."""
        self.stories += 1
        return self.stories

    def new_id(self) -> str:
        """Return the next id."""
        self.ids += 1
        return f"tag:wire.example,2026:{self.ids}"


def times(wire: Wire, count: int, start: datetime | None = None) -> list[datetime]:
    """Return the times of the pieces of a story."""
    at = start or DAY + timedelta(minutes=wire.chance.randint(0, 1100))
    moments = [at]
    while len(moments) < count:
        at += timedelta(minutes=wire.chance.randint(4, 150))
        moments.append(at)
    return moments


TEXT_CHAINS = (
    ("Urgent: ", ""),
    ("Urgent: ", "1st LD: ", "2nd LD Writethru: "),
    ("", "1st LD Writethru: "),
    ("", "1st LD: ", "2nd LD: ", "3rd LD: "),
    ("Urgent: ", "", "1st LD: "),
    ("",),
    ("",),
)


def move_text(
    wire: Wire, kind: str, event: Event, start: datetime | None = None, *, chain: tuple[str, ...] = ()
) -> None:
    """Move a story in plain text, without ids."""
    story = wire.day.new_story()
    chain = chain or wire.chance.choice(TEXT_CHAINS)
    for seq, (mark, at) in enumerate(zip(chain, times(wire, len(chain), start), strict=True)):
        head, body = wire.text(event, seq, 0 if mark == "Urgent: " else wire.chance.randint(2, 6))
        wire.day.sheets.append(
            Sheet(wire.source, story, event.number, kind, seq, at, mark + head, body, write_text, place=event.place)
        )


def move_single(wire: Wire) -> None:
    """Move an event in plain text."""
    move_text(wire, "text", wire.make_event())


def move_neighbours(wire: Wire) -> None:
    """Move two events of one subject at the same hours."""
    subject = wire.chance.choice(wire.subjects)
    start = times(wire, 1)[0]
    chain = wire.chance.choice(TEXT_CHAINS[:5])
    for minutes in (0, 13):
        move_text(wire, "neighbours", wire.make_event(subject), start + timedelta(minutes=minutes), chain=chain)


def move_frame(wire: Wire) -> None:
    """Move a report in the agency's own wording from three places, two of them with a lead."""
    event = wire.make_event()
    start = times(wire, 1)[0]
    frame = wire.language.common(9)
    for number in range(3):
        story, place, who = wire.day.new_story(), wire.name(), wire.name()
        wire.day.events += 1
        for seq in range(2 if number < 2 else 1):
            figure = f"{wire.chance.randint(10, 999)}.{wire.chance.randint(1, 9)}"
            head = wire.language.blank.join([place, *frame[:4]])
            body = [wire.language.blank.join([*frame[:3], place, *frame[3:], figure]) + wire.language.stop]
            body.append(wire.sentence(event.words, [who], [figure], 8))
            at = start + timedelta(minutes=17 * number + 8 * seq)
            wire.day.sheets.append(
                Sheet(
                    wire.source,
                    story,
                    wire.day.events,
                    "frame",
                    seq,
                    at,
                    ("1st LD: " * seq) + head,
                    body,
                    write_text,
                    place=place,
                )
            )


def move_versions(wire: Wire) -> None:
    """Move a story whose versions share their id."""
    event, story, identity = wire.make_event(), wire.day.new_story(), wire.day.new_id()
    for seq, at in enumerate(times(wire, wire.chance.randint(1, 4))):
        head, body = wire.text(event, seq, 4)
        wire.day.sheets.append(
            Sheet(
                wire.source,
                story,
                event.number,
                "versions",
                seq,
                at,
                head,
                body,
                write_ninjs,
                identity,
                seq + 1,
                "news",
            )
        )


def move_keyword(wire: Wire) -> None:
    """Move two stories of one keyword under new ids: of two events at the same hours."""
    subject = wire.chance.choice(wire.subjects)
    start, keyword = times(wire, 1)[0], f"{wire.language.name()}-{wire.language.name()}/"
    for minutes in (0, 9)[: wire.chance.choice((1, 1, 2))]:
        event, story = wire.make_event(subject), wire.day.new_story()
        for seq, at in enumerate(times(wire, 3, start + timedelta(minutes=minutes))):
            head, body = wire.text(event, seq, 3)
            mark = f"UPDATE {seq}-" if seq else ""
            sheet = Sheet(wire.source, story, event.number, "keyword", seq, at, mark + head, body, write_ninjs)
            sheet.identity, sheet.version, sheet.slug = wire.day.new_id(), wire.chance.randint(1, 10**9), keyword
            wire.day.sheets.append(sheet)


def move_linked(wire: Wire) -> None:
    """Move a story whose pieces name the one before."""
    event, story, before = wire.make_event(), wire.day.new_story(), ""
    for seq, at in enumerate(times(wire, 3)):
        head, body = wire.text(event, seq, 3)
        identity = wire.day.new_id()
        sheet = Sheet(wire.source, story, event.number, "linked", seq, at, head, body, write_ninjs, identity, 1)
        sheet.follows = (before,) if before else ()
        wire.day.sheets.append(sheet)
        before = identity


def move_list(wire: Wire) -> None:
    """Move a list of the day's headlines, which shares names with many stories."""
    wire.day.events += 1
    heads = [sheet.head.partition(": ")[2] or sheet.head for sheet in wire.day.sheets if sheet.source == wire.source]
    if len(heads) < 5:
        return
    event, story = wire.make_event(), wire.day.new_story()
    at = times(wire, 1)[0]
    body = [head + wire.language.stop for head in wire.chance.sample(heads, 5)]
    wire.day.sheets.append(
        Sheet(
            wire.source, story, event.number, "list", 0, at, "Roundup: " + body[0], body, write_text, place=event.place
        )
    )


def move_correction(wire: Wire) -> None:
    """Move a plain text and its correction, with another word or two."""
    event, story = wire.make_event(), wire.day.new_story()
    head, body = wire.text(event, 0, 4)
    first, second = times(wire, 2)
    for seq, (mark, at) in enumerate((("", first), ("Correction: ", second))):
        text = [*body[:-1], wire.sentence(event.words, event.names[:1], [], 10)] if seq else body
        wire.day.sheets.append(
            Sheet(
                wire.source,
                story,
                event.number,
                "correction",
                seq,
                at,
                mark + head,
                text,
                write_text,
                place=event.place,
            )
        )


@dataclass(frozen=True)
class Kind:
    """A kind of story and how often an agency has it in a day."""

    move: Callable[[Wire], None]
    times: int


KINDS = (
    Kind(move_single, 30),
    Kind(move_neighbours, 6),
    Kind(move_frame, 4),
    Kind(move_versions, 6),
    Kind(move_keyword, 8),
    Kind(move_linked, 4),
    Kind(move_correction, 4),
    Kind(move_list, 4),
)


def write_text(sheet: Sheet) -> bytes:
    """Write a piece as plain text."""
    first, *others = sheet.paragraphs
    date = f"{sheet.source}, {MONTH} {sheet.at.day}, {sheet.at.year}"
    dateline = f"{sheet.place.upper()}, Nov. {sheet.at.day} ({sheet.source}) -- "
    return "\n\n".join([sheet.head, date, dateline + first, *others, "Endit"]).encode()


def write_ninjs(sheet: Sheet) -> bytes:
    """Write a piece as ninjs."""
    piece: dict[str, object] = {
        "type": "text",
        "guid": sheet.identity,
        "version": str(sheet.version),
        "versioncreated": sheet.at.isoformat(),
        "headline": sheet.head,
        "slugline": sheet.slug,
        "body_html": "".join(f"<p>{paragraph}</p>" for paragraph in sheet.paragraphs),
        "source": sheet.source,
    }
    if sheet.follows:
        piece["evolvedfrom"] = sheet.follows[0]
    return json.dumps(piece).encode()


def sheets_of(seed: int, *, few_names: bool = False) -> Iterator[Sheet]:
    """Yield the pieces of a day by the time at which they moved."""
    yield from Day(seed, few_names=few_names).sheets
