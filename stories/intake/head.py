"""What copy says of its story beside the words: for the desk, and for whoever reads why a field changed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stories.desk import WireHead
from stories.intake.options import IntakeOptions
from stories.intake.section_mapping import SourceVocabulary
from stories.models import Story
from stories.wire import WireItem

# Sentences for the newsroom alone: readers' languages leave them out.

URGENCIES = range(1, 10)
VALUE_SHOWN_IN_REMARK = 60
FIELD_NAMES = {
    "slugline": "slugline",
    "section": "section",
    "language": "language",
    "urgency": "urgency",
    "priority": "priority",
    "genre": "genre",
    "located": "place",
    "terms": "terms of use",
    "subjects": "subjects",
}


def head_of(piece: WireItem, *, vocabulary: SourceVocabulary, options: IntakeOptions, language: str) -> WireHead:
    """Return what a piece of copy says of its story, with the names and sections that a vocabulary has for it."""
    return WireHead(
        slugline=piece.slugline,
        section=options.section or vocabulary.section_of(piece.subjects, piece.section),
        language=language if piece.language else "",
        urgency=piece.urgency if piece.urgency in URGENCIES else None,
        priority=piece.priority,
        genre=piece.genre,
        located=piece.located,
        terms=piece.terms,
        subjects=vocabulary.add_names(piece.subjects),
    )


def remarks_on_head(head: WireHead, story: Story) -> list[str]:
    """Return a remark on what a version changes of its story's head, and one on what it would, but an editor did."""
    differences = head.differences(story)
    taken = [name for name in differences if name not in story.edited_fields]
    wanted = [name for name in differences if name in story.edited_fields]
    remarks = []
    if taken:
        changes = "; ".join(change_of(name, getattr(story, name), differences[name]) for name in taken)
        remarks.append(_("Changed with this version: {changes}.").format(changes=changes))
    if wanted:
        wishes = "; ".join(f"{FIELD_NAMES[name]} {print_value(differences[name])}" for name in wanted)
        remarks.append(_("The wire says {wishes}, and what an editor chose stays.").format(wishes=wishes))
    return remarks


def change_of(name: str, before: object, after: object) -> str:
    """Return a change of a field in a few words."""
    if name in ("subjects", "terms") or before in (None, ""):
        return f"{FIELD_NAMES[name]} {print_value(after)}"
    return f"{FIELD_NAMES[name]} {print_value(after)}, was {print_value(before)}"


def print_value(value: object) -> str:
    """Return a value of a head field as a remark prints it."""
    if isinstance(value, list):
        value = ", ".join(row["name"] or row["code"] for row in value)
    text = str(value)
    return f"“{text[:VALUE_SHOWN_IN_REMARK]}”" if isinstance(value, str) else text
