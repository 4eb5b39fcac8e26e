"""Secrets and words of the newsroom's own, looked for in whatever leaves it: pages, log lines, webhooks, mails.

What `test_leaks.py` does for stories is done here for the rest, each kept in the field that the newsroom keeps it in.
"""

import json
import logging

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.operations.log_lines import LineFormatter
from stories import desk
from stories.models import (
    Delivery,
    Draft,
    ExpectedCopy,
    Filing,
    Notification,
    NotificationKind,
    SavedView,
    Snippet,
    Story,
    StoryTemplate,
    Webhook,
    WebhookEvent,
)
from stories.worker import mail as worker_mail
from stories.worker.webhooks import message_of, note_and_send
from tests.builders import NOON, a_chain, a_source, a_story, an_editor
from tests.test_leaks import PLAIN, STORY, answer_text

pytestmark = pytest.mark.django_db

TOTP = "7a71" * 10
NOT_EVEN_IN_MAIL = ("zqkey", "zqtoken", "zqcode", "zqpassword", TOTP, "zqtyped", "zqdelivery", "zqsession", "zqform")
NEVER_PUBLIC = (
    *NOT_EVEN_IN_MAIL,
    *("zqmail", "zqfirst", "zqlast", "zqhook", "zqview", "zqsnippet", "zqtemplate", "zqexpected", "zqremark"),
    *("zqhandnote", "zqfault"),
)


def make_secrets():
    """Keep each secret where the newsroom keeps it; return a story that was filed and one that was not."""
    ilse = an_editor("ilse", email="zqmail@example.com", first_name="zqfirst", last_name="zqlast")
    get_user_model().objects.filter(pk=ilse.pk).update(password="md5$x$zqpassword")  # noqa: S106 as it is kept
    TOTPDevice.objects.create(user=an_editor("otto"), name="phone", key=TOTP)
    StaticDevice.objects.create(user=ilse, name="codes").token_set.create(token="zqcode")  # noqa: S106
    Webhook.objects.create(
        name="zqhook", address="http://127.0.0.1/in", key="ab" * 32, begun_at=NOON, looked_at=NOON,
        events=WebhookEvent.values,
    )  # fmt: skip
    a_source().tokens.create(digest="zqtoken", beginning="zqtok", made_at=NOON, made_by=ilse)
    Delivery.objects.create(name="zqdelivery.txt", content=b"zqdelivery", sha256="0" * 64, received_at=NOON)
    SavedView.objects.create(owner=ilse, name="zqview", query="q=zqview")
    Snippet.objects.create(name="zqsnippet")
    StoryTemplate.objects.create(name="zqtemplate")
    ExpectedCopy.objects.create(what="zqexpected", due_at=NOON)
    live, waiting = a_chain("Urgent", "1st LD"), a_story()
    for story in (live, waiting):
        words = {"headline": "zqtyped", "body": "zqtyped"}
        Draft.objects.create(story=story, editor=ilse, page=f"{story.pk:016x}", fields=words, based_on=0, saved_at=NOON)
        desk.add_note(story, "zqremark", by=ilse, now=NOON)
    desk.hand_in(waiting, by=ilse, now=NOON, note="zqhandnote", based_on=waiting.save_number)
    Notification.objects.create(
        person=ilse, by=ilse, story=live, what=NotificationKind.HELD, at=NOON, mail_due_at=NOON, mail_fault="zqfault"
    )
    return live, Story.objects.get(pk=waiting.pk)


def words_in(text, words):
    """Return those of the words that stand in a text."""
    return [word for word in words if word in text]


def test_no_secret_is_on_a_public_page():
    live, waiting = make_secrets()
    browser = Client()
    paths = [*PLAIN, *(path.format(id=story.pk, slug=story.slug or "x") for story in (live, waiting) for path in STORY)]

    found = {path: words_in(answer_text(browser.get(path)), NEVER_PUBLIC) for path in paths}

    assert {path: words for path, words in found.items() if words} == {}
    assert len(found) > 60
    page = answer_text(browser.get(Filing.public.newest().get(story=live.pk).get_absolute_url()))
    assert words_in(page, [live.headline, *NEVER_PUBLIC]) == [live.headline]


def test_no_secret_is_in_a_log_line(caplog):
    make_secrets()
    caplog.set_level(logging.DEBUG)
    browser = Client()
    form = {"username": "zqform", "password": "zqpassword"}

    browser.post(reverse("admin:login"), form)
    browser.post(f"{reverse('admin:login')}?next=/admin/", {**form, "username": "ilse"})
    browser.get("/admin/invitation/MQ/zqtoken/")
    browser.get("/archive/", {"q": "zqsession"})
    browser.post("/wire/vesper/", b"zqdelivery", content_type="text/plain", headers={"Authorization": "Bearer zqtoken"})
    note_and_send(NOON)
    worker_mail.send_due(NOON)

    lines = "\n".join(LineFormatter().format(record) for record in caplog.records)
    assert "Log-in failed from 127.0.0.1" in lines
    assert "Delivery" in lines  # to the webhook, which is in the house and was not asked
    assert words_in(lines, NOT_EVEN_IN_MAIL) == []


def test_no_secret_is_in_what_webhooks_are_told():
    make_secrets()
    note_and_send(NOON)
    bodies = [json.dumps(message_of(each)) for each in Webhook.objects.get().deliveries.all()]

    told = words_in("".join(bodies), NEVER_PUBLIC)

    assert {json.loads(body)["type"] for body in bodies} >= {"story.filed", "story.handed_in"}
    assert told == []


def test_no_secret_is_in_a_mail(mailoutbox):
    make_secrets()

    assert worker_mail.send_due(NOON) > 0

    said = "".join(str(mail.message()) for mail in mailoutbox)
    assert words_in(said, ["zqmail@example.com", *NOT_EVEN_IN_MAIL]) == ["zqmail@example.com"]
