"""The rows that go with filings to another story: copy, notes, drafts, notifications, relations, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet

from stories.models import (
    DeskNote,
    Draft,
    ExpectedPicture,
    Filing,
    Item,
    MatchVerdict,
    Notification,
    Outcome,
    Story,
    StoryRelation,
)

ROWS: dict[str, type[Model]] = {
    "notes": DeskNote,
    "drafts": Draft,
    "notifications": Notification,
    "pictures": ExpectedPicture,
}
ITEM_FIELDS = ("pk", "story_id", "filing_id", "likely_story_id", "waits_beside_edits")  # what a move changes

ItemRow: TypeAlias = tuple[Any, ...]  # the values of those fields


def items_of(story: Story, filings: Iterable[Filing] | None = None) -> QuerySet[Item]:
    """Return the copy of a story; or that of some filings alone, with what came of the same copy again."""
    items = Item.objects.filter(story=story)
    if filings is None:
        return items
    filed = items.filter(filing__in=[filing.pk for filing in filings])
    again = Q(outcome=Outcome.DUPLICATE, text_digest__in=filed.exclude(text_digest="").values("text_digest"))
    return items.filter(Q(pk__in=filed.values("pk")) | again)


def remember_items(items: Iterable[Item]) -> list[ItemRow]:
    """Return what a move changes of some copy, as it is."""
    return [tuple(getattr(item, name) for name in ITEM_FIELDS) for item in items]


def move_items(items: Iterable[Item], into: Story, made: Mapping[int, Filing]) -> None:
    """Give copy to another story, and to the filings there; it may not be likely to belong to that one any more."""
    for item in items:
        filing = made.get(item.filing_id or 0)
        likely = None if item.likely_story_id == into.pk else item.likely_story_id
        Item.objects.filter(pk=item.pk).update(story=into, filing=filing, likely_story=likely)


def return_items(rows: Iterable[ItemRow]) -> None:
    """Put back what a move changed of some copy."""
    for key, *values in rows:
        Item.objects.filter(pk=key).update(**dict(zip(ITEM_FIELDS[1:], values, strict=True)))


def move_rows(story: Story, into: Story) -> dict[str, list[int]]:
    """Give the notes, drafts, new notifications and awaited pictures of a story to another; return their keys.

    A draft is based on the other's last save before, so that saving it meets what stands there.
    """
    moved: dict[str, list[int]] = {}
    for name, model in ROWS.items():
        rows = model._default_manager.filter(story=story)
        if model is Notification:
            rows = rows.filter(seen_at=None)
        moved[name] = list(rows.values_list("pk", flat=True))
        based_on = {"based_on": into.save_number} if model is Draft else {}
        model._default_manager.filter(pk__in=moved[name]).update(story=into, **based_on)
    moved["relations"] = move_relations(story, into, "story", "other")
    moved["relations back"] = move_relations(story, into, "other", "story")
    return moved


def move_relations(story: Story, into: Story, end: str, far_end: str) -> list[int]:
    """Give the relations of one direction to another story, but those that it has already; return their keys."""
    known = StoryRelation.objects.filter(**{end: into}).values(far_end)
    relations = StoryRelation.objects.filter(**{end: story}).exclude(**{far_end: into})
    keys = list(relations.exclude(**{f"{far_end}__in": known}).values_list("pk", flat=True))
    StoryRelation.objects.filter(pk__in=keys).update(**{end: into})
    return keys


def return_rows(rows: Mapping[str, list[int]], story: Story, into: Story) -> None:
    """Give back the rows that came with a story, where they are still there."""
    for name, model in ROWS.items():
        model._default_manager.filter(pk__in=rows[name], story=into).update(story=story)
    StoryRelation.objects.filter(pk__in=rows["relations"], story=into).update(story=story)
    StoryRelation.objects.filter(pk__in=rows["relations back"], other=into).update(other=story)


def keep_verdicts(
    items: Iterable[Item], story: Story, kind: MatchVerdict.Kind, *, by: User | None, now: datetime
) -> list[int]:
    """Keep what an editor decided on copy and a story; return the keys. A link of a trusted source is no verdict."""
    if by is None:
        return []
    verdicts = [
        MatchVerdict(item=item, source=item.source, story=story, kind=kind, score=item.score, by=by, at=now)
        for item in items
        if item.source is not None
    ]
    return [verdict.pk for verdict in MatchVerdict.objects.bulk_create(verdicts)]


def verdicts_on_join(
    items: Sequence[Item], likely: Sequence[Item], into: Story, *, by: User | None, now: datetime
) -> list[int]:
    """Keep that copy of either story was rightly held for likely to belong to the other, or that it was missed.

    `likely` is copy that was held for likely to belong to the joined story.
    """
    proposed = [item for item in items if item.likely_story_id == into.pk]
    proposed += [item for item in likely if item.story_id == into.pk]
    if proposed:
        return keep_verdicts(proposed, into, MatchVerdict.Kind.JOINS, by=by, now=now)
    return keep_verdicts(items[:1], into, MatchVerdict.Kind.MISSED, by=by, now=now)


def verdicts_on_part(items: Iterable[Item], story: Story, *, by: User | None, now: datetime) -> list[int]:
    """Keep that copy which had joined a story by itself was wrong there; where an editor had joined it, nobody was."""
    by_editor = [MatchVerdict.Kind.JOINS, MatchVerdict.Kind.MISSED]
    joined = [
        item
        for item in items
        if item.score is not None and not MatchVerdict.objects.filter(item=item, kind__in=by_editor).exists()
    ]
    return keep_verdicts(joined, story, MatchVerdict.Kind.WRONG, by=by, now=now)
