"""Steps that every act takes: lock the story, see that the act is possible, keep the revision."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import reversion
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.translation import gettext_lazy
from reversion.models import Revision, Version
from reversion.revisions import _get_options

from stories import copy, search
from stories.desk.exceptions import NotPossibleError, StaleError
from stories.desk.notifications import notify_owner
from stories.desk.writing import AT_ONCE, Writer
from stories.models import NotificationKind, State, Story
from stories.models.packed import PACKED_JSON, pack_text
from stories.request_id import current_request
from stories.story_actions import StoryAction

ENCODER = DjangoJSONEncoder(ensure_ascii=False)
WHY_NOT = {
    State.WAITING: gettext_lazy("It has never been filed."),
    State.LIVE: gettext_lazy("It is live."),
    State.HELD: gettext_lazy("It is held: release it first."),
    State.KILLED: gettext_lazy("It was killed, and a kill is for good: write a new story."),
    State.SPIKED: gettext_lazy("It was spiked: write a new story."),
    State.JOINED: gettext_lazy("It was joined to another story: go on there."),
}


def lock_story(
    story: Story, action: StoryAction | None = None, *, based_on: int | None = None, writer: Writer = AT_ONCE
) -> Story:
    """Lock the row of a story until the transaction ends, and return the story as it is in the database.

    Raises NotPossibleError where its state does not allow the action, StaleError where it was saved since the
    number that the caller's page was based on.
    """
    current = writer.lock(story.pk)
    if action is not None and current.state not in action.states:
        raise NotPossibleError(f"{action.refusal.format(number=current.pk)} {WHY_NOT[State(current.state)]}")
    if based_on is not None and current.save_number != based_on:
        raise StaleError(current=current, mine=story)
    return current


def record(
    story: Story,
    *,
    by: User | None,
    now: datetime,
    comment: str,
    what: NotificationKind | None = None,
    writer: Writer = AT_ONCE,
) -> Revision:
    """Save a story as a revision of its own, index it for the newsroom, notify its person with kind `what`.

    Returns the revision.

    Revision and version are made here, as django-reversion reads them: its middleware and model signals would miss
    what other threads do, and a block inside another would be folded into it.
    """
    if reversion.is_active():
        raise RuntimeError("The desk keeps its own revisions: do not call it inside reversion.create_revision().")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A revision is kept in the transaction of its act.")
    story.save_number += 1
    story.updated_at = now
    story.updated_by = by
    story.request_id = current_request() or None
    story.words = copy.word_count(story.blocks)
    former, story.desk_place = story.desk_place, search.desk_place(now)
    revision = Revision(date_created=now, user=by, comment=comment)
    writer.keep_story(story, revision, former_place=former)
    writer.keep_version(version_of(story, revision))
    if what is not None:
        notify_owner(story, what, by=by, now=now)
    return revision


def version_of(story: Story, revision: Revision) -> Version:
    """Return a saved story as django-reversion keeps it in a revision, not yet saved."""
    values = story.__dict__
    fields = {name: values[attname] for name, attname in version_fields()}
    data = [{"model": Story._meta.label_lower, "pk": story.pk, "fields": fields}]
    return Version(
        revision=revision,
        object_id=str(story.pk),
        content_type=ContentType.objects.get_for_model(Story),
        db=DEFAULT_DB_ALIAS,
        format=PACKED_JSON,
        serialized_data=pack_text(ENCODER.encode(data)),
        object_repr=str(story),
    )


@cache
def version_fields() -> list[tuple[str, str]]:
    """Return the fields of a story that its versions hold, each with the name of its value."""
    registered = set(_get_options(Story).fields)
    fields = (field for field in Story._meta.concrete_fields if not field.primary_key and field.name in registered)
    return [(field.name, field.attname) for field in fields]


def stories_revised(since: int | None) -> set[int]:
    """Return the keys of the stories that have a revision after one, all that have any without one. One query."""
    later = Version.objects.get_for_model(Story).filter(revision__gt=since or 0)
    return {int(key) for key in later.values_list("object_id", flat=True)}


def newest_revision() -> int | None:
    """Return the key of the last revision that is kept: each act on a story adds one. One query."""
    newest: int | None = Revision.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest
