"""Photos at the desk: uploads, searches, descriptions, uses, warnings and removals."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from stories import desk
from stories.admin.photos.upload import add_file
from stories.models import ExpectedPicture, Photo, Story
from stories.photos import UNREADABLE
from tests.builders import NOON, a_filing, a_story, an_editor
from tests.photo_files import a_photo, add_pictures
from tests.stories.admin.browser import a_browser, form_values, page_form_values, story_page, words_of
from tests.stories.admin.test_deliveries import an_item
from tests.stories.photos.sample_files import CAPTION, CREDIT, a_file, draw_picture

pytestmark = pytest.mark.django_db

PHOTOS = "/admin/stories/photo/"
DATA = {"Accept": "application/json"}


def upload_of(*paths):
    return {"files": [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]}


def page_of(photo, act="change"):
    return f"{PHOTOS}{photo.pk}/{act}/"


def description_of(photo, **said):
    """Return the fields of a photo's form as it stands, with some changed."""
    fields = {name: getattr(photo, name) or "" for name in Photo.METADATA}
    return {**fields, "left": 50, "top": 50, "based_on": photo.save_number, **said}


def test_many_files_come_at_once_each_judged_alone(tmp_path):
    good = a_file(tmp_path, draw_picture(300, 200), sets=[(CAPTION, b"The dam."), (CREDIT, b"Vesper")], name="dam")
    other = a_file(tmp_path, draw_picture(320, 200), kind="PNG", name="gull")
    bad = tmp_path / "notes.jpg"
    bad.write_bytes(b"Notes")

    words = words_of(a_browser("reporter").post(f"{PHOTOS}add/", upload_of(good, bad, other)))

    assert "notes.jpg: This is no photo of a kind that is taken" in words
    assert "The dam." in words
    assert [photo.name for photo in Photo.objects.order_by("pk")] == ["dam.jpeg", "gull.png"]
    assert Photo.objects.first().added_by.username == "a-reporter"


def test_script_that_brings_a_file_has_the_photo_as_data(tmp_path):
    path = a_file(tmp_path, draw_picture(300, 200), sets=[(CAPTION, b"The dam.")])

    told = a_browser().post(f"{PHOTOS}add/", upload_of(path), headers=DATA).json()

    [photo] = told["photos"]
    number = Photo.objects.get().pk
    assert told["refused"] == []
    assert (photo["number"], photo["caption"], photo["alt"]) == (number, "The dam.", "")
    assert photo["address"] == f"{PHOTOS}{number}/change/"
    assert photo["thumbnail"].startswith("data:image/svg+xml,")


def test_file_over_the_limit_is_refused_by_its_size():
    file = SimpleUploadedFile("large.jpg", b"\xff\xd8\xff")
    file.size = 60 * 1024 * 1024

    refusal = add_file(None, file)

    assert refusal.why == "The file is larger than 50 MB. Save it smaller."


def test_nothing_sent_is_told():
    assert "No file came. Choose one first." in words_of(a_browser().post(f"{PHOTOS}add/"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dam", True),
        ("DAM karse", True),
        ("lum", True),
        ("gull", False),
        ("Northport", True),
        ("harbour.jpg", True),
        ("dams", True),
        ("north", True),
        ("port", False),
        ("dam -karse", False),
        ('"karse head"', True),
        ('"head karse"', False),
        ("dam 9", False),
    ],
)
def test_photos_are_found_by_what_is_said_of_them(words, found):
    a_photo(byline="Ada Lum", place="Northport", name="harbour.jpg", renditions_current=False)

    listed = a_browser().get(PHOTOS, {"q": words}).context_data["rows"]
    data = a_browser().get(f"{PHOTOS}find/", {"q": words}).json()["photos"]

    assert (len(listed), len(data)) == (found, found)


def test_photo_is_found_by_its_number():
    photo = a_photo(renditions_current=False)
    a_photo(renditions_current=False)

    assert [each["number"] for each in a_browser().get(f"{PHOTOS}find/", {"q": f"#{photo.pk}"}).json()["photos"]] == [
        photo.pk
    ]


def test_list_costs_the_same_for_one_photo_and_for_three(django_assert_num_queries):
    browser = a_browser()
    a_photo()
    with django_assert_num_queries(9):
        browser.get(PHOTOS)

    a_photo()
    a_photo(renditions_current=False)
    with django_assert_num_queries(9):
        browser.get(PHOTOS)


def test_what_is_said_is_saved_and_logged():
    photo, browser = a_photo(), a_browser()

    browser.post(page_of(photo), description_of(photo, caption="The dam, whole.", alt="A dam.", left=80, top=20))

    photo.refresh_from_db()
    assert (photo.caption, photo.alt, photo.focus_x, photo.focus_y) == ("The dam, whole.", "A dam.", 0.8, 0.2)
    assert not photo.renditions_current
    assert "a-editor" in words_of(a_browser("chief").get("/admin/audit/"))
    assert f"photo {photo.pk}: caption, alt, left, top" in words_of(a_browser("chief").get("/admin/audit/"))


def test_page_that_is_too_old_saves_nothing():
    photo, browser = a_photo(renditions_current=False), a_browser()
    old = description_of(photo, caption="Mine.")
    browser.post(page_of(photo), description_of(photo, caption="Theirs."))

    words = words_of(browser.post(page_of(photo), old))

    assert "Somebody saved this photo after you opened it." in words
    assert Photo.objects.get().caption == "Theirs."


@pytest.mark.parametrize(("left", "top"), [(-1, 50), (50, 101), ("x", 50), ("", 50)])
def test_focal_point_lies_on_the_photo(left, top):
    photo = a_photo(renditions_current=False)

    answer = a_browser().post(page_of(photo), description_of(photo, left=left, top=top))

    assert answer.status_code == 200
    assert answer.context_data["form"].errors
    assert Photo.objects.get().focus_x == 0.5


def test_page_says_where_a_photo_is_used():
    photo = a_photo()
    a_filing(add_pictures(a_story(slugline="Dam-Flood"), photo))
    add_pictures(a_story(slugline="Gull-Count"), photo)

    words = words_of(a_browser().get(page_of(photo)))

    assert "Where it is used" in words
    assert "Gull-Count (working copy)" in words
    assert "Dam at Karse Head holds (version 1, live)" in words
    assert "Nowhere yet." in words_of(a_browser().get(page_of(a_photo(renditions_current=False))))


def test_rights_are_warned_of():
    today = timezone.localdate()
    over = a_photo(usable_until=today - timedelta(days=1), renditions_current=False)
    soon = a_photo(
        usable_until=today + timedelta(days=2), instructions="MANDATORY CREDIT; NO ARCHIVES", renditions_current=False
    )
    free = a_photo(renditions_current=False)
    unreadable = a_photo(instructions=UNREADABLE, renditions_current=False)

    said = [words_of(a_browser().get(page_of(photo))) for photo in (over, soon, free, unreadable)]

    assert "Its rights ended on" in said[0]
    assert "Its rights end on" in said[1]
    assert "Restricted: no archive, credit required." in said[1]
    assert "rights end" not in said[2]
    assert "Restricted" not in said[2]
    assert said[3].count("Some words in the file could not be read") == 2  # as a warning, and in the form
    assert "Some words" not in said[2]


def test_chief_removes_a_photo():
    photo = a_photo()
    chief = a_browser("chief")
    assert "This can't be undone." in words_of(chief.get(page_of(photo, "remove")))

    chief.post(page_of(photo, "remove"))

    assert Photo.objects.get().removed_at
    assert chief.get(page_of(photo)).status_code == 404


def test_original_is_sent_as_a_file_under_a_name_of_ours():
    photo = a_photo(name="<b>.jpg", renditions_current=False)

    answer = a_browser("reporter").get(page_of(photo, "original"))

    assert answer["Content-Disposition"] == f'attachment; filename="photo-{photo.pk}.jpg"'
    assert len(answer.content) == photo.size


def test_renditions_are_sent_to_the_newsroom_before_anything_is_filed():
    photo = a_photo()

    answer = a_browser().get(f"{PHOTOS}renditions/{photo.renditions.first().name}")

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    assert a_browser().get(f"{PHOTOS}renditions/{'0' * 32}.jpg").status_code == 404


# In the story form


def test_pictures_are_typed_with_their_captions():
    photo, story = a_photo(renditions_current=False), a_story()

    a_browser().post(story_page("change", story), form_values(story, pictures=f"{photo.pk} The dam on Tuesday."))

    assert Story.objects.get().pictures == [{"photo": photo.pk, "caption": "The dam on Tuesday."}]


def test_number_alone_takes_the_caption_of_the_photo():
    photo, story = a_photo(renditions_current=False), a_story()

    a_browser().post(story_page("change", story), form_values(story, pictures=str(photo.pk)))

    assert Story.objects.get().pictures == [{"photo": photo.pk, "caption": "The dam at Karse Head."}]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("99 A caption.", "There is no photo 99. Choose one that the page of photos shows."),
        ("A caption.", "Line 1 of the pictures has no photo number. Begin each with one: 12 Caption."),
    ],
)
def test_pictures_that_are_none_are_told_and_nothing_typed_is_lost(lines, why):
    story = a_story()

    answer = a_browser().post(story_page("change", story), form_values(story, pictures=lines))

    assert why in words_of(answer)
    assert page_form_values(answer)["pictures"] == lines
    assert Story.objects.get().pictures == []


def test_story_saved_as_it_stands_says_that_nothing_changed():
    story = add_pictures(a_story(), (a_photo(renditions_current=False), "The dam."))
    browser = a_browser()
    page = browser.get(story_page("change", story))

    answer = browser.post(story_page("change", story), page_form_values(page), follow=True)

    assert "Nothing was changed." in words_of(answer)


def test_two_who_add_pictures_keep_both():
    first, second, story = a_photo(renditions_current=False), a_photo(renditions_current=False), a_story()
    mine = form_values(story, pictures=f"{first.pk} Mine.")
    add_pictures(story, (second, "Theirs."))

    answer = a_browser().post(story_page("change", story), mine)

    assert answer.status_code == 409
    assert page_form_values(answer)["pictures"].splitlines() == [f"{first.pk} Mine.", f"{second.pk} Theirs."]


def test_alt_text_outlives_a_conflict_and_is_saved_with_the_text_of_both():
    photo, browser = a_photo(alt="", renditions_current=False), a_browser()
    story = add_pictures(a_story(), photo)
    mine = form_values(
        story, pictures=f"{photo.pk} {photo.caption}", note="Adds a photo", alt_texts=f"{photo.pk} A dam."
    )
    a_browser("chief").post(story_page("change", story), {**mine, "note": "", "headline": "New head", "alt_texts": ""})

    conflict = browser.post(story_page("change", story), mine)

    assert conflict.status_code == 409
    assert Photo.objects.get().alt == ""
    browser.post(story_page("change", story), page_form_values(conflict))
    assert Photo.objects.get().alt == "A dam."
    saved = Story.objects.get()
    assert (saved.headline, saved.note) == ("New head", "Adds a photo")


def test_two_who_write_one_caption_choose():
    photo = a_photo(renditions_current=False)
    story = add_pictures(a_story(), (photo, "The dam."))
    mine = form_values(story, pictures=f"{photo.pk} The dam at noon.")
    add_pictures(story, (photo, "The dam at night."))

    words = words_of(a_browser().post(story_page("change", story), mine))

    assert "Some places were changed by both." in words
    assert "Picture" in words
    assert "night" in words


def test_file_page_says_what_pictures_change_and_what_they_lack():
    old, new = a_photo(renditions_current=False), a_photo(alt="", renditions_current=False)
    story = add_pictures(a_story(), old)
    a_filing(story)
    add_pictures(story, new)
    browser = a_browser()

    words = words_of(browser.get(story_page("file", story)))
    answer = browser.post(
        story_page("file", story), {"based_on": Story.objects.get().save_number, "designator": "1st LD"}
    )

    assert "Picture, removed" in words
    assert "Picture, added" in words
    assert "dam.jpg has no alt text." in words_of(answer)


def test_preview_shows_pictures_that_no_reader_has():
    photo, story = a_photo(), a_story()

    page = (
        a_browser()
        .post(story_page("preview", story), form_values(story, pictures=f"{photo.pk} The dam."))
        .content.decode()
    )

    assert re.search(rf"{PHOTOS}renditions/[0-9a-f]{{32}}\.jpg", page)
    assert "/pictures/" not in page
    assert "The dam." in page


WORDS = f"{PHOTOS}words/"


def test_words_on_cards_are_saved_all_at_once_and_logged():
    first, second = a_photo(alt="", renditions_current=False), a_photo(renditions_current=False)
    sent = {
        f"saves-{first.pk}": first.save_number,
        f"caption-{first.pk}": first.caption,
        f"alt-{first.pk}": " A dam \r\n between hills. ",
        f"saves-{second.pk}": second.save_number,
        f"caption-{second.pk}": second.caption,
        f"alt-{second.pk}": second.alt,
    }

    answer = a_browser("reporter").post(WORDS, sent, follow=True)

    assert "1 photo saved." in words_of(answer)
    assert Photo.objects.get(pk=first.pk).alt == "A dam\nbetween hills."
    assert Photo.objects.get(pk=second.pk).save_number == second.save_number
    assert [(entry.object_id, entry.change_message) for entry in LogEntry.objects.all()] == [(str(first.pk), "alt")]


def test_words_of_one_card_are_kept_for_a_script_unless_they_come_too_late():
    photo, browser = a_photo(alt="", renditions_current=False), a_browser("reporter")
    sent = {f"saves-{photo.pk}": photo.save_number, f"alt-{photo.pk}": "A dam."}

    kept = browser.post(WORDS, sent, headers=DATA)
    late = browser.post(WORDS, {**sent, f"alt-{photo.pk}": "A weir."}, headers=DATA)

    assert (kept.json()["saves"], kept.json()["refused"]) == ({str(photo.pk): photo.save_number + 1}, "")
    assert late.status_code == 409
    assert "Somebody saved this photo after you opened it." in late.json()["refused"]
    assert Photo.objects.get().alt == "A dam."


def test_desk_goes_on_from_the_wire_where_an_editor_added_a_picture_alone():
    story = add_pictures(a_story(), a_photo(renditions_current=False), by=an_editor())

    assert story.edited_at is None
    taken = desk.replace_with_wire_copy(story, desk.StoryText("New", ()), now=NOON, designator="")
    assert taken.placements == story.placements


def test_those_who_only_read_see_the_pictures_of_the_working_copy():
    photo = a_photo()
    story = add_pictures(a_story(), (photo, "The dam on Tuesday."))
    desk.spike(story, by=None, now=NOON)

    page = a_browser("reporter").get(story_page("change", story))

    assert "The dam on Tuesday. (Vesper)" in words_of(page)
    assert f"{PHOTOS}renditions/" in page.content.decode()
    assert f"{PHOTOS}renditions/" not in a_browser("ticker producer").get(story_page("change", story)).content.decode()


@pytest.mark.parametrize("act", ["file", "correct"])
def test_what_pictures_lack_and_what_to_mind_is_told_before_the_press(act):
    lacking, restricted = (
        a_photo(alt="", name="valley.jpg", renditions_current=False),
        a_photo(instructions="NO SALES", renditions_current=False),
    )
    story = a_story()
    a_filing(story)
    browser = a_browser()
    assert "no alt text" not in words_of(browser.get(story_page(act, story)))
    add_pictures(story, lacking, restricted)

    words = words_of(browser.get(story_page(act, story)))

    assert "valley.jpg has no alt text. Write what is missing" in words
    assert f"Photo {restricted.pk}: Restricted: no sales." in words


def test_kill_page_names_the_pictures_that_go_with_the_story():
    own, shared = a_photo(), a_photo()
    story = add_pictures(a_story(), own, shared)
    a_filing(story)
    a_filing(add_pictures(a_story(), shared))

    page = a_browser("chief").get(story_page("kill", story)).content.decode()

    assert [name in page for name in own.renditions.filter(format="JPEG").values_list("name", flat=True)].count(
        True
    ) == 1
    assert not any(name in page for name in shared.renditions.values_list("name", flat=True))


def test_item_says_which_pictures_came_with_it_and_which_did_not():
    item = an_item(story=a_story(), outcome="filed")
    photo = a_photo(renditions_current=False)
    Photo.objects.filter(pk=photo.pk).update(item=item)
    ExpectedPicture.objects.create(item=item, name="later.jpg")
    ExpectedPicture.objects.create(
        item=item, addresses=["https://example.org/x.jpg"], fault="It answered 404.", tries=4
    )

    words = words_of(a_browser().get(f"/admin/stories/item/{item.pk}/change/"))

    assert (
        f"Pictures Photo {photo.pk} later.jpg: not here yet. https://example.org/x.jpg: given up. It answered 404."
        in words
    )


def test_view_of_photos_without_alt_text_has_those_alone():
    a_photo(alt="", name="valley.jpg", renditions_current=False)
    a_photo(name="dam.jpg", spot=(9, 9), renditions_current=False)
    browser = a_browser("reporter")

    assert "dam.jpg" in words_of(browser.get(PHOTOS))
    words = words_of(browser.get(PHOTOS, {"view": "no-alt"}))
    assert "valley.jpg" in words
    assert "dam.jpg" not in words
    Photo.objects.update(alt="A dam.")
    assert "Every photo has its alt text." in words_of(browser.get(PHOTOS, {"view": "no-alt"}))
