"""The chain: how well pieces of copy find their stories, on invented days whose truth is known.

    python -m bench.chain

A day is delivered in order, up to two hours late, shuffled and doubled. Each piece is read as off the wire, looked up
in an archive in memory as the newsroom looks it up in its database, and given to `find`. With CHAIN_DAYS, a folder of
days as another generator wrote them (one folder a day: `pieces.json`, and a folder of files for each delivery beside
its `times.json`), those are measured, too.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bench.chain_score import Delivered, Figures, Placed, score_day
from bench.wire_days import Sheet, sheets_of
from stories import wire
from stories.matching import Evidence, KnownCopy, Rarity, chain_rank, find, make_profile
from stories.wire import Status, WireItem

SEEDS = (1, 2, 3)
MANNERS = ("order", "twohours", "shuffled", "doubled")
SPAN = timedelta(hours=48)
Copies = dict[str, list[KnownCopy]]


@dataclass
class Archive:
    """What the newsroom knows of one source."""

    stories: dict[int, list[KnownCopy]] = field(default_factory=lambda: defaultdict(list))
    identities: Copies = field(default_factory=lambda: defaultdict(list))
    followers: Copies = field(default_factory=lambda: defaultdict(list))
    keywords: Copies = field(default_factory=lambda: defaultdict(list))
    terms: Copies = field(default_factory=lambda: defaultdict(list))
    rarity: Rarity = field(default_factory=Rarity)
    marks: set[tuple[object, ...]] = field(default_factory=set)

    def evidence(self, copy: KnownCopy) -> Evidence:
        """Return what bears on a piece of copy."""
        linked = [known for name in (copy.identity, *copy.follows) if name for known in self.identities[name]]
        linked += self.followers[copy.identity] if copy.identity else []
        under_keyword = self.keywords[copy.keyword] if copy.keyword else []
        linked += [known for known in under_keyword if is_near(known, copy)]
        terms = self.rarity.terms_to_seek(copy.profile)
        hits = {term: {known.story or 0 for known in self.terms[term] if is_near(known, copy)} for term in terms}
        stories = dict.fromkeys([*(known.story or 0 for known in linked), *self.rarity.best_stories(hits)])
        return Evidence(
            copies=tuple(known for story in stories for known in self.stories[story]),
            rarity=self.rarity,
            stories_of_keyword=len({known.story for known in under_keyword}),
        )

    def add(self, copy: KnownCopy) -> None:
        """Keep a piece of copy with its story."""
        self.stories[copy.story or 0].append(copy)
        named = [(self.identities, copy.identity), (self.keywords, copy.keyword)]
        named += [(self.followers, identity) for identity in copy.follows]
        named += [(self.terms, term) for term in self.rarity.terms_to_keep(copy.profile)]
        for copies, name in named:
            copies[name].append(copy)
        self.rarity.add(copy.profile)


def is_near(one: KnownCopy, other: KnownCopy) -> bool:
    """Return whether two pieces moved within SPAN."""
    return abs(one.moved_at - other.moved_at) <= SPAN


def known_copy(piece: WireItem, at: datetime) -> KnownCopy:
    """Return what bears on finding a story from a piece as it was read."""
    moved = piece.version_at
    moved_at = (moved if moved.tzinfo else moved.replace(tzinfo=UTC)).astimezone(UTC) if moved else at
    return KnownCopy(
        identity=piece.identity,
        follows=piece.follows,
        version=piece.version,
        keyword=piece.slugline.casefold(),
        slugline=piece.printed_slugline or piece.slugline,
        language=piece.language.partition("-")[0].lower(),
        designator=piece.designator,
        rank=chain_rank(piece.designator),
        genre=piece.genre,
        headline=piece.headline,
        moved_at=moved_at,
        is_timed=moved is not None,
        news_day=piece.dated_on or moved_at.date(),
        has_text=bool(piece.blocks),
        profile=make_profile(piece.headline, piece.dateline, piece.blocks),
    )


def is_story(piece: object) -> bool:
    """Return whether a piece is copy that is neither a stop nor a note to editors."""
    if not isinstance(piece, WireItem) or piece.status != Status.USABLE:
        return False
    mark = piece.designator
    return mark is None or not (mark.is_advisory or mark.is_kill or mark.is_hold)


def place_pieces(pieces: Iterable[Delivered]) -> list[Placed]:
    """Find the stories of delivered pieces one by one; the same copy again is left out."""
    archives: dict[str, Archive] = defaultdict(Archive)
    numbers = count(1)
    placed = []
    for delivered in pieces:
        for piece in wire.read(delivered.data) if delivered.story else ():
            if isinstance(piece, WireItem) and is_story(piece):
                placed += place_piece(delivered, piece, archives[piece.source], numbers)
    return placed


def place_piece(delivered: Delivered, piece: WireItem, archive: Archive, numbers: Iterator[int]) -> list[Placed]:
    """Find the story of a piece and keep it; return none for the same copy again."""
    start = time.process_time()
    copy = known_copy(piece, delivered.at)
    mark = (copy.identity, copy.version, copy.rank, copy.keyword, piece.headline, piece.dateline, piece.blocks)
    if mark in archive.marks:
        return []
    archive.marks.add(mark)
    finding = find(copy, archive.evidence(copy))
    number = next(numbers)
    story = finding.story or number
    archive.add(replace(copy, number=number, story=story))
    return [Placed(delivered, copy, finding, story, time.process_time() - start)]


def deliver(sheets: list[Sheet], manner: str) -> list[Delivered]:
    """Return the pieces of a day as they arrive: in order, up to two hours late, shuffled, or each twice."""
    chance = random.Random(3)  # noqa: S311, no secret
    end = max(sheet.at for sheet in sheets) + timedelta(minutes=5)
    arrivals: list[tuple[datetime, int]] = []
    for number, sheet in enumerate(sheets):
        at = sheet.at + timedelta(seconds=chance.randint(2, 50))
        if manner == "twohours":
            at = sheet.at + timedelta(minutes=chance.uniform(0, 120))
        if manner == "shuffled":
            at = end + timedelta(seconds=chance.uniform(0, 3600))
        again = [at + timedelta(minutes=chance.uniform(1, 90))] if manner == "doubled" else []
        arrivals += [(moment, number) for moment in (at, *again)]
    return [deliver_sheet(sheets[number], number, at) for at, number in sorted(arrivals)]


def deliver_sheet(sheet: Sheet, number: int, at: datetime) -> Delivered:
    """Return a piece as it arrives."""
    return Delivered(sheet.write(sheet), at, number, sheet.story, sheet.event, sheet.kind, sheet.seq)


def read_folder(day: Path, manner: str) -> Iterator[Delivered]:
    """Yield the pieces of a day that another generator wrote, in the order of the names of their files."""
    truth = {piece["no"]: piece for piece in json.loads((day / "pieces.json").read_text())}
    for row in json.loads((day / f"{manner}.times.json").read_text()):
        piece = truth[row["no"]]
        data, at = (day / manner / row["name"]).read_bytes(), datetime.fromisoformat(row["at"])
        yield Delivered(data, at, piece["no"], piece["story"], piece["event"], piece["kind"], piece["seq"])


def measure_days() -> Iterator[tuple[str, str, Figures]]:
    """Yield the names of days and manners with their figures."""
    for seed in SEEDS:
        for few_names in (False, True):
            sheets = list(sheets_of(seed, few_names=few_names))
            for manner in MANNERS:
                name = f"seed {seed}{', shared names' if few_names else ''}"
                yield name, manner, score_day(place_pieces(deliver(sheets, manner)))
    folder = os.environ.get("CHAIN_DAYS")
    for day in sorted(Path(folder).iterdir()) if folder else ():
        for manner in MANNERS:
            if (day / f"{manner}.times.json").exists():
                yield day.name, manner, score_day(place_pieces(read_folder(day, manner)))


def chain_report() -> dict[str, dict[str, float]]:
    """Print the figures of days in a table; return them."""
    sys.stdout.write(
        "\n## The chain: pieces that find their story\n\n"
        "| day | delivered | precision | recall | F1 | two events in one chain | right candidate | needless "
        "| newest wrong | ms, first fifth | last |\n" + "| --- " * 11 + "|\n"
    )
    report = {}
    for name, manner, figures in measure_days():
        sys.stdout.write(
            f"| {name} | {manner} | {figures.precision:.3f} | {figures.recall:.3f} | {figures.f1:.3f} "
            f"| {figures.grave} | {figures.helped} of {figures.missed} | {figures.needless} of {figures.stories} "
            f"| {figures.newest_wrong} of {figures.chains} | {figures.first_ms:.1f} | {figures.last_ms:.1f} |\n"
        )
        sys.stdout.flush()
        report[f"{name}, {manner}"] = asdict(figures) | {"f1": figures.f1}
    return report


if __name__ == "__main__":
    chain_report()
