"""Refusals of the desk that no page of the newsroom leads to: each door holds by itself."""

from datetime import timedelta

import pytest
from django.db import transaction

from stories import desk
from stories.desk.revisions import record
from stories.desk.working_copy import text_of
from stories.models import Photo, Story
from tests.builders import NOON, a_chain, a_story, an_editor, filings
from tests.photo_files import a_photo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("follows", [-1, 3])
def test_late_copy_follows_a_filing_of_its_story(follows):
    story = a_chain("Urgent", "1st LD")

    with pytest.raises(desk.NotPossibleError, match="from 0 to 2"):
        desk.file_late(story, text_of(story), now=NOON, designator="", follows=follows)

    assert len(filings(story)) == 2


def test_story_is_no_substitute_for_itself():
    story = a_chain("Urgent")

    with pytest.raises(desk.NotPossibleError, match="no substitute for itself"):
        desk.kill(story, by=an_editor(), now=NOON, reason="Wrong", substitute=story)

    assert Story.objects.get(pk=story.pk).state == "live"


def test_take_down_has_a_reason():
    filing = filings(a_chain("Urgent"))[0]

    with pytest.raises(desk.NotCompleteError, match="reason"):
        desk.take_down(filing, by=an_editor(), now=NOON, reason="  ")

    assert filings(filing.story)[0].headline


def test_removed_photo_is_neither_described_nor_removed_again(django_capture_on_commit_callbacks):
    photo = a_photo()
    with django_capture_on_commit_callbacks(execute=True):
        desk.remove_photo(photo, now=NOON)
    removed = Photo.objects.get(pk=photo.pk)

    with pytest.raises(desk.NotPossibleError, match="removed for good"):
        desk.describe_photo(removed, now=NOON + timedelta(hours=1), based_on=removed.save_number)
    with pytest.raises(desk.NotPossibleError, match="removed for good"):
        desk.remove_photo(removed, now=NOON + timedelta(hours=1))


@pytest.mark.django_db(transaction=True)
def test_revision_is_kept_in_the_transaction_of_its_act():
    story = a_story()

    with pytest.raises(RuntimeError, match="transaction of its act"):
        record(story, by=None, now=NOON, comment="Saved")

    assert not transaction.get_connection().in_atomic_block
