"""The chain: how well pieces of copy find their stories, on invented days whose truth is known.

    python -m bench.chain [folder of another generator's days]

A day is delivered in order, up to two hours late, shuffled and doubled. Each piece is read as off the wire, looked up
in an archive in memory as the newsroom looks it up in its database, and given to `find`.
"""

from __future__ import annotations

import itertools
import json
import random
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.wire_days import Sheet
from stories import wire
from stories.matching import Evidence, Finding, KnownCopy, Rarity, chain_rank, find, make_profile, precedes
from stories.wire import WireItem

SPAN = timedelta(hours=48)
COUNTED_TEXTS = 2000


@dataclass
class Delivered:
    """A piece of copy with its truth: the story and event that it is of, None where it is of none, and its kind."""

    data: bytes
    at: datetime
    no: int
    story: int | None
    event: int | None
    kind: str
    seq: int


@dataclass
class Archive:
    """What the newsroom knows of one source."""

    copies: list[KnownCopy] = field(default_factory=list)
    by_story: dict[int, list[KnownCopy]] = field(default_factory=lambda: defaultdict(list))
    by_identity: dict[str, list[KnownCopy]] = field(default_factory=lambda: defaultdict(list))
    by_followed: dict[str, list[KnownCopy]] = field(default_factory=lambda: defaultdict(list))
    by_keyword: dict[str, list[KnownCopy]] = field(default_factory=lambda: defaultdict(list))
    by_term: dict[str, list[KnownCopy]] = field(default_factory=lambda: defaultdict(list))
    rarity: Rarity = field(default_factory=Rarity)
    counted: deque = field(default_factory=deque)
    seen: set = field(default_factory=set)

    def evidence(self, copy: KnownCopy) -> Evidence:
        """Return what bears on a piece of copy."""
        found = list(self.by_identity[copy.identity]) if copy.identity else []
        for identity in copy.follows:
            found += self.by_identity[identity]
        found += self.by_followed[copy.identity] if copy.identity else []
        of_keyword = [known for known in self.by_keyword[copy.keyword] if is_near(known, copy)] if copy.keyword else []
        found += of_keyword
        terms = self.rarity.terms_to_seek(copy.profile)
        hits = ((known.story, term) for term in terms for known in self.by_term[term] if is_near(known, copy))
        stories = dict.fromkeys(known.story for known in found) | dict.fromkeys(self.rarity.best_stories(hits))
        copies = [known for story in stories for known in self.by_story[story]]
        return Evidence(
            copies=tuple(copies),
            rarity=self.rarity,
            stories_of_keyword=len({known.story for known in self.by_keyword[copy.keyword]}) if copy.keyword else 0,
        )

    def add(self, copy: KnownCopy) -> None:
        """Keep a piece of copy with its story."""
        self.by_story[copy.story].append(copy)
        if copy.identity:
            self.by_identity[copy.identity].append(copy)
        for identity in copy.follows:
            self.by_followed[identity].append(copy)
        if copy.keyword:
            self.by_keyword[copy.keyword].append(copy)
        for term in self.rarity.terms_to_keep(copy.profile):
            self.by_term[term].append(copy)
        self.rarity.add(copy.profile)


def is_near(one: KnownCopy, other: KnownCopy) -> bool:
    """Return whether two pieces moved within SPAN."""
    return abs(one.moved_at - other.moved_at) <= SPAN


def known_copy(piece: WireItem, at: datetime) -> KnownCopy:
    """Return what bears on finding a story from a piece as it was read."""
    moved = piece.version_at
    moved = moved.replace(tzinfo=UTC) if moved and not moved.tzinfo else moved
    moved_at = moved.astimezone(UTC) if moved else at
    return KnownCopy(
        identity=piece.identity,
        follows=piece.follows,
        version=piece.version,
        keyword=piece.slugline.casefold(),
        slugline=piece.printed_slugline or piece.slugline,
        language=piece.language.split("-")[0].lower(),
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


def is_no_story(piece: WireItem) -> bool:
    """Return whether a piece is a stop or a note to editors."""
    designator = piece.designator
    return piece.status != "usable" or bool(
        designator and (designator.is_advisory or designator.is_kill or designator.is_hold)
    )


@dataclass
class Placed:
    """A piece with the story that was found for it."""

    piece: Delivered
    copy: KnownCopy
    finding: Finding
    seconds: float
    number: int
    evidence: Evidence | None = None


def place_pieces(pieces: Iterable[Delivered], on_find=None) -> list[Placed]:
    """Find the stories of delivered pieces one by one."""
    archives: dict[str, Archive] = defaultdict(Archive)
    placed = []
    numbers = itertools.count(1)
    for delivered in pieces:
        if delivered.story is None:
            continue
        for piece in wire.read(delivered.data):
            if not isinstance(piece, WireItem) or is_no_story(piece):
                continue
            archive = archives[piece.source or "unnamed"]
            start = time.process_time()
            copy = known_copy(piece, delivered.at)
            mark = (
                copy.identity,
                copy.version,
                copy.moved_at if copy.is_timed else None,
                copy.rank,
                copy.keyword,
                piece.dated_on,
                piece.headline,
                piece.dateline,
                "\n".join(b.text for b in piece.blocks),
            )
            if mark in archive.seen:
                continue
            archive.seen.add(mark)
            evidence = archive.evidence(copy)
            finding = find(copy, evidence)
            if on_find:
                on_find(delivered, copy, evidence, finding)
            number = next(numbers)
            copy = replace(copy, number=number, story=finding.story or number)
            spent = time.process_time() - start
            archive.add(copy)
            placed.append(Placed(delivered, copy, finding, spent, number))
    return placed


def read_folder(data: Path, folder: Path) -> Iterator[Delivered]:
    """Yield the pieces of a delivered day in the order of the names of their files."""
    truth = {piece["no"]: piece for piece in json.loads((data / "pieces.json").read_text())}
    times = {row["name"]: row["at"] for row in json.loads(Path(f"{folder}.times.json").read_text())}
    for path in sorted(folder.iterdir()):
        piece = truth[int(path.stem.split("-")[1])]
        yield Delivered(
            path.read_bytes(),
            datetime.fromisoformat(times[path.name]),
            piece["no"],
            piece["story"],
            piece["event"],
            piece["kind"],
            piece["seq"],
        )


def deliver(sheets: list[Sheet], manner: str, seed: int = 3) -> list[Delivered]:
    """Return the pieces of a day as they arrive: in order, up to two hours late, shuffled, or each twice."""
    chance = random.Random(seed)
    end = max(sheet.at for sheet in sheets) + timedelta(minutes=5)
    arrivals: list[tuple[datetime, Sheet, int]] = []
    for no, sheet in enumerate(sheets):
        at = sheet.at + timedelta(seconds=chance.randint(2, 50))
        if manner == "twohours":
            at = sheet.at + timedelta(minutes=chance.uniform(0, 120))
        if manner == "shuffled":
            at = end + timedelta(seconds=chance.uniform(0, 3600))
        arrivals.append((at, sheet, no))
        if manner == "doubled":
            arrivals.append((at + timedelta(minutes=chance.uniform(1, 90)), sheet, no))
    arrivals.sort(key=lambda arrival: arrival[0])
    return [
        Delivered(sheet.write(sheet), at, no, sheet.story, sheet.event, sheet.kind, sheet.seq)
        for at, sheet, no in arrivals
    ]


def score(placed: list[Placed]) -> dict[str, object]:
    """Return the figures of a day."""
    first: dict[int, Placed] = {}
    for one in placed:
        if one.piece.story:
            first.setdefault(one.piece.no, one)
    rows = list(first.values())
    by_truth, by_story = defaultdict(list), defaultdict(list)
    for one in rows:
        by_truth[one.piece.story].append(one)
        by_story[one.copy.story].append(one)
    right = lost = wrong = grave = 0
    kinds = defaultdict(Counter)
    for ones in by_truth.values():
        for a, b in itertools.combinations(ones, 2):
            hit = a.copy.story == b.copy.story
            right += hit
            lost += not hit
            kinds[a.piece.kind]["right" if hit else "lost"] += 1
    for ones in by_story.values():
        for a, b in itertools.combinations(ones, 2):
            if a.piece.story != b.piece.story:
                wrong += 1
                is_grave = a.piece.event != b.piece.event
                grave += is_grave
                for kind in {a.piece.kind, b.piece.kind}:
                    kinds[kind]["wrong"] += 1
                    kinds[kind]["grave"] += is_grave
    # proposals: of pieces that joined nothing
    seen_truth: dict[int, set] = defaultdict(set)
    needless = firsts = missed = helped = 0
    for one in rows:
        story = one.piece.story
        if story not in seen_truth:
            firsts += 1
            needless += one.finding.story is None and one.finding.likely is not None
        elif one.finding.story is None:
            missed += 1
            helped += one.finding.likely in seen_truth[story]
        seen_truth[story].add(one.copy.story)
    wrong_newest = chains = 0
    for ones in by_truth.values():
        if len(ones) < 2:
            continue
        chains += 1
        mains = Counter(one.copy.story for one in ones).most_common(1)[0][0]
        mine = [one for one in ones if one.copy.story == mains]
        order: list[Placed] = []
        for one in mine:  # in the order of arrival, each before the first that it precedes
            at = next((n for n, other in enumerate(order) if precedes(one.copy, other.copy)), len(order))
            order.insert(at, one)
        wrong_newest += order[-1].piece.seq != max(one.piece.seq for one in mine)
    precision = right / (right + wrong) if right + wrong else 1
    recall = right / (right + lost) if right + lost else 1
    fifth = max(1, len(placed) // 5)
    ms = [sum(o.seconds for o in part) / len(part) * 1000 for part in (placed[:fifth], placed[-fifth:])]
    return {
        "P": precision,
        "R": recall,
        "F1": 2 * precision * recall / (precision + recall),
        "grave": grave,
        "wrong": wrong,
        "needless": needless,
        "firsts": firsts,
        "missed": missed,
        "helped": helped,
        "newest": wrong_newest,
        "chains": chains,
        "ms": ms,
        "kinds": kinds,
    }
