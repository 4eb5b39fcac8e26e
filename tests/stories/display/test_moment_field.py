"""Times that people type on the nights on which the clocks change."""

import html
import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django import forms
from django.utils import timezone

from stories.display.moment_field import MomentField
from tests.builders import a_story, an_editor
from tests.crash.people import Forms
from tests.stories.admin.browser import sign_in, story_page
from tests.stories.desk.chain_builders import fresh

TWICE = "On Oct 31, 2027 the clocks of Europe/Berlin go back, and 02:30 comes twice. Choose which one you mean."
NEVER = (
    "On Mar 28, 2027 the clocks of Europe/Berlin go forward, and 02:30 does not come. "
    "The nearest times are 01:59 and 03:00."
)
UNREADABLE = "Type the time as 2026-12-24 17:26, as 17:26 for today, or as +30 for 30 minutes from now."
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
        ("2027-10-31 02:30", "+02:00", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("  2027-02-10   17:26:30 ", "", datetime(2027, 2, 10, 16, 26, 30, tzinfo=UTC)),
        ("２０２７-02-10 17：26", "", datetime(2027, 2, 10, 16, 26, tzinfo=UTC)),
        ("soon", "", [UNREADABLE]),
        ("25:10", "", [UNREADABLE]),
        ("2027-02-10", "", [UNREADABLE]),
        ("02:30 PM", "", [UNREADABLE]),
    ],
)
def test_typed_time_is_one_moment_or_is_asked_about(at, offset, expected):
    assert cleaned(at, offset) == expected


def test_choice_of_the_two_stands_beside_the_time_that_comes_twice_alone():
    doubled, plain = (MomentForm({"at": at})["at"].as_widget() for at in ("2027-10-31T02:30", "2027-10-31T05:00"))

    assert 'value="2027-10-31 02:30"' in doubled
    assert [f">{reading}</option>" in doubled for reading in READINGS] == [True, True]
    assert 'name="at_offset"' in doubled
    assert "<select" not in plain


@pytest.mark.parametrize("typed", ["7:05", "07:05", "07.05", "07：05"])
def test_clock_alone_is_a_time_of_today(typed):
    today = timezone.localdate()

    form = MomentForm({"at": typed})

    assert form["at"].value() == f"{today:%Y-%m-%d} 07:05"  # as it comes back if another field is refused
    assert timezone.localtime(cleaned(typed)).replace(tzinfo=None) == datetime.combine(today, time(7, 5))


def test_plus_is_that_many_minutes_from_now():
    before = timezone.now().replace(second=0, microsecond=0)

    at = cleaned("+90")

    assert before <= at - timedelta(minutes=90) <= timezone.now()
    assert at.second == 0


def test_field_shows_the_clock_of_24_hours_and_says_how_to_type_it():
    at = datetime(2027, 2, 10, 21, 5, tzinfo=UTC)
    bound = MomentForm(initial={"at": at})["at"]

    [field] = re.findall("<input[^>]*>", bound.as_widget())

    assert [part in field for part in ('type="text"', 'value="2027-02-10 22:05"')] == [True, True]
    assert bound.help_text.startswith("17:26 is today, +30 is in 30 minutes.")
    pattern = html.unescape(re.search('pattern="([^"]*)"', field)[1])
    taken = ["2027-02-10 22:05", "2027-02-10T22:05", "2027-02-10 22:05+01:00", "7:05", "7.05", "07：05", "+30"]
    assert [bool(re.fullmatch(pattern, typed)) for typed in (*taken, "soon", "2027-02-10")] == [True] * 7 + [False] * 2


@pytest.mark.parametrize("hour", [0, 1])
def test_stored_moment_in_the_hour_that_comes_twice_stays_as_it_is(hour):
    at = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)

    values = Forms(f"<form>{MomentForm(initial={'at': at})['at'].as_widget()}</form>").with_field("at")

    assert values == {"at": "2027-10-31 02:30", "at_offset": ("+02:00", "+01:00")[hour]}
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
    assert again["embargo_until"] == "2027-10-31 02:30"
    assert saved.status_code == 302
    assert fresh(story).embargo_until == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)

    page = story_page("file", story)
    form = Forms(browser.get(page).text).with_field("based_on")
    browser.post(page, {**form, "at": "2027-10-31T02:30", "at_offset": "+01:00"})
    assert fresh(story).release_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
