"""Waits before log-ins: by address over names, by name over addresses, and never for the owner's own places."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client, RequestFactory
from django.utils import timezone

from newsroom.accounts import known_devices, login_delay
from newsroom.accounts.login_delay import address_to_count, rest_of_wait
from tests.builders import an_editor
from tests.stories.admin.browser import words_of

pytestmark = pytest.mark.django_db
PASSWORD = "barley-is-late-again"  # noqa: S105 invented
ELSEWHERE, OWN = "203.0.113.9", "192.0.2.7"


@pytest.fixture(autouse=True)
def _vera(settings):
    """Make a person with a password."""
    person = an_editor("vera")
    person.set_password(PASSWORD)
    person.save()


def log_in(name="vera", password=PASSWORD, *, address=ELSEWHERE, browser=None):
    """Send the form of the log-in; return the answer."""
    return (browser or Client()).post("/admin/login/", {"username": name, "password": password}, REMOTE_ADDR=address)


def failures(count, *, name="vera", address="198.51.100.{}", spread=5, ago=timedelta()):
    """Make wrong passwords of now: as many a row as lock nothing."""
    for number in range(0, count, spread - 1):
        row = AccessAttempt.objects.create(
            username=name.format(number),
            ip_address=address.format(number // 2),
            failures_since_start=min(spread - 1, count - number),
        )
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=timezone.now() - ago)


@pytest.mark.parametrize(
    ("count", "ago", "least", "most"),
    [(9, 0, 0, 0), (10, 0, 1, 1), (13, 0, 7, 8), (13, 5, 2, 3), (13, 9, 0, 0), (30, 0, 599, 600), (500, 0, 599, 600)],
)
def test_wait_doubles_up_to_ten_minutes_and_goes_by(count, ago, least, most):
    failures(count, ago=timedelta(seconds=ago))

    assert least <= rest_of_wait(AccessAttempt.objects.all()) <= most


@pytest.mark.parametrize(
    "tries",
    [{"name": "vera", "address": "198.51.100.{}"}, {"name": "name{}", "address": ELSEWHERE}],
    ids=["one name from many addresses", "many names from one address"],
)
def test_right_password_waits_too_and_the_page_says_how_long(tries):
    failures(16, **tries)

    refused = log_in()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=2))
    let_in = log_in()

    assert refused.status_code == 429
    assert 55 <= int(refused["Retry-After"]) <= 64
    assert f"Wait {refused['Retry-After']} seconds, then try again." in words_of(refused)
    assert let_in.status_code == 302


def test_refused_tries_make_the_wait_no_longer():
    failures(14)

    waits = [int(log_in(password="wrong-again-77")["Retry-After"]) for _ in range(3)]  # noqa: S106 invented

    assert max(waits) <= 16


def test_thirty_tries_on_many_names_from_one_address_are_not_all_looked_at():
    answers = [log_in(f"name{number}", "spring-2026").status_code for number in range(30)]

    assert answers[: login_delay.FREE_TRIES] == [200] * login_delay.FREE_TRIES
    assert answers[login_delay.FREE_TRIES :].count(429) >= 15


def test_owner_waits_for_no_stranger_where_they_logged_in_before():
    AccessLog.objects.create(username="vera", ip_address=OWN)
    failures(100)
    failures(20, name="name{}", address=OWN)

    assert log_in(address=OWN).status_code == 302
    assert log_in(address=ELSEWHERE).status_code == 429


def test_owner_waits_for_no_stranger_at_a_device_of_theirs_wherever_it_is():
    browser = Client()
    first = log_in(browser=browser)
    browser.post("/admin/logout/")
    failures(100)

    assert log_in(browser=browser, address=OWN).status_code == 302
    assert log_in(address="192.0.2.8").status_code == 429
    cookie = first.cookies[known_devices.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
    assert "vera" not in cookie.value


def test_known_place_has_the_lock_of_the_name_at_the_address_all_the_same():
    browser = Client()
    log_in(browser=browser)

    answers = [log_in(password="wrong-again-77", browser=browser).status_code for _ in range(5)]  # noqa: S106 invented

    assert answers == [200, 200, 200, 200, 429]
    assert log_in(browser=browser).status_code == 429


@pytest.mark.parametrize("forged", ["", "vera", "WyJ2ZXJhIl0:1vX:abc"])
def test_forged_cookie_is_no_known_device(forged):
    browser = Client()
    browser.cookies[known_devices.COOKIE] = forged
    failures(100)

    assert log_in(browser=browser).status_code == 429


def test_device_knows_the_newest_names_and_the_cookie_grows_no_further():
    request = RequestFactory().get("/")
    for name in ("ada", "bela", "cora", "dina", "edda", "fina", "bela"):
        setattr(request, known_devices.LOGGED_IN, name)
        answer = known_devices.remember_device(lambda _request: log_in(password="no"))(request)  # noqa: S106
        request.COOKIES = {known_devices.COOKIE: answer.cookies[known_devices.COOKIE].value}

    known = [name for name in ("ada", "bela", "cora", "dina", "edda", "fina")
             if known_devices.is_known_device(request, name)]  # fmt: skip
    assert known == ["bela", "cora", "dina", "edda", "fina"]


@pytest.mark.parametrize(
    ("client", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
        ("not-an-address", "not-an-address"),
    ],
)
def test_tries_are_counted_for_the_network_of_a_client(client, counted):
    assert address_to_count(RequestFactory().get("/", REMOTE_ADDR=client)) == counted


@pytest.mark.parametrize(
    "asked",
    ["https://evil.example/", "//evil.example", "/nowhere/", "/admin/logout/", "/admin/login/", "javascript:alert(1)"],
)
def test_log_in_leads_home_where_no_page_was_asked_for(asked):
    answer = Client().post("/admin/login/", {"username": "vera", "password": PASSWORD, "next": asked}, follow=True)

    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/admin/stories/story/"


def test_log_in_leads_to_the_page_that_was_asked_for():
    answer = log_in()
    assert answer.url == "/admin/stories/story/"

    asked = Client().post("/admin/login/", {"username": "vera", "password": PASSWORD, "next": "/admin/audit/?page=2"})

    assert asked.url == "/admin/audit/?page=2"
