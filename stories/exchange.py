"""A filing as the exchange formats take it."""

from stories.addresses import identity_of
from stories.models import Filing
from stories.wire.item import WireItem


def as_item(filing: Filing) -> WireItem:
    """A filing as a wire item. Its identity is the story's address without the slug, its version the number."""
    return WireItem(
        format="",
        identity=identity_of(filing.story_id),
        version=filing.number,
        version_at=filing.filed_at,
        dated_on=filing.dated_on,
        source=filing.credit,
        language=filing.language,
        headline=filing.headline,
        printed_headline=filing.printed_headline,
        designator=filing.designated,
        byline=filing.byline,
        dateline=filing.dateline,
        endmark=filing.endmark,
        note=filing.note,
        urgency=filing.urgency,
        section=filing.section.name if filing.section else "",
        genre=filing.genre,
        blocks=filing.blocks,
    )
