"""People at the story form: their unsaved text, and their presence.

None of it is a filing or a revision, and nothing is locked by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stories.desk.exceptions import NotCompleteError, NotPossibleError
from stories.models import Draft, Presence, Story

DRAFT_LIMIT = 2_500_000  # characters of a draft: a text of two million, and its head and notes
DRAFTS_EACH = 50  # newest drafts that are kept of a person: 125 million characters at the very most
PRESENCE_LASTS = timedelta(seconds=30)  # a page that is open says so every ten
PRESENCE_KEPT = timedelta(days=1)


def keep_draft(
    story: Story | None, fields: Mapping[str, str], *, by: User, now: datetime, page: str, based_on: int = 0
) -> Draft:
    """Keep the text typed into a page with the form of a story, or of a new one, in place of what was kept of the page.

    A draft of a closed story is kept too, to be copied from. Of a person's drafts the fifty newest stay.

    Raises NotPossibleError where words of the story were taken down since, NotCompleteError where the text is too long.
    """
    if story is not None and based_on < story.save_number and story.has_lost_words():
        raise NotPossibleError(
            _("Words of this story were taken down since this page was opened. Open the story again.")
        )
    characters = sum(map(len, fields.values()))
    if characters > DRAFT_LIMIT:
        refusal = _("The words have {count:,} characters, over the limit of {limit:,}.")
        raise NotCompleteError(refusal.format(count=characters, limit=DRAFT_LIMIT))
    storable = {name: words.replace("\0", "\ufffd") for name, words in fields.items()}  # which no database takes
    values = {"story": story, "fields": storable, "based_on": based_on, "saved_at": now}
    draft, is_new = Draft.objects.update_or_create(editor=by, page=page, defaults=values)
    if is_new:
        beyond = Draft.objects.filter(editor=by).order_by("-saved_at", "-pk").values_list("pk", flat=True)[DRAFTS_EACH:]
        Draft.objects.filter(pk__in=list(beyond)).delete()
    return draft


def drop_old_drafts(*, before: datetime) -> int:
    """Drop the drafts that were last kept before a moment; return how many."""
    return Draft.objects.filter(saved_at__lt=before).delete()[0]


def drafts_of(story: Story | None, *, by: User) -> QuerySet[Draft]:
    """Return the drafts of a person for a story, or for a new one; the newest first."""
    return Draft.objects.filter(story=story, editor=by).order_by("-saved_at", "-pk")


def drop_drafts(*pages: str, by: User) -> None:
    """Drop the drafts of a person for some pages: they are saved, or not wanted."""
    Draft.objects.filter(editor=by, page__in=pages).delete()


def forget_drafts(story: Story) -> None:
    """Drop everybody's drafts of a story: its words are taken down."""
    Draft.objects.filter(story=story).delete()


def record_presence(story: Story, *, by: User, now: datetime, is_unsaved: bool) -> None:
    """Keep that a person has the form of a story open, and clear away those not heard of for a day."""
    outdated = Presence.objects.filter(seen_at__lt=now - PRESENCE_KEPT)
    if outdated.exists():
        outdated.delete()
    Presence.objects.bulk_create(
        [Presence(story=story, person=by, seen_at=now, is_unsaved=is_unsaved)],
        update_conflicts=True,
        unique_fields=["story", "person"],
        update_fields=["seen_at", "is_unsaved"],
    )


def end_presence(story: Story, *, by: User) -> None:
    """Forget that a person has the form of a story open: they closed it."""
    Presence.objects.filter(story=story, person=by).delete()


def others_present(story: Story, *, by: User, now: datetime) -> list[Presence]:
    """Return who else has the form of a story open, by name."""
    return list(Presence.objects.others(story, by, since=now - PRESENCE_LASTS))


def names_present(stories: Iterable[Story], *, by: User, now: datetime) -> dict[int, list[str]]:
    """Return the names of who else has the form of each story open, by the story's number. One query."""
    presences = Presence.objects.filter(story__in=stories, seen_at__gte=now - PRESENCE_LASTS).exclude(person=by)
    names: defaultdict[int, list[str]] = defaultdict(list)
    for story_id, name in presences.order_by("person__username").values_list("story_id", "person__username"):
        names[story_id].append(name)
    return names
