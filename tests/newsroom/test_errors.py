"""Error pages: small, the same for every address, and made without the database."""

import errno
import re

import brotli
import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.urls import reverse

from newsroom import errors
from stories.models import Person, Story
from stories.request_id import carry_request
from tests.builders import a_story, an_editor
from tests.crash.people import Forms
from tests.stories.admin.browser import sign_in

PAGES = {
    400: errors.bad_request, 403: errors.forbidden, 404: errors.not_found, 429: errors.too_many,
    500: errors.server_error, 503: errors.unavailable,
}  # fmt: skip
HEADLINES = {
    400: "We could not read this request", 403: "This page is not for you", 404: "There is no page here",
    429: "Too many tries", 500: "Something went wrong on our side", 503: "We are busy, or back in a moment",
}  # fmt: skip


def form_values(page):
    """Return the values of the form on a page that has the text of a story."""
    return Forms(page.text).with_field("body")


@pytest.fixture
def _database_closed(monkeypatch):
    """Fail on any query: no test here has the database mark."""
    monkeypatch.setattr(connection, "ensure_connection", lambda: pytest.fail("an error page asked the database"))


@pytest.mark.usefixtures("_database_closed")
@pytest.mark.parametrize("status", PAGES)
def test_error_page_is_small_and_says_what_happened(rf, status):
    response = PAGES[status](rf.get("/secret-slug/"))

    assert response.status_code == status
    assert f"<h1>{HEADLINES[status]}</h1>" in response.text
    assert len(brotli.compress(response.content, quality=5)) <= 3 * 1024
    assert len(response.content) <= 3 * 1024
    assert "secret-slug" not in response.text
    assert '<noscript><link rel="stylesheet" href="/prefs.css"></noscript>' in response.text
    assert response["Cache-Control"] == "no-store"


def test_not_found_is_the_same_page_whatever_the_address(rf):
    addresses = ["/", "/stories/7/dam-flood/", "/stories/8/?q=<b>", "/admin/"]

    assert len({errors.not_found(rf.get(address)).content for address in addresses}) == 1


def test_server_error_names_a_reference_that_stands_in_the_log(rf, caplog):
    response = errors.server_error(rf.get("/stories/%0A7/"))

    reference = re.search(r"<strong>([0-9a-f]{8})</strong>", response.text)[1]
    assert caplog.messages == [f"Reference {reference}: GET '/stories/\\n7/'"]
    with carry_request("b5d4045c3f46fa91"):
        assert "<strong>b5d4045c3f46fa91</strong>" in errors.server_error(rf.get("/")).text


@pytest.mark.parametrize(
    ("fault", "status", "told"),
    [
        (OperationalError("database or disk is full"), 503, True),
        (OperationalError('could not extend file "base/5/6": No space left on device'), 503, True),
        (OSError(errno.ENOSPC, "No space left on device"), 503, True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), 503, True),
        (OSError(errno.EACCES, "Permission denied"), 500, False),
    ],
)
def test_full_disk_is_told_and_asks_to_come_back(rf, caplog, fault, status, told):
    try:
        raise fault
    except (OperationalError, OSError):
        response = errors.server_error(rf.post("/admin/"))

    assert response.status_code == status
    assert (f"The disk is full: {fault}" in caplog.messages) == told


def test_database_that_does_not_answer_is_503_with_a_time_to_come_back():
    try:
        raise OperationalError("database is locked")
    except OperationalError:
        response = errors.server_error(RequestFactory().get("/"))

    assert (response.status_code, response["Retry-After"]) == (503, "10")


@pytest.mark.django_db
def test_words_that_were_sent_stand_in_the_page_and_can_be_sent_again():
    browser, story = sign_in(an_editor("vera")), a_story()
    browser.raise_request_exception = False
    page = reverse("admin:stories_story_change", args=[story.pk])
    words = {**form_values(browser.get(page)), "body": "The dam <b>held</b>.\n\nIt held again."}

    def refuse(execute, sql, *arguments):
        if sql.startswith("UPDATE") and "stories_story" in sql:
            raise OperationalError("database or disk is full")
        return execute(sql, *arguments)

    with connection.execute_wrapper(refuse):
        refused = browser.post(page, words)
    kept = form_values(refused)
    again = browser.post(page, kept)

    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (503, "10", "no-store, private")
    assert "Nothing was done. What you typed is kept in this page" in refused.text
    assert "The dam &lt;b&gt;held&lt;/b&gt;.\n\nIt held again.</pre>" in refused.text
    assert {name: kept[name] for name in words if name != "csrfmiddlewaretoken"} == {
        name: value for name, value in words.items() if name != "csrfmiddlewaretoken"
    }
    assert again.status_code == 302
    assert "It held again." in str(Story.objects.get(pk=story.pk).body)


@pytest.mark.parametrize(
    ("fields", "checked"), [({"body": "The dam held."}, False), ({"login_password": "x", "body": "It held."}, True)]
)
def test_what_is_not_known_to_be_from_here_and_passwords_are_not_repeated(rf, fields, checked):
    request = rf.post("/admin/", fields)
    request.csrf_processing_done = checked

    page = errors.unavailable(request).text

    assert "held" not in page
    assert "<form" not in page


def test_form_without_its_token_is_told_from_a_missing_permission(rf):
    by_token = errors.forbidden(rf.post("/"), reason="CSRF cookie not set.")
    by_permission = errors.forbidden(rf.get("/"), PermissionDenied())

    assert "The form came without its token." in by_token.text
    assert "Your account may not do this." in by_permission.text


def test_pages_speak_the_language_that_the_browser_asks_for(rf):
    page = errors.not_found(rf.get("/", headers={"Accept-Language": "ar,en;q=0.5"})).text

    assert '<html lang="ar" dir="rtl">' in page
    assert "There is no page here" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "tag", "way_back"),
    [
        ("/admin/no-such-page/", 404, "zh-Hans", '<p><a href="/admin/">'),
        ("/admin/auth/user/", 403, "zh-hans", '<a class="btn" href="/admin/stories/story/">'),
    ],
)
def test_who_was_let_in_is_shown_the_way_back_in_their_language(address, status, tag, way_back):
    person = an_editor("vera")
    Person.objects.create(user=person, language="zh-hans")

    answer = sign_in(person).get(address)

    assert answer.status_code == status
    assert f'<html lang="{tag}" dir="ltr">' in answer.text
    assert way_back in answer.text


def test_unknown_addresses_get_the_page(client, db):
    first, second = client.get("/no-such-page/"), client.get("/stories/999999999/nothing/")

    assert (first.status_code, second.status_code) == (404, 404)
    assert first.content == second.content
    assert {name: first[name] for name in first.headers} == {name: second[name] for name in second.headers}
