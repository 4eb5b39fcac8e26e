"""The audit page: who did what, when, of all books in one list."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessFailureLog, AccessLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from stories import desk
from stories.admin.audit import CSV_HEAD, EXPORT_LIMIT, ROWS_A_PAGE, AuditKind, escape_formula
from stories.models import Story
from tests.builders import NOON, a_chain, a_story, an_editor
from tests.stories.admin.browser import a_browser, words_of

pytestmark = pytest.mark.django_db

AUDIT = "/admin/audit/"


def an_entry(person, *, by, at=NOON, message="Set up a second factor."):
    """Make a log entry about a person."""
    kind = ContentType.objects.get_for_model(User)
    entry = LogEntry.objects.create(
        user=by, content_type=kind, object_id=person.pk, object_repr=str(person), action_flag=CHANGE,
        change_message=message,
    )  # fmt: skip
    LogEntry.objects.filter(pk=entry.pk).update(action_time=at)


def a_login(name, *, at=NOON):
    """Make a login."""
    login = AccessLog.objects.create(username=name, ip_address="192.0.2.7")
    AccessLog.objects.filter(pk=login.pk).update(attempt_time=at)


def a_failure(name, *, at=NOON, locked_out=False):
    """Make a failed login."""
    failure = AccessFailureLog.objects.create(username=name, ip_address="192.0.2.7", locked_out=locked_out)
    AccessFailureLog.objects.filter(pk=failure.pk).update(attempt_time=at)


def a_day():
    """Make an act of every kind, an hour apart; return the story and the people."""
    vera, cleo = an_editor("vera"), an_editor("cleo", group="chief")
    story = a_story(by=vera, now=NOON)
    desk.hold(story, by=cleo, now=NOON + timedelta(hours=1))
    an_entry(vera, by=cleo, at=NOON + timedelta(hours=2))
    a_login("vera", at=NOON + timedelta(hours=3))
    a_failure("vera", at=NOON + timedelta(hours=4))
    a_failure("vera", at=NOON + timedelta(hours=5), locked_out=True)
    return story, vera, cleo


def an_assignment(story, person, *, at=NOON):
    """Make the log entry of a story that was taken."""
    desk.assign(story, person, by=person, now=at, instead_of=None)


def a_chief():
    """Return the browser of a chief, whose own login is not on the list."""
    browser = a_browser("chief")
    AccessLog.objects.filter(username="a-chief").delete()
    return browser


def page_rows(answer):
    """Return the rows of the page: kind and name."""
    return [(row.sort.value, row.who) for row in answer.context_data["rows"]]


def export_rows(answer):
    """Return the rows of an export."""
    return list(csv.reader(io.StringIO(answer.getvalue().decode())))


def test_everything_stands_in_one_list_newest_first():
    story, _, _ = a_day()

    answer = a_chief().get(AUDIT)

    assert page_rows(answer) == [
        ("locked", "vera"),
        ("failed", "vera"),
        ("login", "vera"),
        ("record", "cleo"),
        ("story", "cleo"),
        ("story", "vera"),
    ]
    words = words_of(answer)
    assert "Feb 10, 2026, 14:00:00 UTC cleo Changed user vera: Set up a second factor." in words
    assert f"Feb 10, 2026, 13:00:00 UTC cleo Held. {story.pk}" in words
    assert "Logged in from 192.0.2.7" in words


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"who": "cleo"}, ["record", "story"]),
        ({"who": "vera"}, ["locked", "failed", "login", "story"]),
        ({"sort": "failed"}, ["failed"]),
        ({"sort": "locked"}, ["locked"]),
        ({"sort": "story"}, ["story", "story"]),
        ({"sort": "login", "who": "cleo"}, []),
        ({"since": "2026-02-11"}, []),
        ({"since": "2026-02-10", "until": "2026-02-10"}, ["locked", "failed", "login", "record", "story", "story"]),
        ({"until": "2026-02-09"}, []),
    ],
)
def test_filters(asked, expected):
    a_day()

    assert [sort for sort, _ in page_rows(a_chief().get(AUDIT, asked))] == expected


def test_one_story_alone():
    story, _, _ = a_day()
    other = a_story(now=NOON)
    browser = a_chief()

    assert page_rows(browser.get(AUDIT, {"story": story.pk})) == [("story", "cleo"), ("story", "vera")]
    assert page_rows(browser.get(AUDIT, {"story": other.pk})) == [("story", "")]
    assert "the wire or the worker" in words_of(browser.get(AUDIT, {"story": other.pk}))


def test_assignment_is_about_its_story():
    story, vera = a_story(), an_editor("vera")
    an_assignment(story, vera, at=NOON + timedelta(hours=1))
    an_assignment(a_story(), vera)

    answer = a_chief().get(AUDIT, {"story": story.pk})

    row, opened = answer.context_data["rows"]
    assert (row.who, row.sort, row.what, row.story) == ("vera", AuditKind.STORY, "Assigned to vera.", story.pk)
    assert opened.what == "Opened"
    assert page_rows(a_chief().get(AUDIT, {"sort": "record"})) == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"since": "yesterday"}, "Enter a valid date"),
        ({"until": "9999-12-31"}, "less than or equal to"),
        ({"story": "x"}, "Enter a whole number"),
        ({"who": "nobody"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_looked_for_is_told(asked, told):
    a_day()

    answer = a_chief().get(AUDIT, asked)

    assert told in words_of(answer)
    assert page_rows(answer) == []


@pytest.mark.parametrize("older", ["x", "1.9.", "99999999999999999.0.1", "1.0.1.1"])
def test_a_place_that_cannot_be_read_is_the_beginning(older):
    a_day()

    assert len(page_rows(a_chief().get(AUDIT, {"older": older}))) == 6


def test_pages_follow_one_another_without_a_gap():
    browser = a_chief()
    for number in range(ROWS_A_PAGE):
        a_login(f"login-{number}", at=NOON + timedelta(seconds=number // 7))
        a_failure(f"failure-{number}", at=NOON + timedelta(seconds=number // 7))

    first = browser.get(AUDIT)
    second = browser.get(AUDIT, {"older": first.context_data["older"]})

    found = [*first.context_data["rows"], *second.context_data["rows"]]
    assert len(found) == len({(row.book, row.pk) for row in found}) == 2 * ROWS_A_PAGE
    assert [row.key for row in found] == sorted(row.key for row in found)
    assert f"older={first.context_data['older']}" in first.content.decode()
    assert "rel=" not in second.content.decode().split("<main", 1)[1]


def test_page_costs_the_same_for_few_rows_and_for_many(django_assert_num_queries):
    browser = a_chief()
    a_day()
    browser.get(AUDIT)
    with django_assert_num_queries(13) as asked:
        browser.get(AUDIT)
    a_chain("Urgent", "1st LD", "1st LD Writethru")
    for name in ("kira", "lund"):
        an_assignment(a_story(), an_editor(name))
    for name in ("olaf", "pia", "ruth"):
        an_entry(an_editor(name), by=an_editor("cleo", group="chief"))
        a_failure(name)
    with django_assert_num_queries(13):
        browser.get(AUDIT)

    assert not any("serialized_data" in query["sql"] for query in asked.captured_queries)


def test_no_text_of_a_story_is_told():
    story = a_story("A headline zqcanary", "A body zqcanary.", slugline="zqcanary", note="zqcanary")
    desk.hold(story, by=None, now=NOON)
    browser = a_chief()

    page, file = browser.get(AUDIT), browser.get(AUDIT, {"format": "csv"})

    assert page_rows(page) == [("story", "")] * 2
    assert "zqcanary" not in page.content.decode()
    assert "zqcanary" not in file.getvalue().decode()


def test_name_that_is_not_known_is_not_told():
    a_failure("my-secret-password")
    browser = a_chief()

    page = browser.get(AUDIT)

    assert page_rows(page) == [("failed", "unknown name")]
    assert "my-secret-password" not in page.content.decode()


def test_failed_login_comes_onto_the_list(client):
    an_editor("vera")

    client.post("/admin/login/", {"username": "vera", "password": "wrong"})

    assert ("failed", "vera") in page_rows(a_chief().get(AUDIT))


def test_export_has_the_rows_that_were_asked_for():
    story, _, _ = a_day()

    answer = a_chief().get(AUDIT, {"format": "csv", "who": "cleo"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="audit.csv"'
    assert answer.streaming
    assert export_rows(answer) == [
        list(CSV_HEAD),
        ["2026-02-10 14:00:00", "cleo", "People and places", "Changed user vera: Set up a second factor.", ""],
        ["2026-02-10 13:00:00", "cleo", "Story", "Held.", str(story.pk)],
    ]


def test_export_is_of_bounded_length():
    browser = a_chief()
    AccessLog.objects.bulk_create(AccessLog(username="vera", ip_address="192.0.2.7") for _ in range(EXPORT_LIMIT + 5))

    assert len(export_rows(browser.get(AUDIT, {"format": "csv"}))) == EXPORT_LIMIT + 1


def test_export_starts_no_formula():
    User.objects.create(username="@SUM(1)")
    a_login("@SUM(1)")

    assert export_rows(a_chief().get(AUDIT, {"format": "csv"}))[1][1] == "'@SUM(1)"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_formulas_are_defused(text):
    assert escape_formula(text) == f"'{text}"


def test_plain_texts_stay():
    assert escape_formula("Filed as 1: Urgent") == "Filed as 1: Urgent"


def test_every_revision_and_every_sort_is_told():
    a_day()
    page = a_chief().get(AUDIT)

    assert {sort for sort, _ in page_rows(page)} == set(AuditKind.values)
    assert Story.objects.count() == 1
    assert page.context_data["rows"][0].at == datetime(2026, 2, 10, 17, 0, tzinfo=UTC)
