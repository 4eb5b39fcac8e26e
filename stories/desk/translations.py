"""Translations: a copy that is opened beside its original, and told of when the original is filed again."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories import copy
from stories.copy.language_tags import primary_language
from stories.copy.subjects import store_subjects
from stories.desk.exceptions import NotCompleteError, NotPossibleError
from stories.desk.notifications import notify, person_to_notify
from stories.desk.relations import relate
from stories.desk.revisions import lock_story
from stories.desk.working_copy import open_story, text_of
from stories.models import Filing, Notification, NotificationKind, Story, StoryRelation, Translation
from stories.story_actions import TRANSLATE

# Sentences for the newsroom alone: readers' languages leave them out.

TOLD_AT_ONCE = 50  # translations of a sweep; the next goes on


@transaction.atomic
def open_translation(original: Story, language: str, *, by: User, now: datetime) -> Story:
    """Open a story with the newest text of another to be translated, and relate it to that as its translation.

    It keeps slugline, section, source, urgency, subjects and pictures; what says which filing it is starts anew.
    Raises NotCompleteError without another language, NotPossibleError where the original has no text or was withdrawn.
    """
    original = lock_story(original, TRANSLATE)
    if not language or primary_language(language) == primary_language(original.language):
        raise NotCompleteError(_("The original is in “{language}”. Choose another.").format(language=original.language))
    if not original.headline:
        raise NotPossibleError(_("There is nothing to translate yet."))
    story = Story(
        slugline=original.slugline,
        section=original.section,
        source=original.source,
        language=language,
        urgency=original.urgency,
        located=original.located,
        subjects=store_subjects(original.subject_values),
        pictures=original.pictures,
        terms=original.terms,
        embargo_until=original.embargo_until,
    )
    newest = Filing.objects.filter(story=original, number=original.newest_number, taken_down_at=None).first()
    if newest is not None:
        story.headline, story.byline, story.dateline = newest.headline, newest.byline, newest.dateline
        story.body, story.endmark, story.dated_on = newest.body, newest.endmark, newest.dated_on
    else:
        text_of(original).apply_to(story)
        story.body, story.note = copy.to_json(original.blocks), ""
    story = open_story(story, by=by, now=now, comment=f"Opened to translate story {original.pk}")
    relation = relate(story, original, StoryRelation.Kind.TRANSLATION, by=by, now=now)
    number = original.newest_number
    Translation.objects.create(relation=relation, based_on=number, told_number=number)
    return story


def take_over_original(translation: Translation, *, number: int) -> None:
    """Keep that a translation has what its original said in a filing: its people were at it."""
    Translation.objects.filter(pk=translation.pk, based_on__lt=number).update(based_on=number)


def tell_translators(now: datetime) -> int:
    """Tell the people of translations whose original was filed since; return how many were told. For the worker.

    Runs twice without harm: a text is told once.
    """
    count = 0
    for translation in Translation.objects.outdated()[:TOLD_AT_ONCE]:
        relation, number = translation.relation, translation.relation.other.newest_number
        told = Translation.objects.filter(pk=translation.pk, told_number__lt=number)
        with transaction.atomic():
            if told.update(told_number=number) and not relation.story.is_closed:
                count += tell_translator(relation.story, relation.other, now)
    return count


def tell_translator(story: Story, original: Story, now: datetime) -> int:
    """Notify the person of a translation that its original was filed, and by whom, where no like word of it waits.

    Return how many were notified.
    """
    person, kind = person_to_notify(story), NotificationKind.ORIGINAL_CHANGED
    if person is None or Notification.objects.unseen(person).filter(story=story, what=kind).exists():
        return 0
    notify(person, story, kind, by=filer_of(original), now=now)
    return 1


def filer_of(story: Story) -> User | None:
    """Return who made the newest filing of a story; None for the wire."""
    newest = Filing.objects.filter(story=story, number=story.newest_number).select_related("revision__user")
    filing = newest.only("revision__user").first()
    return filing.revision.user if filing else None
