"""What a NewsML 1 item says of itself: its id and revision, its times, its status and embargo, what it follows.

Source: IPTC NewsML 1.2, sections 5.5.1, "Formal Identification", and 5.7, "NewsManagement".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from stories import copy
from stories.wire import xml
from stories.wire.dates import read_date, read_time
from stories.wire.heads import read_status
from stories.wire.item import Status
from stories.wire.newsml_1_parts import formal_name, own_parts, properties

MOST_LINKS = 20  # to items that one was made from

# ISO 8601 as NewsML has it: 20190121T103600+0000, 20190121103600Z, 2019-01-21T10:36:00+01:00, 20190121.
_STAMP = re.compile(
    r"(?P<day>\d{4}-?\d{2}-?\d{2})(?:[T ]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?(?:[.,]\d{1,9})?)?"
    r" ?(?P<zone>Z|(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})?)?",
    re.IGNORECASE,
)
_VERSION_IN_ID = re.compile(r"(?<=[\w)])[-_.:](?:v|ver|rev)[-_.]?(?P<number>\d{1,4})", re.IGNORECASE)
_PUBLIC_ID = re.compile(
    r"(?:urn:newsml:)?(?P<provider>[^:\s]{1,200}):(?P<day>\d{8})(?:T?\d{4,6}(?:Z|[+-]\d{4})?)?:(?P<item>[^\s]{1,300}?)"
    r"(?::(?P<revision>\d{1,9})[NUA]?)?",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[\s0.:_-]*|none|null|n/?a", re.IGNORECASE)
_STOPPING = re.compile(r"delet|kill|cancel|withdr|annul", re.IGNORECASE)
_CORRECTING = re.compile(r"rectif|correct", re.IGNORECASE)
_REPLACING = re.compile(r"replac|updat|supersed|evolv|previous|correct", re.IGNORECASE)
_NO_EMBARGO = re.compile(r"|no|none|false|0+|0001-?01-?01.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Management:
    """What an item says of itself. A correction is one by the item's own instruction."""

    identity: str = ""
    version: int | None = None
    version_at: datetime | None = None
    first_at: datetime | None = None
    day: date | None = None
    status: Status = Status.USABLE
    embargo_at: datetime | None = None
    is_correction: bool = False
    follows: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_management(item: xml.Element, *, sent_at: datetime | None) -> Management:
    """Read what an item says of itself; where it names no time, it moved when its envelope was sent."""
    management = xml.element(item, "NewsManagement")
    version_at, day = _moment(management, "ThisRevisionCreated", "FirstCreated")
    if version_at is None and sent_at is not None and day in (None, sent_at.date()):
        version_at, day = sent_at, sent_at.date()
    identity, version = read_identity(item)
    status, embargo_at, remarks = _read_usage(item, management, version_at)
    return Management(
        identity=identity,
        version=version,
        version_at=version_at,
        first_at=_moment(management, "FirstCreated")[0] or version_at,
        day=day,
        status=status,
        embargo_at=embargo_at,
        is_correction=any(_CORRECTING.search(name) for name in _instructions(management)),
        follows=tuple(dict.fromkeys(name for name in _links(management) if name and name != identity))[:MOST_LINKS],
        remarks=remarks,
    )


def read_stamp(words: str) -> tuple[datetime | None, date | None]:
    """Read a time in any form of ISO 8601, or of RFC 5322; a day alone has no time. (None, None) for anything else."""
    words = copy.clean(words)
    found = _STAMP.fullmatch(words)
    if not found:
        at = read_time(words)
        return at, at.date() if at else read_date(words)
    try:
        day = date.fromisoformat(found["day"])
        if not found["hour"]:
            return None, day
        clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
        return datetime.combine(day, clock, _zone(found)), day
    except ValueError:
        return None, None


def _zone(found: re.Match[str]) -> timezone | None:
    if not found["zone"]:
        return None
    if not found["sign"]:
        return UTC
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(-offset if found["sign"] == "-" else offset)


def _moment(parent: xml.Element | None, *names: str) -> tuple[datetime | None, date | None]:
    """Return the time under the first name that has one, and its day."""
    stamps = [read_stamp(xml.first_line(parent, name)) for name in names] if parent is not None else []
    return next((stamp for stamp in stamps if stamp[1]), (None, None))


def read_identity(item: xml.Element) -> tuple[str, int | None]:
    """Return the id that all revisions of an item share, and the revision.

    It is made of provider, day and item id (NewsML 1.2, section 5.5.1); else it is the public identifier; "" for an
    item that names neither. A version inside the id ("-v2") is taken off. A day that moves with the revision is no part
    of an id: the day of the first one stands for it.
    """
    named = xml.element(item, "Identification/NewsIdentifier")
    number = re.match(r"[0-9]{1,9}", xml.first_line(named, "RevisionId"))
    version = int(number.group()) if number else None
    name, own = _strip_version(xml.first_line(named, "NewsItemId"))
    if own is not None and (version is None or version <= 1):
        version = own
    provider = xml.first_line(named, "ProviderId")
    if name and not _NOTHING.fullmatch(name):
        return ":".join(filter(None, ("urn:newsml", provider, _id_day(item, named), name))), version
    public = _PUBLIC_ID.fullmatch(xml.first_line(named, "PublicIdentifier"))
    if public is None or _NOTHING.fullmatch(public["item"]):
        return "", version
    return _public_name(public), int(public["revision"]) if version is None and public["revision"] else version


def _strip_version(name: str) -> tuple[str, int | None]:
    """Return an id without the version that stands in it, and the version: "X-041" and 2 of "X-041-v2"."""
    found = [*_VERSION_IN_ID.finditer(name)][-1:]
    if not found or found[0].end() != len(name):
        return name, None
    return name[: found[0].start()], int(found[0]["number"])


def _id_day(item: xml.Element, named: xml.Element | None) -> str:
    words = xml.first_line(named, "DateId")
    management = xml.element(item, "NewsManagement")
    first = xml.first_line(management, "FirstCreated")
    moves = words == xml.first_line(management, "ThisRevisionCreated") != first
    day = read_stamp(first if moves and first else words)[1]
    return f"{day:%Y%m%d}" if day else words


def _public_name(found: re.Match[str]) -> str:
    """Return a public identifier as read_identity() makes ids."""
    return f"urn:newsml:{found['provider']}:{found['day']}:{_strip_version(found['item'])[0]}"


def _instructions(management: xml.Element | None) -> Iterator[str]:
    """Yield the names of the instructions for this revision; those for earlier ones name them."""
    for found in xml.elements(management, "Instruction"):
        yield xml.attribute_line(found, "FormalName")


def _links(management: xml.Element | None) -> Iterator[str]:
    """Yield the ids of the items that this one was made from.

    An item that it is merely associated with is another story, or a picture, unless it is said to be replaced.
    """
    for found in xml.elements(management, "DerivedFrom", "AssociatedWith"):
        why = f"{xml.attribute_line(found, 'FormalName')} {xml.first_line(found, 'Comment')}"
        if xml.name_of(found) == "DerivedFrom" or _REPLACING.search(why):
            name = xml.attribute_line(found, "NewsItem")
            public = _PUBLIC_ID.fullmatch(name)
            yield _public_name(public) if public else name


def _read_usage(
    item: xml.Element, management: xml.Element | None, version_at: datetime | None
) -> tuple[Status, datetime | None, tuple[str, ...]]:
    """Return the status, the end of the embargo, and remarks on both.

    An embargo is the latest moment that the item names; one without an end holds it.
    """
    word = formal_name(xml.element(management, "Status"))
    is_embargoed = word.casefold().startswith("embargo")
    status = Status.USABLE if is_embargoed or not word else read_status(word)
    remarks: list[str] = []
    if status is None:
        status = Status.WITHHELD
        remarks.append(f"“{word[:60]}” is no status, so the copy is held.")
    ends: list[datetime] = []
    for words in _embargo_words(item, management, is_embargoed=is_embargoed, version_at=version_at):
        at, day = read_stamp(words)
        if day is None:
            is_embargoed = True
            remarks.append(f"The embargo “{words[:60]}” is no time.")
        else:
            ends.append(at or datetime(day.year, day.month, day.day))  # noqa: DTZ001 the source's own
    if is_embargoed and not ends and status is Status.USABLE:
        status = Status.WITHHELD
        remarks.append("It is embargoed and says not until when, so the copy is held.")
    stops = any(_STOPPING.search(name) for name in _stopping_instructions(management))
    return Status.CANCELED if stops else status, max(ends, key=_as_utc, default=None), tuple(remarks)


def later_end(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the later end of two embargoes, None where there is neither."""
    return max(filter(None, (one, other)), key=_as_utc, default=None)


def _as_utc(at: datetime) -> datetime:
    """Return a time to be compared by; one without an offset counts as UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _stopping_instructions(management: xml.Element | None) -> Iterator[str]:
    """Yield the names of the instructions that name no earlier revision."""
    for found in xml.elements(management, "Instruction"):
        if xml.element(found, "RevisionStatus") is None:
            yield xml.attribute_line(found, "FormalName")


def _embargo_words(
    item: xml.Element, management: xml.Element | None, *, is_embargoed: bool, version_at: datetime | None
) -> Iterator[str]:
    """Yield the ends of embargoes in words: of a status that will be usable, of properties and lines about an embargo.

    A change to usable of copy that is usable already is none, unless it is still to come.
    """
    for change in xml.elements(management, "StatusWillChange"):
        future = read_status(formal_name(xml.element(change, "FutureStatus")) or "usable")
        words = xml.first_line(change, "DateAndTime")
        at, _ = read_stamp(words)
        is_to_come = at is None or version_at is None or _as_utc(at) > _as_utc(version_at)
        if future is Status.USABLE and words and (is_embargoed or is_to_come):
            yield words
    for part in (item, *xml.descendants(item, "NewsComponent")):
        for name, value in properties(part):
            if "embargo" in name and not _NO_EMBARGO.fullmatch(value):
                yield value
        for newsline in own_parts(part, "NewsLine"):
            if "embargo" in formal_name(xml.element(newsline, "NewsLineType")).casefold():
                yield from filter(None, [xml.first_line(newsline, "NewsLineText")])
