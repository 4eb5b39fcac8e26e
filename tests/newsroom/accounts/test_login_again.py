"""A form sent after its session ended is kept until its sender logs in again; wrong passwords are counted."""

import html
import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts import second_factor
from newsroom.accounts.client_ip import client_address
from stories.models import State, Story
from tests.builders import a_chain, a_story, an_editor
from tests.newsroom.accounts.codes import a_second_factor, asks_for_code, code_of, hidden_values
from tests.stories.admin.browser import form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

SECRET, WRONG = "river-stone-41-lamp", "river-stone-42-lamp"
LOGIN = "/admin/login/"
OWN_SECOND_FACTOR = "/admin/second-factor/"


def somebody(name="vera", group="editor"):
    """Make a user with a password."""
    person = an_editor(name, group=group)
    person.set_password(SECRET)
    person.save()
    return person


def values_to_resend(page, **more):
    """Return what the asking page sends on."""
    return {name: [html.unescape(each) for each in values] for name, values in hidden_values(page).items()} | more


def test_what_was_sent_after_the_session_ended_goes_on_after_the_log_in(client):
    somebody()
    story = a_story(headline="Dam holds")

    asking = client.post(story_page("change", story), form_values(story, headline="Dam “fails” & floods"))
    answer = client.post(
        story_page("change", story), values_to_resend(asking, login_name="vera", login_password=SECRET)
    )

    assert asking.status_code == 403
    assert "You were logged out" in words_of(asking)
    assert answer.status_code == 302
    assert Story.objects.get().headline == "Dam “fails” & floods"
    assert Story.objects.get().updated_by.get_username() == "vera"


def test_a_wrong_password_keeps_what_was_typed_and_is_counted(client):
    somebody()
    story = a_story()

    page = client.post(story_page("change", story), form_values(story, headline="Dam fails"))
    for _ in range(5):
        page = client.post(story_page("change", story), values_to_resend(page, login_name="vera", login_password=WRONG))
    locked = client.post(story_page("change", story), values_to_resend(page, login_name="vera", login_password=SECRET))

    assert AccessAttempt.objects.get().failures_since_start >= 5
    assert "Too many wrong passwords" in words_of(locked)
    assert hidden_values(locked)["headline"] == ["Dam fails"]
    assert SECRET not in locked.content.decode()
    assert Story.objects.get().headline == story.headline


def test_second_factor_is_asked_for_behind_the_log_in_and_carries_on(client):
    device, _ = a_second_factor(somebody())
    story = a_story()

    page = client.post(story_page("change", story), form_values(story, headline="Dam fails"))
    page = client.post(story_page("change", story), values_to_resend(page, login_name="vera", login_password=SECRET))
    assert asks_for_code(page)
    answer = client.post(story_page("change", story), values_to_resend(page, second_factor_code=code_of(device)))

    assert answer.status_code == 302
    assert Story.objects.get().headline == "Dam fails"


def test_who_may_not_enter_is_not_let_in_by_what_they_send(client):
    person = somebody()
    person.is_staff = False
    person.save()
    story = a_story()

    page = client.post(
        story_page("change", story), form_values(story, headline="X", login_name="vera", login_password=SECRET)
    )

    assert page.status_code == 403
    assert Story.objects.get().headline == story.headline


def test_what_is_sent_without_the_token_of_the_form_goes_nowhere():
    somebody()
    story = a_story()
    stranger = Client(enforce_csrf_checks=True)

    page = stranger.post(
        story_page("change", story), form_values(story, headline="X", login_name="vera", login_password=SECRET)
    )

    assert page.status_code == 403
    assert "login_password" not in page.content.decode()
    assert Story.objects.get().headline == story.headline


def grave(browser, story):
    """Ask for the page that kills a story."""
    return browser.get(story_page("kill", story))


def long_ago(browser):
    """Open a browser whose session had the password an hour ago."""
    session = browser.session
    session[second_factor.LOGIN_TIME_KEY] = (timezone.now() - timedelta(hours=1)).timestamp()
    session.save()
    return browser


def test_password_is_asked_for_again_before_the_gravest_acts_where_there_is_no_second_factor():
    story = a_chain("Urgent")
    browser = sign_in(somebody("cleo", group="chief"))
    assert grave(browser, story).status_code == 200

    asking = grave(long_ago(browser), story)
    wrong = browser.post(story_page("kill", story), values_to_resend(asking, asked_password=WRONG))
    right = browser.post(story_page("kill", story), values_to_resend(wrong, asked_password=SECRET))

    assert (asking.status_code, wrong.status_code, right.status_code) == (403, 403, 302)
    assert "Wrong password." in words_of(wrong)
    assert grave(browser, story).status_code == 200


def test_what_was_typed_on_a_grave_page_goes_on_after_the_password():
    story = a_chain("Urgent")
    browser = long_ago(sign_in(somebody("cleo", group="chief")))
    reason = {"reason": "It was false.", "number": story.pk}

    asking = browser.post(story_page("kill", story), reason)
    browser.post(story_page("kill", story), values_to_resend(asking, asked_password=SECRET))

    assert Story.objects.get().state == State.KILLED


@pytest.mark.parametrize("name", ["v" * 5_000, "ve\0ra"])
def test_a_name_that_nobody_can_have_is_a_wrong_log_in(client, name):
    answer = client.post(LOGIN, {"username": name, "password": SECRET})

    assert answer.status_code == 200
    assert re.search(r"correct username and password|Null characters", words_of(answer))
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize(
    ("trusted", "forwarded", "counted"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (1, "", "192.0.2.1"),
        (3, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_address_is_what_the_last_trusted_proxy_saw(settings, trusted, forwarded, counted):
    settings.TRUSTED_PROXIES = trusted
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.1")) == counted


def test_a_forged_address_does_not_escape_the_lock(client):
    somebody()

    for number in range(6):
        answer = client.post(
            LOGIN, {"username": "vera", "password": WRONG}, headers={"X-Forwarded-For": f"203.0.113.{number}"}
        )

    assert answer.status_code == 429


def test_a_second_factor_is_set_up_only_by_who_gave_the_password_a_short_while_ago():
    browser = sign_in(somebody("cleo", group="chief"))
    assert "<img" in browser.get(OWN_SECOND_FACTOR).content.decode()

    asking = long_ago(browser).get(OWN_SECOND_FACTOR)
    wrong = browser.post(OWN_SECOND_FACTOR, values_to_resend(asking, asked_password=WRONG))
    right = browser.post(OWN_SECOND_FACTOR, values_to_resend(wrong, asked_password=SECRET), follow=True)

    assert [(answer.status_code, "<img" in answer.content.decode()) for answer in (asking, wrong, right)] == [
        (403, False), (403, False), (200, True),
    ]  # fmt: skip


def test_who_logs_out_is_out_for_every_process_that_answers():
    browser = sign_in(somebody())
    assert browser.get(reverse("admin:for_you")).status_code == 200

    Session.objects.all().delete()  # as another process does

    assert browser.get(reverse("admin:for_you")).status_code == 302


def old_page(story, origin, address="change"):
    """Send a form with the token of an earlier page, with the headers of a browser."""
    browser = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")
    browser.force_login(somebody(), backend="django.contrib.auth.backends.ModelBackend")
    browser.get(story_page(address, story))
    headers = {"Origin": origin} if origin else {}
    sent = {**form_values(story, headline="Dam fails"), "csrfmiddlewaretoken": "a" * 32, "password": SECRET}
    return browser, browser.post(story_page(address, story), sent, headers=headers)


@pytest.mark.parametrize("origin", ["", "null", "http://127.0.0.1:1", "https://elsewhere.example"])
def test_what_another_site_sends_is_never_asked_about(origin):
    _, refused = old_page(a_story(), origin)

    assert refused.status_code == 403
    assert "Dam fails" not in refused.content.decode()


def test_what_our_own_page_sent_with_an_old_token_is_kept_and_goes_on():
    story = a_story(headline="Dam holds")

    browser, asking = old_page(story, "http://127.0.0.1")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asking.content.decode())[1]
    answer = browser.post(story_page("change", story), {**values_to_resend(asking), "csrfmiddlewaretoken": token})

    assert asking.status_code == 403
    assert "Sent now, it is done in the name of vera." in words_of(asking)
    assert SECRET not in asking.content.decode()
    assert answer.status_code == 302
    assert Story.objects.get().headline == "Dam fails"


def test_a_page_that_somebody_else_opened_is_sent_twice():
    story, other = a_story(headline="Dam holds"), an_editor("olaf")
    browser = sign_in(somebody())

    refused = browser.post(story_page("change", story), form_values(story, headline="Dam fails", whose=other.pk))

    assert "olaf opened this page, and vera is logged in now." in words_of(refused)
    assert f'name="whose" value="{User.objects.get(username="vera").pk}"' in refused.content.decode()
    assert Story.objects.get().headline == "Dam holds"
