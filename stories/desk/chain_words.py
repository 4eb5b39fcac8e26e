"""The working copies of two stories when filings go from one to the other: no word of an editor is lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User

from stories import copy
from stories.copy import pictures
from stories.copy.pictures import PlacedPicture
from stories.copy.subjects import store_subjects
from stories.desk.chain_places import MergedChain
from stories.desk.notifications import person_to_notify
from stories.desk.take_downs import text_of_filing
from stories.models import Draft, Filing, Item, Story
from stories.models.draft import PAGE_NAME

TEXT = ("headline", "byline", "dateline", "endmark", "body")
CARRIED = (*TEXT, "designator", "located", "subjects", "dated_on", "pictures", "note", "release_at", "updated_by")
TYPED = ("designator", "headline", "byline", "dateline", "endmark", "located", "note")


def has_unfiled_words(story: Story) -> bool:
    """Return whether a working copy has a text, and one that is in no filing of its story. One query."""
    alike = Filing.objects.filter(story=story, headline=story.headline, taken_down_at=None)
    is_filed = any(all(getattr(filing, field) == getattr(story, field) for field in TEXT) for filing in alike)
    return bool(story.headline or story.blocks) and not is_filed


def show_newest(story: Story, newest: Filing) -> None:
    """Make a filing the working copy of a story, off the schedule that was meant for other words."""
    text_of_filing(newest).apply_to(story)
    story.release_at = None
    story.pictures = pictures.to_json(
        [PlacedPicture(picture.photo, picture.caption) for picture in newest.shown_pictures]
    )
    metadata = newest.metadata_values
    story.subjects, story.located, story.designator = store_subjects(metadata.subjects), metadata.located, ""


def return_to_newest(story: Story, chain: MergedChain, *, ahead: bool) -> None:
    """Make the newest filing that is left the working copy of a story, unless that was ahead of those that went."""
    if not ahead and chain.newest is not None and not chain.newest.filing.is_taken_down:
        show_newest(story, chain.newest.filing)


def receive_newest(into: Story, chain: MergedChain, *, edited_at: datetime | None) -> list[Item]:
    """Put the newest filing of a story, where it came from another, into its working copy, or beside an editor's words.

    `edited_at` is when an editor wrote what came. Returns the copy that stands beside now.
    """
    newest = chain.newest
    if newest is None or newest.follows is None or newest.filing.is_taken_down:
        return []
    if into.edited_at is not None:
        return list(Item.objects.filter(filing=newest.filing))
    waiting = list(Item.objects.waiting(into))
    if waiting and waiting[0].moved_at >= newest.filing.moved_at:
        return []
    show_newest(into, newest.filing)
    into.edited_at = edited_at
    return waiting


def carry_words(story: Story, into: Story, chain: MergedChain, *, by: User | None, now: datetime) -> list[Item]:
    """Carry the words of a joined story that were never filed; return the copy that stands beside the other's now.

    An editor's go into an unedited working copy, or become a draft for their writer where another editor's stand
    there. The wire's go there where they are the newest.
    """
    waiting = list(Item.objects.waiting(story))
    if not has_unfiled_words(story):
        return receive_newest(into, chain, edited_at=story.edited_at)
    if story.edited_at is None and not is_newest_copy(waiting, into, chain):
        return [*waiting, *receive_newest(into, chain, edited_at=None)]
    if into.edited_at is not None:
        if story.edited_at is not None:
            keep_as_draft(story, into, by=by, now=now)
        return [*waiting, *receive_newest(into, chain, edited_at=None)]
    displaced = list(Item.objects.waiting(into))
    for name in CARRIED:
        setattr(into, name, getattr(story, name))
    into.edited_at = story.edited_at
    newest = chain.newest
    is_passed = newest is not None and newest.follows is None and story.edited_at is not None
    return [*displaced, *(Item.objects.filter(filing=newest.filing) if newest and is_passed else ())]


def is_newest_copy(waiting: Sequence[Item], into: Story, chain: MergedChain) -> bool:
    """Return whether copy that waits in a joined story is newer than all of the other's."""
    if into.edited_at is not None or not waiting:
        return False
    others = [item.moved_at for item in Item.objects.waiting(into)[:1]]
    others += [chain.newest.filing.moved_at] if chain.newest else []
    return all(moved_at <= waiting[0].moved_at for moved_at in others)


def keep_as_draft(story: Story, into: Story, *, by: User | None, now: datetime) -> Draft | None:
    """Keep an editor's unfiled words of a joined story as a draft in the other, for whoever wrote them.

    It is based on the other's last save before, so that saving it meets what stands there.
    """
    editor = story.updated_by or person_to_notify(story) or by
    if editor is None:  # untested: words of nobody's are the wire's
        return None
    fields = {name: getattr(story, name) for name in TYPED} | {"body": copy.to_typed(story.blocks)}
    page = secrets.token_hex(PAGE_NAME // 2)
    return Draft.objects.create(
        story=into, editor=editor, page=page, fields=fields, based_on=into.save_number, saved_at=now
    )
