"""Mail about one's stories: no word of the copy, sent once, tried again a few times, and never in anybody's way."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from stories import desk
from stories.desk.notifications import CLAIM_LASTS, RETRY_WAITS, TRIES
from stories.models import Notification, Person, Story
from stories.worker import mail as worker_mail
from tests.builders import NOON, a_chain, an_editor, rewrite
from tests.write_guard import tampering

pytestmark = pytest.mark.django_db


class Failing(EmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("The server hung up")


@pytest.fixture(autouse=True)
def _mail_is_set_up(settings):
    settings.EMAIL_IS_SET_UP = True
    settings.DEFAULT_FROM_EMAIL = "desk@news.example"
    settings.SITE_URL = "https://news.example"


@pytest.fixture
def server_fails(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Failing"


def a_notification(person=None, **fields):
    """Return the notification of a person with an address that a colleague killed their story."""
    ilse = person or an_editor("ilse", email="ilse@news.example")
    story = a_chain("Urgent", headline="Zqheadline", body="Zqbody.", slugline="Karse-Dam", desk_note="Zqnote", **fields)
    story = rewrite(story, "Zqworking.")
    desk.assign(story, ilse, by=ilse, now=NOON, instead_of=None)
    desk.add_note(story, "Zqremark.", by=ilse, now=NOON)
    desk.kill(story, by=an_editor("vera"), now=NOON, reason="Zqreason.")
    return Notification.objects.get(story=story)


def test_mail_says_what_who_and_where_and_no_word_of_the_story():
    row = a_notification()

    assert worker_mail.send_due(NOON) == 1

    (sent,) = mail.outbox
    assert (sent.subject, sent.to, sent.from_email) == ("Killed: Karse-Dam", ["ilse@news.example"], "desk@news.example")
    assert sent.body.splitlines() == [
        f"Karse-Dam (story {row.story_id}) was killed by vera, Feb 10, 2026, 12:00 UTC.",
        "",
        f"https://news.example/admin/stories/story/{row.story_id}/change/",
        "",
        "This is mail of the newsroom of Off the Wire, about a story that is or was yours.",
    ]
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert "zq" not in str(sent.message()).lower()


def test_mail_is_sent_once():
    a_notification()

    assert [worker_mail.send_due(NOON + timedelta(hours=hour)) for hour in range(3)] == [1, 0, 0]

    row = Notification.objects.get()
    assert (row.mailed_at, row.mail_due_at, row.mail_fault) == (NOON, None, "")


def test_of_two_workers_one_sends():
    row = a_notification()
    in_sight = list(Notification.objects.mail_due(NOON))
    worker_mail.send_due(NOON)

    assert [worker_mail.send_mail(each, NOON) for each in in_sight] == [False]
    assert len(mail.outbox) == 1
    assert Notification.objects.get() == row


def test_mail_of_a_worker_that_was_killed_is_sent_by_the_next():
    a_notification()
    (row,) = Notification.objects.mail_due(NOON)
    desk.claim_mail(row, now=NOON)

    assert worker_mail.send_due(NOON + CLAIM_LASTS - timedelta(seconds=1)) == 0
    assert worker_mail.send_due(NOON + CLAIM_LASTS) == 1


def test_time_in_a_mail_is_its_persons_and_slugline_is_one_line():
    ilse = an_editor("ilse", email="ilse@news.example")
    Person.objects.create(user=ilse, time_zone="Asia/Kolkata")
    row = a_notification(ilse)
    with tampering():
        Story.objects.filter(pk=row.story_id).update(slugline=f"Karse\nBcc: all@news.example {'x' * 160}")

    worker_mail.send_due(NOON)

    (sent,) = mail.outbox
    assert "by vera, Feb 10, 2026, 17:30 IST (12:00 UTC)." in sent.body
    assert sent.subject.startswith("Killed: Karse Bcc: all@news.example xxx")
    assert len(sent.subject) == len("Killed: ") + 120


@pytest.mark.usefixtures("server_fails")
def test_mail_that_fails_is_tried_again_a_few_times_then_given_up_on_record(caplog):
    a_notification()
    now, tried = NOON, 0

    for wait in (*RETRY_WAITS, timedelta(days=1)):
        tried += bool(Notification.objects.mail_due(now))
        assert worker_mail.send_due(now) == 0
        assert not Notification.objects.mail_due(now).exists()
        now += wait
    row = Notification.objects.get()

    assert (tried, row.mail_tries, row.mail_due_at, row.mailed_at) == (TRIES, TRIES, None, None)
    assert (row.mail_fault, row.is_given_up) == ("The server hung up", True)
    assert caplog.messages[-1].endswith("The server hung up, given up.")
    assert Story.objects.get().state == "killed"


def test_one_mail_that_fails_stops_no_other(settings):
    a_notification(an_editor("bad", email="bad address\n@news.example"))
    a_notification()

    assert worker_mail.send_due(NOON) == 1

    assert [sent.to for sent in mail.outbox] == [["ilse@news.example"]]


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}, {"is_staff": False}])
def test_who_has_no_address_any_more_or_left_is_not_mailed(change):
    row = a_notification()
    type(row.person).objects.filter(pk=row.person_id).update(**change)

    assert [worker_mail.send_due(NOON), worker_mail.send_due(NOON)] == [0, 0]
    assert Notification.objects.get().mail_due_at is None


def test_who_may_not_see_the_desk_any_more_is_not_mailed():
    a_notification().person.groups.clear()

    assert worker_mail.send_due(NOON) == 0


def test_what_was_seen_is_not_mailed():
    row = a_notification()
    desk.mark_seen(row, now=NOON)

    assert worker_mail.send_due(NOON) == 0


def test_without_mail_set_up_none_is_owed_and_nothing_fails(settings):
    settings.EMAIL_IS_SET_UP = False

    row = a_notification()

    assert row.mail_due_at is None
    assert worker_mail.send_due(NOON) == 0


def test_sweep_costs_one_query_where_nothing_is_due(django_assert_num_queries):
    with django_assert_num_queries(1):
        worker_mail.send_due(NOON)
