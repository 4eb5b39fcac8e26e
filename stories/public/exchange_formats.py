"""Filings as the exchange formats take them."""

from collections.abc import Iterable

from stories.display.pictures import Figure
from stories.display.urls import absolute_url, story_identity
from stories.models import Filing
from stories.models import Rendition as Row
from stories.wire import WireItem, WirePicture
from stories.wire.renditions import Rendition


def make_wire_item(filing: Filing, shown: Iterable[Figure] = ()) -> WireItem:
    """Return a filing as a wire item, with its pictures as they are served.

    Its identity is the story's address without the slug, its version the number.
    """
    return WireItem(
        format="",
        identity=story_identity(filing.story_id),
        version=filing.number,
        version_at=filing.moved_at,
        first_at=filing.first_moved_at,
        dated_on=filing.dated_on,
        source=filing.credit,
        language=filing.language,
        headline=filing.headline,
        printed_headline=filing.printed_headline,
        designator=filing.designator_value,
        byline=filing.byline,
        dateline=filing.dateline,
        endmark=filing.endmark,
        note=filing.note,
        urgency=filing.urgency,
        section=filing.section.name if filing.section else "",
        genre=filing.genre,
        blocks=filing.blocks,
        pictures=tuple(make_wire_picture(filing, figure) for figure in shown),
    )


def make_wire_picture(filing: Filing, figure: Figure) -> WirePicture:
    """Return a picture of a filing; its identity is the story's with the number of the photo."""
    picture = figure.picture
    return WirePicture(
        identity=f"{story_identity(filing.story_id)}#picture-{picture.photo}",
        caption=picture.caption,
        alt=picture.alt,
        credit=picture.credit,
        renditions=tuple(map(make_wire_rendition, reversed(figure.renditions))),
    )


def make_wire_rendition(rendition: Row) -> Rendition:
    """Return a file of a picture, named by its format and width."""
    return Rendition(
        address=absolute_url(rendition.get_absolute_url()),
        name=f"{rendition.format.lower()}-{rendition.width}",
        kind=rendition.content_type,
        width=rendition.width,
        height=rendition.height,
        size=rendition.size,
    )
