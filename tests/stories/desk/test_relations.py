"""Relations between stories: said once, by the wire or an editor, and on record."""

import pytest
from django.contrib.admin.models import LogEntry

from stories import desk
from stories.models import StoryRelation
from tests.builders import NOON, a_chain, a_story, an_editor

pytestmark = pytest.mark.django_db

Kind = StoryRelation.Kind
NONE_SUCH = 999


def relations():
    """Return every relation as a row."""
    return list(StoryRelation.objects.order_by("pk").values_list("story", "other", "kind", "by__username"))


def test_two_stories_have_one_relation_and_an_editors_word_goes_first():
    story, other, ilse = a_chain("Urgent"), a_story(), an_editor("ilse")

    desk.relate(story, other, Kind.RELATED, by=None, now=NOON)
    desk.relate(other, story, Kind.SIDEBAR, by=None, now=NOON)
    assert relations() == [(story.pk, other.pk, "related", None)]

    relation = desk.relate(other, story, Kind.SIDEBAR, by=ilse, now=NOON)
    desk.relate(other, story, Kind.TRANSLATION, by=None, now=NOON)
    assert relations() == [(other.pk, story.pk, "sidebar", "ilse")]

    desk.unrelate(relation, by=ilse, now=NOON)
    assert relations() == []
    said = (f"Story {other.pk} is {word}related to story {story.pk} (sidebar)." for word in ("", "no longer "))
    assert sorted(LogEntry.objects.values_list("object_id", "change_message")) == sorted(
        (str(one.pk), what) for what in said for one in (story, other)
    )
    with pytest.raises(desk.NotPossibleError, match="took the relation back meanwhile"):
        desk.unrelate(StoryRelation(pk=NONE_SUCH, story=story, other=other), by=ilse, now=NOON)


def test_a_story_is_not_related_to_itself():
    story = a_story()

    with pytest.raises(desk.NotPossibleError, match="number of another"):
        desk.relate(story, story, Kind.RELATED, by=an_editor(), now=NOON)

    assert relations() == []
