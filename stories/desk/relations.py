"""Relations between stories that are not one: said by the wire or by an editor, and taken back by an editor."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories.desk.chain_steps import lock_both
from stories.desk.exceptions import NotPossibleError
from stories.desk.log_entries import log
from stories.models import Story, StoryRelation
from stories.story_actions import RELATE, UNRELATE

# Sentences for the newsroom alone: readers' languages leave them out.


@transaction.atomic
def relate(story: Story, other: Story, kind: StoryRelation.Kind, *, by: User | None, now: datetime) -> StoryRelation:
    """Say that a story is a translation, sidebar, wrap-up or substitute of another; `by` is None for the wire.

    Two stories have one relation: an editor's word replaces what was said before, the wire's does not.
    Raises NotPossibleError for a story and itself, and where either was joined to another story.
    """
    if story.pk == other.pk:
        raise NotPossibleError(_("A story is not related to itself. Give the number of another."))
    lock_both(story, other, RELATE)
    either_way = StoryRelation.objects.between(story, other)
    known = either_way.first()
    if known is not None and (by is None or (known.story_id, known.kind) == (story.pk, kind)):
        return known
    either_way.delete()
    if by is not None:
        log_on_both(story, other, f"Story {story.pk} is related to story {other.pk} ({kind}).", by=by, now=now)
    return StoryRelation.objects.create(story=story, other=other, kind=kind, by=by, at=now)


@transaction.atomic
def unrelate(relation: StoryRelation, *, by: User, now: datetime) -> None:
    """Take back that two stories are related. Raises NotPossibleError where somebody did meanwhile."""
    story, other = lock_both(relation.story, relation.other, UNRELATE)
    current = StoryRelation.objects.between(story, other).filter(pk=relation.pk).first()
    if current is None:
        raise NotPossibleError(_("Somebody took the relation back meanwhile."))
    what = f"Story {current.story_id} is no longer related to story {current.other_id} ({current.kind})."
    log_on_both(story, other, what, by=by, now=now)
    current.delete()


def log_on_both(story: Story, other: Story, what: str, *, by: User, now: datetime) -> None:
    """Keep in the log of each of two stories what a person did about both."""
    for one in (story, other):
        log(one, what, by=by, now=now)
