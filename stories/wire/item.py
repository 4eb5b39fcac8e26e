"""One piece of wire copy, or one picture, as a value, whatever format it came in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from stories.charset import UnreadableError as UnreadableError  # the readers have it from here
from stories.copy import Block
from stories.copy.subjects import Subject
from stories.designators import Designator
from stories.wire.renditions import Rendition


class Status(StrEnum):
    """Use that the source allows."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


NO_READER = "Ask the source for NewsML-G2, NITF, ninjs, a feed or plain text."


class NotWireError(ValueError):
    """Bytes that are no wire copy in a format that is read; str() says what they are instead, and what to do."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This is no wire item: {what}")
        self.what = what

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        """Let it be made again of what it was made of, in another process."""
        return type(self), (self.what,)


class NotStoryError(UnreadableError):
    """A piece that is no story: a video, a package of references."""


@dataclass(frozen=True, slots=True)
class WirePicture:
    """A picture that comes with copy or by itself: the addresses of its file, and what the copy says of it.

    The addresses are names of files beside the copy, or of http and https, the best first; a picture without a file has
    none. `belongs_to` holds the identities of text items. The remarks say what was passed over. The renditions are the
    files that are published.
    """

    addresses: tuple[str, ...] = ()
    identity: str = ""
    headline: str = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    byline: str = ""
    place: str = ""
    taken_on: date | None = None
    rights: str = ""
    terms: str = ""
    instructions: str = ""
    status: Status = Status.USABLE
    belongs_to: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    renditions: tuple[Rendition, ...] = ()


@dataclass(frozen=True, slots=True)
class WireItem:
    """A piece of copy. Times are aware where the copy says an offset, else naive in the source's own zone.

    The identity is the format's own without the version; the headline has its designator taken off and its genre kept;
    the slugline is the keyword that all filings of the story share. `version_at` is when this version moved, `first_at`
    when the first did. The language is a canonical tag, or the words that are none. Dateline and endmark are taken out
    of the blocks. The main picture comes first. The remarks say what was passed over. `charset_doubt` says why the
    letters may be wrong, and `readings` the character sets to choose from, the likeliest first.
    """

    format: str
    identity: str = ""
    version: int | None = None
    version_at: datetime | None = None
    first_at: datetime | None = None
    dated_on: date | None = None
    source: str = ""
    language: str = ""
    headline: str = ""
    printed_headline: str = ""
    slugline: str = ""
    printed_slugline: str = ""
    designator: Designator | None = None
    byline: str = ""
    dateline: str = ""
    endmark: str = ""
    note: str = ""
    urgency: int | None = None
    priority: int | None = None
    status: Status = Status.USABLE
    embargo_at: datetime | None = None
    embargoes: tuple[datetime, ...] = ()  # further ends: the latest of all counts, once their zones are known
    section: str = ""
    genre: str = ""
    subjects: tuple[Subject, ...] = ()
    located: str = ""
    terms: str = ""
    address: str = ""  # of the copy's own page at its source
    alternate_ids: tuple[str, ...] = ()  # under which others know what is published here
    is_summary: bool = False  # the source gives no more than a summary
    follows: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    pictures: tuple[WirePicture, ...] = ()
    remarks: tuple[str, ...] = ()
    charset: str = ""
    charset_doubt: str = ""
    readings: tuple[str, ...] = ()


Piece = WireItem | WirePicture | UnreadableError  # of a delivery: copy, a picture by itself, or why it is neither
