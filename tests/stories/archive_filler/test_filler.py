"""The filler: what it writes is what the desk would have written, the same each time, and into an empty newsroom."""

import json
from datetime import UTC, datetime

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.utils import timezone
from reversion.models import Version

from stories import archive_filler, desk
from stories.archive_filler.batches import Batch, Keys
from stories.archive_filler.furniture import furnish
from stories.archive_filler.story_writer import NOT_KEPT
from stories.models import Filing, Item, Photo, State, Story
from stories.models.packed_json import version_text

STORIES = 60
KEPT = [field.name for field in Story._meta.concrete_fields if field.name not in NOT_KEPT]


@pytest.mark.django_db
def test_archive_verifies_and_its_pages_answer(client):
    archive_filler.fill(archive_filler.ArchivePlan(seed=1, count=STORIES, now=timezone.now(), deep=30))

    call_command("verify", verbosity=0)
    deep = Story.objects.get(pk=STORIES)
    item, photo = Item.objects.select_related("filing").latest("pk"), Photo.objects.latest("pk")
    newest = Filing.public.newest().first()
    found = client.get("/archive/", {"q": newest.headline}).content.decode()
    pages = [
        f"/stories/{deep.pk}/{deep.slug}/",
        f"/stories/{deep.pk}/{deep.slug}/history/",
        f"/stories/{deep.pk}/{deep.slug}/history/29..30/",
        *(
            "/",
            "/archive/",
            "/corrections/",
            "/ticker.json",
            "/feeds/latest.atom",
            "/sitemap.xml",
            "/sections/section-1/",
        ),
    ]

    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert Story.objects.count() == STORIES
    assert deep.filed_number == 30
    assert newest.get_absolute_url() in found
    assert (item.filing.metadata["guid"], item.keyword) == (item.identity, item.slugline.casefold())
    assert photo.uses.exists()
    with pytest.raises(archive_filler.InUseError):
        archive_filler.fill(archive_filler.ArchivePlan(seed=1, count=1, now=timezone.now()))
    with pytest.raises(CommandError, match="in use"):
        call_command("fill", "1")


@pytest.mark.django_db
def test_desk_goes_on_behind_the_archive():
    """Keys go on behind those of the archive, and a revision is what django-reversion would have kept."""
    archive_filler.fill(archive_filler.ArchivePlan(seed=1, count=5, now=timezone.now()))
    story = Story.objects.filter(state=State.LIVE).latest("pk")
    version = Version.objects.get_for_object(story).first()

    assert json.loads(version_text(version)) == json.loads(serializers.serialize("json", [story], fields=KEPT))

    opened = desk.open_story(Story(slugline="Next", headline="Next", source=story.source), by=None, now=timezone.now())
    story.headline = "The dam holds"
    saved = desk.save(story, by=None, now=timezone.now(), based_on=story.save_number)
    desk.file(saved, by=None, now=timezone.now(), designator="", note="", based_on=saved.save_number)

    assert opened.pk == 6
    call_command("verify", verbosity=0)


@pytest.mark.django_db
def test_fill_that_fails_leaves_the_newsroom_empty():
    too_early = archive_filler.ArchivePlan(seed=1, count=3, now=datetime.min.replace(tzinfo=UTC))
    with pytest.raises(OverflowError):
        archive_filler.fill(too_early)

    archive_filler.fill(archive_filler.ArchivePlan(seed=1, count=3, now=timezone.now()))
    assert Story.objects.count() == 3


@pytest.mark.django_db
def test_archive_is_the_same_for_a_seed():
    furniture, now = furnish(), datetime(2026, 11, 30, tzinfo=UTC)

    def rows(seed):
        return Batch(archive_filler.ArchivePlan(seed=seed, count=20, now=now), furniture, 0, Keys()).make().by_table

    assert rows(1) == rows(1)
    assert rows(1)["stories_filing"] != rows(2)["stories_filing"]
