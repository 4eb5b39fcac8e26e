"""What editors decide on copy whose story was in doubt."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories.desk.exceptions import NotPossibleError
from stories.desk.log_entries import log
from stories.models import Item, MatchVerdict

# Sentences for the newsroom alone: readers' languages leave them out.


@transaction.atomic
def settle_apart(item: Item, *, by: User, now: datetime) -> MatchVerdict:
    """Say that a piece of copy does not belong to its likely story.

    Raises NotPossibleError where it has none, or where somebody settled it meanwhile.
    """
    current = Item.objects.select_for_update(of=("self",)).select_related("story", "likely_story").get(pk=item.pk)
    likely = current.likely_story
    if likely is None or current.verdicts.exists():
        raise NotPossibleError(_("Somebody settled this copy meanwhile. Nothing was done."))
    log(current.story or likely, f"Item {current.pk} does not belong to story {likely.pk}.", by=by, now=now)
    return MatchVerdict.objects.create(
        item=current,
        source_id=current.source_id or likely.source_id,
        story=likely,
        kind=MatchVerdict.Kind.APART,
        score=current.score,
        by=by,
        at=now,
    )
