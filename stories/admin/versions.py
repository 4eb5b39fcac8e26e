"""Texts that the desk compares: working copies, filings, and stories as of a revision."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy
from reversion.models import Version

from stories.compare import Comparison, Text, changed_facts, compare
from stories.copy import pictures
from stories.copy.subjects import print_subject
from stories.desk import StoryText
from stories.display.change_words import sentence, sentence_text
from stories.display.comparison import ComparisonRow, ComparisonView, add_thumbnails, lay_out, picture_field_name
from stories.display.pictures import newsroom_address, thumbnails
from stories.models import Filing, Photo, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIELDS = {
    "designator": "designator",
    "headline": "headline",
    "byline": "byline",
    "dateline": "dateline",
    "end mark": "endmark",
    "slugline": "slugline",
    "section": "section",
    "source": "source",
    "language": "language",
    "urgency": "urgency",
    "place": "located",
    "subjects": "subjects",
    "date": "dated_on",
    "editor's note": "note",
    "desk note": "desk_note",
    "embargo": "embargo_until",
}
FIELD_NAMES = {
    "designator": gettext_lazy("designator"),
    "headline": gettext_lazy("headline"),
    "byline": gettext_lazy("byline"),
    "dateline": gettext_lazy("dateline"),
    "end mark": gettext_lazy("end mark"),
    "slugline": gettext_lazy("slugline"),
    "section": gettext_lazy("section"),
    "source": gettext_lazy("source"),
    "language": gettext_lazy("language"),
    "urgency": gettext_lazy("urgency"),
    "place": gettext_lazy("place"),
    "subjects": gettext_lazy("subjects"),
    "date": gettext_lazy("date"),
    "editor's note": gettext_lazy("editor's note"),
    "desk note": gettext_lazy("desk note"),
    "embargo": gettext_lazy("embargo"),
}  # the same names in the language of the page; those above are keys, and are kept with what is compared
SAVES_SEARCHED = 50  # saves; an older page than that is compared with the text as it is now


def working_text(story: Story) -> Text:
    """Return the text of a working copy, with the head fields of a filing. One query where it has pictures."""
    head = {"headline": story.headline, "byline": story.byline, "dateline": story.dateline}
    photos = Photo.objects.as_filed(story.placements)
    return Text(head=head | pictures.comparison_fields(photos), blocks=story.blocks)


def full_text(story: Story) -> Text:
    """Return the text of a working copy with every field that an editor can change."""
    return Text(head=dict(head_fields(story)) | pictures.merge_fields(story.placements), blocks=story.blocks)


def head_fields(story: Story) -> Iterator[tuple[str, str]]:
    """Return the fields beside the text, in the order of the form, as pairs of name and printed value."""
    for name, field in FIELDS.items():
        value = getattr(story, field)
        if field == "subjects":
            value = "; ".join(map(print_subject, story.subject_values))
        is_moment = isinstance(value, datetime)
        yield name, f"{timezone.localtime(value):%Y-%m-%d %H:%M %Z}" if is_moment else str(value or "")


def field_name(field: str) -> str:
    """Return the name of a compared field in the language of the page."""
    return picture_field_name(field) or str(FIELD_NAMES[field])


def newest_filing(story: Story) -> Filing | None:
    """Return the filing that readers have now; None for a story that was never filed."""
    return Filing.objects.filter(story=story, number=story.newest_number).first()


def changes_since_filing(story: Story, filing: Filing) -> Comparison:
    """Return the changes of the working copy since a filing."""
    return compare(filing.text(), working_text(story))


def compare_with_filing(story: Story, filing: Filing) -> ComparisonView:
    """Return the changes of the working copy since a filing, laid out for a page."""
    return desk_comparison(changes_since_filing(story, filing), story.language)


def compare_versions(old: Story, new: Story, *, first: int = 1) -> ComparisonView:
    """Return the changes between two versions of a story, laid out for a page and numbered from `first`.

    Two comparisons on one page need different numbers, as the numbers are anchors.
    """
    sheet = desk_comparison(compare(full_text(old), full_text(new)), new.language)
    return replace(sheet, runs=tuple(replace(run, rows=renumber_changes(run.rows, first - 1)) for run in sheet.runs))


def desk_comparison(comparison: Comparison, language: str) -> ComparisonView:
    """Lay a comparison out for the desk, with thumbnails of its photos. One query where it has any.

    The language is the texts'.
    """
    in_words = sentence_text(sentence(comparison, changed_facts(comparison, language)))
    sheet = replace(lay_out(comparison), in_words=in_words)
    numbers = {row.photo for row in sheet.changed if row.photo}
    return add_thumbnails(sheet, thumbnails(numbers, address=newsroom_address))


def renumber_changes(rows: Iterable[ComparisonRow], by: int) -> tuple[ComparisonRow, ...]:
    """Return rows with the numbers of their changes raised."""
    return tuple(
        replace(row, place=row.place and row.place + by, following=row.following and row.following + by) for row in rows
    )


def story_as_of(version: Version) -> Story:
    """Return the story as of a revision, never to be saved. Reads the revision's data and writes nothing."""
    return Story(**version.field_dict)


def last_wire_version(story: Story) -> Story:
    """Return the story as it last came from the wire; without text where an editor began it."""
    versions = Version.objects.get_for_object(story).order_by("-revision_id")
    untouched = (was for was in map(story_as_of, versions.iterator(chunk_size=20)) if was.edited_at is None)
    wires = next(untouched, None) or story_with_text(story, StoryText(headline="", blocks=()), designator="")
    if wires.filed_number < story.filed_number:  # the filing has taken them along
        wires.designator, wires.note, wires.embargo_until = "", "", None
    return wires


def story_with_text(story: Story, words: StoryText, *, designator: str) -> Story:
    """Return the story with another text, never to be saved."""
    other = copy(story)
    words.apply_to(other)
    other.designator = designator
    return other


def story_at_save(story: Story, saves: int) -> Story | None:
    """Return the story as of a number of saves; None where that lies more than 50 saves back."""
    if story.save_number - saves > SAVES_SEARCHED:
        return None
    versions = Version.objects.get_for_object(story).order_by("-revision_id")[: SAVES_SEARCHED + 1]
    return next((was for was in map(story_as_of, versions.iterator()) if was.save_number == saves), None)
