"""The list of what is expected: put there by the desk or from an advisory, overdue, settled by the story it came as."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from stories import intake
from stories.models import ExpectedCopy, Item, Outcome, Story
from stories.wire.advisory_times import find_due_time
from tests.builders import NOON, a_section, a_source, a_story, an_editor
from tests.stories.admin.browser import a_browser, page_form_values, sign_in, words_of
from tests.stories.admin.test_deliveries import an_item

LIST = "/admin/expected/"


def an_expectation(what="Rate decision of the Marrow bank", *, due_in=timedelta(minutes=-5), **fields):
    """Put copy on the list of what is expected."""
    now = timezone.now()
    return ExpectedCopy.objects.create(
        what=what, due_at=now + due_in, noted_at=now - timedelta(hours=3), noted_by=an_editor("edda"), **fields
    )


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("The rate decision is expected at 1600 GMT.", (10, 16, 0)),
        ("By 16:30 UTC; a lead follows at 17:00 GMT.", (10, 16, 30)),
        ("Due 0915Z", (11, 9, 15)),  # today's has passed
        ("In 2026 GMT was kept. Call 555-1600 GMT.", (10, 20, 26)),
        ("Expected at four this afternoon.", None),
        ("Story 41600 GMT", None),
    ],
)
def test_time_in_an_advisory(text, due):
    expected = datetime(2026, 2, *due, tzinfo=UTC) if due else None
    assert find_due_time(text, after=NOON) == expected


@pytest.mark.django_db
def test_desk_puts_copy_on_the_list_and_the_bar_counts_what_is_overdue():
    browser = sign_in(an_editor("rhea", "reporter"))
    values = {"what": "Vote on the dam bill", "due_at": "2026-02-10T16:00", "source": a_source("Maran").pk}

    refused = browser.post(f"{LIST}add/", {"what": "", "due_at": ""})
    done = browser.post(f"{LIST}add/", values)

    assert (refused.status_code, done.status_code) == (200, 302)
    entry = ExpectedCopy.objects.get()
    assert (entry.what, entry.noted_by.username, entry.due_at.hour) == ("Vote on the dam bill", "rhea", 16)
    words = words_of(browser.get(LIST))
    assert "minutes overdue Vote on the dam bill" in words
    assert "Expected 1" in words  # in the bar

    browser.post(f"{LIST}{entry.pk}/", {**values, "due_at": "2199-01-01T09:00"})
    assert "Expected 1" not in words_of(browser.get(LIST))


@pytest.mark.django_db
def test_advisory_of_the_wire_is_offered_and_fills_the_form():
    item = an_item(headline="ADVISORY: Rate decision at 1600 GMT", source=a_source("Maran"))
    Item.objects.filter(pk=item.pk).update(
        outcome=Outcome.SKIPPED, reason=intake.ADVISORY, received_at=timezone.now(), moved_at=NOON, story=None
    )
    browser = a_browser("reporter")

    assert "ADVISORY: Rate decision at 1600 GMT Maran Expect it" in words_of(browser.get(LIST))
    form = browser.get(f"{LIST}add/?item={item.pk}").context_data["form"]
    assert (form.initial["source"], form.initial["due_at"]) == (item.source_id, NOON.replace(hour=16))
    browser.post(f"{LIST}add/?item={item.pk}", {"what": "Rate decision", "due_at": "2026-02-10T16:00"})

    assert ExpectedCopy.objects.get().item == item
    assert "Expect it" not in words_of(browser.get(LIST))


@pytest.mark.django_db
def test_copy_that_came_is_proposed_and_settled_by_whoever_is_first():
    maran = a_source("Maran")
    entry = an_expectation(source=maran)
    a_story("Marrow bank keeps rate decision secret", source=a_source("Vesper"), now=timezone.now())
    came = a_story("Marrow bank's rate decision: no change", source=maran, now=timezone.now())
    a_story("Ferry runs aground", source=maran, now=timezone.now())
    browser = a_browser("reporter")

    words = words_of(browser.get(LIST))
    assert f"It may be here: {came.headline} That is it" in words
    for story in (came.pk, ""):
        browser.post(f"{LIST}{entry.pk}/here/", {"story": story})

    entry.refresh_from_db()
    assert entry.story == came
    assert f"came as {came.slugline} #{came.pk}" in words_of(browser.get(LIST))
    browser.post(f"{LIST}{entry.pk}/again/")
    browser.post(f"{LIST}{entry.pk}/drop/")
    entry.refresh_from_db()
    assert (entry.story, entry.settled_at is None) == (None, False)
    assert f"{entry.what} dropped" in words_of(browser.get(LIST))


@pytest.mark.django_db
def test_story_that_is_opened_for_expected_copy_takes_it_off_the_list():
    entry = an_expectation("Vote on the dam bill", section=a_section("Politics"), source=a_source(), note="Ask Holt.")
    browser = a_browser("reporter")
    address = f"/admin/stories/story/add/?expected={entry.pk}"

    page = browser.get(address)
    values = page_form_values(page)
    browser.post(page.context_data["save_at"], values)

    story = Story.objects.get()
    assert (story.headline, story.section.name, story.desk_note) == ("Vote on the dam bill", "Politics", "Ask Holt.")
    entry.refresh_from_db()
    assert entry.story == story
