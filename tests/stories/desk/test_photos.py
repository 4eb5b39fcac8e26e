"""Photos at the desk: taken once, cut from what they are now, filed with what readers need, removed for good."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from stories import desk, search
from stories.models import Filing, Photo, Rendition, Story
from stories.photos import NotPhotoError
from tests.builders import NOON, a_filing, a_story, an_editor, filings, rewrite
from tests.photo_files import a_photo, add_pictures
from tests.stories.photos.sample_files import BYLINE, CAPTION, CREDIT, a_file, draw_picture

pytestmark = pytest.mark.django_db


def add_photo(path, **options):
    return desk.add_photo(path, name="brought.jpg", by=None, now=NOON, **options)


def test_photo_has_what_its_file_says(tmp_path):
    said = [(CAPTION, b"Dam at Karse Head"), (BYLINE, b"Ada Lum"), (CREDIT, b"Vesper")]

    photo = add_photo(a_file(tmp_path, draw_picture(900, 600), sets=said))

    assert (photo.caption, photo.credit_line) == ("Dam at Karse Head", "Ada Lum/Vesper")
    assert (photo.width, photo.height, photo.format, photo.name) == (900, 600, "JPEG", "brought.jpg")
    assert default_storage.size(photo.original.name) == photo.size


def test_same_bytes_are_kept_once(tmp_path):
    path = a_file(tmp_path)

    assert add_photo(path) == add_photo(path)
    assert Photo.objects.count() == 1


def test_part_that_a_full_disk_left_is_no_photo_that_is_kept(tmp_path):
    path = a_file(tmp_path, draw_picture(900, 600))
    photo = add_photo(path)
    desk.make_renditions(photo, now=NOON)
    files = [photo.original.name, *(rendition.path for rendition in photo.renditions.all())]
    whole = {name: read_file(name) for name in files}
    photo.renditions.all().delete()
    photo.delete()
    for name in files:
        default_storage.delete(name)
        default_storage.save(name, ContentFile(whole[name][:10]))

    desk.make_renditions(add_photo(path), now=NOON)

    assert {name: read_file(name) for name in files} == whole


def read_file(name):
    """Return what the store has under a name."""
    with default_storage.open(name) as file:
        return file.read()


def test_what_is_no_photo_is_refused_and_leaves_nothing(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"Not a photo")

    with pytest.raises(NotPhotoError):
        add_photo(path)

    assert not Photo.objects.exists()


def test_renditions_are_named_by_their_content_and_made_once():
    photo = a_photo()
    before = set(photo.renditions.values_list("name", flat=True))

    desk.make_renditions(photo, now=NOON)

    assert photo.renditions_current
    assert set(photo.renditions.values_list("name", flat=True)) == before
    assert all(default_storage.exists(each.path) for each in photo.renditions.all())


def test_moved_focal_point_cuts_anew_and_keeps_what_stood_before_for_a_while():
    photo = a_photo(size=(1300, 700))
    before = {each.name: each for each in photo.renditions.filter(shape="card")}
    photo.focus_x = 0.9

    photo = desk.describe_photo(photo, now=NOON, based_on=photo.save_number)
    assert not photo.renditions_current
    desk.make_renditions(photo, now=NOON)

    now = set(photo.renditions.filter(shape="card", replaced_at=None).values_list("name", flat=True))
    assert now.isdisjoint(before) or photo.renditions.filter(replaced_at=NOON).count() == 0
    assert Photo.objects.get(pk=photo.pk).renditions_current


def test_what_was_changed_while_it_was_cut_is_cut_again():
    photo = a_photo(renditions_current=False)
    changed = Photo.objects.get(pk=photo.pk)
    changed.focus_x = 0.2
    desk.describe_photo(changed, now=NOON, based_on=changed.save_number)

    desk.make_renditions(photo, now=NOON)

    assert not Photo.objects.get(pk=photo.pk).renditions_current
    assert not Rendition.objects.exists()


def test_two_who_describe_a_photo_do_not_overwrite_each_other():
    photo = a_photo()
    theirs = Photo.objects.get(pk=photo.pk)
    theirs.caption = "Theirs."
    desk.describe_photo(theirs, now=NOON, based_on=theirs.save_number)
    photo.caption = "Mine."

    with pytest.raises(desk.NotPossibleError, match="Somebody saved this photo after you opened it"):
        desk.describe_photo(photo, now=NOON, based_on=photo.save_number)

    assert Photo.objects.get(pk=photo.pk).caption == "Theirs."


def test_filing_has_the_pictures_and_their_words_as_they_were_then():
    photo = a_photo(byline="Ada Lum")
    story = add_pictures(a_story(), (photo, "The dam, before it failed."))

    filing = a_filing(story)
    photo.caption, photo.alt = "Changed.", "Changed."
    desk.describe_photo(photo, now=NOON, based_on=photo.save_number)

    shown = Filing.objects.get(pk=filing.pk).shown_pictures[0]
    assert (shown.photo, shown.caption) == (photo.pk, "The dam, before it failed.")
    assert (shown.credit, shown.alt) == ("Ada Lum/Vesper", "A dam between hills.")
    assert [use.photo for use in filing.uses.all()] == [photo]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"alt": ""}, r"dam\.jpg has no alt text\. Write what is missing, or take the picture off the story\."),
        ({"caption": "", "name": ""}, r"Photo \d+ has no caption\. Write"),
        ({"caption": "", "alt": ""}, r"dam\.jpg has no caption and no alt text\. dam\.jpg has no alt text\. Write"),
    ],
)
def test_no_story_is_filed_with_a_picture_that_lacks_its_words(said, why):
    second = [a_photo(alt="", spot=(9, 9))] if "alt" in said and "caption" in said else []
    story = add_pictures(a_story(), a_photo(**said), *second)

    with pytest.raises(desk.NotCompleteError, match=why):
        a_filing(story, by=an_editor())

    assert not Filing.objects.exists()


def test_new_picture_alone_is_a_change():
    story = add_pictures(a_story(), a_photo())
    a_filing(story)
    with pytest.raises(desk.NothingChangedError):
        a_filing(story)

    a_filing(add_pictures(story, a_photo()), "1st LD")

    assert len(filings(story)) == 2


def test_digest_covers_the_pictures():
    plain, pictured = a_story(), add_pictures(a_story(), a_photo())

    first, second = a_filing(plain), a_filing(pictured)

    assert first.content_digest != second.content_digest
    assert second.content()["pictures"] == second.pictures


def test_take_down_leaves_no_caption():
    story = add_pictures(a_story(), (a_photo(), "A caption of old."))
    a_filing(story)
    a_filing(rewrite(add_pictures(story), "Other words."), "1st LD")

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    first, second = filings(story)
    assert (first.pictures, second.pictures) == ([], [])
    assert first.uses.count() == 1
    assert Story.objects.get(pk=story.pk).pictures == []


def test_removed_photo_leaves_no_file_and_no_word_and_is_not_taken_again(tmp_path, django_capture_on_commit_callbacks):
    path = a_file(tmp_path, draw_picture(900, 600))
    photo = add_photo(path)
    desk.make_renditions(photo, now=NOON)
    kept = [photo.original.name, *(each.path for each in photo.renditions.all())]

    with django_capture_on_commit_callbacks(execute=True):
        desk.remove_photo(photo, now=NOON)

    assert [name for name in kept if default_storage.exists(name)] == []
    photo = Photo.objects.get(pk=photo.pk)
    assert (photo.caption, photo.alt, photo.name) == ("", "", "")
    with pytest.raises(desk.NotPossibleError, match="removed from the newsroom for good"):
        add_photo(path)


def test_take_down_removes_the_photos_that_nothing_else_shows(django_capture_on_commit_callbacks):
    own, again, elsewhere, placed = a_photo(), a_photo(), a_photo(), a_photo()
    story = add_pictures(a_story(), own, again, elsewhere, placed)
    a_filing(story)
    a_filing(rewrite(add_pictures(story, again), "Other words."), "1st LD")
    a_filing(add_pictures(a_story(), elsewhere))
    add_pictures(a_story(), placed)
    kept = [own.original.name, *(each.path for each in own.renditions.all())]

    with django_capture_on_commit_callbacks(execute=True):
        desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    gone = {photo.pk for photo in Photo.objects.exclude(removed_at=None)}
    assert gone == {own.pk}
    assert not any(map(default_storage.exists, kept))


def test_words_of_a_photo_leave_the_search_when_they_are_changed_and_when_it_goes():
    photo = a_photo(caption="Zephyrine at the dam.", renditions_current=False)
    photo.caption = "Nobody at the dam."

    desk.describe_photo(photo, now=NOON, based_on=photo.save_number)
    found = [search.find_photos(words, limit=9) for words in ("zephyrine", "nobody")]
    desk.remove_photo(photo, now=NOON)

    assert found == [[], [photo.pk]]
    assert search.find_photos("nobody", limit=9) == []


def test_stories_with_a_photo_are_those_whose_working_copies_have_it():
    one, other = a_photo(renditions_current=False), a_photo(renditions_current=False)
    story, without = add_pictures(a_story(), one, other), a_story()

    assert list(Story.objects.with_photo(one.pk)) == list(Story.objects.with_photo(other.pk)) == [story]

    add_pictures(story, other)
    add_pictures(without, one, (one, "Twice."))

    assert list(Story.objects.with_photo(one.pk)) == [without]
    assert list(Story.objects.with_photo(other.pk)) == [story]
