"""Filings as the exchange formats take them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from stories.display.pictures import Figure
from stories.display.urls import absolute_url, story_identity
from stories.models import Filing, Notice, PublicStory, State
from stories.models import Rendition as Row
from stories.public.corrections import correction_words
from stories.wire import Status, WireItem, WirePicture
from stories.wire.renditions import Rendition

STATUSES = {State.HELD: Status.WITHHELD}  # all others that may not be read are canceled


def make_wire_item(
    filing: Filing, shown: Iterable[Figure] = (), *, stops: Sequence[datetime] = (), moved: Iterable[int] = ()
) -> WireItem:
    """Return a filing as a wire item, with its pictures as they are served.

    Its identity is the story's address without the slug. Its version is the number, or that of the last one of those
    that `moved` from the story, and one more for each hold, release, kill, move and take-down of phrases before, whose
    moments are `stops`: each is a version of the item, and none may look older than the one that it follows. A filing
    that was released, that lost words, or that is the newest again, is as new as that.
    """
    metadata = filing.metadata_values
    is_released = bool(stops) and stops[-1] > filing.filed_at
    return WireItem(
        format="",
        identity=story_identity(filing.story_id),
        version=max([filing.number, *moved]) + len(stops),
        version_at=stops[-1] if is_released else filing.moved_at,
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
        note=edit_note(filing),
        urgency=filing.urgency,
        section=filing.section.name if filing.section else "",
        genre=filing.genre,
        slugline=metadata.slugline,
        located=metadata.located,
        terms=metadata.terms,
        subjects=metadata.subjects,
        alternate_ids=(metadata.guid,) if metadata.guid else (),
        follows=(metadata.evolved_from,) if metadata.evolved_from else (),
        blocks=filing.blocks,
        pictures=tuple(make_wire_picture(filing, figure) for figure in shown),
    )


def edit_note(filing: Filing) -> str:
    """Return what a filing puts right, and its note behind it where an editor wrote both."""
    return " ".join(filter(None, dict.fromkeys((correction_words(filing), filing.note))))


def make_stop_item(public_story: PublicStory, notice: Notice | None, *, stops: Sequence[datetime]) -> WireItem:
    """Return a story that may not be read now as a wire item: the version after its last, without a word of it.

    `stops` are the moments of its holds, releases and kills, this one among them.
    """
    taken_down = public_story.newest  # a live story is stopped where its newest words were taken down
    return WireItem(
        format="",
        identity=story_identity(public_story.story_id),
        version=public_story.total + len(stops) + (1 if taken_down else 0),
        version_at=taken_down.taken_down_at if taken_down else notice.at if notice else None,
        source=taken_down.credit if taken_down else notice.credit if notice else "",
        language=public_story.language,
        note=notice.reason if notice and not taken_down else "",
        status=STATUSES.get(public_story.state, Status.CANCELED),
    )


def make_joined_item(public_story: PublicStory, at: datetime, *, stops: Sequence[datetime]) -> WireItem:
    """Return a story that was joined to another as the last version of its item, which has no word of it."""
    return WireItem(
        format="",
        identity=story_identity(public_story.story_id),
        version=public_story.total + len(stops),
        version_at=at,
        language=public_story.language,
        note="This story is part of another now.",
        status=Status.CANCELED,
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
