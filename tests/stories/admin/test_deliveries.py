"""Deliveries: listed with their outcome, the original as it came and as text only."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from stories import desk, intake
from stories.models import Delivery, Item, Outcome
from tests.builders import NOON, a_source, a_story, an_editor
from tests.stories.admin.browser import a_browser, sign_in, words_of

pytestmark = pytest.mark.django_db

ITEMS = "/admin/stories/item/"


def an_item(
    content=b"Dam holds\n\nIt held.", *, name="in/dam.txt", headline="Dam holds", outcome=Outcome.FAILED, **fields
):
    """Return an item as ingest keeps it."""
    delivery = Delivery.objects.create(name=name, content=content, sha256="0" * 64, received_at=NOON)
    values = {"moved_at": NOON, "received_at": NOON, "format": "text", **fields}
    return Item.objects.create(delivery=delivery, headline=headline, outcome=outcome, **values)


def test_list_says_what_became_of_each():
    story = a_story(slugline="Karse-Dam")
    an_item(reason="It is empty.", source=a_source("Vesper"), likely_story=story)

    words = words_of(a_browser("reporter").get(ITEMS))

    assert "Feb 10, 12:00:00 failed Dam holds It is empty. Vesper Likely story: Karse-Dam" in words


def test_bar_counts_the_copy_that_nobody_has_dealt_with():
    waiting, spiked = a_story(), desk.spike(a_story(), by=None, now=NOON)
    for story in (waiting, spiked, None):
        an_item(outcome=Outcome.WAITING, story=story)
    an_item(outcome=Outcome.DUPLICATE, story=waiting)

    assert "Arrived 2 Expected Photos" in words_of(a_browser().get(ITEMS))


def test_failed_ones_are_found():
    failed = an_item()
    an_item(outcome=Outcome.FILED)

    page = a_browser().get(ITEMS, {"outcome__exact": "failed"})

    assert list(page.context_data["cl"].result_list) == [failed]


def test_list_costs_the_same_for_one_row_and_for_three(django_assert_num_queries):
    browser = a_browser()
    an_item(story=a_story(), source=a_source())
    with django_assert_num_queries(9) as asked:
        browser.get(ITEMS)
    assert not any('"content"' in query["sql"] for query in asked.captured_queries)

    an_item(likely_story=a_story(), source=a_source("Maran News Agency"))
    an_item()
    with django_assert_num_queries(9):
        browser.get(ITEMS)


def test_page_shows_the_original_as_text():
    item = an_item(b"<script>alert(1)</script> Dam \xff holds \x00\xe2\x80\xae", name="<b>x</b>.txt")

    page = a_browser().get(f"{ITEMS}{item.pk}/change/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; Dam \ufffd holds" in page
    assert "&lt;b&gt;x&lt;/b&gt;.txt" in page
    assert "<script>alert" not in page
    assert "\x00" not in page
    assert "\u202e" not in page


def test_original_stands_in_the_letters_that_it_was_read_in():
    item = an_item("Плотина держится\n\nОна держится.".encode("windows-1251"), charset="windows-1251")

    assert "Она держится." in words_of(a_browser().get(f"{ITEMS}{item.pk}/change/"))


@pytest.mark.parametrize("is_timed", [True, False])
def test_page_says_when_the_source_moved_it_where_it_says_so(is_timed):
    item = an_item(moved_at=NOON - timedelta(hours=2), is_timed=is_timed)

    words = words_of(a_browser().get(f"{ITEMS}{item.pk}/change/"))

    assert ("Moved Feb 10, 2026, 10:00:00 UTC Received Feb 10, 2026, 12:00:00 UTC" in words) == is_timed
    assert "Received Feb 10, 2026, 12:00:00 UTC" in words


def test_page_shows_the_beginning_of_a_long_original():
    item = an_item(b"a" * 100_000 + b"THE-END")
    browser = a_browser()

    page = browser.get(f"{ITEMS}{item.pk}/change/")

    assert "Original, its beginning" in words_of(page)
    assert "THE-END" not in page.content.decode()
    assert browser.get(f"{ITEMS}{item.pk}/original/").content.endswith(b"THE-END")


def test_original_is_a_file_and_never_a_page():
    item = an_item(b"<script>alert(1)</script>", name='"; x="\r\nSet-Cookie: a=b.html')

    answer = a_browser().get(f"{ITEMS}{item.pk}/original/")

    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="item-{item.pk}.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_original_that_was_taken_down_is_said_to_be_gone():
    item = an_item(b"")

    assert "No bytes are kept" in words_of(a_browser().get(f"{ITEMS}{item.pk}/change/"))


def test_items_are_only_read():
    item = an_item()
    browser = a_browser("chief")

    assert browser.get(f"{ITEMS}add/").status_code == 404
    assert browser.get(f"{ITEMS}{item.pk}/delete/").status_code == 404
    assert browser.post(f"{ITEMS}{item.pk}/change/", {"headline": "Other"}).status_code == 405
    assert Item.objects.get().headline == "Dam holds"


def test_items_are_not_for_everybody():
    item = an_item()
    browser = a_browser("ticker producer")

    assert browser.get(ITEMS).status_code == 403
    assert browser.get(f"{ITEMS}{item.pk}/change/").status_code == 403
    assert browser.get(f"{ITEMS}{item.pk}/original/").status_code == 403


GREEK = "Άντεξε το φράγμα\n\nΟ κυβερνήτης δήλωσε ότι το φράγμα άντεξε και οι κάτοικοι μπορούν να επιστρέψουν.\n"


def a_viewer():
    """Return somebody who may see what arrived, and change nothing."""
    person = an_editor("viewer", group="")
    person.user_permissions.add(*Permission.objects.filter(codename__in=["view_item", "view_story"]))
    return person


def a_doubtful_item():
    options = intake.IntakeOptions(source=a_source("Vesper"))
    return intake.take("copy.txt", GREEK.encode("cp1253"), now=NOON, options=options)[0]


def test_page_offers_the_readings_and_the_one_picked_stands_in_the_story():
    item, browser = a_doubtful_item(), a_browser("reporter")

    page = words_of(browser.get(f"{ITEMS}{item.pk}/change/"))
    answer = browser.post(f"{ITEMS}{item.pk}/read/", {"charset": "windows-1253"}, follow=True)

    assert "Its letters are not certain" in page
    assert "Read in windows-1253 Άντεξε το φράγμα — Ο κυβερνήτης" in page
    assert "Read in iso-8859-7 ’ντεξε το φράγμα" in page
    assert "Read in windows-1253. Look at its words before you file it." in words_of(answer)
    item.refresh_from_db()
    assert (item.charset, item.story.headline) == ("windows-1253", "Άντεξε το φράγμα")


@pytest.mark.parametrize("charset", ["", "klingon"])
def test_character_set_that_is_not_known_changes_nothing(charset):
    item, browser = a_doubtful_item(), a_browser()
    before = item.charset

    answer = browser.post(f"{ITEMS}{item.pk}/read/", {"charset": charset}, follow=True)

    assert "can't be read again" in words_of(answer)
    item.refresh_from_db()
    assert item.charset == before


def test_readings_are_offered_to_no_one_who_may_not_change_the_story():
    item = a_doubtful_item()

    assert "Read in" not in words_of(sign_in(a_viewer()).get(f"{ITEMS}{item.pk}/change/"))


def test_form_of_a_source_takes_a_known_character_set_alone():
    source, browser = a_source("Vesper"), a_browser("chief")
    page = f"/admin/stories/source/{source.pk}/change/"
    form = browser.get(page).context_data["adminform"].form
    values = {name: form[name].value() or "" for name in form.fields}
    values |= {"section_mappings-TOTAL_FORMS": 0, "section_mappings-INITIAL_FORMS": 0}

    refused = browser.post(page, {**values, "charset": "klingon"})
    browser.post(page, {**values, "charset": "koi8-r"})

    assert refused.context_data["adminform"].form.errors.keys() == {"charset"}
    source.refresh_from_db()
    assert source.charset == "koi8-r"
