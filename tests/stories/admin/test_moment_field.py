"""Times that people type on the nights on which the clocks change."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.utils import timezone

from stories.admin.moment_field import MomentField
from tests.builders import a_story, an_editor
from tests.crash.people import Forms
from tests.stories.admin.browser import sign_in, story_page
from tests.stories.desk.chain_builders import fresh

TWICE = "On Oct 31, 2027 the clocks of Europe/Berlin go back, and 02:30 comes twice. Choose which one you mean."
NEVER = (
    "On Mar 28, 2027 the clocks of Europe/Berlin go forward, and 02:30 does not come. "
    "The nearest times are 01:59 and 03:00."
)
READINGS = ["the first, CEST (UTC+02:00)", "the second, CET (UTC+01:00)"]


class MomentForm(forms.Form):
    at = MomentField(required=False)


@pytest.fixture(autouse=True)
def _berlin():
    with timezone.override("Europe/Berlin"):
        yield


def cleaned(at, offset=""):
    """Return the form of a time that was typed, and what comes of it."""
    form = MomentForm({"at": at, "at_offset": offset})
    return form.cleaned_data["at"].astimezone(UTC) if form.is_valid() else form.errors["at"]


@pytest.mark.parametrize(
    ("at", "offset", "expected"),
    [
        ("2027-10-31T02:30", "", [TWICE]),
        ("2027-10-31T02:30", "+05:00", [TWICE]),
        ("2027-10-31T02:30", "+02:00", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31T02:30", "+01:00", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
        ("2027-10-31T02:30+01:00", "", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
        ("2027-10-31T05:00", "+02:00", datetime(2027, 10, 31, 4, 0, tzinfo=UTC)),  # the choice is of another time
        ("2027-03-28T02:30", "", [NEVER]),
        ("2027-03-28T03:00", "+01:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("0001-01-01T00:00", "", ["That year cannot be right."]),
        ("soon", "", ["Enter a valid date/time."]),
    ],
)
def test_typed_time_is_one_moment_or_is_asked_about(at, offset, expected):
    assert cleaned(at, offset) == expected


def test_choice_of_the_two_stands_beside_the_time_that_comes_twice_alone():
    doubled, plain = (MomentForm({"at": at})["at"].as_widget() for at in ("2027-10-31T02:30", "2027-10-31T05:00"))

    assert 'value="2027-10-31T02:30"' in doubled
    assert [f">{reading}</option>" in doubled for reading in READINGS] == [True, True]
    assert 'name="at_offset"' in doubled
    assert "<select" not in plain


@pytest.mark.parametrize("hour", [0, 1])
def test_stored_moment_in_the_hour_that_comes_twice_stays_as_it_is(hour):
    at = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)

    values = Forms(f"<form>{MomentForm(initial={'at': at})['at'].as_widget()}</form>").with_field("at")

    assert values == {"at": "2027-10-31T02:30", "at_offset": ("+02:00", "+01:00")[hour]}
    form = MomentForm(values, initial={"at": at})
    assert (form.is_valid(), form.cleaned_data["at"], form.has_changed()) == (True, at, False)


@pytest.mark.django_db
def test_embargo_and_schedule_name_the_second_hour_without_script(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    browser, story = sign_in(an_editor()), a_story()
    form = Forms(browser.get(story_page("change", story)).text).with_field("embargo_until")

    asked = browser.post(story_page("change", story), {**form, "embargo_until": "2027-10-31T02:30"})
    again = Forms(asked.text).with_field("embargo_until")
    saved = browser.post(story_page("change", story), {**again, "embargo_until_offset": "+01:00"})

    assert TWICE in asked.text
    assert again["embargo_until"] == "2027-10-31T02:30"
    assert saved.status_code == 302
    assert fresh(story).embargo_until == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)

    page = story_page("file", story)
    form = Forms(browser.get(page).text).with_field("based_on")
    browser.post(page, {**form, "at": "2027-10-31T02:30", "at_offset": "+01:00"})
    assert fresh(story).release_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
