"""A source's page: what comes from it, its feed and tokens, and files that are tried and not taken."""

import json
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from stories import intake
from stories.intake import IntakeOptions, OnArrival, feeds
from stories.models import FeedState, Item, SectionMapping, Source, SourceToken, Story
from tests.builders import a_section, a_source, an_editor
from tests.photo_files import draw_jpeg
from tests.stories.admin.browser import sign_in, words_of

pytestmark = pytest.mark.django_db

CHIEF = {"username": "cleo", "group": "chief"}
TEXT = b"Urgent: Dam at Karse Head overtops\n\nKARSE HEAD (Maran) - Water ran over the dam.\n\nIt rose by noon.\n"


@pytest.fixture
def source():
    return a_source("Maran News Agency", intake=Source.Intake.FILE)


def a_chief():
    return sign_in(an_editor(**CHIEF))


def page(source, end="change"):
    return f"/admin/stories/source/{source.pk}/{end}/"


def take(source, *texts, ago=timedelta()):
    for number, text in enumerate(texts):
        intake.take(f"{number}.txt", text, now=timezone.now() - ago, options=IntakeOptions(source=source))


def rows_of_everything():
    """Return how many rows each table has, what an act of looking leaves out."""
    names = ("Session", "LogEntry", "AccessLog", "Presence")
    return {model.__name__: model.objects.count() for model in apps.get_models() if model.__name__ not in names}


def files_of_everything(folder=""):
    if not default_storage.exists(folder or "."):
        return []
    folders, files = default_storage.listdir(folder)
    return files + [name for each in folders for name in files_of_everything(f"{folder}{each}/")]


def try_file(browser, source, data, name="a.txt"):
    return browser.post(page(source, "try"), {"file": SimpleUploadedFile(name, data)})


def test_page_says_what_comes_and_what_fails(source):
    take(source, b"Old ferry turns back\n\nIt turned.\n", ago=timedelta(days=3))
    take(source, b"Ferry turns back\n\nThe ferry turned back.\n", ago=timedelta(hours=3))
    take(source, TEXT, b"{")

    words = words_of(a_chief().get(page(source)))

    assert "In the last hour 2" in words
    assert "In the last day 3" in words
    assert "Failed in the last day 1" in words
    assert "text (3)" in words


def test_page_of_a_source_without_anything_says_so(source):
    words = words_of(a_chief().get(page(source)))

    assert "Last nothing yet" in words
    assert "Formats none seen" in words
    assert "None: nothing is pushed." in words


def test_page_costs_the_same_with_one_item_and_with_three(source, django_assert_max_num_queries):
    browser = a_chief()
    take(source, TEXT)
    browser.get(page(source))
    with django_assert_max_num_queries(100) as one:
        browser.get(page(source))
    take(source, b"Ferry A\n\nIt turned.\n", b"Ferry B\n\nIt sank.\n")
    with django_assert_max_num_queries(100) as three:
        browser.get(page(source))

    assert len(one) == len(three)


def test_subjects_are_mapped_to_sections_there(source):
    section = a_section("Science")
    fields = {
        **{"name": source.name, "intake": "file", "time_zone": "UTC", "charset": "", "feed_address": ""},
        **{"section_mappings-TOTAL_FORMS": 1, "section_mappings-INITIAL_FORMS": 0},
        **{"section_mappings-0-subject": "medtop:13000000", "section_mappings-0-section": section.pk},
    }

    response = a_chief().post(page(source), fields)

    assert response.status_code == 302
    assert SectionMapping.objects.get().section == section


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("charset", "klingon", "klingon is not one of the available choices."),
        ("feed_address", "ftp://feeds.example/a", "no address of http or https"),
        ("feed_address", "https://ilse:word@feeds.example/a", "a name or a password"),
        ("feed_address", "http://feeds.example:22/a", "names port 22"),
    ],
)
def test_setting_that_could_never_work_is_refused(source, field, value, said):
    fields = {
        **{"name": source.name, "intake": "file", "time_zone": "UTC", "charset": "", "feed_address": ""},
        **{"section_mappings-TOTAL_FORMS": 0, "section_mappings-INITIAL_FORMS": 0},
        field: value,
    }

    response = a_chief().post(page(source), fields)

    assert response.status_code == 200
    assert said in words_of(response)


def test_token_is_shown_once_and_can_be_revoked(source):
    browser = a_chief()

    made = browser.post(page(source, "tokens"))
    token = SourceToken.objects.get()
    shown = words_of(made)
    later = browser.get(page(source)).content.decode()
    revoked = browser.post(page(source, f"tokens/{token.pk}/revoke"))

    [secret] = [word for word in shown.split() if word.startswith(token.beginning)][:1]
    assert "no-store" in made["Cache-Control"]
    assert token.made_by.username == "cleo"
    assert secret not in later
    assert f"{token.beginning}…" in later
    assert revoked.url == page(source)
    assert SourceToken.objects.get().revoked_at
    assert "revoked" in words_of(browser.get(page(source)))
    assert LogEntry.objects.filter(object_id=source.pk).count() == 2
    assert not any(secret in entry.change_message for entry in LogEntry.objects.all())


def test_token_of_another_source_is_not_revoked_there(source):
    browser = a_chief()
    browser.post(page(source, "tokens"))
    other = a_source("Tidewater Wire")

    response = browser.post(page(other, f"tokens/{SourceToken.objects.get().pk}/revoke"))

    assert response.status_code == 404
    assert SourceToken.objects.get().revoked_at is None


def test_feed_says_how_it_stands_and_is_asked_at_once(source):
    source.feed_address = "https://feeds.example/latest.xml"
    source.save()
    now = timezone.now()
    FeedState.objects.create(
        **{"source": source, "address": source.feed_address, "next_at": now + timedelta(hours=5), "asked_at": now},
        **{"failures": 3, "error": "feeds.example broke off.", "gone_at": now, "etag": '"a1"'},
    )
    browser = a_chief()

    before = words_of(browser.get(page(source)))
    asked = browser.post(page(source, "ask"))

    assert "Gone since" in before
    assert "feeds.example broke off. Failed 3 times in a row." in before
    assert asked.url == page(source)
    state = FeedState.objects.get()
    assert (state.gone_at, state.failures, state.error, state.etag) == (None, 0, "", "")
    assert feeds.claim_turn(FeedState.objects.due(timezone.now()).get(), timezone.now())


def test_who_may_not_change_sources_sees_no_door(source):
    words = words_of(sign_in(an_editor("ilse")).get(page(source)))

    assert "What comes from it" in words
    assert "Make a token" not in words
    assert "Try a file" not in words


def test_tried_file_shows_what_is_read_and_leaves_nothing(source):
    browser = a_chief()
    browser.get(page(source, "try"))
    file = {"main": {"href": "https://maran.example/a.jpg"}}
    picture = {"type": "picture", "uri": "urn:maran:2", "renditions": file}
    two = [
        {"uri": "urn:maran:1", "type": "text", "headline": "Ferry turns back", "slugline": "Ferry-Oren", "urgency": 3,
         "version": "7", "versioncreated": "2026-02-10T10:00:00Z",
         "body_text": "The ferry turned back.\n\nIt was empty.",
         "infosources": [{"name": "A Name Never Heard"}], "associations": {"main": picture}},
        {"type": "text"},
    ]  # fmt: skip
    before, files = rows_of_everything(), files_of_everything()

    words = words_of(try_file(browser, source, json.dumps(two).encode()))

    assert (rows_of_everything(), files_of_everything()) == (before, files)
    parts = (
        *("Would be filed", "Story a new one", "Headline Ferry turns back", "Slugline Ferry-Oren", "Urgency 3"),
        *("Version 7", "The ferry turned back.", "It was empty.", "Pictures 1", "Piece 2", "Would be failed"),
    )
    assert [part for part in parts if part not in words] == []


def test_tried_file_names_the_story_that_it_would_join(source):
    take(source, TEXT)
    story = Story.objects.get()
    browser = a_chief()

    words = words_of(try_file(browser, source, TEXT))

    assert "Would be duplicate" in words
    assert story.slugline in words
    assert Item.objects.count() == 1
    assert Story.objects.get().newest_number == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"<html><p>Hello</html>", "web page"),
        (draw_jpeg((40, 30)), "This is a photo."),
        (bytes(range(256)) * 9, "no text"),
    ],
)
def test_file_that_cannot_be_tried_says_why(source, data, said):
    browser = a_chief()
    before = rows_of_everything()

    response = try_file(browser, source, data)

    assert response.status_code == 200
    assert said in words_of(response)
    assert rows_of_everything() == before


def test_long_list_is_tried_in_part(source):
    many = [
        {"uri": f"urn:maran:{n}", "type": "text", "headline": f"Ferry {n}", "body_text": "Back."} for n in range(23)
    ]

    words = words_of(try_file(a_chief(), source, json.dumps(many).encode()))

    assert "Piece 20" in words
    assert "3 more pieces were not tried." in words


def test_nothing_is_tried_without_a_file(source):
    response = a_chief().post(page(source, "try"), {})

    assert response.status_code == 200
    assert "This field is required." in words_of(response)


def test_trial_of_a_stop_stops_nothing(source):
    copy = {"uri": "urn:maran:1", "type": "text", "headline": "Ferry turns back", "body_text": "The ferry turned back."}
    options = IntakeOptions(source=source, on_arrival=OnArrival.FILE)
    intake.take("a.json", json.dumps({**copy, "version": "1"}).encode(), now=timezone.now(), options=options)
    stop = json.dumps({**copy, "version": "2", "pubstatus": "canceled"}).encode()

    words = words_of(try_file(a_chief(), source, stop))

    assert "Would be killed" in words
    assert Story.objects.get().state == "live"


def test_file_is_tried_on_the_stories_that_are_there(source):
    lead = TEXT.replace(b"Urgent: Dam at Karse Head overtops", b"1st LD: Dam at Karse Head overtops, towns cleared")
    take(source, TEXT)

    words = words_of(try_file(a_chief(), source, lead))

    assert re.search(r"Story Dam at Karse Head overtops How sure \d+% What says so .*same place", words)
