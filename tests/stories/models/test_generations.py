"""Numbers that grow with each change of what readers see, whoever makes it: triggers of the database count."""

from datetime import timedelta

import pytest

from stories.models import (
    ChainMove,
    Generation,
    LiveStory,
    Notice,
    Photo,
    PhotoUse,
    Rendition,
    Section,
    SectionName,
    Source,
    Story,
    StoryRelation,
    SubjectName,
)
from stories.models.stored_page import ALL_STORIES, EVERY_PAGE
from tests.builders import NOON, a_chain, a_filing, a_story, filings
from tests.write_guard import tampering
from ticker.models import Pin

# Real transactions: PostgreSQL counts when one ends.
pytestmark = pytest.mark.django_db(transaction=True)

NOBODY, ALL, EPOCH = "", "all", "all epoch"
WHOSE = {  # what is done -> whose numbers grow
    "save a working copy": NOBODY,
    "spike what was never filed": NOBODY,
    "file": "all one related",
    "hold": "all one related",
    "write the slug past every door": "all one related",
    "list": "all one",
    "notice": "all one",
    "relate": "all one other related",
    "show a photo": "all one",
    "cut a photo": "all one",
    "remove a photo": "all one",
    "describe a photo": NOBODY,
    "move a filing": "all one other",
    "pin": ALL,
    "name a section": EPOCH,
    "name a section in a language": EPOCH,
    "name a source": EPOCH,
    "tell when a source is silent": NOBODY,
    "name a subject": EPOCH,
}


def totals():
    """Return the totals by story."""
    return dict(Generation.objects.values_list("story_id", "total"))


def acts_on(one, other, related):
    """Return each act by its name."""
    photo = Photo.objects.create(sha256="a", format="JPEG", width=1, height=1, size=1, added_at=NOON, updated_at=NOON)
    waiting = a_story()
    return {
        "save a working copy": lambda: Story.objects.filter(pk=one.pk).update(headline="Dam holds"),
        "spike what was never filed": lambda: Story.objects.filter(pk=waiting.pk).update(state="spiked"),
        "file": lambda: a_filing(one, "1st LD", now=NOON + timedelta(hours=1)),
        "hold": lambda: Story.objects.filter(pk=one.pk).update(state="held"),
        "write the slug past every door": lambda: Story.objects.filter(pk=one.pk).update(slug="dam"),
        "list": lambda: LiveStory.objects.filter(story=one).update(urgency=1),
        "notice": lambda: Notice.objects.create(story=one, kind="hold", at=NOON, credit="Vesper"),
        "relate": lambda: StoryRelation.objects.filter(other=related).update(other=other),
        "show a photo": lambda: PhotoUse.objects.create(filing=filings(one)[0], photo=photo),
        "cut a photo": lambda: Rendition.objects.create(
            photo=photo, name="a.jpg", shape="card", format="JPEG", width=1, height=1, size=1
        ),
        "remove a photo": lambda: Photo.objects.update(removed_at=NOON),
        "describe a photo": lambda: Photo.objects.update(caption="A dam"),
        "move a filing": lambda: ChainMove.objects.create(kind="part", at=NOON, from_story=one, to_story=other),
        "pin": lambda: Pin.objects.create(story=one, position=1, starts_at=NOON),
        "name a section": lambda: Section.objects.update(name="The World"),
        "name a section in a language": lambda: SectionName.objects.create(
            section=one.section, language="ar", name="العالم"
        ),
        "name a source": lambda: Source.objects.update(name="Vesper News"),
        "tell when a source is silent": lambda: Source.objects.update(silent_after=5),
        "name a subject": lambda: SubjectName.objects.create(key="medtop:1", name="Dams"),
    }


def test_every_public_change_is_counted_whoever_makes_it():
    one, other, related = a_chain(""), a_chain(""), a_chain("")
    StoryRelation.objects.create(story=one, other=related, kind="sidebar", at=NOON)
    named = {one.pk: "one", other.pk: "other", related.pk: "related", ALL_STORIES: "all", EVERY_PAGE: "epoch"}
    grown = {}

    for name, act in acts_on(one, other, related).items():
        before = totals()
        with tampering():
            act()
        after = totals()
        grown[name] = " ".join(sorted(named[key] for key in after if after[key] != before.get(key)))
        changed = {after[key] for key in after if after[key] != before.get(key)}
        assert all(before[ALL_STORIES] < total <= after[ALL_STORIES] for total in changed), name

    assert grown == {name: " ".join(sorted(whose.split())) for name, whose in WHOSE.items()}
