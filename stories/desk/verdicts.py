"""What editors decide on copy whose story was in doubt."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories.desk.chain_moves import join_stories
from stories.desk.exceptions import NotPossibleError
from stories.desk.log_entries import log
from stories.models import ChainMove, Item, MatchVerdict, Story

# Sentences for the newsroom alone: readers' languages leave them out.


@transaction.atomic
def settle_joins(item: Item, *, by: User, now: datetime) -> ChainMove | None:
    """Join the story of a piece of copy to its likely story; return the record of that.

    Copy without a story of its own, a stop or a correction, is dealt with by that: nothing moves, and None is returned.
    Raises NotPossibleError where somebody settled it meanwhile, and as `join_stories` does.
    """
    current, likely = lock_doubt(item)
    if current.story is not None:
        return join_stories(current.story, likely, by=by, now=now, reason=reason_of(current))
    log(likely, f"Item {current.pk} is about story {likely.pk}.", by=by, now=now)
    keep_verdict(current, likely, MatchVerdict.Kind.JOINS, by=by, now=now)
    return None


@transaction.atomic
def settle_apart(item: Item, *, by: User, now: datetime) -> MatchVerdict:
    """Say that a piece of copy does not belong to its likely story.

    Raises NotPossibleError where it has none, or where somebody settled it meanwhile.
    """
    current, likely = lock_doubt(item)
    log(current.story or likely, f"Item {current.pk} does not belong to story {likely.pk}.", by=by, now=now)
    return keep_verdict(current, likely, MatchVerdict.Kind.APART, by=by, now=now)


def lock_doubt(item: Item) -> tuple[Item, Story]:
    """Lock a piece of copy and return it with its likely story. Raises NotPossibleError."""
    current = (
        Item.objects.select_for_update(of=("self",), no_key=True)
        .select_related("story", "likely_story")
        .get(pk=item.pk)
    )
    likely = current.likely_story
    if likely is None or current.verdicts.exists():
        raise NotPossibleError(_("Somebody else dealt with this copy first. Nothing was done."))
    return current, likely


def reason_of(item: Item) -> str:
    """Return the reason on record of a join that was proposed."""
    sure = "" if item.score is None else f" ({item.score:.0%})"
    return "; ".join([f"An editor joined copy in doubt{sure}", *item.signs]) + "."


def keep_verdict(item: Item, story: Story, kind: MatchVerdict.Kind, *, by: User, now: datetime) -> MatchVerdict:
    """Keep what an editor decided on a piece of copy."""
    source = item.source_id or story.source_id
    return MatchVerdict.objects.create(
        item=item, source_id=source, story=story, kind=kind, score=item.score, by=by, at=now
    )
