"""Photos at the desk in a real browser: brought by choosing, dropping and pasting, and placed in a story."""

import base64

import pytest
from playwright.sync_api import expect

from stories.models import Photo, Story
from tests.builders import a_story
from tests.flows.access import faults
from tests.photo_files import a_photo, add_pictures
from tests.stories.admin.browser import story_page
from tests.stories.photos.sample_files import CAPTION, a_file, draw_picture

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30_000  # milliseconds: every file is opened in a process of its own
PHOTOS = "/admin/stories/photo/"
DROP = """([place, files]) => {
  const carried = new DataTransfer();
  for (const [name, type, data] of files) {
    carried.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type }));
  }
  for (const kind of ["dragenter", "dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""
PASTE = """([place, files]) => {
  const carried = new DataTransfer();
  for (const [name, type, data] of files) {
    carried.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type }));
  }
  place.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""


def file_parts(*paths):
    return [(path.name, "image/jpeg", base64.b64encode(path.read_bytes()).decode()) for path in paths]


def give_files(page, script, selector, *paths):
    """Files dropped or pasted at a place of a page."""
    page.locator(selector).first.evaluate(f"(place, files) => ({script})([place, files])", file_parts(*paths))


def a_jpeg(folder, name, caption, size=(400, 300)):
    return a_file(folder, draw_picture(*size), sets=[(CAPTION, caption.encode())], name=name)


def test_many_are_chosen_at_once_and_each_is_told_of(browse_desk, tmp_path):
    page = browse_desk(PHOTOS)
    bad = tmp_path / "notes.jpg"
    bad.write_bytes(b"Notes")

    page.set_input_files("#files", [a_jpeg(tmp_path, "dam", "The dam."), a_jpeg(tmp_path, "gull", "A gull."), bad])

    expect(page.locator("[data-upload-status]")).to_have_text("2 photos are in. 1 is not: see why.", timeout=PATIENCE)
    expect(page.locator(".uploads")).to_contain_text("notes.jpg: This is no photo of a kind that is taken")
    expect(page.locator(".photo-card")).to_have_count(2)
    assert sorted(Photo.objects.values_list("caption", flat=True)) == ["A gull.", "The dam."]
    dam = Photo.objects.get(caption="The dam.")
    page.fill(f"#alt-{dam.pk}", "A dam between hills.")
    page.keyboard.press("Tab")
    expect(page.locator("[data-kept]")).to_contain_text("dam.jpeg")
    dam.refresh_from_db()
    assert dam.alt == "A dam between hills."


@pytest.mark.parametrize("way", [DROP, PASTE], ids=["dropped", "pasted"])
def test_files_are_dropped_and_pasted_on_the_page(browse_desk, tmp_path, way):
    page = browse_desk(PHOTOS)

    give_files(page, way, "main", a_jpeg(tmp_path, "dam", "The dam."))

    expect(page.locator("[data-upload-status]")).to_have_text("1 photo is in.", timeout=PATIENCE)
    expect(page.locator(".photo-card textarea").first).to_have_value("The dam.")


def test_focal_point_is_set_by_click_and_by_key_and_the_crops_follow(browse_desk):
    photo = a_photo(size=(1300, 700))
    page = browse_desk(f"{PHOTOS}{photo.pk}/change/", viewport={"width": 1280, "height": 1000})
    mark, image = page.locator(".mark"), page.locator("[data-focal-point] img").bounding_box()

    page.mouse.click(image["x"] + image["width"] * 0.8, image["y"] + image["height"] * 0.25)
    expect(mark).to_be_focused()
    expect(page.locator("#id_left")).to_have_value("80")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")

    expect(page.locator("#id_left")).to_have_value("81")
    expect(page.locator("#id_top")).to_have_value("35")
    expect(mark).to_have_accessible_name("Focal point: 81 per cent from the left, 35 from the top")
    crop = page.locator("[data-crop]").first.evaluate("(each) => getComputedStyle(each).objectPosition")
    assert crop == "81% 35%"
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messagelist")).to_contain_text("Its crops are made anew.")
    photo.refresh_from_db()
    assert (photo.focus_x, photo.focus_y) == (0.81, 0.35)


def open_pictures(browse_desk, story, **options):
    """Open the form of a story at its pictures."""
    page = browse_desk(story_page("change", story), **{"viewport": {"width": 1400, "height": 900}, **options})
    page.locator("#tab-pictures").check(force=True)
    return page


def picture_lines(page):
    """Return the pictures of the form, as its box has them."""
    return page.locator("#id_pictures").input_value().splitlines()


def test_pictures_are_brought_found_captioned_moved_and_taken_off(browse_desk, tmp_path):
    known, story = a_photo(caption="A gull on a post."), a_story()
    page = open_pictures(browse_desk, story)
    widget = page.locator(".story-pictures")

    give_files(page, DROP, ".story-pictures", a_jpeg(tmp_path, "dam", "The dam."))
    expect(widget.locator(".placed-picture")).to_have_count(1, timeout=PATIENCE)
    widget.get_by_label("Find in the photos").fill("gull")
    widget.get_by_role("button", name="Add photo").click()
    expect(widget.locator(".placed-picture")).to_have_count(2)
    new = Photo.objects.exclude(pk=known.pk).get()
    assert picture_lines(page) == [f"{new.pk} The dam.", f"{known.pk} A gull on a post."]

    page.fill(f"#caption-{known.pk}", "A gull, close.")
    widget.get_by_role("button", name="Earlier").click()
    expect(page.locator("#id_pictures")).to_have_value(f"{known.pk} A gull, close.\n{new.pk} The dam.")
    widget.get_by_role("button", name="Take off").last.click()
    expect(widget.locator(".placed-picture")).to_have_count(1)
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert Story.objects.get().pictures == [{"photo": known.pk, "caption": "A gull, close."}]


def test_pictures_are_moved_by_dragging(browse_desk):
    first, second = a_photo(caption="First."), a_photo(caption="Second.")
    page = open_pictures(browse_desk, add_pictures(a_story(), first, second), viewport={"width": 1400, "height": 1400})
    rows = page.locator(".placed-picture")
    expect(rows).to_have_count(2)

    rows.nth(1).locator("img").drag_to(rows.nth(0).locator("img"))

    expect(page.locator("#id_pictures")).to_have_value(f"{second.pk} Second.\n{first.pk} First.")


def type_alt(page, photo, words):
    """Type an alt text letter by letter, and leave the caret in it: nothing tells the field that it is done."""
    page.locator("#tab-pictures").check(force=True)
    page.locator(f"#alt-{photo.pk}").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_alt_text_typed_in_the_story_form_is_in_the_draft_the_guard_and_the_save(browse_desk):
    photo = a_photo(alt="", renditions_current=False)
    story = add_pictures(a_story(), photo)
    page = open_pictures(browse_desk, story)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    expect(page.locator(f'label[for="alt-{photo.pk}"]')).to_have_text("Alt text still needed")
    type_alt(page, photo, "A dam between hills.")
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft kept")
    page.reload()
    page.get_by_role("link", name="Take them up").click()
    page.locator("#tab-pictures").check(force=True)

    expect(page.locator(f"#alt-{photo.pk}")).to_have_value("A dam between hills.")
    assert asked == ["beforeunload"]
    type_alt(page, photo, " Now:")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("The alt text is kept with the photo.")
    assert Photo.objects.get().alt == "A dam between hills. Now:"
    type_alt(page, photo, " again.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#act-sheet")).to_be_visible()
    assert Photo.objects.get().alt == "A dam between hills. Now: again."
    assert Story.objects.get().save_number == story.save_number


def test_words_that_are_no_pictures_stay_in_sight(browse_desk):
    page = open_pictures(browse_desk, a_story())
    expect(page.locator("#id_pictures")).to_be_hidden()

    page.locator("#id_pictures").evaluate(
        "(box) => { box.value = 'A dam.'; box.form.dispatchEvent(new InputEvent('input')); }"
    )

    expect(page.locator("#id_pictures")).to_be_visible()


def test_preview_shows_the_picture(browse_desk):
    photo = a_photo()
    page = browse_desk(story_page("change", add_pictures(a_story(), photo)), viewport={"width": 1400, "height": 900})

    page.locator("#tab-preview").check(force=True)
    image = page.frame_locator("iframe").locator("figure img")

    expect(image).to_have_attribute("alt", "A dam between hills.")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("(each) => each.naturalWidth") > 0


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_of_photos_are_accessible(browse_desk, scheme, width):
    photo = a_photo(instructions="NO ARCHIVE")
    a_photo(alt="", renditions_current=False)
    story = add_pictures(a_story(), photo)
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    page = browse_desk(PHOTOS, group="chief", **look)

    for path in (PHOTOS, f"{PHOTOS}add/", f"{PHOTOS}{photo.pk}/change/", f"{PHOTOS}{photo.pk}/remove/"):
        page.goto(path)
        assert faults(page) == {}, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(story_page("change", story))
    expect(page.locator(".placed-picture")).to_have_count(1)
    assert faults(page) == {}


def test_all_of_it_goes_without_script(browse_desk, tmp_path):
    photo, story = a_photo(), a_story()
    page = browse_desk(PHOTOS, java_script_enabled=False)
    page.set_input_files("#files", [a_jpeg(tmp_path, "gull", "A gull.")])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#content h2")).to_have_text("Added")

    page.goto(story_page("change", story))
    page.locator("label:has(#tab-pictures)").click()
    page.fill("#id_pictures", f"{photo.pk} The dam on Tuesday.")
    page.get_by_role("button", name="Save", exact=True).click()

    assert Story.objects.get().pictures == [{"photo": photo.pk, "caption": "The dam on Tuesday."}]
