"""Relations between stories that are not one: said by the wire or by an editor, and taken back by an editor."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories.desk.exceptions import NotPossibleError
from stories.desk.log_entries import log
from stories.desk.revisions import lock_story
from stories.models import Story, StoryRelation
from stories.story_actions import RELATE

# Sentences for the newsroom alone: readers' languages leave them out.


@transaction.atomic
def relate(story: Story, other: Story, kind: StoryRelation.Kind, *, by: User | None, now: datetime) -> StoryRelation:
    """Say that a story is a translation, sidebar, wrap-up or substitute of another; `by` is None for the wire.

    Two stories have one relation: an editor's word replaces what was said before, the wire's does not.
    Raises NotPossibleError for a story and itself, and where either was joined to another story.
    """
    if story.pk == other.pk:
        raise NotPossibleError(_("A story is not related to itself. Give the number of another."))
    for number in sorted((story.pk, other.pk)):  # in one order, as two editors may relate the same two
        lock_story(Story(pk=number), RELATE)
    either_way = StoryRelation.objects.between(story, other)
    known = either_way.first()
    if known is not None and (by is None or (known.story_id, known.kind) == (story.pk, kind)):
        return known
    either_way.delete()
    if by is not None:
        log(story, f"Related to story {other.pk} ({kind}).", by=by, now=now)
    return StoryRelation.objects.create(story=story, other=other, kind=kind, by=by, at=now)


@transaction.atomic
def unrelate(relation: StoryRelation, *, by: User, now: datetime) -> None:
    """Take back that two stories are related."""
    log(relation.story, f"No longer related to story {relation.other_id} ({relation.kind}).", by=by, now=now)
    relation.delete()
