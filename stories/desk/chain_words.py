"""The working copies of two stories when filings go from one to the other: no word of an editor is lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone
from reversion.models import Version

from stories import copy
from stories.copy import pictures
from stories.copy.pictures import PlacedPicture
from stories.copy.subjects import print_subjects, store_subjects
from stories.desk.chain_places import MergedChain, merge_chains
from stories.desk.notifications import person_to_notify
from stories.desk.take_downs import text_of_filing
from stories.models import Draft, Filing, Item, Person, Story, standing_chain
from stories.models.draft import PAGE_NAME

TEXT = ("headline", "byline", "dateline", "endmark", "body")
BESIDE_TEXT = ("designator", "located", "subjects", "dated_on", "pictures", "note")
CARRIED = (*TEXT, *BESIDE_TEXT, "release_at", "updated_by")
TYPED = ("designator", "headline", "byline", "dateline", "endmark", "located", "note")


def has_unfiled_words(story: Story) -> bool:
    """Return whether a working copy has a text, and one that is in no filing of its story. One query."""
    return bool(story.headline or story.blocks) and filing_of_text(story) is None


def filing_of_text(story: Story) -> Filing | None:
    """Return the latest filing of a story with the text of its working copy, None without one. One query."""
    alike = Filing.objects.filter(story=story, headline=story.headline, taken_down_at=None).order_by("-number")
    return next(
        (filing for filing in alike if all(getattr(filing, name) == getattr(story, name) for name in TEXT)), None
    )


def has_more_than_text(story: Story, filed: Filing) -> bool:
    """Return whether a working copy says more beside its text than the filing of that text, or other."""
    shown = [(picture.photo, picture.caption) for picture in filed.shown_pictures]
    placed = [(picture.photo, picture.caption) for picture in story.placements]
    are_others = [photo for photo, _ in placed] != [photo for photo, _ in shown] or any(
        caption and caption != known for (_, caption), (_, known) in zip(placed, shown, strict=False)
    )
    told = filed.metadata_values
    is_told_else = (story.located, store_subjects(story.subject_values)) != (
        told.located,
        store_subjects(told.subjects),
    )
    is_dated_else = story.dated_on is not None and story.dated_on != filed.dated_on
    is_head_other = bool(filed.metadata) and is_told_else
    return bool(story.note or story.designator or are_others or is_dated_else or is_head_other)


def rescue_words(story: Story, into: Story, *, by: User | None, now: datetime) -> None:
    """Keep what an editor wrote and nobody filed as a draft, before other words take the place of it.

    A working copy that only the wire has saved holds no word of an editor.
    """
    filed = filing_of_text(story)
    is_unfiled = has_more_than_text(story, filed) if filed else bool(story.headline or story.blocks)
    if is_unfiled and (story.edited_at is not None or last_editor(story) is not None):
        keep_as_draft(story, into, by=by, now=now)


def last_editor(story: Story) -> User | None:
    """Return who of the newsroom saved a story last, None where nobody did. Few queries."""
    saved = Version.objects.get_for_object(story).exclude(revision__user=None).defer("serialized_data")
    version = saved.select_related("revision__user").first()
    return version.revision.user if version else None


def show_newest(story: Story, newest: Filing) -> None:
    """Make a filing the working copy of a story, off the schedule that was meant for other words."""
    text_of_filing(newest).apply_to(story)
    story.release_at = None
    story.pictures = pictures.to_json(
        [PlacedPicture(picture.photo, picture.caption) for picture in newest.shown_pictures]
    )
    metadata = newest.metadata_values
    story.subjects, story.located, story.designator = store_subjects(metadata.subjects), metadata.located, ""


def return_to_newest(story: Story, chain: MergedChain, *, ahead: bool, by: User | None, now: datetime) -> None:
    """Make the newest filing that is left the working copy of a story, unless that was ahead of those that went."""
    if not ahead and chain.newest is not None and not chain.newest.filing.is_taken_down:
        rescue_words(story, story, by=by, now=now)
        show_newest(story, chain.newest.filing)


def receive_newest(
    into: Story, chain: MergedChain, *, edited_at: datetime | None, by: User | None, now: datetime
) -> list[Item]:
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
    if into.pk:
        rescue_words(into, into, by=by, now=now)
    show_newest(into, newest.filing)
    into.edited_at = edited_at
    return waiting


def carry_words(story: Story, into: Story, chain: MergedChain, *, by: User | None, now: datetime) -> list[Item]:
    """Carry the words of a joined story that were never filed; return the copy that stands beside the other's now.

    An editor's go into an unedited working copy with the embargo that they have, or become a draft for their writer
    where another editor's stand there. The wire's go there where they are the newest.
    """
    waiting = list(Item.objects.waiting(story))
    if not are_carried(story, into, chain):
        rescue_words(story, into, by=by, now=now)
        is_filed = not has_unfiled_words(story)
        came = receive_newest(into, chain, edited_at=story.edited_at if is_filed else None, by=by, now=now)
        return came if is_filed else [*waiting, *came]
    rescue_words(into, into, by=by, now=now)
    displaced = list(Item.objects.waiting(into))
    for name in CARRIED:
        setattr(into, name, getattr(story, name))
    into.embargo_until = later_embargo(story, into)
    into.edited_at = story.edited_at
    newest = chain.newest
    is_passed = newest is not None and newest.follows is None and story.edited_at is not None
    return [*displaced, *(Item.objects.filter(filing=newest.filing) if newest and is_passed else ())]


def are_carried(story: Story, into: Story, chain: MergedChain) -> bool:
    """Return whether the words of a story become the working copy of the one that it is joined to. Few queries."""
    if into.edited_at is not None or not has_unfiled_words(story):
        return False
    return story.edited_at is not None or is_newest_copy(list(Item.objects.waiting(story)), into, chain)


def preview_embargo(story: Story, into: Story) -> datetime | None:
    """Return the embargo that a story would have once another is joined to it, None for one that it has itself."""
    chain = merge_chains(into, standing_chain(into), standing_chain(story))
    later = later_embargo(story, into)
    return later if later != into.embargo_until and are_carried(story, into, chain) else None


def later_embargo(story: Story, into: Story) -> datetime | None:
    """Return the later embargo of two stories, None where neither has one."""
    return max(filter(None, (into.embargo_until, story.embargo_until)), default=None)


def is_newest_copy(waiting: Sequence[Item], into: Story, chain: MergedChain) -> bool:
    """Return whether copy that waits in a joined story is newer than all of the other's."""
    if not waiting:
        return False
    others = [item.moved_at for item in Item.objects.waiting(into)[:1]]
    others += [chain.newest.filing.moved_at] if chain.newest else []
    return all(moved_at <= waiting[0].moved_at for moved_at in others)


def keep_as_draft(story: Story, into: Story, *, by: User | None, now: datetime) -> Draft | None:
    """Keep an editor's unfiled words of a joined story as a draft in the other, for whoever wrote them.

    It is based on the other's last save before, so that saving it meets what stands there.
    """
    editor = story.updated_by or last_editor(story) or person_to_notify(story) or by
    if editor is None:  # untested: words of nobody's are the wire's
        return None
    fields = {name: getattr(story, name) for name in TYPED} | {
        "body": copy.to_typed(story.blocks),
        "pictures": pictures.to_typed(story.placements),
        "subjects": print_subjects(story.subject_values),
        "dated_on": story.dated_on.isoformat() if story.dated_on else "",
    }
    if story.embargo_until is not None:  # as the form shows it to them
        zone = Person.objects.settings_of(editor).zone or timezone.get_default_timezone()
        fields["embargo_until"] = f"{story.embargo_until.astimezone(zone):%Y-%m-%dT%H:%M:%S}"
    page = secrets.token_hex(PAGE_NAME // 2)
    return Draft.objects.create(
        story=into, editor=editor, page=page, fields=fields, based_on=into.save_number, saved_at=now
    )
