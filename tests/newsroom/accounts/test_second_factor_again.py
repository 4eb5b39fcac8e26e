"""The gravest pages ask for a code of the last minutes, and keep all that was typed."""

from datetime import timedelta

import pytest
from django.test import Client

from newsroom.accounts.second_factor_pages import CODE_FIELD, METHOD_FIELD
from stories.models import State, Story
from tests.builders import a_chain, an_editor
from tests.newsroom.accounts.codes import (
    a_second_factor,
    asks_for_code,
    code_of,
    code_of_key,
    hidden_values,
    inside,
    page_key,
)
from tests.stories.admin.browser import sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

OWN = "/admin/second-factor/"
DESK = "/admin/stories/story/"


@pytest.mark.parametrize(
    ("given_ago", "is_asked"), [(timedelta(minutes=9), False), (timedelta(minutes=11), True)], ids=["fresh", "stale"]
)
def test_gravest_pages_want_a_code_of_the_last_ten_minutes(given_ago, is_asked):
    story = a_chain("Urgent")
    browser, _, _ = inside(an_editor("cleo", group="chief"), given_ago=given_ago)
    people = "/admin/auth/user/"
    vera = f"{people}{an_editor('vera').pk}/"
    grave = [
        story_page("kill", story), story_page("take_down", story, 1), people, f"{people}add/",
        f"{vera}change/", f"{vera}password/", f"{vera}second-factor/",
    ]  # fmt: skip

    assert {page: asks_for_code(browser.get(page)) for page in grave} == dict.fromkeys(grave, is_asked)
    assert not any(
        asks_for_code(browser.get(page)) for page in (DESK, story_page("hold", story), story_page("file", story))
    )


def test_whoever_has_none_is_not_asked_again():
    story = a_chain("Urgent")

    assert sign_in(an_editor("cleo", group="chief")).get(story_page("kill", story)).status_code == 200


def test_what_was_typed_is_carried_along_and_sent_on():
    story = a_chain("Urgent")
    browser, device, _ = inside(an_editor("cleo", group="chief"), given_ago=timedelta(minutes=11))
    typed = {"reason": 'It was "false".\nAll of it.', "number": story.pk, "substitute": ""}

    asking = browser.post(story_page("kill", story), typed)
    state_meanwhile = Story.objects.get(pk=story.pk).state
    carried = {name: values for name, values in hidden_values(asking).items() if name != METHOD_FIELD}
    done = browser.post(story_page("kill", story), {**typed, CODE_FIELD: code_of(device), METHOD_FIELD: "POST"})

    assert asks_for_code(asking)
    assert "What you typed is kept" in words_of(asking)
    assert state_meanwhile == State.LIVE
    assert carried == {
        "reason": ["It was &quot;false&quot;.\nAll of it."],
        "number": [str(story.pk)],
        "substitute": [""],
    }
    assert done.status_code == 302
    assert Story.objects.get(pk=story.pk).state == State.KILLED


def test_wrong_code_sends_nothing_on_and_keeps_what_was_typed():
    story = a_chain("Urgent")
    browser, _, _ = inside(an_editor("cleo", group="chief"), given_ago=timedelta(minutes=11))

    again = browser.post(
        story_page("kill", story), {"reason": "False.", "number": story.pk, CODE_FIELD: "123", METHOD_FIELD: "POST"}
    )

    assert asks_for_code(again)
    assert hidden_values(again)["reason"] == ["False."]
    assert Story.objects.get(pk=story.pk).state == State.LIVE


def test_every_value_of_a_field_is_carried():
    person = an_editor("vera")
    browser, _, _ = inside(an_editor("cleo", group="chief"), given_ago=timedelta(minutes=11))

    asking = browser.post(
        f"/admin/auth/user/{person.pk}/change/", {"groups": ["2", "1"], "username": "vera", "password1": "typed"}
    )

    assert {name: values for name, values in hidden_values(asking).items() if name != METHOD_FIELD} == {
        "groups": ["2", "1"],
        "username": ["vera"],
    }


def test_code_without_a_form_token_is_refused():
    person = an_editor("vera")
    device, _ = a_second_factor(person)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    answer = browser.post(DESK, {CODE_FIELD: code_of(device), METHOD_FIELD: "GET"})

    assert answer.status_code == 403
    assert not asks_for_code(answer)
    assert asks_for_code(browser.get(DESK))


def test_setting_up_gives_the_session_a_new_key():
    browser = sign_in(an_editor("vera"))
    before = browser.session.session_key

    offer = browser.get(OWN)
    browser.post(OWN, {"sealed": hidden_values(offer)["sealed"][0], "code": code_of_key(page_key(offer))})

    assert browser.session.session_key != before
    assert browser.get(DESK).status_code == 200
