"""Pieces of copy for the tests of matching: invented, in a few words each, and an arrival that finds their stories."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from stories import designators
from stories.copy.blocks import Block, Kind
from stories.designators import Position
from stories.matching import Evidence, KnownCopy, Rarity, chain_rank, find, make_profile

MIDNIGHT = datetime(2026, 11, 28, tzinfo=UTC)


def a_piece(
    headline, body="", place="", *, at="", slug="", identity="", follows=(), version=None, language="en", genre=""
):
    """Return a piece of copy; `at` is its time on 28 November, or the next day ("+1 00:20"), empty for one untimed."""
    days, _, clock = at.rpartition(" ")
    hours, minutes = map(int, clock.split(":")) if clock else (12, 0)
    moved_at = MIDNIGHT + timedelta(days=int(days or 0), hours=hours, minutes=minutes)
    designator, rest = designators.read(headline)
    in_slug, keyword = designators.read(slug, printed_in=Position.SLUG)
    designator = designator or in_slug
    blocks = tuple(Block(Kind.PARAGRAPH, line) for line in body.split("\n") if line)
    return KnownCopy(
        identity=identity,
        follows=tuple(follows),
        version=version,
        keyword=keyword.casefold(),
        slugline=slug,
        language=language,
        designator=designator,
        rank=chain_rank(designator),
        genre=genre,
        headline=rest,
        moved_at=moved_at,
        is_timed=bool(at),
        news_day=moved_at.date(),
        has_text=bool(body),
        profile=make_profile(rest, f"{place.upper()}, Nov. 28 (Vesper) --" if place else "", blocks),
    )


class Newsroom:
    """What is known of one source; its stories are numbered by their first piece, from 1."""

    def __init__(self):
        self.known, self.rarity, self.findings = [], Rarity(), []

    def take(self, piece):
        """Find the story of a piece, keep both, and return the number of the story."""
        under_keyword = {known.story for known in self.known if piece.keyword and known.keyword == piece.keyword}
        evidence = Evidence(copies=tuple(self.known), rarity=self.rarity, stories_of_keyword=len(under_keyword))
        finding = find(piece, evidence)
        number = len(self.known) + 1
        self.known.append(replace(piece, number=number, story=finding.story or number))
        self.rarity.add(piece.profile)
        self.findings.append(finding)
        return self.known[-1].story


def chains_of(*pieces):
    """Return the chains of pieces that arrive in this order, a letter each: "AAB"."""
    newsroom = Newsroom()
    numbers = [newsroom.take(piece) for piece in pieces]
    letters = dict(zip(dict.fromkeys(numbers), "ABCDEFGHIJ", strict=False))
    return "".join(letters[number] for number in numbers)


def finding_of(*pieces):
    """Return what was found for the last of some pieces."""
    newsroom = Newsroom()
    for piece in pieces:
        newsroom.take(piece)
    return newsroom.findings[-1]
