"""NewsML 1.0 to 1.2: items with their components, whose words are NITF, XHTML, HTML or plain.

Source: IPTC NewsML 1.2; AFP, ANA, ANP, Belga, Business Wire, EFE, Kyodo and TASS for what it leaves open.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from stories.wire import xml
from stories.wire.item import NotStoryError, Piece, Status, UnreadableError, WirePicture
from stories.wire.newsml_1_content import data_of, media_of
from stories.wire.newsml_1_management import Management, read_management, read_stamp
from stories.wire.newsml_1_parts import contents_of, formal_name
from stories.wire.newsml_1_pictures import read_pictures
from stories.wire.newsml_1_story import Envelope, read_story
from stories.wire.newsml_1_texts import StoryTexts, read_stories, walk_components

MOST_ITEMS = 500  # of one file

_NO_NEWS = re.compile(r"catalog|topic ?set|delivery ?notification", re.IGNORECASE)


def sniff(data: bytes) -> bool:
    """Return whether the root is NewsML, or a NewsItem of it; NewsML-G2 writes newsItem."""
    return xml.root_of(data)[0] in {"NewsML", "NewsItem"}


def read(data: bytes, charset: str = "") -> tuple[Piece, ...]:
    """Read the items of a file, each judged alone. Raises UnreadableError for XML that cannot be read or is empty."""
    root = xml.parse_item(data, charset, format_name="NewsML 1")
    items = [item for item in root.iter("{*}NewsItem") if next(item.iterdescendants("{*}NewsItem"), None) is None]
    if not items:
        raise UnreadableError("This NewsML holds no item. Ask the source to send it again.")
    version = re.match(r"1(?:\.[0-9])?", xml.attribute(root, "Version", "version"))
    header = xml.element(root, "NewsEnvelope")
    envelope = Envelope(
        format=f"NewsML {version.group()}" if version else "NewsML 1",
        sent_at=read_stamp(xml.first_line(header, "DateAndTime"))[0],
        priority=xml.element(header, "Priority"),
    )
    return tuple(piece for item in items[:MOST_ITEMS] for piece in _read_member(item, envelope))


def _read_member(item: xml.Element, envelope: Envelope) -> Iterator[Piece]:
    try:
        yield from _read_item(item, envelope)
    except UnreadableError as error:
        yield error


def _read_item(item: xml.Element, envelope: Envelope) -> list[Piece]:
    """Return the stories of an item, or its pictures where it holds nothing else."""
    management = read_management(item, sent_at=envelope.sent_at)
    stories = read_stories(item)
    pictures, remarks = read_pictures(item, status=management.status)
    if not stories and pictures:
        return _pictures_alone(pictures, management)
    if not stories:
        _refuse_others(item, management)
    read = [
        read_story(item, story, management, envelope, place=place)
        for place, story in enumerate(stories or [StoryTexts()])
    ]
    read[0] = replace(read[0], pictures=(*read[0].pictures, *pictures), remarks=(*read[0].remarks, *remarks))
    return list(read)


def _pictures_alone(pictures: tuple[WirePicture, ...], management: Management) -> list[Piece]:
    """Return the pictures of an item without a text; the first is the item. An embargo withholds them."""
    first, *others = pictures
    alone = [replace(first, identity=management.identity), *others]
    if management.embargo_at is None or management.status is not Status.USABLE:
        return list(alone)
    remark = f"It is embargoed until {management.embargo_at.isoformat(sep=' ', timespec='minutes')}, so it is held."
    return [replace(picture, status=Status.WITHHELD, remarks=(*picture.remarks, remark)) for picture in alone]


def _refuse_others(item: xml.Element, management: Management) -> None:
    """Raise NotStoryError for an item without a text that is none of ours: a film, a package, a list of topics.

    One that withdraws or holds an earlier revision needs no text.
    """
    if management.status is not Status.USABLE:
        return
    kind = formal_name(xml.element(item, "NewsManagement/NewsItemType"))
    if _NO_NEWS.fullmatch(kind):
        raise NotStoryError(f"This is a NewsML item of the type {kind[:40]}, not a story. Only text is taken in.")
    if xml.element(item, "Update") is not None:
        raise NotStoryError(
            "This item changes parts of an earlier revision (NewsML Update), which is not applied. "
            "Ask the source for whole revisions."
        )
    contents = [content for path in walk_components(item) for content in contents_of(path[0])]
    media = next((name for name in map(media_of, contents) if name != "text"), "")
    if media:
        article = "an" if media[0] in "aeiou" else "a"
        raise NotStoryError(f"This is {article} {media[:40]} item, not a story. Only text is taken in.")
    if any(data_of(content) is None for content in contents):
        raise NotStoryError("The text of this item stands in another file. Ask the source for items with their text.")
    if next(xml.descendants(item, "NewsItemRef"), None) is not None:
        raise NotStoryError("This is a package: it refers to items and holds no text. Only text is taken in.")
